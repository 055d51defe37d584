import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Router, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import type { Settings } from '../settings.ts';
import {
  explainSignInError,
  unavailable,
  unknownRequest,
  wrongState,
  type SignInTrouble,
} from './explain-sign-in-error.ts';
import { contentPolicy } from './security-headers.ts';
import { pageScript, pageStyle, successPage, troublePage } from './sign-in-page.ts';
import { startSignIn, type SignInRequest } from './start-sign-in.ts';
import { setStateCookie, takeStateCookie } from './state-cookie.ts';

export type FindSignInRequest = (id: string) => Promise<SignInRequest | undefined>;

const policy = contentPolicy(["script-src 'self'", "style-src 'self'"]);

/** TeamsJS as Microsoft publishes it on npm, so that no other host is asked for a script. */
const teamsJs = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('@microsoft/teams-js'), 'utf8');

/** The sign-in window under `/auth`. Nothing of a query is ever logged: it holds state and code. */
export function signInPages(options: {
  settings: Settings;
  signInRequest: FindSignInRequest;
  log: Logger;
}): Router {
  const { settings, signInRequest, log } = options;
  const router = Router();
  const script = teamsJs();

  const show = (res: Response, status: number, html: string): void => {
    res.status(status).set('Content-Security-Policy', policy).type('html').send(html);
  };
  const showTrouble = (res: Response, status: number, trouble: SignInTrouble): void => {
    log.info({ reason: trouble.reason }, 'sign-in page: no success');
    show(res, status, troublePage(trouble));
  };
  const find = async (id: string): Promise<SignInRequest | SignInTrouble> => {
    try {
      return (/^[\w.-]{1,200}$/.test(id) ? await signInRequest(id) : undefined) ?? unknownRequest;
    } catch (error) {
      log.error({ err: error }, 'a sign-in request cannot be looked up');
      return unavailable;
    }
  };

  router.get('/start', async (req, res) => {
    const request = await find(parameter(req, 'request'));
    if ('reason' in request) {
      showTrouble(res, request === unknownRequest ? 404 : 503, request);
      return;
    }
    const { location, state } = startSignIn(request, settings);
    setStateCookie(res, state, settings.publicUrl);
    res.redirect(302, location);
  });

  router.get('/end', (req, res) => {
    const error = parameter(req, 'error');
    if (!takeStateCookie(req, res, parameter(req, 'state'), settings.publicUrl))
      showTrouble(res, 400, wrongState);
    else if (error !== '' || parameter(req, 'code') === '')
      showTrouble(res, 200, explainSignInError(error, parameter(req, 'error_description')));
    else show(res, 200, successPage(randomBytes(16).toString('hex')));
  });

  const serve = (path: string, type: string, text: string): void => {
    router.get(path, (_req, res) => {
      res.set('Cache-Control', 'public, max-age=3600').type(type).send(text);
    });
  };
  serve('/teams.js', 'text/javascript', script);
  serve('/end.js', 'text/javascript', pageScript);
  serve('/page.css', 'text/css', pageStyle);
  return router;
}

/** A parameter that is there once; anything else reads as not there. */
function parameter(req: Request, name: string): string {
  const value = req.query[name];
  return typeof value === 'string' ? value : '';
}

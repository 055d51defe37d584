import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import type { Settings } from '../settings.ts';
import { activityShape } from './activity-shape.ts';
import { checkBearer } from './check-bearer.ts';
import { isAllowedServiceUrl, isOfOurTenant } from './check-origin.ts';
import { refuse, type Refusal } from './refuse.ts';

/** Teams sends at most some 100 KB; cards and pasted lists stay far below this. */
const largestBody = '512kb';

const refusals = {
  type: {
    status: 415,
    code: 'unsupported-media-type',
    message: 'The content type has to be application/json.',
  },
  shape: { status: 400, code: 'bad-activity', message: 'The body is not an activity of Microsoft Teams.' },
  token: {
    status: 401,
    code: 'unauthorized',
    message: 'A token of the Bot Connector for this bot is needed.',
  },
  serviceUrl: {
    status: 403,
    code: 'service-url-not-allowed',
    message: 'The serviceUrl is not one of BOT_SERVICE_HOSTS.',
  },
  tenant: { status: 403, code: 'tenant-not-served', message: 'This bot serves another organization.' },
  failed: { status: 500, code: 'unexpected', message: 'Something went wrong.' },
} satisfies Record<string, Refusal>;

/**
 * The handlers of `POST /api/messages`, in this order: content type and size, shape, token (all but its signature, which
 * `receive` has the SDK check), serviceUrl, tenant. Only what passes all of it reaches `receive`.
 */
export function receiveMessages(options: {
  settings: Settings;
  receive: (req: Request, res: Response) => Promise<void>;
  log: Logger;
}): RequestHandler[] {
  const { settings, receive, log } = options;

  const check = (req: Request): Refusal | undefined => {
    const activity = activityShape.safeParse(req.body);
    if (!activity.success) return refusals.shape;
    if (!checkBearer(req.headers.authorization, settings, Date.now())) return refusals.token;
    if (!isAllowedServiceUrl(activity.data.serviceUrl, settings.cloud.botServiceHosts))
      return refusals.serviceUrl;
    if (!isOfOurTenant(activity.data, settings)) return refusals.tenant;
    return undefined;
  };

  return [
    (req: Request, res: Response, next: NextFunction): void => {
      if (req.is('application/json') === false) refuse(res, refusals.type);
      else next();
    },
    json({ limit: largestBody }),
    async (req: Request, res: Response): Promise<void> => {
      const refusal = check(req);
      if (refusal !== undefined) {
        log.info({ status: refusal.status, code: refusal.code }, 'activity refused');
        if (refusal.status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
        refuse(res, refusal);
        return;
      }
      try {
        await receive(req, res);
      } catch (error) {
        log.error({ err: error }, 'an activity could not be received');
        refuse(res, refusals.failed);
      }
    },
  ];
}

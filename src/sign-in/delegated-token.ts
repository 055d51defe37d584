import type { Settings } from '../settings.ts';
import type { AppCredential } from './app-credential.ts';
import { makeAskEntra, type AskEntra, type EntraAnswer } from './ask-entra.ts';
import { scopesFor, type Need } from './person.ts';

/** A Graph token stops being handed out this long before its end. MSAL's own cache renews 5 minutes before. */
const marginMs = 2 * 60 * 1000;

/** The Graph token for one assertion and one need: cached, renewed by on-behalf-of, equal questions asked once. */
export interface DelegatedToken {
  /** the token while it lasts, without asking anybody */
  cached(): string | undefined;
  /** asks Entra; while a question is under way, an equal one waits for its answer. Never throws. */
  exchange(options: { claims?: string | undefined; timeoutMs: number }): Promise<EntraAnswer>;
}

export function makeDelegatedToken(options: {
  settings: Settings;
  app: AppCredential;
  assertion: string;
  need: Need;
  now: () => number;
}): DelegatedToken {
  const { settings, app, assertion, need, now } = options;
  const scopes = scopesFor(need).map((scope) => `${settings.cloud.graphResource}/${scope}`);
  const underWay = new Map<string, Promise<EntraAnswer>>();
  let held: { token: string; expiresAt: number } | undefined;
  let plain: AskEntra | undefined;
  const newAsker = () => makeAskEntra(settings, (entra) => app.onBehalfOf(assertion, entra));

  return {
    cached: () => (held !== undefined && held.expiresAt - now() > marginMs ? held.token : undefined),
    exchange: ({ claims, timeoutMs }) => {
      const key = claims ?? '';
      const waiting = underWay.get(key);
      if (waiting !== undefined) return waiting;
      // An asker takes one question at a time; a claims challenge is rare and gets its own.
      const ask = claims === undefined ? (plain ??= newAsker()) : newAsker();
      const answer = ask(scopes, { claims, timeoutMs }).then((given) => {
        underWay.delete(key);
        if (!given.ok && given.why === 'unreachable') plain = undefined;
        if (given.ok) held = { token: given.token, expiresAt: given.expiresAt };
        return given;
      });
      underWay.set(key, answer);
      return answer;
    },
  };
}

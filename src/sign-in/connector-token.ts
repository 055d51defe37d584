import { Problem } from '../problems.ts';
import type { Settings } from '../settings.ts';
import { makeAppCredential } from './app-credential.ts';
import { makeAskEntra, type AskEntra, type EntraAnswer } from './ask-entra.ts';
import { explainRefusal } from './explain-refusal.ts';

export type ConnectorToken = (scope: string) => Promise<{ token: string; expiresOn: Date }>;

const timeoutMs = 10_000;

/**
 * The bot's own token for its replies: client credentials of the app registration in TENANT_ID at the cloud's authority, for
 * a scope such as `https://api.botframework.com/.default`. @azure/identity caches it; equal questions are asked once.
 * Throws Problem: `app-credential-refused` or `sign-in-unreachable`. No permission on Graph is ever asked for here.
 */
export function makeConnectorToken({ settings }: { settings: Settings }): ConnectorToken {
  const app = makeAppCredential(settings);
  const askers = new Map<string, AskEntra>();
  const underWay = new Map<string, Promise<EntraAnswer>>();

  const ask = (scope: string): Promise<EntraAnswer> => {
    const waiting = underWay.get(scope);
    if (waiting !== undefined) return waiting;
    const asker = askers.get(scope) ?? makeAskEntra(settings, (entra) => app.forItself(entra));
    askers.set(scope, asker);
    const answer = asker([scope], { timeoutMs }).then((given) => {
      underWay.delete(scope);
      if (!given.ok && given.why === 'unreachable') askers.delete(scope);
      return given;
    });
    underWay.set(scope, answer);
    return answer;
  };

  return async (scope) => {
    const answer = await ask(scope);
    if (answer.ok) return { token: answer.token, expiresOn: new Date(answer.expiresAt) };
    const refusal = explainRefusal(answer, []);
    if (refusal.why === 'problem' && refusal.code === 'sign-in-unreachable')
      throw new Problem('sign-in-unreachable');
    throw new Problem('app-credential-refused', {
      error: answer.why === 'refused' ? answer.code : answer.why,
    });
  };
}

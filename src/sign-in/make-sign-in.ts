import type { Logger } from 'pino';
import { Problem } from '../problems.ts';
import type { Settings } from '../settings.ts';
import { makeAppCredential } from './app-credential.ts';
import type { EntraAnswer } from './ask-entra.ts';
import { checkAssertion } from './check-assertion.ts';
import { explainRefusal, type Refusal } from './explain-refusal.ts';
import { scopesFor, type Need, type Person } from './person.ts';
import { makeSessions, type Session } from './sessions.ts';
import type { GraphToken, SignIn, SignInResult } from './sign-in.ts';

const defaultTimeoutMs = 8000;
const unreachable: EntraAnswer = { ok: false, why: 'unreachable' };

/**
 * Graph tokens on behalf of people, out of the SSO tokens that Teams sends; see the contract in sign-in.ts.
 * Assertions and tokens stay in the memory of this process; they are never logged and never in an error.
 * `now` is the clock in milliseconds (tests).
 */
export function makeSignIn(options: { settings: Settings; log: Logger; now?: () => number }): SignIn {
  const { settings, log, now = Date.now } = options;
  const sessions = makeSessions({ settings, app: makeAppCredential(settings), now });

  const exchange = async (
    session: Session,
    need: Need,
    timeoutMs: number,
    claims?: string,
  ): Promise<EntraAnswer> => within(timeoutMs, session.tokenFor(need).exchange({ claims, timeoutMs }));

  const refuse = (answer: Exclude<EntraAnswer, { ok: true }>, need: Need): Refusal => {
    const refusal = explainRefusal(answer, scopesFor(need));
    log.info(
      { need, why: refusal.why, error: answer.why === 'refused' ? answer.code : answer.why },
      'no Graph token',
    );
    return refusal;
  };

  /** Out of what is remembered. An assertion that Entra does not accept any more is forgotten: Teams has a new one. */
  const remembered = async (
    person: Person,
    need: Need,
    timeoutMs: number,
    claims?: string,
  ): Promise<Refusal | string> => {
    const session = sessions.find(person);
    const held = claims === undefined ? session?.tokenFor(need).cached() : undefined;
    if (held !== undefined) return held;
    if (session === undefined || session.endsAt <= now()) return { ok: false, why: 'no-assertion' };
    const answer = await exchange(session, need, timeoutMs, claims);
    if (answer.ok) return answer.token;
    const refusal = refuse(answer, need);
    if (refusal.why !== 'problem' || refusal.code !== 'sign-in-invalid') return refusal;
    sessions.drop(person, session);
    return { ok: false, why: 'no-assertion' };
  };

  const graphToken = (person: Person, need: Need): GraphToken => ({
    getToken: async ({ claims } = {}) => {
      const answer = await remembered(person, need, defaultTimeoutMs, claims);
      if (typeof answer === 'string') return answer;
      if (answer.why === 'problem') throw new Problem(answer.code, answer.facts);
      throw new Problem('sign-in-needed');
    },
  });

  const result = (answer: Refusal | string, person: Person, need: Need): SignInResult =>
    typeof answer === 'string' ? { ok: true, token: graphToken(person, need) } : answer;

  return {
    async forPerson(person, need, { timeoutMs = defaultTimeoutMs } = {}) {
      return result(await remembered(person, need, timeoutMs), person, need);
    },

    async withAssertion(person, assertion, need, { timeoutMs = defaultTimeoutMs } = {}) {
      if (sessions.find(person)?.assertion === assertion)
        return result(await remembered(person, need, timeoutMs), person, need);
      const checked = checkAssertion(assertion, { person, settings, now: now() });
      if (!checked.ok) {
        log.info({ need, why: checked.code }, 'sign-in of Teams not accepted');
        return { ok: false, why: 'problem', code: checked.code };
      }
      const trial = sessions.try(person, assertion, checked.endsAt);
      const settled = trial
        .tokenFor(need)
        .exchange({ timeoutMs })
        .then((answer) => {
          const kept = answer.ok || explainRefusal(answer, []).why === 'interaction';
          sessions.settle(person, trial, kept);
          return answer;
        });
      const answer = await within(timeoutMs, settled);
      return result(answer.ok ? answer.token : refuse(answer, need), person, need);
    },

    forget: (person) => {
      sessions.forget(person);
    },
  };
}

/** The answer, or `unreachable` when it takes longer; what is under way then goes on and may still be remembered. */
async function within(timeoutMs: number, answer: Promise<EntraAnswer>): Promise<EntraAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<EntraAnswer>((resolve) => {
    timer = setTimeout(() => {
      resolve(unreachable);
    }, timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

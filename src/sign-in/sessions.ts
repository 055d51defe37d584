import type { Settings } from '../settings.ts';
import type { AppCredential } from './app-credential.ts';
import { makeDelegatedToken, type DelegatedToken } from './delegated-token.ts';
import type { Need, Person } from './person.ts';

/** One SSO token of one person, with the Graph tokens that were had for it. */
export interface Session {
  assertion: string;
  /** when the assertion ends, in milliseconds since 1970 */
  endsAt: number;
  /** the token for a need, always the same one; made at the first question, asks Entra nothing by itself */
  tokenFor(need: Need): DelegatedToken;
  /** whether a token of any need still lasts */
  holdsToken(): boolean;
}

/** More people than this are not remembered at once; the one who was longest ago signs in anew. */
const mostSessions = 5000;

export interface Sessions {
  find(person: Person): Session | undefined;
  /** begins a trial: one exchange whose outcome decides; the same session for the same assertion while a trial lasts */
  try(person: Person, assertion: string, endsAt: number): Session;
  /** ends a trial; kept: this is the person's session from now on, unless the person was forgotten meanwhile */
  settle(person: Person, session: Session, kept: boolean): void;
  /** forgets this one session if it is still the person's */
  drop(person: Person, session: Session): void;
  forget(person: Person): void;
}

export function makeSessions(options: {
  settings: Settings;
  app: AppCredential;
  now: () => number;
}): Sessions {
  const { settings, app, now } = options;
  const current = new Map<string, Session>();
  /** how many exchanges of each session are under way before it is anybody's */
  const trials = new Map<string, Map<Session, number>>();
  const keyOf = (person: Person): string => `${person.tenantId}/${person.objectId}`.toLowerCase();
  const isOver = (session: Session): boolean => session.endsAt <= now() && !session.holdsToken();

  const newSession = (assertion: string, endsAt: number): Session => {
    const tokens = new Map<Need, DelegatedToken>();
    return {
      assertion,
      endsAt,
      tokenFor: (need) => {
        const token = tokens.get(need) ?? makeDelegatedToken({ settings, app, assertion, need, now });
        tokens.set(need, token);
        return token;
      },
      holdsToken: () => [...tokens.values()].some((token) => token.cached() !== undefined),
    };
  };

  const makeRoom = (): void => {
    for (const [key, session] of current) if (isOver(session)) current.delete(key);
    for (const key of current.keys()) {
      if (current.size < mostSessions) break;
      current.delete(key);
    }
  };

  return {
    find: (person) => current.get(keyOf(person)),
    try: (person, assertion, endsAt) => {
      const mine = trials.get(keyOf(person)) ?? new Map<Session, number>();
      trials.set(keyOf(person), mine);
      const underWay = [...mine.keys()].find((other) => other.assertion === assertion);
      const session = underWay ?? newSession(assertion, endsAt);
      mine.set(session, (mine.get(session) ?? 0) + 1);
      return session;
    },
    settle: (person, session, kept) => {
      const mine = trials.get(keyOf(person));
      const underWay = mine?.get(session);
      if (mine === undefined || underWay === undefined) return;
      if (underWay > 1) mine.set(session, underWay - 1);
      else mine.delete(session);
      if (mine.size === 0) trials.delete(keyOf(person));
      if (!kept || current.get(keyOf(person)) === session) return;
      makeRoom();
      current.delete(keyOf(person));
      current.set(keyOf(person), session);
    },
    drop: (person, session) => {
      if (current.get(keyOf(person)) === session) current.delete(keyOf(person));
    },
    forget: (person) => {
      current.delete(keyOf(person));
      trials.delete(keyOf(person));
    },
  };
}

import type { Need, Person } from './person.ts';

/**
 * What sign-in gives the rest of the house. Tokens stay in the memory of this process.
 *
 * `getToken` may be called for every Graph request: it answers from the cache until shortly before the end, renews by
 * on-behalf-of while the person's assertion lives, and throws Problem('sign-in-needed') after.
 */
export interface GraphToken {
  getToken(options?: { claims?: string }): Promise<string>;
}

export type SignInResult =
  | { ok: true; token: GraphToken }
  /** no assertion of this person is known, or it ended: Teams has to send one */
  | { ok: false; why: 'no-assertion' }
  /** consent or another factor is needed: a sign-in page that asks for exactly `scopes` (and `claims`) mends it */
  | { ok: false; why: 'interaction'; scopes: string[]; claims?: string; error: string }
  /** a problem that signing in again does not mend */
  | {
      ok: false;
      why: 'problem';
      code: 'sign-in-other-person' | 'sign-in-invalid' | 'sign-in-unreachable' | 'app-credential-refused';
      facts?: Record<string, string>;
    };

export interface SignIn {
  /** a Graph token for the person out of what this process remembers; at most one bounded on-behalf-of call (timeoutMs, default 8000) */
  forPerson(person: Person, need: Need, options?: { timeoutMs?: number }): Promise<SignInResult>;
  /** the same with the SSO token that Teams just sent; it is remembered only if its oid and tid are the person's and the exchange worked or asks for interaction */
  withAssertion(
    person: Person,
    assertion: string,
    need: Need,
    options?: { timeoutMs?: number },
  ): Promise<SignInResult>;
  /** forgets everything about the person */
  forget(person: Person): void;
}

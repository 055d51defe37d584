import type { EnrolledSnapshot, HowEnrolled } from '../../jit/enrollment-snapshot.ts';
import type { Unread } from '../../jit/snapshot.ts';
import { explainProblem, Problem } from '../../problems.ts';
import { readScopes, scopesFor } from '../../sign-in/person.ts';
import type { SignInResult } from '../../sign-in/sign-in.ts';
import type { Turn } from './context.ts';
import { readForAnswer } from './read-for-answer.ts';

type Reader = Pick<Turn, 'house' | 'tenant' | 'who'>;

/** The snapshot of a plan with how devices enroll, which decides about Authenticator; both at once. */
export async function readEnrolled(turn: Reader, aboutGroups: string[]): Promise<EnrolledSnapshot> {
  const [snapshot, enrollment] = await Promise.all([
    turn.tenant.readSnapshot({ aboutGroups }),
    readHowEnrolled(turn),
  ]);
  return turn.tenant.addEnrollmentGroups({ ...snapshot, enrollment }, { withParents: false });
}

/** The same for an answer that may have to say which Authenticator object suits whom. */
export async function readEnrolledForAnswer(
  turn: Reader,
  aboutGroups: string[] = [],
): Promise<EnrolledSnapshot> {
  const [snapshot, enrollment] = await Promise.all([readForAnswer(turn, aboutGroups), readHowEnrolled(turn)]);
  return turn.tenant.addEnrollmentGroups({ ...snapshot, enrollment }, { withParents: true });
}

/**
 * With what sign-in gives silently: a plan or an answer can do without it, so nobody is asked to consent to more for it. What is
 * missing is named.
 */
async function readHowEnrolled({ house, who, tenant }: Reader): Promise<HowEnrolled> {
  const result = await house.signIn.forPerson(who, 'readiness', { timeoutMs: 4000 });
  if (result.ok) return house.openTenant(result.token).readHowEnrolled();
  const unread = refused(result);
  return { typeProfiles: unread, adeTokens: unread, vppTokens: await tenant.readVppTokens() };
}

function refused(result: Extract<SignInResult, { ok: false }>): Unread {
  if (result.why === 'problem')
    return { read: false, why: explainProblem(new Problem(result.code, result.facts)).sentence };
  const scope = scopesFor('readiness').find((one) => !(readScopes as readonly string[]).includes(one)) ?? '';
  return {
    read: false,
    why: `You have not let me use the permission ${scope}.`,
    missing: { kind: 'scope', scope },
  };
}

import type { EnrollmentTypeProfile } from '../../jit/enrollment-snapshot.ts';
import type { MaybeRead } from '../../jit/snapshot.ts';
import { explainProblem, Problem } from '../../problems.ts';
import { readScopes, scopesFor } from '../../sign-in/person.ts';
import type { Turn } from './context.ts';

/**
 * Enrollment type profiles with what sign-in gives silently: an answer can do without them, so nobody is asked to consent to
 * more for them. What is missing is named.
 */
export async function readProfiles({
  house,
  who,
}: Pick<Turn, 'house' | 'who'>): Promise<MaybeRead<EnrollmentTypeProfile[]>> {
  const result = await house.signIn.forPerson(who, 'readiness');
  if (result.ok) return house.openTenant(result.token).readTypeProfiles();
  if (result.why === 'problem')
    return { read: false, why: explainProblem(new Problem(result.code, result.facts)).sentence };
  const scope = scopesFor('readiness').find((one) => !(readScopes as readonly string[]).includes(one)) ?? '';
  return {
    read: false,
    why: `You have not let me use the permission ${scope}.`,
    missing: { kind: 'scope', scope },
  };
}

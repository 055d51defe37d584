import type { EnrolledSnapshot } from '../../jit/enrollment-snapshot.ts';
import type { Turn } from './context.ts';

/**
 * The snapshot with the enrollment side, which decides about Authenticator. Nobody is asked for a consent for it: what this
 * person's tokens do not open says so in the plan.
 */
export async function readEnrolled(turn: Turn, aboutGroups: string[]): Promise<EnrolledSnapshot> {
  const { house, who, tenant } = turn;
  const readEnrollment = async () => {
    const result = await house.signIn.forPerson(who, 'readiness', { timeoutMs: 4000 });
    return (result.ok ? house.openTenant(result.token) : tenant).readEnrollment();
  };
  const [snapshot, enrollment] = await Promise.all([tenant.readSnapshot({ aboutGroups }), readEnrollment()]);
  return { ...snapshot, enrollment };
}

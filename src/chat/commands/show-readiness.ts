import { readiness } from '../../jit/readiness.ts';
import type { Snapshot } from '../../jit/snapshot.ts';
import type { GraphToken } from '../../sign-in/sign-in.ts';
import { readinessCard } from '../cards/readiness-card.ts';
import type { Outgoing } from '../incoming.ts';
import type { Turn } from './context.ts';

/** `is my tenant ready for JIT`: everything that can be read without asking for a further consent. */
export async function showReadiness(turn: Turn): Promise<void> {
  await turn.chat.send(await checkReadiness(turn));
}

/**
 * The card, by the widest of the tokens that this person has without being asked. What none of them opens says "could not
 * check", and a button asks for it.
 */
export async function checkReadiness(turn: Turn): Promise<Outgoing> {
  const { house, who } = turn;
  const { now, adminCenter } = house;
  const [access, enrolling] = await Promise.all([
    silently(turn, 'conditional-access'),
    silently(turn, 'readiness'),
  ]);
  const token = access ?? enrolling;
  const tenant = token ? house.openTenant(token) : turn.tenant;
  const [snapshot, enrollment] = await Promise.all([
    readAround(turn),
    tenant.readEnrollment({ conditionalAccess: access !== undefined }),
  ]);
  const withGroups = await turn.tenant.addEnrollmentGroups(
    { ...snapshot, enrollment },
    { withParents: true },
  );
  const items = readiness({ snapshot: withGroups, enrollment, now: now(), adminCenter });
  const wantsConsent = items.some(({ missing }) => missing !== undefined && missing.kind !== 'role');
  return readinessCard({
    items,
    asker: who,
    couldAsk: { enrollment: !token && wantsConsent, conditionalAccess: !access },
  });
}

async function silently(
  { house, who }: Turn,
  need: 'readiness' | 'conditional-access',
): Promise<GraphToken | undefined> {
  const result = await house.signIn.forPerson(who, need, { timeoutMs: 4000 });
  return result.ok ? result.token : undefined;
}

/**
 * The snapshot with what is around every group that has a policy: it may get Authenticator, Teams or its way of enrolling from
 * there. All groups in assignments have names, because what they hold decides which exclusions count.
 */
const readAround = async ({ tenant }: Turn): Promise<Snapshot> =>
  tenant.nameGroups(await tenant.readSnapshot({ aboutGroups: [], relatives: 'named', withoutApps: 'say' }));

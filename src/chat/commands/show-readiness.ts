import { authenticatorState } from '../../jit/authenticator-state.ts';
import { jitTargets } from '../../jit/jit-targets.ts';
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
  const items = readiness({ snapshot, enrollment, now: now(), adminCenter });
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

/** So many groups are looked into: two requests each. */
const mostGroups = 40;

/** The snapshot; a group that has no Authenticator of its own may have it through a group around it. */
async function readAround({ tenant }: Turn): Promise<Snapshot> {
  const snapshot = await tenant.readSnapshot({ aboutGroups: [] });
  const open = jitTargets(snapshot).filter(
    (target) => !authenticatorState(target, snapshot).state.startsWith('required'),
  );
  const groups = open.flatMap((target) => ('groupId' in target ? [target.groupId] : []));
  return tenant.relateGroups(snapshot, groups.slice(0, mostGroups));
}

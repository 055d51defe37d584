import { includedKind } from './groups.ts';
import { policyNames } from './phrases.ts';
import type { PolicyReach, ShownWay } from './policy-reach.ts';
import type { Snapshot } from './snapshot.ts';
import type { Subject } from './ways.ts';

/** From whom a policy is to be taken away. */
export interface Loser {
  name: string;
  /** whom to exclude for that: the group itself, or a group of the person */
  whom: string;
  /** of a group, what it holds */
  kind: 'person' | 'everyone' | 'users' | 'devices' | 'unknown';
}

export const loserKind = (target: Subject['target'], snapshot: Snapshot): Loser['kind'] => {
  if (target.kind === 'person') return 'person';
  return target.kind === 'group' ? includedKind(target, snapshot) : 'everyone';
};

/**
 * How all but one of the colliding policies that come are taken away, so that it helps: an exclusion only where it counts. Those that
 * only may come are to be kept away from that one.
 */
export function conflictRemedy(all: readonly PolicyReach[], loser: Loser): string {
  const perhaps = all.filter(({ reach }) => reach !== 'yes');
  const besides =
    perhaps.length === 0
      ? ''
      : ` Make sure by filters or exclusions that no device gets ${policyNames(perhaps)} besides.`;
  return (
    keepOne(
      all.filter(({ reach }) => reach === 'yes'),
      loser,
    ) + besides
  );
}

function keepOne(policies: readonly PolicyReach[], loser: Loser): string {
  const keep = `Keep one of ${policyNames(policies)} for ${loser.name}`;
  const alike = new Map<string, PolicyReach[]>();
  for (const one of policies) {
    const how = takeAway(one, loser, 'the others');
    alike.set(how, [...(alike.get(how) ?? []), one]);
  }
  const [[how] = [], ...different] = alike;
  if (how !== undefined && different.length === 0) return `${keep}, and ${how}.`;
  const steps = [...alike.values()].flatMap((some) =>
    some[0] ? takeAway(some[0], loser, policyNames(some)) : [],
  );
  return `${keep}. To take the others away: ${steps.join('; ')}.`;
}

/**
 * How a policy is taken away, by each way in which it comes: `exclude Sales from "Kiosk"`. Intune takes only users from users and
 * devices from devices, and an exclusion takes a group; what comes to a group inside is taken off there.
 */
export function takeAway({ policy, ways }: PolicyReach, loser: Loser, what = `"${policy.name}"`): string {
  const telling = ways.filter(
    ({ how, exclusion }) => how !== 'device-group' && how !== 'unknown-target' && !exclusion?.sure,
  );
  if (telling.length === 0) return `look at the assignments of ${what} in the Intune admin center`;
  return [...new Set(telling.map((way) => stepFor(way, loser, what)))].join(' and ');
}

function stepFor(way: ShownWay, { name, whom, kind }: Loser, what: string): string {
  const own = way.how === 'child-group' ? (way.group?.name ?? name) : name;
  const place = way.how === 'all-users' ? 'All users' : way.how === 'all-devices' ? 'All devices' : own;
  const off = `${way.fromPolicySet ? 'in its policy set, ' : ''}take the assignment to ${place} off ${what}`;
  if (kind === 'everyone') return `${off} or ${way.filter ? 'change its filter' : 'put a filter on it'}`;
  if (way.how === 'direct' || way.how === 'child-group') return off;
  const [users, devices] = [way.how === 'all-users', way.how === 'all-devices'];
  const isOtherKind = devices ? kind !== 'devices' : users && kind === 'devices';
  if (isOtherKind && way.filter)
    return `make sure that the filter ${way.filter.name} of ${what} leaves out the devices of ${name}`;
  if (isOtherKind)
    return `put a filter on the assignment of ${what} to ${place} that leaves out the devices of ${name}, for example by enrollmentProfileName, since an exclusion counts there only for ${devices ? 'devices' : 'users'}`;
  return kind === 'person'
    ? `exclude ${whom}, and so everybody in it, from ${what}`
    : `exclude ${whom} from ${what}`;
}

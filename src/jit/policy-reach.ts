import type { SsoPolicy } from './recognised.ts';
import { shownFilter, type ShownFilter } from './shown-filter.ts';
import type { Snapshot } from './snapshot.ts';
import { findGroup, groupName } from './targets.ts';
import { membersOf } from './groups.ts';
import { isFromPolicySet } from './assignments.ts';
import type { Assigned } from './take-apart.ts';
import type { View } from './view.ts';
import { devicesLeftOut, reachOf, waysTo, type Subject, type Way } from './ways.ts';

/** What is shown of a policy beside a verdict. */
export type PolicyRef = Pick<SsoPolicy, 'id' | 'name' | 'where' | 'class' | 'faults'>;

/** How a policy comes to somebody, or is kept away; names are those of the tenant. */
export interface ShownWay {
  how: Way['how'];
  /** the assigned group */
  group?: { id: string; name: string };
  filter?: ShownFilter;
  /** not `sure` where it depends on whether the excluded group holds users or devices, or `ofDevices` on whose those are */
  exclusion?: { id: string; name: string; sure: boolean; ofDevices?: true };
  fromPolicySet: boolean;
}

export interface PolicyReach {
  policy: PolicyRef;
  /** `yes`: all of it; `may`: a filter, a part, or an exclusion that may count; `excluded`: it would, but is taken out */
  reach: 'yes' | 'may' | 'excluded' | 'no';
  ways: ShownWay[];
  /** whom the policy includes, by name */
  assignedTo: string[];
}

/** Every SSO extension policy with how it meets the subject, those that do not meet it included; in the snapshot's order. */
export const policyReaches = (subject: Subject, view: View): PolicyReach[] =>
  view.policies.map(({ policy, assigned, assignedTo }) => {
    const ways = policyWays(subject, assigned, view);
    return {
      policy: referPolicy(policy),
      reach: reachOf(ways),
      ways: ways.map((way) => showWay(way, view.snapshot)),
      assignedTo,
    };
  });

/** Every way in which a policy meets a subject; devices of users that may be excluded make it not sure. */
export const policyWays = (subject: Subject, assigned: Assigned, view: View): Way[] =>
  waysTo(subject, assigned, view).map((way) => {
    const [groupId] = way.exclusion ? [] : devicesLeftOut(way, subject, assigned, view);
    return groupId === undefined ? way : { ...way, exclusion: { groupId, sure: false } };
  });

/** What comes first, then what may, then what is kept away. */
export const byReach = (reaches: readonly PolicyReach[]): PolicyReach[] =>
  (['yes', 'may', 'excluded', 'no'] as const).flatMap((one) => reaches.filter(({ reach }) => reach === one));

export const referPolicy = ({ id, name, where, class: kind, faults }: SsoPolicy): PolicyRef => ({
  id,
  name,
  where,
  class: kind,
  faults,
});

function showWay({ how, groupId, filter, exclusion, assignment }: Way, snapshot: Snapshot): ShownWay {
  const named = (id: string): { id: string; name: string } => ({ id, name: groupName(snapshot, id) });
  const isForDevices = how === 'all-devices' || how === 'device-group';
  return {
    how,
    ...(groupId === undefined ? {} : { group: named(groupId) }),
    ...(filter ? { filter: shownFilter(filter, snapshot) } : {}),
    ...(exclusion
      ? {
          exclusion: {
            ...named(exclusion.groupId),
            sure: exclusion.sure,
            ...(isForDevices && membersOf(findGroup(snapshot, exclusion.groupId)) === 'devices'
              ? { ofDevices: true as const }
              : {}),
          },
        }
      : {}),
    fromPolicySet: isFromPolicySet(assignment),
  };
}

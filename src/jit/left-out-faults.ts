import type { AuthenticatorFault } from './authenticator-fault.ts';
import { membersOf } from './groups.ts';
import type { LeftOut } from './left-out.ts';
import { groupNames, somePhrase } from './licence-phrases.ts';
import { readingRemedy } from './reading-remedy.ts';
import { authenticatorRemedy } from './remedy.ts';
import { findGroup, unreadGroup } from './targets.ts';
import type { View } from './view.ts';
import type { Subject } from './ways.ts';

interface Whole {
  name: string;
  /** ids of the policies that come to it */
  policyIds: readonly string[];
  /** what is wrong with Authenticator there already: not told again of a part */
  faults: readonly AuthenticatorFault[];
}

/**
 * What a subject has to do with the groups that are left out: those that are a part of it, by one of the policies that come to it. All
 * users hold no group of devices; of All devices, the devices of a group of users are a part.
 */
export function leftOutFaults(
  { target, inside }: Subject,
  { name, policyIds, faults }: Whole,
  { leftOut, view }: { leftOut: readonly LeftOut[]; view: View },
): AuthenticatorFault[] {
  const isEveryone = !('groupId' in target);
  const kindOf = ({ groupId }: LeftOut): string => membersOf(findGroup(view.snapshot, groupId));
  const isAmong = (one: LeftOut): boolean => target.kind !== 'all-users' || kindOf(one) !== 'devices';
  const isOfOthers = (one: LeftOut): boolean => target.kind === 'all-devices' && kindOf(one) === 'users';
  const parts = leftOut.filter(
    (one) =>
      (isEveryone ? isAmong(one) : inside.has(one.groupId)) &&
      one.policyIds.some((policyId) => policyIds.includes(policyId)) &&
      !isTold(one, faults),
  );
  const alike = new Map<string, LeftOut[]>();
  for (const one of parts) {
    const key = JSON.stringify([one.apps, one.isOpen, one.fault, remedyFor(one, '', view), isOfOthers(one)]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap((several): AuthenticatorFault[] => {
    const [first] = several;
    if (!first) return [];
    const ids = several.map(({ groupId }) => groupId);
    const names = groupNames(ids, view.snapshot);
    const some = isOfOthers(first)
      ? `${names}, whose devices are among ${name},`
      : somePhrase(ids, view.snapshot, { name, isEveryone });
    const phrase = phraseFor(first, some, ids.length === 1 ? 'does' : 'do');
    return [
      {
        ...{ kind: 'left-out', stops: false, isOpen: first.isOpen },
        ...(phrase === undefined ? {} : { phrase }),
        sentence: sentenceFor(first, isEveryone ? names : some, isEveryone),
        remedy: remedyFor(first, names, view),
      },
    ];
  });
}

/** A licence that does not suit is told of all whom it does not suit; what cannot be installed, only of whom it is required for. */
const isTold = ({ fault }: LeftOut, faults: readonly AuthenticatorFault[]): boolean =>
  fault !== undefined &&
  faults.some(
    ({ kind, sentence, stops }) =>
      kind === fault.kind &&
      (kind !== 'not-installable' || (sentence === fault.sentence && (stops || !fault.stops))),
  );

function phraseFor({ fault, isOpen }: LeftOut, some: string, does: 'does' | 'do'): string | undefined {
  if (!fault)
    return `${some} ${isOpen ? 'perhaps ' : ''}${does} not get Microsoft Authenticator, which it needs`;
  if (fault.phrase === undefined) return undefined;
  if (isOpen)
    return `whether ${some} ${does === 'does' ? 'gets' : 'get'} Microsoft Authenticator, which it needs, is not sure`;
  return fault.kind === 'not-installable'
    ? `${fault.phrase} for ${some.replace(/,$/, '')}`
    : `${some} ${fault.phrase}`;
}

function sentenceFor({ apps, fault, isOpen }: LeftOut, whom: string, isEveryone: boolean): string {
  if (fault && fault.kind !== 'not-installable') return fault.sentence;
  const excludes = `${apps.join(' and ')} ${apps.length === 1 ? 'excludes' : 'exclude'} ${whom}`;
  const joined = isEveryone ? `${excludes},` : excludes;
  const perhaps = isOpen ? 'perhaps ' : '';
  if (!fault)
    return `${joined} so ${isEveryone ? `${perhaps}not all get it` : `that part ${perhaps}does not get it`}.`;
  const fails = fault.stops ? `${perhaps}cannot be installed` : 'perhaps does not come to all';
  return `${joined} and what is required there instead ${fails}. ${fault.sentence}`;
}

/** As the group's own answer says it. What only may be so takes no policy away before somebody looked. */
function remedyFor(
  { groupId, authenticator, advice, fault, isOpen, canExclude }: LeftOut,
  whom: string,
  { snapshot }: View,
): string {
  const unread = unreadGroup(snapshot, groupId);
  if (unread) return readingRemedy(unread);
  const own = fault?.remedy ?? authenticatorRemedy(authenticator, whom, advice) ?? '';
  return fault || isOpen || !canExclude ? own : `${own} Or exclude ${whom} from the policy too.`;
}

import { authenticatorApps } from './authenticator.ts';
import type { EnrolledSnapshot } from './enrollment-snapshot.ts';
import { closedParents } from './groups.ts';
import { recognisePolicies } from './recognise-policies.ts';
import type { SsoPolicy } from './recognised.ts';
import type { IosApp, Snapshot, Unread } from './snapshot.ts';
import { takeApart, type Assigned } from './take-apart.ts';
import { includedNames } from './targets.ts';
import { assignedTypeProfiles, type TypeProfile } from './type-profiles.ts';

/** A snapshot prepared for many questions: what is costly is done once, so that a thousand targets can be looked up. */
export interface View {
  snapshot: EnrolledSnapshot;
  /** `assignedTo`: whom the policy includes, by name */
  policies: { policy: SsoPolicy; assigned: Assigned; assignedTo: string[] }[];
  authenticators: { app: IosApp; assigned: Assigned }[];
  /** enrollment type profiles that somebody has, as they apply; empty also where they were not read */
  typeProfiles: TypeProfile[];
  /** ids (lower case) of the known groups around a group, whichever side of the nesting was read */
  around: (groupId: string) => ReadonlySet<string>;
  /** the same for the groups inside it */
  inside: (groupId: string) => ReadonlySet<string>;
  /** the groups around which nobody may look, by lower-case id */
  closed: ReadonlyMap<string, Unread>;
}

export function viewOf(snapshot: EnrolledSnapshot): View {
  const { parents, children, enrollment } = snapshot;
  const nothing: ReadonlySet<string> = new Set();
  const [up, down] = [relation(parents, children), relation(children, parents)];
  return {
    snapshot,
    policies: recognisePolicies(snapshot).map((policy) => ({
      policy,
      assigned: takeApart(policy.assignments),
      assignedTo: includedNames(policy.assignments, snapshot),
    })),
    authenticators: authenticatorApps(snapshot.apps).map((app) => ({
      app,
      assigned: takeApart(app.assignments),
    })),
    typeProfiles: assignedTypeProfiles(enrollment?.typeProfiles.read ? enrollment.typeProfiles.value : []),
    around: (groupId) => up.get(groupId.toLowerCase()) ?? nothing,
    inside: (groupId) => down.get(groupId.toLowerCase()) ?? nothing,
    closed: closedParents(snapshot),
  };
}

function relation(direct: Snapshot['parents'], reverse: Snapshot['parents']): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    const set = found.get(from.toLowerCase()) ?? new Set<string>();
    set.add(to.toLowerCase());
    found.set(from.toLowerCase(), set);
  };
  for (const [id, part] of Object.entries(direct))
    if (part.read) part.value.forEach((other) => add(id, other));
  for (const [id, part] of Object.entries(reverse))
    if (part.read) part.value.forEach((other) => add(other, id));
  return found;
}

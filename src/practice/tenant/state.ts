/**
 * The practice tenant while it runs: plain objects that the practice Graph changes and tests may read. What a request
 * may change is only changed through the practice Graph; the rest (people, groups) tests may set themselves.
 */
export type IntuneRole =
  'intune-administrator' | 'policy-manager' | 'application-manager' | 'read-only' | 'help-desk' | 'none';

export interface PracticePerson {
  /** short handle, as `megan`: how scripts, tests and the practice Entra name the person */
  id: string;
  /** Entra object id, lower case GUID */
  objectId: string;
  displayName: string;
  userPrincipalName: string;
  intuneRole: IntuneRole;
  /** scope tags of the role assignment; absent: sees every tag, as an Intune Administrator does */
  scopeTags?: string[];
  /** delegated Graph scopes that were consented for this person, without the resource */
  consentedScopes: string[];
  /** may consent to scopes that need an admin's consent */
  mayGrantConsent: boolean;
  /** Entra asks for another factor before it hands out a Graph token */
  mfaRequired: boolean;
  /** takes part in the Teams chats (the Agents Playground knows six people) */
  chats: boolean;
}

export interface PracticeGroup {
  id: string;
  displayName: string;
  description: string | null;
  mail: string | null;
  mailNickname: string;
  groupTypes: string[];
  securityEnabled: boolean;
  mailEnabled: boolean;
  membershipRule: string | null;
  createdDateTime: string;
  /** object ids of people and groups that are direct members */
  members: string[];
  /** handles of people who may not read it */
  hiddenFrom?: string[];
  /** epoch milliseconds; before, search and filters do not find the group, its id does (eventual index) */
  searchableFrom?: number;
}

/** A policy, app or filter: its type, what was set of it, and its assignments, all in Graph's own words. */
export interface StoredObject {
  id: string;
  type: string;
  properties: Record<string, unknown>;
  assignments: StoredAssignment[];
}

export interface StoredAssignment {
  id: string;
  target: Record<string, unknown>;
  source: 'direct' | 'policySets';
  sourceId: string | null;
  /** what else the kind of assignment has: intent, settings */
  [property: string]: unknown;
}

/** A Settings Catalog policy: `settings` as GET …/settings answers them. */
export interface StoredCatalogPolicy extends StoredObject {
  settings: Record<string, unknown>[];
}

/** A token of Apple's automated device enrolment, with its classic profiles. */
export interface StoredEnrolmentToken extends StoredObject {
  profiles: StoredObject[];
}

export interface PracticeTenant {
  tenantId: string;
  name: string;
  domain: string;
  people: PracticePerson[];
  /** handle of the person at the keyboard */
  signedIn: string;
  groups: PracticeGroup[];
  assignmentFilters: StoredObject[];
  /** deviceManagement/deviceConfigurations */
  policies: StoredObject[];
  /** deviceManagement/configurationPolicies */
  catalogPolicies: StoredCatalogPolicy[];
  apps: StoredObject[];
  /** deviceManagement/applePushNotificationCertificate; undefined: none was ever uploaded */
  pushCertificate: StoredObject | undefined;
  /** deviceManagement/appleUserInitiatedEnrollmentProfiles */
  enrolmentTypeProfiles: StoredObject[];
  /** deviceManagement/depOnboardingSettings */
  enrolmentTokens: StoredEnrolmentToken[];
  vppTokens: StoredObject[];
  /** deviceManagement/deviceCompliancePolicies */
  compliancePolicies: StoredObject[];
  /** identity/conditionalAccess/policies */
  conditionalAccessPolicies: StoredObject[];
  /** kinds for which Multi Admin Approval is on */
  multiAdminApproval: { apps: boolean; deviceConfigurations: boolean };
}

/** Ids of the groups that hold the object (a person or a group), directly or through other groups. */
export function groupsAbove(tenant: PracticeTenant, objectId: string): string[] {
  const holders = holdersIn(tenant);
  return closure(objectId, (id) => holders.get(id) ?? []);
}

/** Object ids of everything inside the group, directly or through other groups: people and groups. */
export function membersBelow(tenant: PracticeTenant, groupId: string): string[] {
  const groups = groupsById(tenant);
  return closure(groupId, (id) => groups.get(id)?.members ?? []);
}

/** What is costly for thousands of groups; kept for the turn of the event loop only, since tests change groups as they like. */
function perTurn<T>(make: (tenant: PracticeTenant) => T): (tenant: PracticeTenant) => T {
  const made = new WeakMap<PracticeTenant, T>();
  return (tenant) => {
    const known = made.get(tenant);
    if (known !== undefined) return known;
    const value = make(tenant);
    made.set(tenant, value);
    queueMicrotask(() => made.delete(tenant));
    return value;
  };
}

/** Groups by id, which is in lower case. */
export const groupsById = perTurn(({ groups }) => new Map(groups.map((group) => [group.id, group])));

const holdersIn = perTurn(({ groups }) => {
  const holders = new Map<string, string[]>();
  for (const { id, members } of groups)
    for (const member of members) holders.set(member, [...(holders.get(member) ?? []), id]);
  return holders;
});

function closure(start: string, next: (id: string) => string[]): string[] {
  const seen = new Set<string>();
  const todo = [...next(start)];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    todo.push(...next(id));
  }
  seen.delete(start);
  return [...seen];
}

/**
 * What was read of the tenant for one question. Plain data, serialisable as JSON; graph/ fills it, jit/ reasons on it.
 * Wire objects keep Graph's own property names, because they are merged and written back as they were read.
 */

/** An assignment target exactly as Graph gave it (`@odata.type`, groupId, filter id and type, whatever else). */
export interface WireTarget {
  '@odata.type': string;
  groupId?: string | null;
  deviceAndAppManagementAssignmentFilterId?: string | null;
  deviceAndAppManagementAssignmentFilterType?: string | null;
  [property: string]: unknown;
}

/** An assignment exactly as Graph gave it: of a policy, or of an app (then with intent and settings). */
export interface WireAssignment {
  id?: string;
  target: WireTarget;
  /** `direct` or `policySets`; an assignment of a policy set is never posted again as a direct one */
  source?: string | null;
  sourceId?: string | null;
  /** for apps: available | required | uninstall | availableWithoutEnrollment; for policies: apply | remove */
  intent?: string | null;
  settings?: Record<string, unknown> | null;
  [property: string]: unknown;
}

/** An iosDeviceFeaturesConfiguration as GET returns it, assignments expanded. */
export interface DeviceFeaturesPolicy {
  '@odata.type': string;
  id: string;
  displayName: string;
  description: string | null;
  lastModifiedDateTime?: string | null;
  roleScopeTagIds?: string[];
  iosSingleSignOnExtension: Record<string, unknown> | null;
  /** the deprecated predecessor */
  singleSignOnExtension?: Record<string, unknown> | null;
  assignments: WireAssignment[];
  [property: string]: unknown;
}

/** A Settings Catalog policy as GET with $expand=assignments,settings returns it. */
export interface SettingsCatalogPolicy {
  id: string;
  name: string;
  platforms: string;
  technologies: string;
  assignments: WireAssignment[];
  settings: unknown[];
  [property: string]: unknown;
}

/** An iOS app object (iosStoreApp, iosVppApp, iosLobApp), assignments expanded. */
export interface IosApp {
  '@odata.type': string;
  id: string;
  displayName: string;
  publisher?: string | null;
  bundleId?: string | null;
  appStoreUrl?: string | null;
  publishingState?: string | null;
  createdDateTime?: string | null;
  vppTokenOrganizationName?: string | null;
  vppTokenDisplayName?: string | null;
  vppTokenId?: string | null;
  assignments: WireAssignment[];
  [property: string]: unknown;
}

/** An iosCustomConfiguration: a .mobileconfig that an admin uploaded, assignments expanded. */
export interface CustomProfile {
  id: string;
  displayName: string;
  /** base64; null where Graph does not show it */
  payload: string | null;
  assignments: WireAssignment[];
  [property: string]: unknown;
}

/** An assignment filter; the rule is Intune's own language, shown and never evaluated. */
export interface AssignmentFilter {
  displayName: string;
  rule?: string;
}

/** A group of Entra. */
export interface Group {
  id: string;
  displayName: string;
  mail: string | null;
  groupTypes: string[];
  securityEnabled: boolean;
  mailEnabled: boolean;
  membershipRule: string | null;
}

/** A part of the tenant that could not be read is not an empty one. `missing` is there where Graph refused it. */
export type MaybeRead<T> = { read: true; value: T } | Unread;
export interface Unread {
  read: false;
  why: string;
  missing?: MissingRight;
}

/** What Graph refused for: a permission that the app has no consent for, the person's role, or one of the two. */
export interface MissingRight {
  kind: 'scope' | 'role' | 'scope-or-role';
  /** the delegated scope that would do */
  scope: string;
}

export interface Snapshot {
  /** ISO 8601, when reading began */
  readAt: string;
  policies: DeviceFeaturesPolicy[];
  catalogPolicies: MaybeRead<SettingsCatalogPolicy[]>;
  customProfiles: MaybeRead<CustomProfile[]>;
  /** assignment filters by id */
  filters: MaybeRead<Record<string, AssignmentFilter>>;
  apps: IosApp[];
  /** there where an answer does without apps; `apps` is empty then, and says nothing about the tenant */
  appsNotRead?: Unread;
  /** every group that was asked for or is named in an assignment; null: Graph knows none of that id; `Unread`: it refused */
  groups: Record<string, Group | Unread | null>;
  /** group id → ids of the groups it is a member of, directly or not; only for groups that were asked for */
  parents: Record<string, MaybeRead<string[]>>;
  /** group id → ids of the groups inside it, directly or not; only for groups that were asked for */
  children: Record<string, MaybeRead<string[]>>;
}

import { z } from 'zod/v4';
import { consentableScopes } from '../entra/scopes.ts';

/** The form of a tenant file, described for people in docs/practice-tenant.md. Unknown fields are mistakes. */

const guid = z.guid('expected a GUID').transform((id) => id.toLowerCase());
const scope = z.enum(consentableScopes as [string, ...string[]]);

const person = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a short handle of a-z, 0-9 and -'),
  objectId: guid,
  displayName: z.string().min(1),
  userPrincipalName: z.email(),
  intuneRole: z.enum([
    'intune-administrator',
    'policy-manager',
    'application-manager',
    'read-only',
    'help-desk',
    'none',
  ]),
  scopeTags: z.array(z.string().min(1)).min(1).optional(),
  consentedScopes: z.array(scope).default(consentableScopes),
  mayGrantConsent: z.boolean().default(true),
  mfaRequired: z.boolean().default(false),
  chats: z.boolean().default(false),
});

const groupKinds = [
  'security',
  'microsoft365',
  'mail-enabled-security',
  'distribution',
  'dynamic-user',
  'dynamic-device',
] as const;

const group = z.strictObject({
  id: guid,
  displayName: z.string().min(1).max(256),
  kind: z.enum(groupKinds).default('security'),
  description: z.string().nullable().default(null),
  mail: z.email().nullable().default(null),
  membershipRule: z.string().nullable().default(null),
  members: z.array(z.string()).default([]),
  hiddenFrom: z.array(z.string()).default([]),
});

/** An object of Graph: `@odata.type` and properties are checked against Microsoft's types afterwards. */
const graphObject = z.looseObject({
  id: guid,
  '@odata.type': z.string(),
  assignments: z.array(z.looseObject({ target: z.looseObject({ '@odata.type': z.string() }) })).default([]),
});

const untyped = graphObject.extend({ '@odata.type': z.undefined().optional() });
/** an object that is never assigned to anybody */
const plain = untyped.omit({ assignments: true });

/** What a tenant file holds, after the defaults were filled in. */
export const tenantFileSchema = z.strictObject({
  tenantId: guid,
  name: z.string().min(1),
  domain: z.string().min(1),
  signedIn: z.string(),
  people: z.array(person).min(1),
  groups: z.array(group).default([]),
  /** groups that assignments still name although they are gone */
  deletedGroups: z.array(guid).default([]),
  assignmentFilters: z.array(plain).default([]),
  deviceConfigurations: z.array(graphObject).default([]),
  configurationPolicies: z
    .array(untyped.extend({ settings: z.array(z.looseObject({ settingInstance: z.looseObject({}) })) }))
    .default([]),
  mobileApps: z.array(graphObject).default([]),
  applePushNotificationCertificate: plain.nullable().default(null),
  appleUserInitiatedEnrollmentProfiles: z.array(untyped).default([]),
  depOnboardingSettings: z
    .array(plain.extend({ enrollmentProfiles: z.array(graphObject.omit({ assignments: true })).default([]) }))
    .default([]),
  vppTokens: z.array(plain).default([]),
  deviceCompliancePolicies: z.array(graphObject).default([]),
  conditionalAccessPolicies: z.array(plain).default([]),
  multiAdminApproval: z
    .strictObject({ apps: z.boolean().default(false), deviceConfigurations: z.boolean().default(false) })
    .default({ apps: false, deviceConfigurations: false }),
});

/** A tenant file as somebody writes it: fields with a default may be left out. */
export type TenantFile = z.input<typeof tenantFileSchema>;
export type CheckedTenantFile = z.output<typeof tenantFileSchema>;
export type GroupKind = (typeof groupKinds)[number];

/** A tenant file that cannot be used; the message names every wrong place, one a line. */
export class TenantFileError extends Error {
  constructor(from: string, mistakes: string[]) {
    super(
      [`The tenant file ${from} cannot be used:`, ...mistakes.map((mistake) => `  ${mistake}`)].join('\n'),
    );
    this.name = 'TenantFileError';
  }
}

/** `["groups", 3, "members", 1]` → `groups[3].members[1]` */
export function placeOf(path: PropertyKey[]): string {
  const place = path.reduce<string>(
    (before, part) => (typeof part === 'number' ? `${before}[${part}]` : `${before}.${String(part)}`),
    '',
  );
  return place.replace(/^\./, '') || '(the whole file)';
}

import { z } from 'zod/v4';
import type {
  CustomProfile,
  DeviceFeaturesPolicy,
  Group,
  IosApp,
  SettingsCatalogPolicy,
  WireAssignment,
} from '../jit/snapshot.ts';

// Loose about what else Graph sends, because it is written back as it was read; strict about what we rely on. An object
// without `assignments` is refused: taken for unassigned, a later write would drop what it does not show.

export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
export const nullable = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const optional = z.string().nullish();
const record = z.record(z.string(), z.unknown());

export const assignment: z.ZodType<WireAssignment> = z.looseObject({
  id: z.string().optional(),
  target: z.looseObject({
    '@odata.type': z.string(),
    groupId: optional,
    deviceAndAppManagementAssignmentFilterId: optional,
    deviceAndAppManagementAssignmentFilterType: optional,
  }),
  source: optional,
  sourceId: optional,
  intent: optional,
  settings: record.nullish(),
});

export const policySchema: z.ZodType<DeviceFeaturesPolicy> = z.looseObject({
  '@odata.type': z.string(),
  id: z.string().min(1),
  displayName: text,
  description: nullable,
  lastModifiedDateTime: optional,
  roleScopeTagIds: z.array(z.string()).optional(),
  iosSingleSignOnExtension: record.nullish().transform((value) => value ?? null),
  singleSignOnExtension: record.nullish(),
  assignments: z.array(assignment),
});

export const catalogPolicySchema: z.ZodType<SettingsCatalogPolicy> = z.looseObject({
  id: z.string().min(1),
  name: text,
  platforms: text,
  technologies: text,
  assignments: z.array(assignment),
  settings: z.array(z.unknown()),
});

export const customProfileSchema: z.ZodType<CustomProfile> = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  payload: nullable,
  assignments: z.array(assignment),
});

export const filterSchema = z.object({
  id: z.string().min(1),
  displayName: text,
  rule: z
    .string()
    .nullish()
    .transform((value) => value ?? undefined),
});

export const appSchema: z.ZodType<IosApp> = z.looseObject({
  '@odata.type': z.string(),
  id: z.string().min(1),
  displayName: text,
  publisher: optional,
  bundleId: optional,
  appStoreUrl: optional,
  publishingState: optional,
  createdDateTime: optional,
  vppTokenOrganizationName: optional,
  vppTokenDisplayName: optional,
  vppTokenId: optional,
  assignments: z.array(assignment),
});

export const groupSchema: z.ZodType<Group> = z.object({
  id: z.string().min(1),
  displayName: text,
  mail: nullable,
  groupTypes: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
  securityEnabled: flag,
  mailEnabled: flag,
  membershipRule: nullable,
});

/** What Graph answers to a create, as far as we need it. */
export const createdSchema = z.object({ id: z.string().min(1) });
export const idSchema = z.object({ id: z.string().min(1) });

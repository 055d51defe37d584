import { z } from 'zod/v4';
import type {
  AdeProfile,
  AdeToken,
  ApnsCertificate,
  CompliancePolicy,
  ConditionalAccessPolicy,
  EnrollmentTypeProfile,
  VppToken,
} from '../jit/enrollment-snapshot.ts';
import { assignment, flag, nullable, text } from './schemas.ts';

// Only what is reasoned on comes through: VPP tokens and the push certificate carry secrets, which stop here.

const id = z.string().min(1);
const list = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/** A date that must not be null and was never set comes as the first day of time. */
const date = nullable.transform((value) => (value?.startsWith('0001-') ? null : value));

/** Documented inside `value`, seen as the object itself. */
export const apnsSchema: z.ZodType<ApnsCertificate> = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && 'value' in body ? body.value : body),
  z.object({ appleIdentifier: text, expirationDateTime: date }),
);

export const typeProfileSchema: z.ZodType<EnrollmentTypeProfile & { platform: string }> = z.object({
  id,
  displayName: text,
  platform: text,
  priority: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  defaultEnrollmentType: text,
  availableEnrollmentTypeOptions: z
    .array(z.object({ enrollmentType: text }))
    .nullish()
    .transform((value) => value ?? []),
  assignments: z.array(assignment),
});

export const adeTokenSchema: z.ZodType<Omit<AdeToken, 'profiles'>> = z.object({
  id,
  tokenName: text,
  tokenExpirationDateTime: date,
  lastSuccessfulSyncDateTime: date,
  lastSyncErrorCode: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
});

export const adeProfileSchema: z.ZodType<AdeProfile> = z.object({
  id,
  displayName: text,
  isDefault: flag,
  supervisedModeEnabled: flag,
  requiresUserAuthentication: flag,
  enableAuthenticationViaCompanyPortal: flag,
  requireCompanyPortalOnSetupAssistantEnrolledDevices: flag,
  userlessSharedAadModeEnabled: flag,
  enableSharedIPad: flag,
});

export const vppTokenSchema: z.ZodType<VppToken> = z.object({
  id,
  organizationName: text,
  displayName: text,
  appleId: text,
  state: text,
  expirationDateTime: date,
  lastSyncStatus: text,
});

export const complianceSchema: z.ZodType<CompliancePolicy> = z.object({
  id,
  displayName: text,
  assignments: z.array(assignment),
});

export const conditionalAccessSchema: z.ZodType<ConditionalAccessPolicy> = z
  .object({
    id,
    displayName: text,
    state: text,
    conditions: z
      .object({ platforms: z.object({ includePlatforms: list, excludePlatforms: list }).nullish() })
      .nullish(),
    grantControls: z
      .object({
        builtInControls: list,
        authenticationStrength: z.object({ id: text, displayName: text }).nullish(),
      })
      .nullish(),
  })
  .transform(({ conditions, grantControls, ...policy }) => ({
    ...policy,
    includePlatforms: conditions?.platforms?.includePlatforms ?? [],
    excludePlatforms: conditions?.platforms?.excludePlatforms ?? [],
    builtInControls: grantControls?.builtInControls ?? [],
    authenticationStrength: grantControls?.authenticationStrength ?? null,
  }));

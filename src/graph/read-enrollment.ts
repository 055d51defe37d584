import { z } from 'zod/v4';
import type {
  AdeProfile,
  AdeToken,
  ApnsCertificate,
  ConditionalAccessPolicy,
  EnrollmentSnapshot,
  EnrollmentTypeProfile,
  VppToken,
} from '../jit/enrollment-snapshot.ts';
import type { SettingsCatalogPolicy } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import {
  adeProfileSchema,
  adeTokenSchema,
  apnsSchema,
  complianceSchema,
  conditionalAccessSchema,
  typeProfileSchema,
  vppTokenSchema,
} from './enrollment-schemas.ts';
import { maybe } from './maybe.ts';
import { at } from './path.ts';
import { checked, readOne, readPages } from './read.ts';
import { readCatalogPolicies, readExpanded } from './read-objects.ts';

/**
 * The enrollment side of the tenant, all parts at once; only the profiles of a token wait for the tokens. Each part by itself
 * says `read: false` with what is missing; only a sign-in that fails is thrown. Conditional Access is asked for only with
 * `conditionalAccess: true`.
 */
export async function readEnrollment(
  client: GraphClient,
  { conditionalAccess = false }: { conditionalAccess?: boolean } = {},
): Promise<EnrollmentSnapshot> {
  const access = conditionalAccess ? maybe(readConditionalAccess(client)) : undefined;
  const [apns, typeProfiles, adeTokens, adePolicies, vppTokens, compliance, accessRead] = await Promise.all([
    maybe(readApns(client)),
    maybe(readTypeProfiles(client)),
    maybe(readAdeTokens(client)),
    maybe(readAdePolicies(client)),
    maybe(readVppTokens(client)),
    maybe(
      readExpanded(client, complianceSchema, ['assignments'], {
        version: 'beta',
        path: at`/deviceManagement/deviceCompliancePolicies`,
        query: { $filter: "isof('microsoft.graph.iosCompliancePolicy')", $expand: 'assignments' },
        concern: concerns.readCompliance,
      }),
    ),
    access,
  ]);
  return {
    apns,
    typeProfiles,
    adeTokens,
    adePolicies,
    vppTokens,
    compliance,
    ...(accessRead === undefined ? {} : { conditionalAccess: accessRead }),
  };
}

/** null: the tenant has none, for which Graph answers 404. */
async function readApns(client: GraphClient): Promise<ApnsCertificate | null> {
  const path = at`/deviceManagement/applePushNotificationCertificate`;
  try {
    return await readOne(client, { version: 'beta', path, concern: concerns.readApns }, apnsSchema);
  } catch (error) {
    if (error instanceof Problem && error.code === 'graph-not-found') return null;
    throw error;
  }
}

/** The API is Apple's, not iOS's: a profile names its platform. */
export async function readTypeProfiles(client: GraphClient): Promise<EnrollmentTypeProfile[]> {
  const profiles = await readExpanded(client, typeProfileSchema, ['assignments'], {
    version: 'beta',
    path: at`/deviceManagement/appleUserInitiatedEnrollmentProfiles`,
    query: { $expand: 'assignments' },
    concern: concerns.readEnrollmentTypes,
  });
  return profiles.filter(({ platform }) => platform.toLowerCase() === 'ios');
}

async function readAdeTokens(client: GraphClient): Promise<AdeToken[]> {
  const concern = concerns.readAdeTokens;
  const path = at`/deviceManagement/depOnboardingSettings`;
  const found = await readPages(client, { version: 'beta', path, concern });
  const tokens = checked(z.array(adeTokenSchema), found, concern.what);
  return Promise.all(
    tokens.map(async (token) => ({ ...token, profiles: await maybe(readAdeProfiles(client, token.id)) })),
  );
}

/** The collection also holds profiles for Macs. */
async function readAdeProfiles(client: GraphClient, tokenId: string): Promise<AdeProfile[]> {
  const concern = concerns.readAdeProfiles;
  const path = at`/deviceManagement/depOnboardingSettings/${tokenId}/enrollmentProfiles`;
  const found = await readPages(client, { version: 'beta', path, concern });
  const typed = checked(z.array(z.looseObject({ '@odata.type': z.string() })), found, concern.what);
  const forIos = typed.filter((profile) => /depIOSEnrollmentProfile$/i.test(profile['@odata.type']));
  return checked(z.array(adeProfileSchema), forIos, concern.what);
}

/** No filter by technology is documented, so the list is read whole, as for a snapshot. */
async function readAdePolicies(client: GraphClient): Promise<SettingsCatalogPolicy[]> {
  const lists = (value: string, name: string): boolean =>
    value.split(',').some((part) => part.trim().toLowerCase() === name);
  return (await readCatalogPolicies(client)).filter(
    ({ technologies, platforms }) => lists(technologies, 'enrollment') && lists(platforms, 'ios'),
  );
}

async function readVppTokens(client: GraphClient): Promise<VppToken[]> {
  const concern = concerns.readVppTokens;
  const path = at`/deviceAppManagement/vppTokens`;
  return checked(
    z.array(vppTokenSchema),
    await readPages(client, { version: 'beta', path, concern }),
    concern.what,
  );
}

async function readConditionalAccess(client: GraphClient): Promise<ConditionalAccessPolicy[]> {
  const concern = concerns.readConditionalAccess;
  const path = at`/identity/conditionalAccess/policies`;
  return checked(
    z.array(conditionalAccessSchema),
    await readPages(client, { version: 'v1.0', path, concern }),
    concern.what,
  );
}

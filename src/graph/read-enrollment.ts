import { z } from 'zod/v4';
import type {
  AdeProfile,
  AdeToken,
  ApnsCertificate,
  CompliancePolicy,
  ConditionalAccessPolicy,
  EnrollmentSnapshot,
  EnrollmentTypeProfile,
  HowEnrolled,
  VppToken,
} from '../jit/enrollment-snapshot.ts';
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
import { readExpanded } from './read-objects.ts';

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
  const [how, apns, compliance, accessRead] = await Promise.all([
    readHowEnrolled(client),
    maybe(readApns(client)),
    maybe(readCompliance(client)),
    access,
  ]);
  return {
    ...how,
    apns,
    compliance,
    ...(accessRead === undefined ? {} : { conditionalAccess: accessRead }),
  };
}

/** As much of it as decides which app object suits whom, in the same way. */
export async function readHowEnrolled(client: GraphClient): Promise<HowEnrolled> {
  const [typeProfiles, adeTokens, vppTokens] = await Promise.all([
    maybe(readTypeProfiles(client)),
    maybe(readAdeTokens(client)),
    maybe(readVppTokens(client)),
  ]);
  return { typeProfiles, adeTokens, vppTokens };
}

const readCompliance = (client: GraphClient): Promise<CompliancePolicy[]> =>
  readExpanded(client, complianceSchema, ['assignments'], {
    version: 'beta',
    path: at`/deviceManagement/deviceCompliancePolicies`,
    query: { $filter: "isof('microsoft.graph.iosCompliancePolicy')", $expand: 'assignments' },
    concern: concerns.readCompliance,
  });

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
async function readTypeProfiles(client: GraphClient): Promise<EnrollmentTypeProfile[]> {
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

export async function readVppTokens(client: GraphClient): Promise<VppToken[]> {
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

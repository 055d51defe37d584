import type {
  AdeProfile,
  AdeToken,
  ConditionalAccessPolicy,
  EnrollmentSnapshot,
  EnrollmentTypeProfile,
  VppToken,
} from '../../src/jit/enrollment-snapshot.ts';
import type { MaybeRead, MissingRight, SettingsCatalogPolicy, Snapshot } from '../../src/jit/snapshot.ts';
import { wire } from './tenant-parts.ts';

/** Parts of the enrollment side of a tenant (reference graph.md 5). Today is 2026-01-05, as in `snapshot`. */
export const now = new Date('2026-01-05T08:00:00Z');
export const inDays = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();

export const read = <T>(value: T): MaybeRead<T> => ({ read: true, value });
export const unread = (missing?: MissingRight): { read: false; why: string; missing?: MissingRight } => ({
  read: false,
  why: 'Microsoft Graph did not give a usable answer (503).',
  ...(missing ? { missing } : {}),
});

/** With enrollment profiles in their newer home, which a snapshot has among its Settings Catalog policies. */
export type Parts = Partial<EnrollmentSnapshot> & { adePolicies?: Snapshot['catalogPolicies'] };

/** A tenant where everything is as it should be for web-based enrollment and nothing else is in use. */
export const enrollment = ({ adePolicies: _, ...parts }: Parts = {}): EnrollmentSnapshot => ({
  apns: read({ appleIdentifier: 'mdm@contoso.com', expirationDateTime: inDays(200) }),
  typeProfiles: read([typeProfile()]),
  adeTokens: read([]),
  vppTokens: read([]),
  compliance: read([{ id: 'c', displayName: 'iOS baseline', assignments: [wire.allUsers()] }]),
  ...parts,
});

export const catalogOf = ({ adePolicies }: Parts): Partial<Snapshot> =>
  adePolicies ? { catalogPolicies: adePolicies } : {};

export const typeProfile = (more: Partial<EnrollmentTypeProfile> = {}): EnrollmentTypeProfile => ({
  id: 'web',
  displayName: 'Web',
  priority: 0,
  defaultEnrollmentType: 'webDeviceEnrollment',
  availableEnrollmentTypeOptions: [],
  assignments: [wire.allUsers()],
  ...more,
});

export const accountDriven = (more: Partial<EnrollmentTypeProfile> = {}): EnrollmentTypeProfile =>
  typeProfile({
    id: 'adue',
    displayName: 'Own phones',
    defaultEnrollmentType: 'accountDrivenUserEnrollment',
    ...more,
  });

export const adeProfile = (more: Partial<AdeProfile> = {}): AdeProfile => ({
  id: 'modern',
  displayName: 'Corporate iPhones',
  isDefault: true,
  supervisedModeEnabled: true,
  requiresUserAuthentication: true,
  enableAuthenticationViaCompanyPortal: false,
  requireCompanyPortalOnSetupAssistantEnrolledDevices: true,
  userlessSharedAadModeEnabled: false,
  enableSharedIPad: false,
  ...more,
});

export const adeToken = (more: Partial<AdeToken> = {}): AdeToken => ({
  id: 'ade',
  tokenName: 'Contoso ADE',
  tokenExpirationDateTime: inDays(200),
  lastSuccessfulSyncDateTime: inDays(-1),
  lastSyncErrorCode: 0,
  profiles: read([adeProfile()]),
  ...more,
});

const choice = (value: string, children: unknown[] = []): unknown => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
  settingDefinitionId: value.replace(/_\d+$/, ''),
  choiceSettingValue: { value, children },
});

/** The newer home of such profiles; `method` is the number at the end of the authentication method. */
export const adePolicy = (method?: number, name = 'New iPhones'): SettingsCatalogPolicy => ({
  id: 'ade-policy',
  name,
  platforms: 'iOS',
  technologies: 'enrollment',
  assignments: [],
  settings: [
    { id: '0', settingInstance: choice('ade_lockedenrollment_1') },
    {
      id: '1',
      settingInstance:
        method === undefined
          ? choice('ade_useraffinity_0')
          : choice('ade_useraffinity_1', [
              choice(`ade_authenticationmethod_${method}`, [
                choice('ade_modernauth_awaitfinalconfiguration_1'),
              ]),
            ]),
    },
  ],
});

export const vppToken = (more: Partial<VppToken> = {}): VppToken => ({
  id: 'vpp-1',
  organizationName: 'Contoso',
  displayName: 'Contoso',
  appleId: 'vpp@contoso.com',
  state: 'valid',
  expirationDateTime: inDays(200),
  lastSyncStatus: 'completed',
  ...more,
});

export const accessPolicy = (more: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy => ({
  id: 'ca',
  displayName: 'Compliant phones',
  state: 'enabled',
  includePlatforms: ['iOS'],
  excludePlatforms: [],
  builtInControls: ['compliantDevice'],
  authenticationStrength: null,
  ...more,
});

import type { MaybeRead, Snapshot, WireAssignment } from './snapshot.ts';

/**
 * How devices are enrolled and apps licensed, as far as it decides which Authenticator object suits whom. Enrollment profiles in
 * the newer home, policies of technology `enrollment`, are among the snapshot's `catalogPolicies`.
 */
export interface HowEnrolled {
  /** enrollment type profiles for iOS and iPadOS */
  typeProfiles: MaybeRead<EnrollmentTypeProfile[]>;
  /** enrollment program tokens for automated device enrollment, each with its classic iOS profiles */
  adeTokens: MaybeRead<AdeToken[]>;
  vppTokens: MaybeRead<VppToken[]>;
}

/**
 * What was read of the enrollment side of the tenant. Plain data in Graph's own property names (reference graph.md 5); of
 * tokens and certificates nothing that is secret.
 */
export interface EnrollmentSnapshot extends HowEnrolled {
  /** null: there is none */
  apns: MaybeRead<ApnsCertificate | null>;
  /** iOS compliance policies */
  compliance: MaybeRead<CompliancePolicy[]>;
  /** absent where it was not asked for */
  conditionalAccess?: MaybeRead<ConditionalAccessPolicy[]>;
}

export interface ApnsCertificate {
  appleIdentifier: string;
  /** ISO 8601, as all dates here */
  expirationDateTime: string | null;
}

/** An appleUserInitiatedEnrollmentProfile (beta): which way people enroll their own devices. */
export interface EnrollmentTypeProfile {
  id: string;
  displayName: string;
  /** 0 is the highest; null: Graph named none */
  priority: number | null;
  /** `unknown`: the person chooses among the options */
  defaultEnrollmentType: string;
  availableEnrollmentTypeOptions: { enrollmentType: string }[];
  assignments: WireAssignment[];
  [property: string]: unknown;
}

export interface AdeToken {
  id: string;
  tokenName: string;
  tokenExpirationDateTime: string | null;
  lastSuccessfulSyncDateTime: string | null;
  lastSyncErrorCode: number;
  profiles: MaybeRead<AdeProfile[]>;
}

/** A classic depIOSEnrollmentProfile. */
export interface AdeProfile {
  id: string;
  displayName: string;
  isDefault: boolean;
  supervisedModeEnabled: boolean;
  requiresUserAuthentication: boolean;
  enableAuthenticationViaCompanyPortal: boolean;
  requireCompanyPortalOnSetupAssistantEnrolledDevices: boolean;
  userlessSharedAadModeEnabled: boolean;
  enableSharedIPad: boolean;
}

export interface VppToken {
  id: string;
  organizationName: string;
  displayName: string;
  appleId: string;
  /** valid, expired, invalid, assignedToExternalMDM, duplicateLocationId, or what Graph adds */
  state: string;
  expirationDateTime: string | null;
  lastSyncStatus: string;
}

export interface CompliancePolicy {
  id: string;
  displayName: string;
  assignments: WireAssignment[];
}

export interface ConditionalAccessPolicy {
  id: string;
  displayName: string;
  /** enabled, disabled, enabledForReportingButNotEnforced */
  state: string;
  /** empty: every platform */
  includePlatforms: string[];
  excludePlatforms: string[];
  builtInControls: string[];
  /** the authentication strength, where the policy wants one */
  authenticationStrength: { id: string; displayName: string } | null;
}

/** A snapshot for a question that enrollment decides too; without it nothing is concluded about how people enroll. */
export type EnrolledSnapshot = Snapshot & { enrollment?: HowEnrolled };

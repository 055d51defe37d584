import {
  anything,
  betaOnly,
  complexes,
  flag,
  maybeWhole,
  neededDate,
  neededText,
  oneOf,
  server,
  text,
  texts,
  whole,
  type GraphType,
  type Property,
} from './shape.ts';

const flags = (names: string): Record<string, Property> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, flag()]),
  );

const enrollmentType = (): Property =>
  oneOf('unknown', 'device', 'user', 'accountDrivenUserEnrollment', 'webDeviceEnrollment');
const entity: Record<string, Property> = { id: server(neededText()) };

/** What Apple devices need to enrol: push certificate, enrolment type profiles, ADE tokens and profiles, VPP tokens. */
export const enrolmentTypes: Record<string, GraphType> = {
  applePushNotificationCertificate: {
    properties: {
      ...entity,
      appleIdentifier: text(),
      topicIdentifier: text(),
      lastModifiedDateTime: neededDate(),
      expirationDateTime: neededDate(),
      certificateUploadStatus: text(),
      certificateUploadFailureReason: text(),
      certificateSerialNumber: text(),
      certificate: text(),
    },
  },
  appleUserInitiatedEnrollmentProfile: {
    betaOnly: true,
    properties: {
      ...entity,
      defaultEnrollmentType: enrollmentType(),
      availableEnrollmentTypeOptions: complexes('appleOwnerTypeEnrollmentType'),
      displayName: text(),
      description: text(),
      priority: whole(),
      platform: oneOf('unknown', 'iOS', 'macOS'),
      createdDateTime: server(neededDate()),
      lastModifiedDateTime: server(neededDate()),
    },
  },
  appleOwnerTypeEnrollmentType: {
    betaOnly: true,
    properties: { ownerType: oneOf('unknown', 'company', 'personal'), enrollmentType: enrollmentType() },
  },
  depOnboardingSetting: {
    betaOnly: true,
    properties: {
      ...entity,
      appleIdentifier: text(),
      tokenExpirationDateTime: neededDate(),
      lastModifiedDateTime: neededDate(),
      lastSuccessfulSyncDateTime: neededDate(),
      lastSyncTriggeredDateTime: neededDate(),
      shareTokenWithSchoolDataSyncService: flag(),
      lastSyncErrorCode: whole(),
      tokenType: oneOf('none', 'dep', 'appleSchoolManager'),
      tokenName: text(),
      syncedDeviceCount: whole(),
      dataSharingConsentGranted: flag(),
      roleScopeTagIds: { ...texts(), unset: ['0'] },
    },
  },
  enrollmentProfile: {
    abstract: true,
    betaOnly: true,
    properties: {
      ...entity,
      displayName: text(),
      description: text(),
      requiresUserAuthentication: flag(),
      configurationEndpointUrl: text(),
      enableAuthenticationViaCompanyPortal: flag(),
      requireCompanyPortalOnSetupAssistantEnrolledDevices: flag(),
    },
  },
  depEnrollmentBaseProfile: {
    base: 'enrollmentProfile',
    abstract: true,
    betaOnly: true,
    properties: {
      ...flags(`isDefault supervisedModeEnabled isMandatory locationDisabled profileRemovalDisabled
        restoreBlocked appleIdDisabled termsAndConditionsDisabled touchIdDisabled applePayDisabled siriDisabled
        diagnosticsDisabled displayToneSetupDisabled privacyPaneDisabled screenTimeScreenDisabled
        configurationWebUrl waitForDeviceConfiguredConfirmation`),
      supportDepartment: text(),
      supportPhoneNumber: text(),
      deviceNameTemplate: text(),
      enabledSkipKeys: texts(),
      enrollmentTimeAzureAdGroupIds: texts(),
    },
  },
  depIOSEnrollmentProfile: {
    base: 'depEnrollmentBaseProfile',
    betaOnly: true,
    properties: {
      ...flags(`passCodeDisabled zoomDisabled restoreFromAndroidDisabled awaitDeviceConfiguredConfirmation
        enableSharedIPad homeButtonScreenDisabled iMessageAndFaceTimeScreenDisabled onBoardingScreenDisabled
        simSetupScreenDisabled softwareUpdateScreenDisabled watchMigrationScreenDisabled
        appearanceScreenDisabled expressLanguageScreenDisabled preferredLanguageScreenDisabled
        deviceToDeviceMigrationDisabled welcomeScreenDisabled restoreCompletedScreenDisabled
        updateCompleteScreenDisabled forceTemporarySession enableSingleAppEnrollmentMode
        userlessSharedAadModeEnabled`),
      iTunesPairingMode: oneOf('disallow', 'allow', 'requiresCertificate'),
      managementCertificates: anything([]),
      sharedIPadMaximumUserCount: whole(),
      companyPortalVppTokenId: text(),
      carrierActivationUrl: text(),
      userSessionTimeoutInSeconds: whole(),
      passcodeLockGracePeriodInSeconds: maybeWhole(),
      temporarySessionTimeoutInSeconds: whole(),
    },
  },
  depMacOSEnrollmentProfile: {
    base: 'depEnrollmentBaseProfile',
    betaOnly: true,
    properties: {
      ...flags(`registrationDisabled fileVaultDisabled iCloudDiagnosticsDisabled passCodeDisabled zoomDisabled
        iCloudStorageDisabled chooseYourLockScreenDisabled accessibilityScreenDisabled
        autoUnlockWithWatchDisabled skipPrimarySetupAccountCreation setPrimarySetupAccountAsRegularUser
        dontAutoPopulatePrimaryAccountInfo enableRestrictEditing hideAdminAccount requestRequiresNetworkTether
        autoAdvanceSetupEnabled`),
      primaryAccountFullName: text(),
      primaryAccountUserName: text(),
      adminAccountUserName: text(),
      adminAccountFullName: text(),
      adminAccountPassword: text(),
    },
  },
  vppToken: {
    properties: {
      ...entity,
      organizationName: text(),
      vppTokenAccountType: oneOf('business', 'education'),
      appleId: text(),
      expirationDateTime: neededDate(),
      lastSyncDateTime: neededDate(),
      token: text(),
      lastModifiedDateTime: neededDate(),
      state: oneOf('unknown', 'valid', 'expired', 'invalid', 'assignedToExternalMDM', 'duplicateLocationId'),
      tokenActionResults: betaOnly(anything([])),
      lastSyncStatus: oneOf('none', 'inProgress', 'completed', 'failed'),
      automaticallyUpdateApps: flag(),
      countryOrRegion: text(),
      dataSharingConsentGranted: betaOnly(flag()),
      displayName: betaOnly(text()),
      locationName: betaOnly(text()),
      claimTokenManagementFromExternalMdm: betaOnly(flag()),
      roleScopeTagIds: betaOnly({ ...texts(), unset: ['0'] }),
    },
  },
};

import {
  anything,
  complex,
  date,
  flag,
  maybeFlag,
  neededText,
  oneOf,
  server,
  text,
  texts,
  whole,
  type GraphType,
  type Property,
} from './shape.ts';

/** Versions of iOS that a store app may ask for at least; `v26_0` was seen in a live answer of October 2025. */
const iosVersions = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 26].map((version) => `v${version}_0`);
const flags = (names: string[]): Record<string, Property> =>
  Object.fromEntries(names.map((name) => [name, flag()]));

const onIos: Record<string, Property> = {
  bundleId: text(),
  appStoreUrl: text(),
  applicableDeviceType: complex('iosDeviceType'),
  minimumSupportedOperatingSystem: complex('iosMinimumOperatingSystem'),
};

const iosSettings: Record<string, Property> = {
  vpnConfigurationId: text(),
  uninstallOnDeviceRemoval: maybeFlag(),
  isRemovable: maybeFlag(),
  preventManagedAppBackup: maybeFlag(),
};

/** mobileApp and what hangs below it, as far as the practice tenant knows it; beta only. */
export const appTypes: Record<string, GraphType> = {
  mobileApp: {
    abstract: true,
    betaOnly: true,
    properties: {
      id: server(neededText()),
      displayName: text(),
      description: text(),
      publisher: text(),
      largeIcon: complex('mimeContent'),
      createdDateTime: server(date()),
      lastModifiedDateTime: server(date()),
      isFeatured: flag(),
      privacyInformationUrl: text(),
      informationUrl: text(),
      owner: text(),
      developer: text(),
      notes: text(),
      uploadState: server(whole()),
      publishingState: server(oneOf('published', 'notPublished', 'processing')),
      isAssigned: server(flag()),
      roleScopeTagIds: { ...texts(), unset: ['0'] },
      dependentAppCount: server(whole()),
      supersedingAppCount: server(whole()),
      supersededAppCount: server(whole()),
    },
  },
  iosStoreApp: { base: 'mobileApp', betaOnly: true, properties: onIos },
  iosVppApp: {
    base: 'mobileApp',
    betaOnly: true,
    properties: {
      usedLicenseCount: whole(),
      totalLicenseCount: whole(),
      releaseDateTime: date(),
      appStoreUrl: text(),
      licensingType: complex('vppLicensingType'),
      applicableDeviceType: complex('iosDeviceType'),
      vppTokenOrganizationName: text(),
      vppTokenAccountType: oneOf('business', 'education'),
      vppTokenAppleId: text(),
      bundleId: text(),
      vppTokenId: text(),
      vppTokenDisplayName: text(),
      revokeLicenseActionResults: anything([]),
    },
  },
  vppLicensingType: {
    betaOnly: true,
    properties: flags([
      'supportUserLicensing',
      'supportDeviceLicensing',
      'supportsUserLicensing',
      'supportsDeviceLicensing',
    ]),
  },
  mobileLobApp: {
    base: 'mobileApp',
    abstract: true,
    betaOnly: true,
    properties: { committedContentVersion: text(), fileName: text(), size: server(whole()) },
  },
  iosLobApp: {
    base: 'mobileLobApp',
    betaOnly: true,
    properties: {
      bundleId: text(),
      applicableDeviceType: complex('iosDeviceType'),
      minimumSupportedOperatingSystem: complex('iosMinimumOperatingSystem'),
      expirationDateTime: date(),
      versionNumber: text(),
      buildNumber: text(),
    },
  },
  managedApp: {
    base: 'mobileApp',
    abstract: true,
    betaOnly: true,
    properties: { appAvailability: server(oneOf('global', 'lineOfBusiness')), version: text() },
  },
  managedIOSStoreApp: { base: 'managedApp', betaOnly: true, properties: onIos },
  androidStoreApp: {
    base: 'mobileApp',
    betaOnly: true,
    properties: { packageId: text(), appStoreUrl: text(), minimumSupportedOperatingSystem: anything() },
  },
  iosDeviceType: { betaOnly: true, properties: flags(['iPad', 'iPhoneAndIPod']) },
  iosMinimumOperatingSystem: { betaOnly: true, properties: flags(iosVersions) },
  mobileAppAssignmentSettings: { abstract: true, betaOnly: true, properties: {} },
  iosStoreAppAssignmentSettings: {
    base: 'mobileAppAssignmentSettings',
    betaOnly: true,
    properties: iosSettings,
  },
  iosLobAppAssignmentSettings: {
    base: 'mobileAppAssignmentSettings',
    betaOnly: true,
    properties: iosSettings,
  },
  iosVppAppAssignmentSettings: {
    base: 'mobileAppAssignmentSettings',
    betaOnly: true,
    properties: { useDeviceLicensing: flag(), ...iosSettings, preventAutoAppUpdate: maybeFlag() },
  },
};

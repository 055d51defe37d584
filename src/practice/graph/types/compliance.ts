import {
  anything,
  betaOnly,
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

const threatLevel = (): Property => oneOf('unavailable', 'secured', 'low', 'medium', 'high', 'notSet');
const passwordType = (): Property => oneOf('deviceDefault', 'alphanumeric', 'numeric');

/** On iOS and macOS alike. */
const system: Record<string, Property> = {
  osMinimumVersion: text(),
  osMaximumVersion: text(),
  osMinimumBuildVersion: betaOnly(text()),
  osMaximumBuildVersion: betaOnly(text()),
  deviceThreatProtectionEnabled: flag(),
  deviceThreatProtectionRequiredSecurityLevel: threatLevel(),
  advancedThreatProtectionRequiredSecurityLevel: betaOnly(threatLevel()),
};

/** deviceCompliancePolicy and two of the types below it. */
export const complianceTypes: Record<string, GraphType> = {
  deviceCompliancePolicy: {
    abstract: true,
    properties: {
      id: server(neededText()),
      roleScopeTagIds: betaOnly({ ...texts(), unset: ['0'] }),
      createdDateTime: server(neededDate()),
      description: text(),
      lastModifiedDateTime: server(neededDate()),
      displayName: neededText(),
      version: server(whole(), 1),
    },
  },
  iosCompliancePolicy: {
    base: 'deviceCompliancePolicy',
    properties: {
      ...system,
      passcodeBlockSimple: flag(),
      passcodeExpirationDays: maybeWhole(),
      passcodeMinimumLength: maybeWhole(),
      passcodeMinutesOfInactivityBeforeLock: maybeWhole(),
      passcodeMinutesOfInactivityBeforeScreenTimeout: betaOnly(maybeWhole()),
      passcodePreviousPasscodeBlockCount: maybeWhole(),
      passcodeMinimumCharacterSetCount: maybeWhole(),
      passcodeRequiredType: passwordType(),
      passcodeRequired: flag(),
      securityBlockJailbrokenDevices: flag(),
      managedEmailProfileRequired: flag(),
      restrictedApps: betaOnly(anything([])),
    },
  },
  macOSCompliancePolicy: {
    base: 'deviceCompliancePolicy',
    properties: {
      ...system,
      passwordRequired: flag(),
      passwordBlockSimple: flag(),
      passwordExpirationDays: maybeWhole(),
      passwordMinimumLength: maybeWhole(),
      passwordMinutesOfInactivityBeforeLock: maybeWhole(),
      passwordPreviousPasswordBlockCount: maybeWhole(),
      passwordMinimumCharacterSetCount: maybeWhole(),
      passwordRequiredType: passwordType(),
      systemIntegrityProtectionEnabled: flag(),
      storageRequireEncryption: flag(),
      gatekeeperAllowedAppSource: betaOnly(
        oneOf('notConfigured', 'macAppStore', 'macAppStoreAndIdentifiedDevelopers', 'anywhere'),
      ),
      firewallEnabled: flag(),
      firewallBlockAllIncoming: flag(),
      firewallEnableStealthMode: flag(),
    },
  },
};

import type { Finding, Severity } from './finding.ts';
import { undoFindingCodes } from './undo-finding-codes.ts';

/**
 * Every finding there is: its stable code, how much it weighs, and when it is raised. Documentation, tests and later fixes
 * rely on the codes; a code is never reused for something else.
 */
export const findingCodes = {
  // what was asked for
  'no-target': { severity: 'blocks', when: 'nobody is named, or only exclusions are' },
  'group-included-and-excluded': { severity: 'blocks', when: 'the same group is included and excluded' },
  'group-not-visible': {
    severity: 'blocks',
    when: 'a named group is deleted, or the person cannot see or read it',
  },
  'group-not-targetable': { severity: 'blocks', when: 'a named group is a plain distribution list' },
  'target-excluded-by-parent': {
    severity: 'warning',
    when: 'an included group is nested in an excluded one',
  },
  'exclusion-without-effect': {
    severity: 'warning',
    when: 'devices are excluded from users, or users from devices',
  },
  'dynamic-device-group': {
    severity: 'warning',
    when: 'a target is a dynamic device group, which fills late',
  },
  'name-missing': { severity: 'blocks', when: 'the policy has no name' },
  'name-too-long': { severity: 'blocks', when: 'the name is longer than 200 characters' },
  'name-already-used': { severity: 'warning', when: 'a policy of that name exists' },
  'too-many-bundle-ids': { severity: 'blocks', when: 'more than 100 bundle IDs' },
  'bundle-id-refused': { severity: 'blocks', when: 'the request holds a bundle ID that must not be listed' },
  'no-bundle-ids': { severity: 'info', when: 'no bundle ID: single sign-on for Microsoft apps only' },
  'bundle-id-twice': { severity: 'info', when: 'a bundle ID was given more than once' },
  'bundle-id-without-dot': { severity: 'warning', when: 'a bundle ID has no dot' },
  'microsoft-brand-app': { severity: 'warning', when: 'an app of a brand that Microsoft owns' },
  'apple-app-not-needed': { severity: 'info', when: 'an app of Apple, allowed by default' },
  // what is there already
  'target-already-reached': {
    severity: 'blocks',
    when: 'an SSO extension policy reaches a target, or a part of it',
  },
  'target-may-be-reached': { severity: 'warning', when: 'the same, but a filter decides' },
  'nesting-not-checked': { severity: 'warning', when: 'groups around or inside a target could not be read' },
  'settings-catalog-not-checked': {
    severity: 'warning',
    when: 'Settings Catalog policies could not be read',
  },
  'custom-profiles-not-checked': { severity: 'warning', when: 'custom profiles could not be read' },
  'shared-members-not-checked': {
    severity: 'info',
    when: 'other groups have SSO policies; people in both are not counted',
  },
  // Authenticator
  'authenticator-missing': { severity: 'info', when: 'there is no Authenticator app; the plan creates it' },
  'authenticator-choice-needed': { severity: 'blocks', when: 'several VPP tokens hold it and nobody chose' },
  'authenticator-choice-gone': { severity: 'blocks', when: 'the chosen app object is not there any more' },
  'authenticator-duplicates': { severity: 'warning', when: 'the store app exists more than once' },
  'authenticator-not-published': { severity: 'warning', when: 'the app object cannot be assigned yet' },
  'authenticator-other-intent': {
    severity: 'blocks',
    when: 'a target has it, or another object of it, as available or uninstall',
  },
  'authenticator-intent-changed': {
    severity: 'warning',
    when: 'the person wants it to be required where it is available or uninstall',
  },
  'authenticator-intent-kept': {
    severity: 'warning',
    when: 'the person wants it to stay available or uninstall for a target',
  },
  'authenticator-excluded': {
    severity: 'blocks',
    when: 'a target is excluded from what is required of the app',
  },
  'authenticator-partly-excluded': {
    severity: 'warning',
    when: 'groups around or inside a target are excluded from what is required of the app',
  },
  'authenticator-has-filter': {
    severity: 'warning',
    when: 'it is required already, but with a filter, which is kept',
  },
  'authenticator-from-policy-set': {
    severity: 'info',
    when: 'a policy set requires it already for a target',
  },
  'authenticator-exclusion-not-added': {
    severity: 'warning',
    when: 'an exclusion would take the app from people who get it today, or would be the second one of its group',
  },
  'authenticator-uninstall-overruled': {
    severity: 'warning',
    when: 'requiring it for everyone wins over an uninstall',
  },
  'authenticator-other-object': {
    severity: 'warning',
    when: 'another Authenticator object is assigned to a target',
  },
  'vpp-licence-assumed': {
    severity: 'warning',
    when: 'nothing tells device from user licences; device licences are taken',
  },
  // how the targets enroll, where that is known
  'enrollment-not-checked': { severity: 'info', when: 'enrollment type profiles could not be read' },
  'mixed-enrollment': {
    severity: 'warning',
    when: 'a target holds devices of account-driven User Enrollment and supervised ones',
  },
  'authenticator-user-licence': {
    severity: 'info',
    when: 'account-driven User Enrollment decides for a VPP app with user licences',
  },
  'authenticator-needs-user-licence': {
    severity: 'warning',
    when: 'account-driven User Enrollment would need a VPP app, and the store app is taken',
  },
  'authenticator-device-licence': {
    severity: 'info',
    when: 'supervised devices decide for a VPP app with device licences',
  },
  'authenticator-user-licence-for-some': {
    severity: 'warning',
    when: 'groups inside a target want a VPP app with user licences, which is not taken for all',
  },
  'authenticator-asks-apple-account': {
    severity: 'info',
    when: 'supervised devices get it without a device licence, or may, and it asks for an Apple Account',
  },
  'vpp-token-not-checked': { severity: 'info', when: 'Apple VPP tokens could not be read' },
  'vpp-token-not-valid': { severity: 'warning', when: 'the token of the app is expired or not valid' },
  'vpp-token-ends-soon': {
    severity: 'warning',
    when: 'the token of the app ends soon, did not sync, or is in an unknown state',
  },
  'vpp-licences-short': {
    severity: 'warning',
    when: 'all licences of the VPP app are in use, or more than there are',
  },
  'vpp-licence-not-supported': {
    severity: 'warning',
    when: 'the VPP app cannot be had with the licence that is needed',
  },
  'vpp-licence-other': {
    severity: 'warning',
    when: 'a target has the VPP app with the other kind of licence already; it is kept',
  },
  // undoing
  ...undoFindingCodes,
  // existing policies
  'pair-has-blanks': { severity: 'warning', when: 'blanks around or in a key or value' },
  'pair-letter-case': { severity: 'warning', when: 'a key or value in the wrong letter case' },
  'pair-wrong-type': { severity: 'warning', when: 'a value of the wrong type' },
  'pair-wrong-value': { severity: 'warning', when: 'device_registration has another value' },
  'pair-near-miss-key': { severity: 'warning', when: 'a key that is almost one of the plug-in' },
  'pair-twice': { severity: 'warning', when: 'a key is there more than once' },
  'recommended-key-missing': { severity: 'info', when: 'browser_sso_interaction_enabled = 1 is not there' },
  'shared-device-mode': {
    severity: 'info',
    when: 'the policy is for shared devices, not for JIT of a person',
  },
  'microsoft-app-listed': { severity: 'warning', when: 'a Microsoft app is among the bundle IDs' },
  'authenticator-listed': { severity: 'warning', when: 'Authenticator is among the bundle IDs' },
  'bundle-id-wrong': { severity: 'warning', when: 'a listed bundle ID cannot be one' },
  'extension-wrong': {
    severity: 'warning',
    when: 'extension identifier, type or URLs of a Redirect profile are wrong',
  },
  'redirect-profile': { severity: 'info', when: "Authenticator's extension is set by a Redirect profile" },
  'policy-unassigned': { severity: 'info', when: 'a policy is assigned to nobody' },
  'policies-conflict': {
    severity: 'warning',
    when: 'more than one SSO extension policy reaches a target',
  },
  'policies-may-conflict': {
    severity: 'warning',
    when: 'more than one SSO extension policy may reach a target: filters or parts decide',
  },
  'filter-on-exclusion': { severity: 'warning', when: 'an exclusion carries a filter' },
  'assigned-group-gone': {
    severity: 'warning',
    when: 'an assignment names a group that is deleted or not visible',
  },
  'authenticator-mismatch': {
    severity: 'warning',
    when: 'a policy reaches a target, and Authenticator is not required there for sure',
  },
  'authenticator-twice': {
    severity: 'warning',
    when: 'a target has Authenticator required from two objects, or with device and user licences',
  },
  'authenticator-wrong-licence': {
    severity: 'warning',
    when: 'account-driven user enrollment reaches a target without a user licence of Authenticator',
  },
  'custom-profile': {
    severity: 'warning',
    when: "an uploaded profile sets Authenticator's extension; only a person can check it",
  },
  'deprecated-property': { severity: 'info', when: 'the extension sits in the deprecated property' },
} as const satisfies Record<string, { severity: Severity; when: string }>;

export type FindingCode = keyof typeof findingCodes;

/** A finding with the weight its code has. */
export const finding = (code: FindingCode, sentence: string, remedy: string): Finding => ({
  code,
  severity: findingCodes[code].severity,
  sentence,
  remedy,
});

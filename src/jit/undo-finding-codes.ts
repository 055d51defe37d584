import type { Severity } from './finding.ts';

/** The findings of an undo; part of `findingCodes`. */
export const undoFindingCodes = {
  'undo-nothing-left': { severity: 'blocks', when: 'nothing of the change is left that could be taken back' },
  'undo-policy-gone': {
    severity: 'blocks',
    when: 'its policy is deleted, or not visible to the person, who did not write it',
  },
  'undo-policy-unseen': {
    severity: 'warning',
    when: 'the same, where the undo only closes what stopped half-way',
  },
  'undo-policy-deleted': {
    severity: 'warning',
    when: 'the account that wrote its policy does not see it any more',
  },
  'undo-delete-lost': {
    severity: 'info',
    when: 'an undo sent the delete of its policy, got no answer, and its account does not see the policy any more',
  },
  'undo-only-closes': {
    severity: 'warning',
    when: 'nothing is taken back of a change, or by an undo, that stopped half-way; approving closes it',
  },
  'undo-policy-unknown': {
    severity: 'warning',
    when: 'it is not known whether its policy was created, or which one it is',
  },
  'undo-policy-changed': { severity: 'warning', when: 'others changed what the policy holds; it stays' },
  'undo-policy-shared': { severity: 'warning', when: 'others assigned the policy too; it stays for them' },
  'undo-assignment-changed': {
    severity: 'warning',
    when: 'others gave an assignment of ours another intent, filter or settings; it stays',
  },
  'undo-exclusion-kept': {
    severity: 'warning',
    when: 'an exclusion of ours also holds for assignments that stay',
  },
  'undo-authenticator-needed': {
    severity: 'warning',
    when: 'another policy reaches a target that has Authenticator through us only; the requirement stays',
  },
  'undo-intent-restored': {
    severity: 'warning',
    when: 'a target gets back the intent that our change replaced by required',
  },
  'undo-app-gone': { severity: 'warning', when: 'its Authenticator app is deleted, or not visible' },
  'undo-app-unknown': {
    severity: 'warning',
    when: 'it is not known whether it added an Authenticator app, or which one it is',
  },
  'undo-app-changed': { severity: 'warning', when: 'the Authenticator app we created was changed; it stays' },
  'undo-app-shared': {
    severity: 'warning',
    when: 'others assigned the Authenticator app we created; it stays',
  },
  'undo-app-references-not-checked': {
    severity: 'warning',
    when: 'the Authenticator app is deleted, and app configuration policies may name it',
  },
  'undo-app-not-uninstalled': {
    severity: 'info',
    when: 'Authenticator is not required any more, and stays where it is installed',
  },
} as const satisfies Record<string, { severity: Severity; when: string }>;

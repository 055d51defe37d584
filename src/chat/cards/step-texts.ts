import type { StepReport } from '../../change/apply.ts';
import { isPolicyUnseen, type AnyPlan } from '../../jit/plan.ts';

export const stepTexts: Record<StepReport['step'], string> = {
  'create-policy': 'Create the policy, not assigned to anybody yet',
  'create-authenticator': 'Add Microsoft Authenticator from the App Store',
  'assign-authenticator': 'Require Microsoft Authenticator for the same people',
  'assign-policy': 'Assign the policy',
  'delete-policy': 'Delete the policy',
  'unassign-policy': 'Take back whom the policy was assigned to',
  'unassign-authenticator': 'Take back the requirement of Microsoft Authenticator',
  'delete-authenticator': 'Delete the Authenticator app that was added',
  verify: 'Read everything back and compare',
};
const stepStates: Record<StepReport['state'], { state: string; color: string }> = {
  waiting: { state: 'Waiting', color: 'default' },
  running: { state: 'Now', color: 'accent' },
  done: { state: 'Done', color: 'good' },
  'not-done': { state: 'Not done', color: 'attention' },
  'needs-approval': { state: 'In Intune', color: 'warning' },
  unknown: { state: 'Unknown', color: 'warning' },
};
export const stepRows = (steps: StepReport[]): object[] =>
  steps.map(({ step, state }) => ({ ...stepStates[state], text: stepTexts[step] }));

/** What an undo takes back, as its titles say it. */
export const whatIsTaken = (plan: AnyPlan): string =>
  isPolicyUnseen(plan) ? 'Microsoft Authenticator' : 'JIT registration';

import type { Applied, StepReport } from '../../change/apply.ts';
import { canResume, type Change } from '../../change/change.ts';
import { explainProblem } from '../../problems.ts';
import type { Outgoing } from '../incoming.ts';
import { asLines, cardMessage } from './render.ts';

export const stepTexts: Record<StepReport['step'], string> = {
  'create-policy': 'Create the policy, not assigned to anybody yet',
  'create-authenticator': 'Add Microsoft Authenticator from the App Store',
  'assign-authenticator': 'Require Microsoft Authenticator for the same people',
  'assign-policy': 'Assign the policy',
  verify: 'Read everything back and compare',
};
const stepStates: Record<StepReport['state'], { state: string; color: string }> = {
  waiting: { state: 'Waiting', color: 'default' },
  running: { state: 'Now', color: 'accent' },
  done: { state: 'Done', color: 'good' },
  'not-done': { state: 'Not done', color: 'attention' },
  unknown: { state: 'Unknown', color: 'warning' },
};
const stepRows = (steps: StepReport[]): object[] =>
  steps.map(({ step, state }) => ({ ...stepStates[state], text: stepTexts[step] }));

/** What is shown at once after the click, and edited as each step ends. */
export function progressCard(change: Change, steps: StepReport[]): Outgoing {
  const title =
    steps.length === 0 ? 'Approved. Checking the tenant once more' : 'Setting up JIT registration';
  return cardMessage(
    'progress',
    {
      title,
      policyName: change.plan.request.displayName,
      steps: stepRows(steps),
      footer: 'This card changes as it goes on.',
    },
    title,
  );
}

/** The final card: what was done and what not, where to look, what to tell users, what comes next. */
export function finalCard(change: Change, applied: Applied, adminCenter: string): Outgoing {
  const title = applied.ok ? 'JIT registration is set up' : 'Stopped before the end';
  const requestIds = applied.steps.flatMap(({ requestId }) => (requestId === undefined ? [] : [requestId]));
  return cardMessage(
    'done',
    {
      title,
      policyName: change.plan.request.displayName,
      summary: asLines(requestLines(change)),
      style: applied.ok ? 'good' : 'attention',
      outcome: outcomeOf(applied),
      steps: stepRows(applied.steps),
      sections: applied.ok ? whatNow : whatStands(applied),
      hasSupport: !applied.ok && requestIds.length > 0,
      support: `For support: request ids ${requestIds.join(', ')}`,
      canResume: canResume(change.state),
      changeId: change.id,
      links: linksFor(applied, adminCenter),
    },
    title,
  );
}

/** What was asked for, in two lines. */
export function requestLines({ plan, groupNames }: Change): string[] {
  const { bundleIds, targets } = plan.request;
  const nameOf = (target: (typeof targets)[number]): string =>
    'groupId' in target
      ? (groupNames[target.groupId] ?? target.groupId)
      : target.kind === 'all-users'
        ? 'All users'
        : 'All devices';
  const of = (excluded: boolean): string =>
    targets
      .filter(({ kind }) => (kind === 'exclude-group') === excluded)
      .map(nameOf)
      .join(', ');
  return [
    `Apps: ${bundleIds.length === 0 ? "only Microsoft's own" : bundleIds.join(', ')}`,
    `For: ${of(false)}${of(true) === '' ? '' : ` except ${of(true)}`}`,
  ];
}

function outcomeOf(applied: Applied): string {
  if (applied.ok) return 'Everything was written as approved, and read back.';
  if (applied.differences.length > 0)
    return `Written, but the read back differs. ${applied.differences.join(' ')}`;
  if (applied.problem) {
    const { sentence, nextStep } = explainProblem(applied.problem);
    return `${sentence} ${nextStep}`;
  }
  return 'Intune gave no answer to the last step, and I could not find out whether it was carried out. I did not send it again.';
}

const section = (heading: string, lines: string[]): object => ({ heading, lines: asLines(lines) });

const whatNow = [
  section('Tell the users', [
    '1. Open Microsoft Teams first on the home screen and sign in there; that completes registration and compliance checks.',
    '2. Wait until Microsoft Authenticator is installed (a few minutes) before opening other work apps.',
    '3. For web-based enrollment use Safari: https://portal.manage.microsoft.com/enrollment/webenrollment/ios',
  ]),
  section('Next step', [
    'Create an enrollment profile, if you have none: it starts the enrollment on the device.',
  ]),
];

/** What was not done, and what the half-done state means for the phones. */
function whatStands(applied: Applied): object[] {
  const of = (wanted: StepReport['state'][]): string[] =>
    applied.steps
      .filter(({ step, state }) => step !== 'verify' && wanted.includes(state))
      .map(({ step }) => stepTexts[step]);
  const done = of(['done']);
  const unknown = of(['unknown']);
  const certain = done.length > 0 ? [`Done: ${done.join('; ')}.`] : ['Nothing was written.'];
  const assigned = applied.steps.some(
    ({ step, state }) => step === 'assign-policy' && state !== 'waiting' && state !== 'not-done',
  );
  const effect = assigned ? [] : ['The policy is not assigned to anybody, so no phone uses it.'];
  return [
    section('Where it stands', [
      // What may have been written is not "nothing".
      ...(done.length === 0 && unknown.length > 0 ? [] : certain),
      ...of(['not-done', 'waiting']).map((text) => `Not done: ${text}.`),
      ...unknown.map((text) => `Not known: ${text}. Look in the Intune admin center before you try again.`),
      ...(done.length === 0 ? [] : effect),
    ]),
  ];
}

/** Pages of the Intune admin center: the iOS configuration list, the app, enrollment. */
function linksFor(applied: Applied, adminCenter: string): object[] {
  const devices = `${adminCenter}/#view/Microsoft_Intune_DeviceSettings/DevicesIosMenu/~`;
  return [
    ...(applied.policyId === undefined
      ? []
      : [{ title: 'Policies in Intune', url: `${devices}/configuration` }]),
    ...(applied.appId === undefined
      ? []
      : [
          {
            title: 'Authenticator in Intune',
            url: `${adminCenter}/#view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId/${applied.appId}`,
          },
        ]),
    { title: 'Enrollment in Intune', url: `${devices}/iosEnrollment` },
  ];
}

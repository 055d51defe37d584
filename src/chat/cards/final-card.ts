import type { Applied, StepReport } from '../../change/apply.ts';
import { canResume, canUndo, type Change } from '../../change/change.ts';
import { isPolicyUnseen, isUndo, onlyCloses } from '../../jit/plan.ts';
import { explainProblem } from '../../problems.ts';
import type { Outgoing } from '../incoming.ts';
import { asLines, cardMessage } from './render.ts';
import { requestLines } from './request-lines.ts';
import { stepRows, stepTexts, whatIsTaken } from './step-texts.ts';

/** The final card: what was done and what not, where to look, what to tell users, what comes next. */
export function finalCard(change: Change, applied: Applied, adminCenter: string): Outgoing {
  const title = titleOf(change, applied);
  const requestIds = applied.steps.flatMap(({ requestId }) => (requestId === undefined ? [] : [requestId]));
  const { approver, requester } = change;
  const byOther = approver && approver.objectId !== requester.objectId;
  return cardMessage(
    'done',
    {
      title,
      policyName: change.policyName,
      summary: asLines([
        ...requestLines(change),
        ...(byOther ? [`Asked for by ${requester.name}, approved by ${approver.name}`] : []),
      ]),
      style: styleOf(change, applied),
      outcome: outcomeOf(change, applied),
      steps: onlyCloses(change.plan) ? [] : stepRows(applied.steps),
      sections: [...sectionsOf(change, applied), ...notSeen(change)],
      hasSupport: !applied.ok && requestIds.length > 0,
      support: `For support: request ids ${requestIds.join(', ')}`,
      canCheck: change.state === 'applied' && !applied.ok,
      canResume: canResume(change.state),
      canUndo: canUndo(change),
      changeId: change.id,
      links: linksFor(change, applied, adminCenter),
    },
    title,
  );
}

const isClosed = ({ plan, state }: Pick<Change, 'plan' | 'state'>): boolean =>
  onlyCloses(plan) && state === 'applied';

/** Waiting is nothing that went wrong. */
function styleOf({ state }: Change, { ok }: Applied): 'good' | 'warning' | 'attention' {
  if (ok) return 'good';
  return state === 'interrupted' ? 'attention' : 'warning';
}

function titleOf({ state, plan }: Change, { ok }: Applied): string {
  if (isClosed({ plan, state })) return 'Closed, nothing was taken back';
  if (ok) return isUndo(plan) ? `${whatIsTaken(plan)} is taken back` : 'JIT registration is set up';
  if (state === 'applied') return 'Written, but please look';
  if (state === 'waiting for Intune approval') return 'Waiting for approval in Intune';
  if (state === 'waiting for sign-in') return 'Waiting for your sign-in';
  return 'Stopped before the end';
}

function outcomeOf({ state, plan }: Change, applied: Applied): string {
  if (isClosed({ plan, state }))
    return 'Nothing was written. What stopped half-way is closed, others may go on, and what stands in the tenant stays.';
  if (applied.ok) return 'Everything was written as approved, and read back.';
  if (applied.differences.length > 0)
    return `Written, but the read back differs. ${applied.differences.join(' ')}`;
  if (state === 'applied')
    return 'Everything was written, and Intune took it, but I could not read it back to compare.';
  if (applied.problem) {
    const { sentence, nextStep } = explainProblem(applied.problem);
    return `${sentence} ${nextStep}`;
  }
  return 'Intune gave no usable answer to a step, and I could not find out whether it was carried out. I did not send it again.';
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
const staysInstalled = 'Microsoft Authenticator stays where it is installed.';
const afterUndo = [
  section('What that means', [
    'New enrollments do not get JIT registration through this policy any more. Devices drop it at their next check-in.',
    staysInstalled,
  ]),
];
const afterUnseen = [section('What that means', [staysInstalled])];

function sectionsOf(change: Change, applied: Applied): object[] {
  if (isClosed(change)) return [];
  if (!applied.ok) return whatStands(change, applied);
  return isUndo(change.plan) ? (isPolicyUnseen(change.plan) ? afterUnseen : afterUndo) : whatNow;
}

/** What an undo was asked without having been seen, so that the card claims nothing of it. */
function notSeen({ plan }: Change): object[] {
  const lines = plan.findings.filter(({ code }) => ofUnseen.includes(code));
  return lines.length === 0
    ? []
    : [
        section(
          'Mind',
          lines.map(({ sentence, remedy }) => `${sentence} ${remedy}`),
        ),
      ];
}
const ofUnseen = [
  'undo-policy-unseen',
  'undo-policy-deleted',
  'undo-policy-unknown',
  'undo-app-gone',
  'undo-app-unknown',
];

const checkNow = section('Next step', [
  'Check now looks whether those it is for have JIT registration by now, and what to do where they have not.',
]);
const checkAfterUndo = section('Next step', [
  'Check now looks whether those it was for still have JIT registration.',
]);

/** What was not done, and what the half-done state means for the phones. */
function whatStands({ plan, state }: Change, applied: Applied): object[] {
  if (state === 'applied') return [isUndo(plan) ? checkAfterUndo : checkNow];
  const of = (wanted: StepReport['state'][]): string[] =>
    applied.steps
      .filter(({ step, state: at }) => step !== 'verify' && wanted.includes(at))
      .map(({ step }) => stepTexts[step]);
  const done = of(['done']);
  const unknown = of(['unknown']);
  const assigned = applied.steps.some(
    ({ step, state: at }) =>
      step === 'assign-policy' && !['waiting', 'not-done', 'needs-approval'].includes(at),
  );
  const effect =
    assigned || isUndo(plan) || done.length === 0
      ? []
      : ['The policy is not assigned to anybody, so no phone uses it.'];
  const nothing = unknown.length === 0 ? ['Nothing was written.'] : [];
  return [
    section('Where it stands', [
      ...(done.length === 0 ? nothing : [`Done: ${done.join('; ')}.`]),
      ...of(['needs-approval']).map((text) => `Waits in Intune: ${text}.`),
      ...of(['not-done', 'waiting', 'running']).map((text) => `Not done: ${text}.`),
      ...unknown.map(
        (text) => `Not known: ${text}. Resume looks for it first; so can you, in the Intune admin center.`,
      ),
      ...effect,
    ]),
  ];
}

/** Pages of the Intune admin center: the iOS configuration list, the app, and as the next step enrollment. */
function linksFor({ plan }: Change, applied: Applied, adminCenter: string): object[] {
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
    ...(isUndo(plan) || !applied.ok
      ? []
      : [{ title: 'Enrollment in Intune', url: `${devices}/iosEnrollment` }]),
  ];
}

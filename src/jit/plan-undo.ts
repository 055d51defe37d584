import { digestOfUndo } from './digest.ts';
import { finding } from './finding-codes.ts';
import { bySeverity } from './finding.ts';
import type { Done, Plan, UndoPlan } from './plan.ts';
import type { DeviceFeaturesPolicy, IosApp, Snapshot } from './snapshot.ts';
import { undoAuthenticator } from './undo-authenticator.ts';
import { undoPolicy } from './undo-policy.ts';
import { checkUnsure } from './undo-unsure.ts';

/**
 * The reverse of a change that was carried out, wholly or in part, against the tenant as it is now: the policy first, so
 * that nobody has it without its app at any time; then our Authenticator requirements; then the app, if our change created it.
 * Nothing goes but what still means exactly what we wrote. `policy` and `app` are those of `done`, fresh; undefined: not
 * there, or not visible. For whoever wrote the policy it counts as gone then (`absenceProves`), with a warning; for anybody
 * else nothing is taken back. Where nothing is, and the change or another undo of it stopped half-way (`unfinished`:
 * each as a key that changes when it goes on), the plan only closes that. `isEnded`: the change was
 * given up or taken back meanwhile. The snapshot should be read about the groups of the plan. Pure, as `planSetUp`.
 */
export function planUndo(options: {
  plan: Plan;
  done: Done;
  policy: DeviceFeaturesPolicy | undefined;
  app: IosApp | undefined;
  snapshot: Snapshot;
  absenceProves: boolean;
  unfinished: readonly string[];
  isEnded: boolean;
  changeId: string;
}): UndoPlan {
  const { plan, changeId } = options;
  const ofPolicy = undoPolicy(options);
  const ofApp = ofPolicy.mayStand
    ? { steps: [], findings: [] }
    : undoAuthenticator({ ...options, snapshot: ofPolicy.snapshot });
  const steps = [...ofPolicy.steps, ...ofApp.steps];
  const findings = [...ofPolicy.findings, ...ofApp.findings, ...checkUnsure(plan, options.done)];
  const closes = steps.length === 0 ? options.unfinished : [];
  if (closes.length > 0) findings.unshift(writesNothing);
  else if (steps.length === 0 && !ofPolicy.mayStand) findings.push(nothingLeft);
  return {
    changeId,
    undoes: plan.changeId,
    steps,
    findings: bySeverity(findings),
    digest: digestOfUndo(changeId, plan.changeId, steps, closes),
  };
}

const nothingLeft = finding(
  'undo-nothing-left',
  'Nothing of that change is left that I could take back.',
  'Look at the other findings for what stays and why.',
);
const writesNothing = finding(
  'undo-only-closes',
  'Approving this writes nothing and takes nothing back: it only closes what stopped half-way.',
  'Others may go on then, and what stands in the tenant stays as it is. Until then, whoever approved what stopped can still use Resume.',
);

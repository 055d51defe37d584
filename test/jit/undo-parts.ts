import { assignmentKey, directAssignments, isFromPolicySet } from '../../src/jit/assignments.ts';
import type { Done, Plan, SetUpRequest, Target, UndoPlan } from '../../src/jit/plan.ts';
import { planSetUp } from '../../src/jit/plan-set-up.ts';
import type { DeviceFeaturesPolicy, IosApp, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { policy, snapshot, storeApp, storeSettings } from './tenant-parts.ts';

/** A change carried out against a tenant, and what an undo reads of it afterwards. */
export interface CarriedOut {
  plan: Plan;
  done: Done;
  policy: DeviceFeaturesPolicy | undefined;
  app: IosApp | undefined;
  snapshot: Snapshot;
  /** it is the account that wrote it that looks */
  absenceProves: boolean;
  /** it, or another undo of it, where that stopped half-way */
  unfinished: string[];
  /** it was given up or taken back meanwhile */
  isEnded: boolean;
}

export const policyId = 'cccccccc-0000-4000-8000-00000000000a';
const newAppId = 'aaaaaaaa-0000-4000-8000-00000000000a';

/** An assignment as GET shows what was posted. */
export const shown = ({ settings, target, ...rest }: WireAssignment): WireAssignment => ({
  id: 'object_entry',
  source: 'direct',
  sourceId: 'object',
  intent: 'apply',
  ...rest,
  target: {
    deviceAndAppManagementAssignmentFilterId: null,
    deviceAndAppManagementAssignmentFilterType: 'none',
    ...target,
  },
  ...(settings ? { settings: { ...storeSettings, ...settings } } : {}),
});

/** The plan for `targets`, and the tenant after its first `writes` steps (all, if not said). */
export function carryOut(
  targets: Target[],
  parts: Partial<Snapshot> = {},
  writes = 4,
  request: Partial<SetUpRequest> = {},
): CarriedOut {
  const before = snapshot(parts);
  const plan = planSetUp({
    request: {
      bundleIds: ['com.salesforce.chatter', 'com.box.BoxNet'],
      targets,
      displayName: 'JIT',
      description: 'For all.',
      ...request,
    },
    snapshot: before,
    changeId: 'c1',
  });
  const done: Done = { createdApp: false, assignedApp: false, assignedPolicy: false };
  let made: DeviceFeaturesPolicy | undefined;
  let app = before.apps.find(({ id }) => id === plan.authenticator?.id);
  if (app) done.appId = app.id;
  for (const step of plan.steps.slice(0, writes)) {
    if (step.step === 'create-policy') {
      done.policyId = policyId;
      made = policy({ ...step.body, id: policyId, version: 1 });
    } else if (step.step === 'create-authenticator') {
      done.createdApp = true;
      done.appId = newAppId;
      app = createdApp(step.body);
    } else if (step.step === 'assign-authenticator' && app) {
      done.assignedApp = true;
      app = { ...app, assignments: [...step.after.map(shown), ...app.assignments.filter(isFromPolicySet)] };
    } else if (step.step === 'assign-policy' && made) {
      done.assignedPolicy = true;
      made = { ...made, assignments: step.after.map(shown) };
    }
  }
  return look({
    plan,
    done,
    policy: made,
    app,
    snapshot: before,
    absenceProves: true,
    unfinished: [],
    isEnded: false,
  });
}

/** With what Graph adds to a created store app. */
const createdApp = (body: Record<string, unknown>): IosApp =>
  storeApp({
    ...body,
    id: newAppId,
    createdDateTime: '2026-01-05T08:00:02Z',
    lastModifiedDateTime: '2026-01-05T08:00:02Z',
    '@odata.context': 'https://graph.microsoft.com/beta/$metadata#deviceAppManagement/mobileApps/$entity',
    isAssigned: true,
    uploadState: 1,
    largeIcon: null,
    notes: '',
    dependentAppCount: 0,
    roleScopeTagIds: ['0', '3'],
    minimumSupportedOperatingSystem: { v14_0: false, v15_0: true, v16_0: false },
  });

/** The same with policy and app of the change in the snapshot, as they are read again. */
export function look(change: CarriedOut): CarriedOut {
  const { done, policy: made, app, snapshot: before } = change;
  return {
    ...change,
    snapshot: {
      ...before,
      policies: [...before.policies.filter(({ id }) => id !== done.policyId), ...(made ? [made] : [])],
      apps: [...before.apps.filter(({ id }) => id !== done.appId), ...(app ? [app] : [])],
    },
  };
}

/** The tenant after the undo's steps: a delete takes the object with everything, `/assign` replaces what is direct. */
export function carryOutUndo(undo: UndoPlan, change: CarriedOut): CarriedOut {
  const after = { ...change };
  for (const step of undo.steps) {
    if (step.step === 'delete-policy') after.policy = undefined;
    else if (step.step === 'delete-authenticator') after.app = undefined;
    else if (step.step === 'unassign-policy' && after.policy)
      after.policy = { ...after.policy, assignments: replaced(after.policy.assignments, step.after) };
    else if (step.step === 'unassign-authenticator' && after.app)
      after.app = { ...after.app, assignments: replaced(after.app.assignments, step.after) };
  }
  return look(after);
}

const replaced = (standing: WireAssignment[], posted: WireAssignment[]): WireAssignment[] => [
  ...posted.map(shown),
  ...standing.filter(isFromPolicySet),
];

/** Everything that stands, policy sets too, in a form that can be compared. */
export const meaning = (object: { assignments: WireAssignment[] } | undefined): string[] =>
  object
    ? [
        ...directAssignments(object.assignments).map(assignmentKey),
        ...object.assignments.filter(isFromPolicySet).map((one) => `set ${assignmentKey(one)}`),
      ].sort()
    : [];

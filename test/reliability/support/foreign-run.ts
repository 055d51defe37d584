import { getChange } from '../../../src/change/changes.ts';
import { canonicalJson } from '../../../src/jit/canonical.ts';
import type { AnyPlan, AnyStep } from '../../../src/jit/plan.ts';
import { readStamp } from '../../../src/jit/sso-policy.ts';
import type { Fault } from '../../../src/practice/faults.ts';
import type { GraphRequest } from '../../../src/practice/graph/log.ts';
import type { PracticeTenant, StoredAssignment, StoredObject } from '../../../src/practice/tenant/state.ts';
import { compareForeign, meaningText, standingOf, type Standing } from './foreign.ts';
import type { Furnished, HouseRun, PracticeHouse } from './practice-house.ts';
import { assignmentsOf, type Doing, type SetUp } from './random-tenant.ts';

export interface ForeignCase {
  tenant: Furnished;
  setUp: SetUp;
  /** on the way of the change */
  faults: Fault[];
  /** what others do between the review and Approve, whenever it stopped half-way, and before the undo */
  doings: { beforeApprove: Doing[]; beforeResume: Doing[]; beforeUndo: Doing[] };
}

export interface ForeignRun {
  wrong: string[];
  /** `refused`: it was not approvable, so nothing was written */
  end: 'refused' | 'stopped' | 'undone';
}

const mostClicks = 6;

/** A set-up in a tenant of others, whatever happens to it, and its undo. */
export async function runAmongOthers(
  practice: PracticeHouse,
  { tenant, setUp, faults, doings }: ForeignCase,
): Promise<ForeignRun> {
  const { graph } = practice;
  const run = await practice.begin(tenant);
  const theirs = standingOf(graph.state);
  const wrong: string[] = [];
  const approved = (plan: AnyPlan, sent: GraphRequest[]): void =>
    void wrong.push(...unapproved(plan, sent, theirs));
  try {
    await run.say(setUp.sentence);
    if (run.newest()?.buttons.has('choose-authenticator'))
      await run.click('choose-authenticator', { app: firstVpp(graph.state) });
    if (run.newest()?.buttons.has('choose-intent')) {
      // Somebody gave a target Authenticator otherwise: it is asked about, and nothing of theirs is touched before an answer.
      await run.click('cancel-draft');
      wrong.push(...compareForeign(theirs, graph.state).lost, ...remains(graph.state, theirs, []));
      return { wrong, end: 'refused' };
    }
    const review = run.newest();
    if (!review || !/^Review/.test(review.title)) throw new Error(`no review but: ${run.shown().join('\n')}`);
    for (const doing of doings.beforeApprove) doAsOthers(doing, graph.state, theirs);
    for (const fault of faults) graph.faults.add(fault);
    await goOn(run, practice, {
      stop: () => {
        for (const doing of doings.beforeResume) doAsOthers(doing, graph.state, theirs);
      },
      approved,
    });
    wrong.push(...compare(graph.state, theirs, setUp));
    const card = run.newest()!;
    if (/is set up$/.test(card.title)) wrong.push(...lackOf(graph.state, theirs, setUp));
    const canUndo = card.buttons.has('undo');
    if (card.kind !== 'final') wrong.push(...remains(graph.state, theirs, []));
    if (canUndo) {
      for (const doing of doings.beforeUndo) doAsOthers(doing, graph.state, theirs);
      graph.faults.clear();
      const from = run.shown().length;
      await run.click('undo');
      await goOn(run, practice, { stop: () => undefined, approved });
      wrong.push(
        ...compareForeign(theirs, graph.state).lost,
        ...remains(graph.state, theirs, run.shown().slice(from)),
      );
    }
    if (wrong.length > 0) wrong.push(...run.shown().slice(-4));
    return { wrong, end: canUndo ? 'undone' : card.kind === 'final' ? 'stopped' : 'refused' };
  } finally {
    await run.end();
  }
}

const firstVpp = ({ apps }: PracticeTenant): string => apps.find(({ type }) => type === 'iosVppApp')!.id;

/** Presses Approve and Resume as long as they are offered; `approved` sees the plan and what was sent after each click. */
async function goOn(
  run: HouseRun,
  { graph }: PracticeHouse,
  on: { stop: () => void; approved: (plan: AnyPlan, sent: GraphRequest[]) => void },
): Promise<void> {
  for (let clicks = 0; clicks < mostClicks; clicks += 1) {
    const { buttons } = run.newest()!;
    const verb = ['approve', 'resume'].find((one) => buttons.has(one));
    if (verb === undefined) return;
    if (verb === 'resume') on.stop();
    const { change: id } = buttons.get(verb) as { change: string };
    const { plan } = (await getChange(run.records, id))!.change;
    const begun = graph.log.length;
    await run.click(verb);
    on.approved(plan, graph.log.slice(begun));
  }
}

/** Writes that are no step of this plan, and steps that were carried out twice. */
function unapproved(plan: AnyPlan, sent: readonly GraphRequest[], theirs: Standing): string[] {
  const known = [...theirs.policies, ...theirs.apps].map(({ id }) => id);
  const starred = (id: string): string => (known.includes(id) ? id : '*');
  const allowed = plan.steps.map((step: AnyStep) => canonicalJson(wireOf(step, starred)));
  const writes = sent.filter(({ write }) => write);
  const textOf = ({ method, path, body = {} }: GraphRequest): string => {
    const { assignments, mobileAppAssignments, ...rest } = body as Record<string, Planned[]>;
    const list = assignments ?? mobileAppAssignments;
    const whose = path.replace(/(?<=\/(?:deviceConfigurations|mobileApps)\/)[^/]+/, starred);
    return canonicalJson({ call: `${method} ${whose}`, body: list ? list.map(told) : rest });
  };
  const done = writes.filter(({ carriedOut }) => carriedOut).map(textOf);
  return [
    ...writes
      .map(textOf)
      .filter((text) => !allowed.includes(text))
      .map((text) => `not approved: ${text}`),
    ...done.filter((text, at) => done.indexOf(text) !== at).map((text) => `carried out twice: ${text}`),
  ];
}

interface Planned {
  target: Record<string, unknown>;
  intent?: unknown;
  settings?: unknown;
}
/** What an element of an assign says, whatever form "nothing" has. */
const told = ({ target, intent, settings }: Planned): object => ({
  target,
  ...(intent === undefined || intent === null ? {} : { intent }),
  ...(settings === undefined || settings === null ? {} : { settings }),
});

const policies = '/beta/deviceManagement/deviceConfigurations';
const apps = '/beta/deviceAppManagement/mobileApps';

/** A step as it has to go out; `*` is the id of what a change of ours made. */
function wireOf(step: AnyStep, starred: (id: string) => string): object {
  const idOf = (object: { id: string } | { createdBy: string }): string =>
    'id' in object ? starred(object.id) : '*';
  switch (step.step) {
    case 'create-policy':
      return { call: `POST ${policies}`, body: step.body };
    case 'create-authenticator':
      return { call: `POST ${apps}`, body: step.body };
    case 'assign-policy':
    case 'unassign-policy':
      return { call: `POST ${policies}/${idOf(step.policy)}/assign`, body: step.after.map(told) };
    case 'assign-authenticator':
    case 'unassign-authenticator':
      return { call: `POST ${apps}/${idOf(step.app)}/assign`, body: step.after.map(told) };
    case 'delete-policy':
      return { call: `DELETE ${policies}/${idOf(step.policy)}`, body: {} };
    case 'delete-authenticator':
      return { call: `DELETE ${apps}/${idOf(step.app)}`, body: {} };
  }
}

/** Somebody else writes in Intune; `theirs` learns of it, so that it is looked for afterwards. */
function doAsOthers({ object, does }: Doing, tenant: PracticeTenant, theirs: Standing): void {
  const all = [...theirs.apps.filter(({ type }) => type !== 'managedIOSStoreApp'), ...theirs.policies];
  const known = all[object % all.length]!;
  const now = [...tenant.apps, ...tenant.policies].find(({ id }) => id === known.id);
  if (!now) return;
  if ('removes' in does) {
    const gone = known.assignments.filter((one) => one.source === 'direct')[does.removes];
    if (!gone) return;
    const stays = (one: StoredAssignment): boolean => meaningText(one) !== meaningText(gone);
    known.assignments = known.assignments.filter(stays);
    now.assignments = now.assignments.filter(stays);
    return;
  }
  const { intent, ...policyAssignment } = does.adds;
  const entry = theirs.apps.includes(known) ? { ...policyAssignment, intent } : policyAssignment;
  const added = assignmentsOf(known.id, [...now.assignments, entry]).slice(now.assignments.length);
  now.assignments = [...now.assignments, ...structuredClone(added)];
  known.assignments = [...known.assignments, ...structuredClone(added)];
}

/** What is in the tenant besides that of others. */
function oursIn(
  tenant: PracticeTenant,
  theirs: Standing,
): {
  policies: StoredObject[];
  apps: StoredObject[];
  added: { objectId: string; assignment: StoredAssignment }[];
} {
  const isNew =
    (old: StoredObject[]) =>
    ({ id }: StoredObject): boolean =>
      !old.some((one) => one.id === id);
  return {
    policies: tenant.policies.filter(isNew(theirs.policies)),
    apps: tenant.apps.filter(isNew(theirs.apps)),
    added: compareForeign(theirs, tenant).added,
  };
}

/** What of others is lost, and what of ours is more than was asked for. */
function compare(tenant: PracticeTenant, theirs: Standing, setUp: SetUp): string[] {
  const { policies, apps, added } = oursIn(tenant, theirs);
  const asked = targetsOf(setUp, tenant);
  const isAsked = ({ target }: StoredAssignment): boolean => asked.includes(canonicalJson(bare(target)));
  const onApps = [
    ...added,
    ...apps.flatMap((app) => app.assignments.map((assignment) => ({ objectId: app.id, assignment }))),
  ];
  const strange = [
    ...onApps.filter(
      ({ objectId, assignment }) =>
        !isAsked(assignment) ||
        assignment['intent'] !== 'required' ||
        !tenant.apps.some((app) => app.id === objectId && isAuthenticator(app)),
    ),
    ...policies.flatMap((policy) => policy.assignments.filter((one) => !isAsked(one))),
  ];
  return [
    ...compareForeign(theirs, tenant).lost,
    ...strange.map((one) => `nobody asked for ${canonicalJson(one)}`),
    ...(policies.length > 1 || apps.length > 1 ? [`${policies.length} policies, ${apps.length} apps`] : []),
    ...(new Set(onApps.map(({ objectId }) => objectId)).size > 1 ? ['two apps were assigned'] : []),
    ...policies
      .filter(({ properties }) => !readStamp(String(properties['description'])))
      .map(({ id }) => `the policy ${id} has no stamp`),
  ];
}

/** What a change that is set up should have and has not. */
function lackOf(tenant: PracticeTenant, theirs: Standing, setUp: SetUp): string[] {
  const { policies } = oursIn(tenant, theirs);
  const assigned = policies.flatMap(({ assignments }) =>
    assignments.map(({ target }) => canonicalJson(bare(target))),
  );
  const required = tenant.apps
    .filter(isAuthenticator)
    .flatMap(({ assignments }) =>
      assignments
        .filter(({ intent }) => intent === 'required')
        .map(({ target }) => canonicalJson(bare(target))),
    );
  const asked = targetsOf(setUp, tenant);
  return [
    ...asked.filter((one) => !assigned.includes(one)).map((one) => `the policy is not assigned to ${one}`),
    ...asked
      .filter((one) => !one.includes('exclusion') && !required.includes(one))
      .map((one) => `Authenticator is not required for ${one}`),
  ];
}

/** What of ours is there although it should not, unless a review of an undo said that it stays. */
function remains(tenant: PracticeTenant, theirs: Standing, shown: string[]): string[] {
  const { policies, apps, added } = oursIn(tenant, theirs);
  if (shown.some((text) => text.startsWith('Review') && /\bstays\b/.test(text))) return [];
  return [...policies, ...apps, ...added].map((one) => `left behind: ${canonicalJson(one)}`);
}

const isAuthenticator = ({ type, properties }: StoredObject): boolean =>
  (type === 'iosStoreApp' || type === 'iosVppApp') && properties['displayName'] === 'Microsoft Authenticator';

/** Whom a target names, its filter aside. */
const bare = (target: Record<string, unknown>): object => ({
  type: target['@odata.type'],
  group: target['groupId'] ?? null,
});

/** Targets of the sentence, as `bare` text. */
function targetsOf({ everyone, include, exclude }: SetUp, { groups }: PracticeTenant): string[] {
  const type = (name: string): string => `#microsoft.graph.${name}AssignmentTarget`;
  const group = (kind: string) => (name: string) => ({
    type: type(kind),
    group: groups.find(({ displayName }) => displayName === name)!.id,
  });
  const all = { 'all users': 'allLicensedUsers', 'all devices': 'allDevices' };
  return [
    ...(everyone ? [{ type: type(all[everyone]), group: null }] : []),
    ...include.map(group('group')),
    ...exclude.map(group('exclusionGroup')),
  ].map(canonicalJson);
}

import type { Fault, FaultKind } from '../../../src/practice/faults.ts';
import type { GraphRequest } from '../../../src/practice/graph/log.ts';
import type { StoredAssignment, StoredObject } from '../../../src/practice/tenant/state.ts';
import { canonicalJson } from '../../../src/jit/canonical.ts';
import { readStamp } from '../../../src/jit/sso-policy.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { compareForeign, standingOf, type Standing } from './foreign.ts';
import type { Begun, PracticeHouse } from './practice-house.ts';
import type { SeenCard, StepName } from './read-card.ts';

/** A Graph call of a change: the method, the path, and the how manyth of that kind since the click on Approve. */
export interface CallName {
  method: string;
  /** ids that the run made are `*` */
  path: string;
  /** from 0 */
  nth: number;
  write: boolean;
}
export interface PlannedFault {
  call: CallName;
  kind: FaultKind;
}

export interface FaultRun {
  /** what must never be, and was; empty: everything held */
  wrong: string[];
  /** every call from the click on Approve to the end, in the order in which they arrived */
  calls: CallName[];
  /** faults that no call met */
  unmet: number;
  /** how many clicks it took to come to an end */
  clicks: number;
  end: 'done' | 'done, not read back' | 'stuck';
}

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';
const mostClicks = 6;

/** A conversation up to a review, of a set-up or of its undo, and the tenant in which it stands. */
export interface Reviewed {
  /** what others have */
  theirs: Standing;
  /** what is there */
  tenant: Standing;
  begun: Begun;
}

export async function reviewIn(
  practice: PracticeHouse,
  theirs: Standing,
  { undo }: { undo: boolean },
): Promise<Reviewed> {
  const run = await practice.begin(theirs);
  await run.say(sentence);
  for (const verb of undo ? ['approve', 'undo'] : []) await run.click(verb);
  const reviewed = { theirs, tenant: standingOf(practice.graph.state), begun: run.begun() };
  await run.end();
  return reviewed;
}

/** One change from the click on Approve to its end, with these faults on the way, and what its cards said against the tenant. */
export async function runWithFaults(
  practice: PracticeHouse,
  reviewed: Reviewed,
  faults: readonly PlannedFault[],
): Promise<FaultRun> {
  const { theirs, tenant, begun } = reviewed;
  const { graph } = practice;
  const wrong: string[] = [];
  const run = await practice.begin(tenant, begun, (card) => {
    wrong.push(...liesOf(card, graph.state, reviewed, graph.log));
  });
  try {
    for (const fault of faults) graph.faults.add(toFault(fault));
    let clicks = 0;
    for (let verb: string | undefined = 'approve'; verb !== undefined && clicks < mostClicks; clicks += 1) {
      await run.click(verb);
      const card = run.newest()!;
      if (card.kind === 'progress' || card.kind === 'other') wrong.push(`it ended at: ${card.text}`);
      wrong.push(...harmTo(graph.state, theirs));
      verb = ['resume', 'approve'].find((one) => card.buttons.has(one));
    }
    const unmet = graph.faults.waiting().length;
    const end = endOf(run.newest()!);
    if (end === 'stuck') wrong.push(`after ${clicks} clicks it has not come to an end`);
    if (wrong.length > 0) wrong.push(...run.shown().slice(-8), ...graph.log.map(describeRequest));
    return { wrong, calls: callsOf(graph.log, theirs), unmet, clicks, end };
  } finally {
    await run.end();
  }
}

const toFault = ({ call: { method, path, nth }, kind }: PlannedFault): Fault => ({
  match: { method, path: new RegExp(`^${path.replace(/[$.]/g, '\\$&').replaceAll('*', '[^/]+')}$`) },
  skip: nth,
  kind,
});

export const describeFault = ({ call, kind }: PlannedFault): string =>
  `${call.method} ${call.path} #${call.nth} ${kind}`;

const describeRequest = ({ method, path, status, fault }: GraphRequest): string =>
  `${method} ${path.slice(0, 110)} ${status ?? 'lost'} ${fault ?? ''}`;

function callsOf(log: readonly GraphRequest[], before: Standing): CallName[] {
  const known = new Set([...before.apps, ...before.policies].map(({ id }) => id));
  const seen = new Map<string, number>();
  return log.map(({ method, path: whole, write }) => {
    const path = whole
      .replace(/^\/(v1\.0|beta)|\?.*$/g, '')
      .replace(/(?<=deviceConfigurations\/|mobileApps\/)[^/]+/, (id) => (known.has(id) ? id : '*'));
    const nth = seen.get(`${method} ${path}`) ?? 0;
    seen.set(`${method} ${path}`, nth + 1);
    return { method, path, nth, write };
  });
}

function endOf(card: SeenCard): FaultRun['end'] {
  if (card.kind !== 'final' || card.buttons.has('resume')) return 'stuck';
  return /^JIT registration is (set up|taken back)$/.test(card.title) ? 'done' : 'done, not read back';
}

interface Looked {
  policies: StoredObject[];
  /** for each step, whether the tenant is as it should be after it */
  holds: Record<Exclude<StepName, 'verify'>, boolean>;
  isSetUp: boolean;
  isTakenBack: boolean;
}

export const requiredForSales: StoredAssignment = {
  id: `${groupIds.sales}_1_0`,
  ...{ source: 'direct', sourceId: null },
  intent: 'required',
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groupIds.sales },
};
const isForSales = ({ target }: StoredAssignment): boolean =>
  target['groupId'] === groupIds.sales &&
  target['@odata.type'] === '#microsoft.graph.groupAssignmentTarget' &&
  !target['deviceAndAppManagementAssignmentFilterId'];

/** What of ours is in the tenant, without asking the product: by stamp, and by what is there more than before. */
function lookFor(tenant: Standing, before: Standing): Looked {
  const policies = tenant.policies.filter(({ properties }) => readStamp(properties['description'] as string));
  const newApps = tenant.apps.filter(({ id }) => !before.apps.some((old) => old.id === id));
  const { added } = compareForeign(before, tenant);
  const required = tenant.apps
    .filter(({ properties }) => properties['displayName'] === 'Microsoft Authenticator')
    .flatMap(({ assignments }) => assignments);
  const sets = {
    'create-policy': policies.length > 0,
    'create-authenticator': newApps.length > 0,
    'assign-authenticator': required.some((one) => one['intent'] === 'required' && isForSales(one)),
    'assign-policy': policies.some(({ assignments }) => assignments.some(isForSales)),
  };
  return {
    policies,
    holds: {
      ...sets,
      'delete-policy': !sets['create-policy'],
      'unassign-policy': !sets['assign-policy'],
      'unassign-authenticator':
        added.length === 0 && newApps.every(({ assignments }) => assignments.length === 0),
      'delete-authenticator': !sets['create-authenticator'],
    },
    isSetUp: sets['create-policy'] && sets['assign-authenticator'] && sets['assign-policy'],
    isTakenBack: policies.length === 0 && newApps.length === 0 && added.length === 0,
  };
}

/** What must not be in a tenant at any time. */
function harmTo(tenant: Standing, before: Standing): string[] {
  const { policies } = lookFor(tenant, before);
  const { lost, added } = compareForeign(before, tenant);
  const newApps = tenant.apps.length - before.apps.length;
  return [
    ...lost,
    ...(policies.length > 1 ? [`${policies.length} policies of one change`] : []),
    ...(newApps > 1 ? [`${newApps} new apps`] : []),
    ...(added.length > 1 ? [`${added.length} assignments added`] : []),
  ];
}

/** Sentences and steps of a card that the tenant, or the lost answers, do not bear out. */
function liesOf(
  card: SeenCard,
  tenant: Standing,
  { theirs, tenant: start }: Reviewed,
  log: readonly GraphRequest[],
): string[] {
  const looked = lookFor(tenant, theirs);
  const isUndo = card.steps.some(({ step }) => /^(delete|unassign)/.test(step));
  const isWhole = isUndo ? looked.isTakenBack : looked.isSetUp;
  const claims = {
    'Nothing was written.': () => canonicalJson(standingOf(tenant)) === canonicalJson(start),
    'The policy is not assigned to anybody': () => !looked.holds['assign-policy'],
    'Everything was written': () => isWhole,
    'JIT registration is set up': () => looked.isSetUp,
    'JIT registration is taken back': () => looked.isTakenBack,
  };
  const wrong = Object.entries(claims)
    .filter(([claim, holds]) => card.text.includes(claim) && !holds())
    .map(([claim]) => `the card says "${claim}"`);
  for (const { step, state } of card.steps) {
    const isThere = step === 'verify' ? isWhole : looked.holds[step];
    const isTrue = {
      Done: isThere,
      'Not done': !isThere,
      Waiting: card.kind === 'progress' || step === 'verify' || !isThere,
      Now: card.kind === 'progress',
      Unknown: answerLost(step, log),
    }[state];
    if (isTrue !== true) wrong.push(`the card says ${state} of ${step}`);
  }
  const isSure = !card.steps.some(({ state }) => state === 'Unknown');
  if (card.kind === 'final' && isWhole && isSure && endOf(card) !== 'done')
    wrong.push('everything is as approved, and the card does not say so');
  return wrong;
}

const lostKinds: FaultKind[] = [
  ...(['timeout', 'reset-before', 'reset-after', 'truncated', '500', '500-after'] as const),
  ...(['502', '502-after', '503', '503-after', '504', '504-after'] as const),
];
const ways: Record<Exclude<StepName, 'verify'>, RegExp> = {
  'create-policy': /^POST .*deviceConfigurations$/,
  'create-authenticator': /^POST .*mobileApps$/,
  'assign-authenticator': /mobileApps\/[^/]+\/assign$/,
  'assign-policy': /deviceConfigurations\/[^/]+\/assign$/,
  'delete-policy': /^DELETE .*deviceConfigurations/,
  'unassign-policy': /deviceConfigurations\/[^/]+\/assign$/,
  'unassign-authenticator': /mobileApps\/[^/]+\/assign$/,
  'delete-authenticator': /^DELETE .*mobileApps/,
};

/** Whether the answer to this step's request was lost; of the read back, any read's. */
const answerLost = (step: StepName, log: readonly GraphRequest[]): boolean =>
  log.some(
    ({ method, path, write, fault }) =>
      fault !== undefined &&
      (step === 'verify' ? !write : ways[step].test(`${method} ${path}`) && lostKinds.includes(fault)),
  );

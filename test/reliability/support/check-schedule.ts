import { isDeepStrictEqual } from 'node:util';
import { auditKind, entrySchema } from '../../../src/change/audit-entry.ts';
import type { Change } from '../../../src/change/change.ts';
import { isOver } from '../../../src/change/change.ts';
import type { ApprovalMode } from '../../../src/change/may-press.ts';
import { reviewDigest } from '../../../src/change/review-digest.ts';
import { digestOf, digestOfUndo } from '../../../src/jit/digest.ts';
import { isUndo, type AnyPlan, type AnyStep, type Target } from '../../../src/jit/plan.ts';
import { readStamp } from '../../../src/jit/sso-policy.ts';
import { verifyAudit } from '../../../src/change/verify-audit.ts';
import type { GraphRequest } from '../../../src/practice/graph/log.ts';
import type { Outgoing } from '../../../src/chat/incoming.ts';
import { isSamePerson } from '../../../src/change/may-press.ts';
import type { Person } from '../../../src/sign-in/person.ts';
import { meaningOf } from '../../support/tenant-look.ts';
import { buttonsOf, isOfOpen } from './buttons.ts';
import { checkEndsTold } from './ends-told.ts';
import type { Played } from './play-schedule.ts';
import type { Settled } from './settle.ts';
import type { SharedGraph } from './shared-graph.ts';

/** Whether this person's Approve counts. */
export function entitled(person: Person, { requester }: Change, mode: ApprovalMode): boolean {
  return isSamePerson(person, requester) === (mode === 'self');
}

/** What of a played and settled schedule is not as it has to be; a sentence each. */
export async function checkSchedule(options: {
  played: Played;
  settled: Settled;
  shared: SharedGraph;
  mode: ApprovalMode;
}): Promise<string[]> {
  const { played, settled, shared, mode } = options;
  const { swept, ended, lateAnswers, dropped } = settled;
  const wrong: string[] = [];
  for (const { id, state } of swept)
    if (state === 'checking' || state === 'applying') wrong.push(`${id} stays ${state}`);
  for (const { id, state } of ended) if (!isOver(state)) wrong.push(`${id} ends ${state}`);
  const stale = [...played.run.messages]
    .map(([id, states]) => checkMessage(id, states, ended))
    .filter((found) => found.length > 0);
  // Between a record and its card a process may end: then the buttons of that one card are only good for being refused.
  if (stale.length > dropped) wrong.push(...stale.flat());
  for (const answer of lateAnswers)
    if (answer.got !== 'click' || answer.answer.answer !== 'refused')
      wrong.push(
        `a button of a change that is over is answered with ${JSON.stringify(answer).slice(0, 200)}`,
      );
  wrong.push(...(await checkWrites(played, ended, shared, mode)));
  wrong.push(...(await approvedTwice(played)));
  const stops = dropped + (played.overtaken ? 1 : 0);
  wrong.push(...(await checkEndsTold(played.run.records, ended, stops)));
  wrong.push(...checkAuthenticator(played, ended, shared));
  const { problems } = await verifyAudit(played.run.records);
  wrong.push(...problems.map(({ seq, what }) => `audit: entry ${seq} ${what}`));
  // A worker that was overtaken stumbles over what others wrote, and has to.
  if (!played.overtaken) wrong.push(...new Set(played.complaints));
  return wrong;
}

/** How a card says the end of its change. */
const endings: Partial<Record<Change['state'], RegExp>> = {
  applied: /^(JIT registration is (set up|taken back)|Written, but please look)$/,
  // After Edit the message goes on as a question.
  cancelled: /^(?!Review|Approved|Setting up|Taking|JIT registration is|Stopped)/,
  expired: /^The review is too old/,
  rejected: /^Rejected/,
  undone: /^Taken back/,
};

/** A message is about the change that it showed last; once that is over, it says so and has no button of it. */
function checkMessage(id: string, states: Outgoing[], ended: Change[]): string[] {
  const about = states
    .flatMap((state) => buttonsOf(id, state))
    .findLast(({ data }) => data.change !== undefined)?.data.change;
  const change = ended.find((one) => one.id === about);
  const last = states.at(-1)!;
  if (!change || !isOver(change.state)) return [];
  const live = buttonsOf(id, last).filter(isOfOpen);
  const summary = 'summary' in last ? last.summary : last.text;
  return [
    ...live.map(({ verb }) => `${id} has ${verb} though its change is ${change.state}`),
    ...(live.length > 0 || endings[change.state]?.test(summary)
      ? []
      : [`${id} of a change that is ${change.state} says "${summary}"`]),
  ];
}

interface Written {
  request: GraphRequest;
  change: Change | undefined;
  step: AnyStep | undefined;
}

/** Which change and step a request that changed the tenant was for: by the id in the journal. */
async function writesOf({ run }: Played, ended: Change[], { graph }: SharedGraph): Promise<Written[]> {
  const { records } = await run.records.list('journal', { limit: 1000 });
  const entries = new Map(
    records.map(({ key, value }) => [
      (value as { clientRequestId?: string }).clientRequestId,
      key.split('/'),
    ]),
  );
  return graph.log
    .filter(({ carriedOut }) => carriedOut)
    .map((request) => {
      const [changeId, name] = entries.get(request.clientRequestId) ?? [];
      const change = ended.find(({ id }) => id === changeId);
      return { request, change, step: change?.plan.steps.find(({ step }: AnyStep) => step === name) };
    });
}

async function checkWrites(
  played: Played,
  ended: Change[],
  shared: SharedGraph,
  mode: ApprovalMode,
): Promise<string[]> {
  const wrong: string[] = [];
  const { people, policies, apps } = shared.graph.state;
  const writes = await writesOf(played, ended, shared);
  for (const { request, change, step } of writes) {
    const what = `${request.method} ${request.path}`;
    if (!change || !step) {
      wrong.push(`${what} belongs to no change`);
      continue;
    }
    if (writes.filter((other) => other.step === step).length > 1) wrong.push(`${what} was written twice`);
    const by = people.find(({ id }) => id === request.personId)?.objectId;
    const ofThis = played.clicks.filter(
      ({ who, button }) => button.data.change === change.id && entitled(who, change, mode),
    );
    const approvals = ofThis.filter(
      ({ button }) => button.verb === 'approve' && button.data.digest === reviewDigest(change),
    );
    const goings = [...approvals, ...ofThis.filter(({ button }) => button.verb === 'resume')];
    if (approvals.length === 0 || !goings.some(({ who }) => who.objectId === by))
      wrong.push(`${what} as ${request.personId}, who did not approve this plan or may not`);
    if (!isDeepStrictEqual(bodyOf(request), bodyOfStep(step))) wrong.push(`${what} is not what was approved`);
    if (digest(change.plan) !== change.plan.digest) wrong.push(`${what}: another digest`);
  }
  for (const { id, state, plan } of ended) {
    const made = policies.filter(({ properties }) => readStamp(String(properties['description'])) === id);
    if (made.length > 1) wrong.push(`${made.length} policies of ${id}`);
    const written = writes.filter(({ change }) => change?.id === id);
    // What is to be taken back may be gone already.
    if (state === 'applied' && !isUndo(plan) && written.length !== plan.steps.length)
      wrong.push(`${id} is applied, but ${written.length} of ${plan.steps.length} steps were written`);
    if ((state === 'expired' || state === 'rejected') && written.length > 0)
      wrong.push(`${id} is ${state}, but something was written`);
    const takenBack = writes.some(({ change }) => change && isUndo(change.plan) && change.plan.undoes === id);
    if (state !== 'applied' || takenBack) continue;
    for (const step of plan.steps) {
      if (step.step !== 'assign-policy') continue;
      if (!isDeepStrictEqual(made[0]?.assignments.map(targetOf), step.after.map(targetOf)))
        wrong.push(`the policy of ${id} is assigned to others than was approved`);
    }
  }
  if (apps.length > 1) wrong.push(`${apps.length} Authenticator apps`);
  return wrong;
}

/** A card counts for one approval: however often it is clicked, the next one needs the card that came after it. */
async function approvedTwice({ run, clicks }: Played): Promise<string[]> {
  const { records } = await run.records.list(auditKind, { limit: 1000 });
  const approved = records
    .map(({ value }) => entrySchema.parse(value))
    .filter(({ event }) => event === 'approved')
    .map(({ facts }) => facts['changeId']);
  return [...new Set(approved)].flatMap((id) => {
    const cards = clicks.filter(({ button }) => button.verb === 'approve' && button.data.change === id);
    const shown = new Set(cards.map(({ button }) => button.data.digest)).size;
    const times = approved.filter((one) => one === id).length;
    return times > shown ? [`${String(id)} was approved ${times} times, on ${shown} cards`] : [];
  });
}

const targetOf = ({ target }: { target: object }): unknown =>
  Object.entries(target).filter(([key]) => !key.startsWith('deviceAndAppManagementAssignmentFilter'));
const bodyOf = ({ body }: GraphRequest): unknown => {
  if (body === undefined) return undefined;
  const { assignments, mobileAppAssignments, ...rest } = body as Record<string, unknown>;
  return assignments ?? mobileAppAssignments ?? rest;
};
const bodyOfStep = (step: AnyStep): unknown =>
  'body' in step ? step.body : 'after' in step ? step.after : undefined;
const digest = (plan: AnyPlan): string =>
  isUndo(plan) ? digestOfUndo(plan.changeId, plan.undoes, plan.steps) : digestOf(plan.changeId, plan.steps);

/** Others' assignments stand as they were, and besides them only what changes that were written asked for. */
function checkAuthenticator({ foreign }: Played, ended: Change[], { graph }: SharedGraph): string[] {
  const standing = (graph.state.apps[0]?.assignments ?? []).map(meaningOf);
  const targets = new Set(
    ended.flatMap(({ plan }) => (isUndo(plan) ? [] : plan.request.targets.map(groupIdOf))),
  );
  const theirs = foreign.map(meaningOf);
  const has = (list: object[], one: object): boolean => list.some((other) => isDeepStrictEqual(other, one));
  return [
    ...theirs.filter((one) => !has(standing, one)).map((one) => `lost of others: ${JSON.stringify(one)}`),
    ...standing
      .filter((one) => !has(theirs, one) && !targets.has(groupOf(one)))
      .map((one) => `nobody asked for ${JSON.stringify(one)}`),
  ];
}

const groupOf = (assignment: object): string =>
  String((assignment as { target: { groupId?: string } }).target.groupId);
const groupIdOf = (target: Target): string | false => 'groupId' in target && target.groupId;

import type { Busy, WriteOutcome } from '../graph/tenant.ts';
import type { AnyStep } from '../jit/plan.ts';
import { stampLine } from '../jit/sso-policy.ts';
import { Problem } from '../problems.ts';
import { askIntune, justify } from './await-intune.ts';
import type { Actor } from './change.ts';
import { requestDigestOf, type Journal, type Journaled, type StepEnd } from './journal.ts';
import type { Locks } from './lock.ts';
import { foundId, lookFor, type Found } from './look-for.ts';
import { isSamePerson } from './may-press.ts';
import { prepareStep } from './prepare-step.ts';
import { idOf, whatOf, type StepOptions } from './step-options.ts';

export interface StepOutcome {
  state: 'done' | 'not-done' | 'needs-approval' | 'unknown';
  /** the object that it made or wrote */
  id?: string | undefined;
  requestId?: string | undefined;
  problem?: Problem;
  /** not done because Graph was busy */
  busy?: Busy | undefined;
}

export interface AuditedStep {
  step: AnyStep['step'];
  outcome: StepOutcome['state'];
  requestId?: string | undefined;
  clientRequestId?: string | undefined;
  objectId?: string | undefined;
  /** another account sent it, and this one only found it, or saw that nobody looks for it any more */
  byOther?: boolean;
}

export interface CarryOptions extends StepOptions {
  journal: Journal;
  locks: Locks;
  by: Actor;
  policyName: string;
  /** each outcome of a request, for the audit chain */
  audited: (report: AuditedStep) => Promise<void>;
  newId: () => string;
}

/**
 * Carries out one step at most once: what the journal knows to be done is not done again, what it leaves open is looked for,
 * and only then the request goes out, with its entry on disk before it. An answer that got lost is looked for, for a bounded
 * time; if that does not tell, the outcome stays unknown and nothing is sent again. A create that another account sent is not
 * sent again either, since what it made may be hidden from this one. An assign or a delete that Intune was too busy for is
 * prepared anew before it is sent again.
 */
export async function carryStep(given: CarryOptions, waited: readonly number[] = []): Promise<StepOutcome> {
  const { step, journal } = given;
  const known = await journal.read(step.step);
  if (known.state === 'done') return { state: 'done', id: known.id, requestId: known.requestId };
  const options = { ...given, absenceProves: given.absenceProves || isSender(known, given.by) };
  const settled = await settleOpen(options, known);
  if ('state' in settled) return settled;

  const prepared = await prepareStep(options);
  const isOpen = known.state === 'open' || known.state === 'unknown';
  if ('done' in prepared)
    return isOpen ? foundDone(options, known, prepared.done) : { state: 'done', id: prepared.done };
  if ('problem' in prepared) {
    // Nobody looks for the request that went out before any more, where the change goes back into review.
    if (known.state === 'open') await conclude(options, { outcome: 'unknown' }, known);
    return { state: 'not-done', problem: prepared.problem };
  }
  const clientRequestId = options.newId();
  const { by, policyName, plan } = options;
  const approvalCode = isSameRequest(known, prepared.send) ? settled.approvalCode : undefined;
  const justification = justify({ changeId: plan.changeId, policyName, by: by.name, step: step.step });
  // Nobody looks for the request before this one any more.
  if (known.state === 'open')
    await options.audited({ step: step.step, outcome: 'unknown', ...senderOf(options, known) });
  await options.locks.renew();
  await journal.begin(step.step, { by, body: prepared.send, clientRequestId });
  const sent = await options.tenant.write({
    ...prepared.send,
    clientRequestId,
    ...(approvalCode === undefined ? { justification } : { approvalCode }),
  });
  const outcome = await keep({ ...options, absenceProves: true }, sent, { clientRequestId, approvalCode });
  const wait = 'body' in prepared.send ? undefined : waitBefore(outcome, waited);
  if (wait === undefined) return outcome;
  await options.pause(wait);
  // Looked at anew: others may have written meanwhile.
  return carryStep({ ...options, resumed: true, standing: {} }, [...waited, wait]);
}

const mostSends = 4;
/** within the lease of the locks, which the next write prolongs */
const mostWaitMs = 30_000;

/** How long to wait before a write that did not get through is prepared and sent again; undefined: not again. */
function waitBefore({ busy }: StepOutcome, waited: readonly number[]): number | undefined {
  if (!busy || waited.length + 1 >= mostSends) return undefined;
  const wait = busy.askedMs ?? 1000 * 2 ** waited.length;
  return waited.reduce((sum, one) => sum + one, wait) <= mostWaitMs ? wait : undefined;
}

/** The last request of a step went out as this account, which therefore saw the object that it is about. */
export const isSender = (known: Journaled, by: Actor): boolean =>
  'by' in known && known.by !== undefined && isSamePerson(known.by, by);

/** Why a write whose outcome looking did not tell is not sent again; undefined: it may be, as far as this goes. */
function notAgain({ step, plan, by }: CarryOptions, known: Journaled, found: Found): Problem | undefined {
  const isPolicy = step.step === 'create-policy';
  if (found === 'several') {
    const which = isPolicy ? ` whose description ends in ${stampLine(plan.changeId)}` : '';
    return new Problem('several-alike', { what: whatOf(step), which });
  }
  if (found === 'hidden') return new Problem('gone-or-hidden', { what: whatOf(step) });
  // What the sender made may be hidden from everybody else.
  const isCreate = isPolicy || step.step === 'create-authenticator';
  return found === 'nothing' && isCreate && !isSender(known, by)
    ? new Problem('sent-by-other', { what: whatOf(step) })
    : undefined;
}

/** What an earlier run left open is settled first: by looking, or by asking what became of an approval in Intune. */
async function settleOpen(
  options: CarryOptions,
  known: Journaled,
): Promise<StepOutcome | { approvalCode?: string }> {
  const { step, journal, tenant, plan, resumed } = options;
  const waits = (): StepOutcome => ({
    state: 'needs-approval',
    problem: new Problem('multi-admin-approval', { what: whatOf(step) }),
  });
  const wasRefused = known.state === 'not-done';
  if (known.state === 'needs-approval' || (wasRefused && known.approvalCode !== undefined)) {
    const isOfOther = known.by && !isSamePerson(known.by, options.by);
    // Where nothing was begun, another one who approves asks for an approval of their own.
    if (isOfOther && wasRefused && !resumed) return {};
    if (isOfOther) return { state: 'needs-approval', problem: new Problem('intune-approval-of-other') };
    const asked = await askIntune({
      ...{ tenant, step, changeId: plan.changeId, approvalCode: known.approvalCode },
    });
    if (!asked.go && asked.waits) return waits();
    if (!asked.go) {
      await journal.end(step.step, { outcome: 'not-done' });
      return { state: 'not-done', problem: asked.problem };
    }
    if (asked.approvalCode !== undefined) return { approvalCode: asked.approvalCode };
  } else if (known.state !== 'open' && known.state !== 'unknown') return {};
  const looked = await lookFor(options);
  const problem = notAgain(options, known, looked);
  if (problem) return { state: 'unknown', problem };
  const found = foundId(looked);
  if (found === undefined && !resumed && !wasRefused) return { state: 'unknown' };
  if (found === undefined) {
    // The answer that got lost may have been that another admin has to approve first.
    const asked = await askIntune({ tenant, step, changeId: plan.changeId, approvalCode: undefined });
    if (!asked.go) return asked.waits ? waits() : {};
    return asked.approvalCode === undefined ? {} : { approvalCode: asked.approvalCode };
  }
  return foundDone(options, known, found);
}

/** What was looked for stands: told with the ids of its request, if that is known to be ours. */
async function foundDone(options: CarryOptions, known: Journaled, id: string): Promise<StepOutcome> {
  // An approval that was used though we did not send its code was used by a request of others.
  const isOurs = known.state === 'open' || known.state === 'unknown';
  const requestId = isOurs && 'requestId' in known ? known.requestId : undefined;
  await conclude(options, { outcome: 'done', id, probed: true, requestId }, isOurs ? known : undefined);
  return { state: 'done', id };
}

/** Intune takes the code of an approval only for what was approved. */
const isSameRequest = (known: Journaled, send: unknown): boolean =>
  known.state === 'never' ||
  known.requestDigest === undefined ||
  known.requestDigest === requestDigestOf(send);

/** Puts what Graph answered into audit and journal; an outcome that nobody knows is looked for first. */
async function keep(
  options: CarryOptions,
  sent: WriteOutcome,
  { clientRequestId, approvalCode: used }: { clientRequestId: string; approvalCode: string | undefined },
): Promise<StepOutcome> {
  const { requestId } = sent;
  if (sent.outcome === 'not-done' || sent.outcome === 'needs-approval') {
    // A request that did not get as far as Intune did not use its approval up; one that Intune refused may have no approval.
    const isUnjudged =
      sent.outcome === 'not-done' && (sent.busy !== undefined || sent.problem.code === 'sign-in-needed');
    const approvalCode =
      sent.outcome === 'needs-approval' ? sent.approvalCode : isUnjudged ? used : undefined;
    await conclude(options, { outcome: sent.outcome, requestId, approvalCode }, { clientRequestId });
    const busy = sent.outcome === 'not-done' ? sent.busy : undefined;
    return { state: sent.outcome, problem: sent.problem, requestId, busy };
  }
  const answered = sent.outcome === 'done' ? (sent.id ?? idOf(options)) : undefined;
  const id = answered ?? foundId(await lookFor(options));
  const outcome = id === undefined ? 'unknown' : 'done';
  await conclude(options, { outcome, id, requestId }, { clientRequestId });
  return { state: outcome, id, requestId };
}

/**
 * The audit first, then the journal: what ends the process in between, or keeps the audit from being written, leaves an open
 * entry, which is looked for and told once more. So a write may be told twice, and is never left out.
 */
async function conclude(
  options: CarryOptions,
  end: StepEnd,
  sent: Journaled | { clientRequestId: string } | undefined,
): Promise<void> {
  const { journal, audited } = options;
  const { step } = options.step;
  const { outcome, id, requestId } = end;
  await audited({ step, outcome, objectId: id, requestId, ...(sent ? senderOf(options, sent) : {}) });
  await journal.end(step, end);
}

/** Which request it was, and whether another account sent it. */
function senderOf(
  { by }: CarryOptions,
  sent: Journaled | { clientRequestId: string },
): Pick<AuditedStep, 'clientRequestId' | 'byOther'> {
  const byOther = 'by' in sent && sent.by !== undefined && !isSamePerson(sent.by, by);
  return {
    ...('clientRequestId' in sent ? { clientRequestId: sent.clientRequestId } : {}),
    ...(byOther ? { byOther } : {}),
  };
}

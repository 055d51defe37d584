import { z } from 'zod/v4';
import { isUndo } from '../jit/plan.ts';
import type { Change } from './change.ts';

/**
 * What the audit chain tells: a typed event with facts that hold no personal data, and the person it is about, which is kept
 * beside the chain. Only these fields ever go in: no token, no secret, no body of a request.
 */

const id = z.string().min(1).max(400);
const word = z.string().regex(/^[a-z][a-z -]{0,60}$/);
const about = { changeId: id, tenantId: id };
const personal = z
  .strictObject({
    tenantId: id,
    objectId: id,
    name: z.string().max(512),
    conversationId: z.string().max(1000),
  })
  .optional();
const event = <Name extends string, Facts extends z.ZodRawShape>(name: Name, facts: Facts) =>
  z.strictObject({ event: z.literal(name), facts: z.strictObject({ ...about, ...facts }), personal });

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const auditEventSchema = z.discriminatedUnion('event', [
  /** a review was shown; targets are `all-users`, `all-devices`, `group ID`, `exclude-group ID` */
  event('asked', {
    policyName: z.string().max(512),
    targets: z.array(id),
    digest,
    /** the change that is to be taken back */
    undoes: id.optional(),
  }),
  event('approved', { digest }),
  /** after the click: the code of a problem, or `plan-moved`, and nothing was written */
  event('refused', { code: word }),
  event('rejected', {}),
  event('cancelled', { why: z.enum(['cancel', 'edit', 'give-up']) }),
  event('expired', {}),
  /** a change that stopped half-way goes on */
  event('resumed', {}),
  event('written', {
    step: word,
    outcome: z.enum(['done', 'not-done', 'needs-approval', 'unknown']),
    /** Graph's, for support */
    requestId: id.optional(),
    /** ours, sent with the request */
    clientRequestId: id.optional(),
    /** the policy or app that was written */
    objectId: id.optional(),
  }),
  event('ended', { state: z.string().regex(/^[a-zA-Z][a-zA-Z -]{0,60}$/) }),
  /** another change took it back */
  event('undone', {}),
]);
export type AuditEvent = z.infer<typeof auditEventSchema>;

type Person = Change['requester'];
type About = Pick<Change, 'id' | 'requester' | 'conversationId'>;

/** At most so many characters, none a control character or half a character, which JSON could write in two ways. */
const plain = (text: string, most: number): string =>
  [...text.replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD')].slice(0, most).join('');

const aboutOf = ({ id: changeId, requester }: About): { changeId: string; tenantId: string } => ({
  changeId,
  tenantId: requester.tenantId,
});
const personalOf = (
  { conversationId }: About,
  { tenantId, objectId, name }: Person,
): AuditEvent['personal'] => ({
  ...{ tenantId, objectId, name: plain(name, 256) },
  conversationId: plain(conversationId, 500),
});

/** A review was shown to the one who asked for it. */
export const asked = (change: About & Pick<Change, 'plan' | 'policyName'>): AuditEvent => ({
  event: 'asked',
  facts: {
    ...aboutOf(change),
    policyName: plain(change.policyName, 256),
    targets: isUndo(change.plan)
      ? []
      : change.plan.request.targets.map((target) =>
          'groupId' in target ? `${target.kind} ${target.groupId}` : target.kind,
        ),
    digest: change.plan.digest,
    ...(isUndo(change.plan) ? { undoes: change.plan.undoes } : {}),
  },
  personal: personalOf(change, change.requester),
});

/** `by` selected Approve; where that was none of theirs, or the plan moved, `refused` follows. */
export const approved = (
  change: About & { plan: Pick<Change['plan'], 'digest'> },
  by: Person,
): AuditEvent => ({
  event: 'approved',
  facts: { ...aboutOf(change), digest: change.plan.digest },
  personal: personalOf(change, by),
});

/** What `by` approved was not written: the code of the problem, or `plan-moved`; without `by` where nobody refused it. */
export const refused = (change: About, by: Person | undefined, code: string): AuditEvent => ({
  event: 'refused',
  facts: { ...aboutOf(change), code },
  ...(by ? { personal: personalOf(change, by) } : {}),
});

export const rejected = (change: About, by: Person): AuditEvent => ({
  event: 'rejected',
  facts: aboutOf(change),
  personal: personalOf(change, by),
});

/** Its review ended without a decision (cancelled, taken back for editing), or it stopped half-way and was given up. */
export const cancelled = (change: About, by: Person, why: 'cancel' | 'edit' | 'give-up'): AuditEvent => ({
  event: 'cancelled',
  facts: { ...aboutOf(change), why },
  personal: personalOf(change, by),
});

/** Nobody approved it in time; nobody did it, so there is no person. */
export const expired = (change: About): AuditEvent => ({ event: 'expired', facts: aboutOf(change) });

export const resumed = (change: About, by: Person): AuditEvent => ({
  event: 'resumed',
  facts: aboutOf(change),
  personal: personalOf(change, by),
});

/** `by` took the change back, by another change. */
export const undone = (change: About, by: Person): AuditEvent => ({
  event: 'undone',
  facts: aboutOf(change),
  personal: personalOf(change, by),
});

/** A step of a change was sent to Graph as `by`, with this outcome; without `by` where it is not known as whom. */
export const written = (
  change: About,
  by: Person | undefined,
  report: {
    step: string;
    outcome: 'done' | 'not-done' | 'needs-approval' | 'unknown';
    requestId?: string | undefined;
    clientRequestId?: string | undefined;
    objectId?: string | undefined;
  },
): AuditEvent => {
  const { step, outcome, requestId, clientRequestId, objectId } = report;
  return {
    event: 'written',
    facts: {
      ...{ ...aboutOf(change), step, outcome },
      ...(requestId ? { requestId: plain(requestId, 200) } : {}),
      ...(clientRequestId ? { clientRequestId: plain(clientRequestId, 200) } : {}),
      ...(objectId ? { objectId: plain(objectId, 200) } : {}),
    },
    ...(by ? { personal: personalOf(change, by) } : {}),
  };
};

/** The work at a change stopped in this state; without `by` where nobody did it (a sweep found it dead). */
export const ended = (change: About, by: Person | undefined, state: string): AuditEvent => ({
  event: 'ended',
  facts: { ...aboutOf(change), state },
  ...(by ? { personal: personalOf(change, by) } : {}),
});

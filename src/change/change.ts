import { z } from 'zod/v4';
import { isUndo } from '../jit/plan.ts';
import { planSchema } from './plan-schema.ts';

/**
 * A change over its life, as plain data: a plan that was shown for review, and what became of it. States and transitions
 * are pure; changes.ts keeps them in records.
 */

export const states = [
  'in review',
  'checking',
  'applying',
  'applied',
  'interrupted',
  'waiting for sign-in',
  'waiting for Intune approval',
  'rejected',
  'expired',
  'cancelled',
  'undone',
] as const;
export type ChangeState = (typeof states)[number];

/** From where to where a change may go. A state that leads nowhere is the end. */
export const transitions: Record<ChangeState, readonly ChangeState[]> = {
  'in review': ['checking', 'cancelled', 'rejected', 'expired'],
  // back: refused, moved, or the worker died before it wrote; on: the same plan, an entitled person
  checking: ['in review', 'applying', 'waiting for sign-in'],
  // interrupted: something was written, or may have been; back: nothing was; to itself: it becomes the approval of who resumed it;
  // cancelled, undone: Resume was selected while its undo ended
  applying: [
    'applying',
    'applied',
    'in review',
    'interrupted',
    'waiting for sign-in',
    'waiting for Intune approval',
    'cancelled',
    'undone',
  ],
  interrupted: ['applying', 'cancelled', 'undone'],
  // to checking where the sign-in ended before anything was sent: the tenant is read again then
  'waiting for sign-in': ['applying', 'checking', 'cancelled', 'undone'],
  'waiting for Intune approval': ['applying', 'cancelled', 'undone'],
  applied: ['undone'],
  rejected: [],
  expired: [],
  cancelled: [],
  undone: [],
};

const over: readonly ChangeState[] = ['applied', 'rejected', 'expired', 'cancelled', 'undone'];
/** Nothing more will be written for it, and its objects are free for others. */
export const isOver = (state: ChangeState): boolean => over.includes(state);

/** The states of a change that nobody decided on yet, or that was begun and not finished. */
export const openStates = states.filter((state) => !isOver(state));

/** It was begun and not finished: it can be resumed, and keeps others away from its objects until then. */
export const canResume = (state: ChangeState): boolean =>
  state === 'interrupted' || state === 'waiting for sign-in' || state === 'waiting for Intune approval';

/** Something of it may stand in the tenant, so it can be taken back. An undo is not undone: ask for the thing itself again, or anew for what it left. */
export const canUndo = ({ state, plan }: Pick<Change, 'state' | 'plan'>): boolean =>
  !isUndo(plan) && (state === 'applied' || canResume(state));

/** An undo that stopped half-way: a new undo of the same change takes its place. */
export const isStoppedUndo = ({ state, plan }: Pick<Change, 'state' | 'plan'>): boolean =>
  isUndo(plan) && canResume(state);

const personSchema = z.object({ tenantId: z.string(), objectId: z.string(), name: z.string() });

/** Somebody who asks or approves: tenant and object id decide, the name is for showing. */
export type Actor = z.infer<typeof personSchema>;

const problemSchema = z.object({ code: z.string(), facts: z.record(z.string(), z.string()) });
const described = z.array(
  z.object({ title: z.string(), before: z.array(z.string()), after: z.array(z.string()) }),
);
const placeSchema = z.enum(['personal', 'group', 'channel']);

/** Why a review is shown again, for its card. */
const noteSchema = z.discriminatedUnion('why', [
  z.object({
    ...{ why: z.literal('moved'), before: described, blocking: z.array(z.string()) },
    /** the review before only closed something, too */
    closed: z.boolean().optional(),
  }),
  z.object({ why: z.literal('busy'), by: z.string(), place: placeSchema, working: z.boolean() }),
  z.object({ why: z.literal('problem'), problem: problemSchema }),
  z.object({ why: z.literal('stopped') }),
]);
export type Note = z.infer<typeof noteSchema>;

export const changeSchema = z.object({
  id: z.string(),
  state: z.enum(states),
  plan: planSchema,
  /** how often it came back into review; a record from before that was counted has none */
  round: z.int().min(0).default(0),
  /** of the policy that it is about */
  policyName: z.string(),
  requester: personSchema,
  conversationId: z.string(),
  place: placeSchema,
  /** whose approval it is */
  approver: personSchema.optional(),
  /** the account that saw every object of the plan right before it was written; only to it what is not there is gone */
  seenBy: z.object({ tenantId: z.string(), objectId: z.string() }).optional(),
  /** who ended it without approving (rejected, cancelled), or took it back */
  endedBy: personSchema.optional(),
  /** keys of the notes of moves that the audit tells of (audit-due.ts) */
  moves: z.array(z.string()).optional(),
  /** it was taken back without its policy, which did not show any more to the account that wrote it */
  policyUnseen: z.boolean().optional(),
  /** the review as it was shown, object by object */
  shown: described,
  /** bundle IDs that were left out of the request, with the reason */
  leftOut: z.array(z.object({ id: z.string(), sentence: z.string(), remedy: z.string() })),
  /** group id → name as it was shown, for editing without reading the tenant again */
  groupNames: z.record(z.string(), z.string()),
  note: noteSchema.optional(),
  /** how the last run ended, beside what the journal tells of its steps */
  outcome: z
    .object({ problem: problemSchema.optional(), differences: z.array(z.string()), verified: z.boolean() })
    .optional(),
  createdAt: z.string(),
  /** when it came into its state */
  movedAt: z.string(),
  /** a review counts until then */
  expiresAt: z.string(),
});
export type Change = z.infer<typeof changeSchema>;

import { asked } from '../../change/audit.ts';
import { insertChange } from '../../change/changes.ts';
import type { Change } from '../../change/change.ts';
import { describePlan } from '../../jit/describe-plan.ts';
import { defaultDescription, defaultName } from '../../jit/names.ts';
import type { SetUpRequest } from '../../jit/plan.ts';
import { planSetUp } from '../../jit/plan-set-up.ts';
import type { EnrolledSnapshot } from '../../jit/enrollment-snapshot.ts';
import { reviewCard } from '../cards/review-card.ts';
import { targetsOf, type Draft, type StoredDraft } from '../drafts.ts';
import type { Turn } from './context.ts';
import { addCopy } from '../card-copies.ts';
import { presentDraft } from './present.ts';
import { reviewTimes } from '../../change/review-times.ts';

/** Makes the plan of a complete draft, keeps it as a change in review, and shows it on one card. */
export async function showReview(turn: Turn, stored: StoredDraft, snapshot: EnrolledSnapshot): Promise<void> {
  const { house, who, where } = turn;
  const { draft } = stored;
  const groupNames = Object.fromEntries(
    [...draft.include, ...draft.exclude].map(({ id, displayName }) => [id, displayName]),
  );
  const request = requestOf(draft, snapshot, groupNames);
  const changeId = house.newId();
  const plan = planSetUp({ request, snapshot, changeId });
  const change: Change = {
    id: changeId,
    state: 'in review',
    plan,
    round: 0,
    shown: describePlan(plan, snapshot),
    policyName: request.displayName,
    requester: who,
    conversationId: where.conversationId,
    place: where.place,
    leftOut: draft.refused,
    groupNames,
    ...reviewTimes(house.now()),
  };
  const version = await insertChange(house.records, change);
  await house.audit.append(asked(change));
  draft.question = 'review';
  draft.changeId = changeId;
  draft.refused = [];
  const shown = await presentDraft(turn, stored, reviewCard(change, house.approval));
  if (shown && draft.cardId !== undefined)
    await addCopy(house.records, changeId, where, draft.cardId, version);
}

/** The complete request of a draft; name and description get their defaults here, so that they are part of the plan. */
function requestOf(draft: Draft, snapshot: EnrolledSnapshot, groupNames: Change['groupNames']): SetUpRequest {
  const targets = targetsOf(draft);
  const bundleIds = draft.bundleIds ?? [];
  const taken = [
    ...snapshot.policies.map(({ displayName }) => displayName),
    ...(snapshot.catalogPolicies.read ? snapshot.catalogPolicies.value.map(({ name }) => name) : []),
  ];
  const displayName = draft.displayName ?? defaultName({ targets, groupNames, taken });
  const description = draft.description ?? defaultDescription({ bundleIds });
  Object.assign(draft, { displayName, description });
  return {
    bundleIds,
    targets,
    displayName,
    description,
    ...(draft.authenticatorAppId === undefined ? {} : { authenticatorAppId: draft.authenticatorAppId }),
    ...(draft.changeIntent === undefined ? {} : { changeIntent: draft.changeIntent }),
    ...(draft.keepIntent === undefined ? {} : { keepIntent: draft.keepIntent }),
    ...(draft.besideIntent === undefined ? {} : { besideIntent: draft.besideIntent }),
  };
}

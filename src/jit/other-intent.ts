import { assignmentKey, isFromPolicySet, missingFrom, whom } from './assignments.ts';
import type { SetUpRequest, Target } from './plan.ts';
import type { IosApp, WireAssignment } from './snapshot.ts';
import { fromWireTarget, targetKey } from './targets.ts';

/** An included target that has the app already, but not as required. A target has one intent of an app. */
export interface OtherIntent {
  target: Target;
  assignment: WireAssignment;
  /** as a sentence names it */
  intent: string;
  /** false: a policy set brings it, and only that can change it */
  canChange: boolean;
}

export type IntentAnswers = Pick<SetUpRequest, 'changeIntent' | 'keepIntent' | 'besideIntent'>;

/** The same on another object than the one that is going to be assigned: never changed, only asked about. */
export interface IntentElsewhere extends OtherIntent {
  app: IosApp;
}

/**
 * What further Authenticator objects have as available or uninstall for targets that `app` would newly be required for.
 * Where it is required already, or stays what it is there, nothing new comes of it.
 */
export function intentsElsewhere(options: {
  app: IosApp;
  others: readonly IosApp[];
  targets: readonly Target[];
  answers: IntentAnswers;
}): IntentElsewhere[] {
  const { app, others, targets, answers } = options;
  const fresh = targets.filter((target) => {
    const own = otherIntents(app, [target]);
    return own.length === 0
      ? assignmentsFor(app, target).length === 0
      : own.every((one) => answerFor(one, answers) === 'required');
  });
  return others.flatMap((other) => otherIntents(other, fresh).map((found) => ({ ...found, app: other })));
}

/** Whether the person said that the app is to be required although another object has the target otherwise. */
export const isBeside = ({ target, intent }: OtherIntent, { besideIntent = [] }: IntentAnswers): boolean =>
  intent !== 'uninstall' && besideIntent.includes(targetKey(target));

export function otherIntents(app: IosApp, targets: readonly Target[]): OtherIntent[] {
  return targets
    .filter(({ kind }) => kind !== 'exclude-group')
    .flatMap((target) =>
      assignmentsFor(app, target)
        .filter(({ intent }) => intent !== 'required')
        .map((assignment) => ({
          target,
          assignment,
          intent: intentName(assignment.intent),
          canChange: !isFromPolicySet(assignment),
        })),
    );
}

/** What the person said shall become of it; undefined: nothing yet, or what cannot be done. */
export function answerFor(
  { target, canChange }: Pick<OtherIntent, 'target' | 'canChange'>,
  { changeIntent = [], keepIntent = [] }: IntentAnswers,
): 'required' | 'keep' | undefined {
  const key = targetKey(target);
  if (canChange && changeIntent.includes(key)) return 'required';
  return keepIntent.includes(key) ? 'keep' : undefined;
}

/** Entries of one target that `after` holds with another meaning than `before`. */
export function changedEntries(
  before: readonly WireAssignment[],
  after: readonly WireAssignment[],
): { from: WireAssignment; to: WireAssignment }[] {
  const fresh = missingFrom(after, before);
  return missingFrom(before, after).flatMap((from) => {
    const to = fresh.find((one) => whom(one) === whom(from));
    return to ? [{ from, to }] : [];
  });
}

/** `all` without those that mean the same as one of `some`. */
export function withoutEntries(
  all: readonly WireAssignment[],
  some: readonly WireAssignment[],
): WireAssignment[] {
  const keys = new Set(some.map(assignmentKey));
  return all.filter((one) => !keys.has(assignmentKey(one)));
}

export const assignmentsFor = (app: IosApp, target: Target): WireAssignment[] =>
  app.assignments.filter((assignment) => {
    const known = fromWireTarget(assignment.target);
    return known && targetKey(known) === targetKey(target);
  });

export const intentName = (intent: string | null | undefined): string =>
  intent === 'availableWithoutEnrollment' ? 'available without enrollment' : (intent ?? 'unknown');

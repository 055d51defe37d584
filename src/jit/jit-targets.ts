import type { Target } from './plan.ts';
import { policyWays } from './policy-reach.ts';
import type { PolicyClass } from './recognised.ts';
import { targetKey } from './targets.ts';
import type { View } from './view.ts';
import { subjectOf, type Way } from './ways.ts';

/** Policies for just-in-time registration, working or not. */
export const jitClasses: PolicyClass[] = ['jit', 'broken'];

const jitPolicies = ({ policies }: View): View['policies'] =>
  policies.filter(({ policy }) => jitClasses.includes(policy.class));

/** The ways in which such policies come to a target, those left out that an exclusion takes away for sure. */
export const jitWays = (target: Target, view: View): Way[] =>
  jitPolicies(view).flatMap(({ assigned }) =>
    policyWays(subjectOf(target, view), assigned, view).filter(({ exclusion }) => !exclusion?.sure),
  );

/** Whom such policies are for, each target once; whom they exclude is left out, also where they name it. */
export function jitTargets(view: View): Target[] {
  const targets = jitPolicies(view).flatMap(({ assigned }) =>
    assigned.includes.flatMap(({ target }) => target ?? []),
  );
  const each = [...new Map(targets.map((target) => [targetKey(target), target])).values()];
  return each.filter((target) => jitWays(target, view).length > 0);
}

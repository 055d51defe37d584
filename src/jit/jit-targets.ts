import type { Target } from './plan.ts';
import { policyWays } from './policy-reach.ts';
import { recognisePolicies } from './recognise-policies.ts';
import type { PolicyClass } from './recognised.ts';
import type { Snapshot } from './snapshot.ts';
import { fromWireTarget, targetKey } from './targets.ts';
import type { View } from './view.ts';
import { subjectOf, type Way } from './ways.ts';

/** Policies for just-in-time registration, working or not. */
export const jitClasses: PolicyClass[] = ['jit', 'broken'];

/** The ways in which such policies come to a target, those left out that an exclusion takes away for sure. */
export const jitWays = (target: Target, view: View): Way[] =>
  view.policies.flatMap(({ policy, assigned }) =>
    jitClasses.includes(policy.class)
      ? policyWays(subjectOf(target, view), assigned, view).filter(({ exclusion }) => !exclusion?.sure)
      : [],
  );

/** Whom policies for just-in-time registration are for, broken ones too, each target once; exclusions are left out. */
export function jitTargets(snapshot: Snapshot): Target[] {
  const policies = recognisePolicies(snapshot).filter((policy) => jitClasses.includes(policy.class));
  const targets = policies.flatMap(({ assignments }) =>
    assignments.flatMap(({ target, intent }) => {
      const known = intent === 'remove' ? undefined : fromWireTarget(target);
      return known && known.kind !== 'exclude-group' ? [known] : [];
    }),
  );
  return [...new Map(targets.map((target) => [targetKey(target), target])).values()];
}

import { colliding } from './jit-verdict.ts';
import type { Line, LineCode } from './line.ts';
import { policyNames, policyPhrase, wayPhrase } from './phrases.ts';
import type { PolicyReach } from './policy-reach.ts';
import { repairOf } from './remedy.ts';

const codes: Record<PolicyReach['reach'], LineCode> = {
  yes: 'policy-reaches',
  may: 'policy-may-reach',
  excluded: 'policy-excluded',
  no: 'policy-not-assigned',
};

/** One policy and how it meets somebody, each way of it. */
export function reachLine({ policy, reach, ways }: PolicyReach, name: string): Line {
  const what = policyPhrase(policy);
  if (reach === 'no') {
    const remedy =
      policy.class === 'jit'
        ? `Assign "${policy.name}" to a group that ${name} is in, or to ${name}.`
        : undefined;
    return withRemedy(codes.no, `${what}, and is not assigned to ${name}.`, remedy);
  }
  const how = ways.map((way) => wayPhrase(way, name)).join('; also ');
  const excluded = ways.find(({ exclusion }) => exclusion?.sure)?.exclusion;
  const remedy =
    reach === 'excluded' && excluded && ['jit', 'check-by-hand'].includes(policy.class)
      ? `Take the exclusion of ${excluded.name} off "${policy.name}", if ${name} shall have it.`
      : reach === 'excluded'
        ? undefined
        : repairOf(policy);
  return withRemedy(codes[reach], `${what}: ${how}.`, remedy);
}

/** The collision of several policies, said once; undefined where at most one comes. */
export function conflictLine(reaches: readonly PolicyReach[], name: string): Line | undefined {
  const all = colliding(reaches);
  const sure = all.filter(({ reach }) => reach === 'yes');
  if (sure.length > 1) {
    return {
      code: 'policies-conflict',
      sentence: `${name} gets ${sure.length} SSO extension policies (${policyNames(sure)}), and a device takes only one.`,
      remedy: `Keep one of them for ${name}, and exclude ${name} from the others.`,
    };
  }
  if (all.length < 2) return undefined;
  return {
    code: 'policies-may-conflict',
    sentence: `${name} may get ${all.length} SSO extension policies on one device (${policyNames(all)}), and a device takes only one.`,
    remedy: 'Make sure by filters or exclusions that no device gets two of them.',
  };
}

export const withRemedy = (code: LineCode, sentence: string, remedy: string | undefined): Line =>
  remedy === undefined ? { code, sentence } : { code, sentence, remedy };

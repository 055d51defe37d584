import { colliding } from './jit-verdict.ts';
import type { Line, LineCode } from './line.ts';
import { few, policyNames, policyPhrase, wayPhrase } from './phrases.ts';
import type { PolicyReach } from './policy-reach.ts';
import { repairOf } from './remedy.ts';

const codes: Record<PolicyReach['reach'], LineCode> = {
  yes: 'policy-reaches',
  may: 'policy-may-reach',
  excluded: 'policy-excluded',
  no: 'policy-not-assigned',
};

/** One policy and how it meets somebody, each way of it. */
export function reachLine({ policy, reach, ways, assignedTo }: PolicyReach, name: string): Line {
  const what = policyPhrase(policy);
  if (reach === 'no') {
    const others = assignedTo.length === 0 ? 'to nobody' : `to ${few(assignedTo)}, not to ${name}`;
    return { code: codes.no, sentence: `${what}; it is assigned ${others}.` };
  }
  const how = ways.map((way) => wayPhrase(way, name)).join('; also ');
  const forDevices =
    !['jit', 'check-by-hand'].includes(policy.class) && ways.every((way) => way.how === 'device-group');
  return withRemedy(
    forDevices ? 'policy-for-devices' : codes[reach],
    `${what}: ${how}.`,
    remedyFor(policy, reach, ways, name),
  );
}

/**
 * The policies that miss somebody. Where nothing comes for sure (`offer`) that would collide, those for just-in-time registration are offered
 * as the remedy, once for all of them, since two of them would collide with each other.
 */
export function missedLines(
  reaches: readonly PolicyReach[],
  name: string,
  { offer }: { offer: boolean },
): Line[] {
  const missed = reaches.filter(({ reach }) => reach === 'no');
  const lines = missed.map((one) => reachLine(one, name));
  const fitting = missed.filter(({ policy }) => policy.class === 'jit');
  if (!offer || fitting.length === 0 || colliding(reaches).length > 0) return lines;
  const last = missed.lastIndexOf(fitting.at(-1)!);
  const names = few(fitting.map(({ policy }) => `"${policy.name}"`));
  const to = fitting.length === 1 ? names : `one of these, and only one: ${names}`;
  return lines.map((line, at) =>
    at === last
      ? { ...line, remedy: `Add a group that ${name} is in to ${to}; a second policy would collide with it.` }
      : line,
  );
}

function remedyFor(
  policy: PolicyReach['policy'],
  reach: PolicyReach['reach'],
  ways: PolicyReach['ways'],
  name: string,
): string | undefined {
  if (reach !== 'excluded') return repairOf(policy);
  const excluded = ways.find(({ exclusion }) => exclusion?.sure)?.exclusion;
  return excluded && (policy.class === 'jit' || policy.class === 'check-by-hand')
    ? `Take the exclusion of ${excluded.name} off "${policy.name}", if ${name} should have it.`
    : undefined;
}

/**
 * The collision of several policies, said once; undefined where at most one comes. What to do about one that is sure is the remedy of
 * the verdict.
 */
export function conflictLine(
  reaches: readonly PolicyReach[],
  name: string,
  gets: 'get' | 'gets' = 'gets',
): Line | undefined {
  const all = colliding(reaches);
  const sure = all.filter(({ reach }) => reach === 'yes');
  if (sure.length > 1) {
    const perhaps = all.filter(({ reach }) => reach !== 'yes');
    const besides = perhaps.length === 0 ? '' : `; ${name} may get ${policyNames(perhaps)} besides`;
    return {
      code: 'policies-conflict',
      sentence: `${name} ${gets} ${sure.length} SSO extension policies (${policyNames(sure)}), and a device takes only one${besides}.`,
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

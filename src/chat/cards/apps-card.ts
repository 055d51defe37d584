import type { AppRule, AppUse, JitApp, JitApps, JitAppsPolicy } from '../../jit/apps-with-jit.ts';
import { few } from '../../jit/phrases.ts';
import type { PolicyClass } from '../../jit/recognised.ts';
import type { Outgoing } from '../incoming.ts';
import { answerCard, type AnswerRow } from './answer-card.ts';

/** `which apps use JIT`: every app that is listed, by name, what lets in others by a rule, then which policies count and why. */
export function appsCard(
  { apps, rules, policies, byThemselves, notRead }: JitApps,
  { page, visibleTo }: { page: number; visibleTo: string },
): Outgoing {
  const isOpen = notRead.length > 0 || policies.some(({ counts }) => counts === 'may');
  const sentence = countApps(apps, isOpen ? ', as far as I could read' : '');
  return answerCard(
    {
      summary: sentence,
      title: 'Apps that use JIT registration',
      lead: { tone: 'default', sentence, more: byThemselves },
      rows: [...apps.map(appRow), ...ruleRows(rules), ...policyRows(policies)],
      ...{ notRead, visibleTo },
    },
    { page, verb: 'page', data: { command: 'apps' } },
  );
}

function countApps(apps: readonly JitApp[], asFar: string): string {
  const used = apps.filter(({ uses }) => uses.some(({ counts }) => counts)).length;
  const others = apps.length - used;
  const listed = (count: number): string => `${count} ${count === 1 ? 'app is' : 'apps are'} listed`;
  if (apps.length === 0) return `No policy lists an app${asFar}.`;
  const more = others === 0 ? '' : ` ${listed(others)} only in policies that do not count${asFar}.`;
  return used === 0
    ? more.trim()
    : `${listed(used)} in policies that bring JIT registration${more === '' ? asFar : ''}.${more}`;
}

/** A row for each policy, with its rules. */
function ruleRows(rules: readonly AppRule[]): AnswerRow[] {
  const byPolicy = new Map<string, AppRule[]>();
  for (const rule of rules) byPolicy.set(rule.policy.id, [...(byPolicy.get(rule.policy.id) ?? []), rule]);
  return [...byPolicy.values()].flatMap((ofPolicy): AnswerRow[] => {
    const [first] = ofPolicy;
    if (!first) return [];
    const { policy, targets, counts } = first;
    return [
      {
        name: policy.name,
        badge: counts ? { word: 'By rule', tone: 'default' } : whyNot(policy.class),
        lines: [
          ...ofPolicy.map(({ sentence }) => ({ text: sentence })),
          { text: `Assigned to ${listed(targets)}.` },
        ],
      },
    ];
  });
}

const whyNot = (kind: PolicyClass): NonNullable<AnswerRow['badge']> =>
  kind === 'broken' ? { word: 'Broken', tone: 'attention' } : { word: 'Nobody', tone: 'default' };

function appRow({ bundleId, name, uses }: JitApp): AnswerRow {
  const broken = uses.every(({ policy }) => policy.class === 'broken');
  return {
    name: name ?? bundleId,
    badge: uses.some(({ counts }) => counts)
      ? { word: 'In use', tone: 'good' }
      : whyNot(broken ? 'broken' : 'jit'),
    lines: [
      ...(name === undefined ? [] : [{ text: bundleId }]),
      ...uses.map((use) => ({ text: useLine(use) })),
    ],
  };
}

function useLine({ policy, list, targets }: AppUse): string {
  const where = list === 'bundle IDs' ? '' : ` (${list})`;
  const broken = policy.class === 'broken' ? ', which is broken' : '';
  return `"${policy.name}"${where}${broken}: assigned to ${listed(targets)}.`;
}

const policyRows = (policies: readonly JitAppsPolicy[]): AnswerRow[] =>
  Object.entries(titles).flatMap(([which, name]): AnswerRow[] => {
    const lines = policies
      .filter(({ counts }) => counts === which)
      .map(({ sentence }) => ({ text: sentence }));
    return lines.length === 0 ? [] : [{ name, lines }];
  });

const titles: Record<JitAppsPolicy['counts'], string> = {
  yes: 'Policies that count',
  may: 'Policies that may count',
  no: 'Policies that do not count',
};

const listed = (targets: readonly string[]): string => (targets.length === 0 ? 'nobody' : few(targets));

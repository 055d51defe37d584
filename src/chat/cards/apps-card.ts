import type { AppRule, AppUse, JitApp, JitApps } from '../../jit/apps-with-jit.ts';
import { few } from '../../jit/phrases.ts';
import type { Outgoing } from '../incoming.ts';
import { answerCard, type AnswerRow } from './answer-card.ts';

/** `which apps use JIT`: every app that is listed, by name, then what lets in others by a rule. */
export function appsCard(
  { apps, rules, byThemselves, notRead }: JitApps,
  { page, visibleTo }: { page: number; visibleTo: string },
): Outgoing {
  const asFar = notRead.length > 0 ? ', as far as I could read' : '';
  const sentence =
    apps.length === 0
      ? `No policy lists an app${asFar}.`
      : `${apps.length} ${apps.length === 1 ? 'app is' : 'apps are'} listed in policies for JIT registration${asFar}.`;
  return answerCard(
    {
      summary: sentence,
      title: 'Apps that use JIT registration',
      lead: { tone: 'default', sentence, more: byThemselves },
      rows: [...apps.map(appRow), ...ruleRows(rules)],
      ...{ notRead, visibleTo },
    },
    { page, verb: 'page', data: { command: 'apps' } },
  );
}

/** A row for each policy, with its rules. */
function ruleRows(rules: AppRule[]): AnswerRow[] {
  const byPolicy = new Map<string, AppRule[]>();
  for (const rule of rules) byPolicy.set(rule.policy.id, [...(byPolicy.get(rule.policy.id) ?? []), rule]);
  return [...byPolicy.values()].flatMap((ofPolicy): AnswerRow[] => {
    const [first] = ofPolicy;
    if (!first) return [];
    const { policy, targets } = first;
    return [
      {
        name: policy.name,
        badge: {
          word: policy.class === 'broken' ? 'Broken' : 'By rule',
          tone: policy.class === 'broken' ? 'attention' : 'default',
        },
        lines: [
          ...ofPolicy.map(({ sentence }) => ({ text: sentence })),
          { text: `Assigned to ${listed(targets)}.` },
        ],
      },
    ];
  });
}

function appRow({ bundleId, name, uses }: JitApp): AnswerRow {
  const works = uses.some(({ policy, targets }) => policy.class === 'jit' && targets.length > 0);
  const broken = uses.every(({ policy }) => policy.class === 'broken');
  return {
    name: name ?? bundleId,
    badge: works
      ? { word: 'In use', tone: 'good' }
      : broken
        ? { word: 'Broken', tone: 'attention' }
        : { word: 'Nobody', tone: 'default' },
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

const listed = (targets: string[]): string => (targets.length === 0 ? 'nobody' : few(targets));

import type { AppRule, AppUse, JitApp, JitApps } from '../../jit/apps-with-jit.ts';
import { few } from '../../jit/phrases.ts';
import type { Outgoing } from '../incoming.ts';
import { answerCard, type AnswerRow } from './answer-card.ts';

/** `which apps use JIT`: what lets in apps by a rule first, then every app that is listed, by name. */
export function appsCard(
  { apps, rules, byThemselves, notRead }: JitApps,
  { page, visibleTo }: { page: number; visibleTo: string },
): Outgoing {
  const sentence =
    apps.length === 0
      ? 'No policy lists an app.'
      : `${apps.length} ${apps.length === 1 ? 'app is' : 'apps are'} listed in policies for JIT registration.`;
  return answerCard(
    {
      summary: sentence,
      title: 'Apps that use JIT registration',
      lead: { tone: 'default', sentence, remedy: byThemselves },
      rows: [...rules.map(ruleRow), ...apps.map(appRow)],
      ...{ notRead, visibleTo },
    },
    { page, verb: 'page', data: { command: 'apps' } },
  );
}

const ruleRow = ({ policy, sentence, targets }: AppRule): AnswerRow => ({
  name: policy.name,
  badge: { word: 'Rule', tone: 'default' },
  lines: [{ text: sentence }, { text: `Assigned to ${targets.length === 0 ? 'nobody' : few(targets)}.` }],
});

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
  return `"${policy.name}"${where}${broken}: assigned to ${targets.length === 0 ? 'nobody' : few(targets)}.`;
}

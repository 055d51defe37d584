import type { Need } from '../../sign-in/person.ts';
import type { Command } from '../commands.ts';
import { getDraft } from '../drafts.ts';
import { answerHasJit } from './answer-has-jit.ts';
import { answerQuestion } from './answer-question.ts';
import { answerWhy } from './answer-why.ts';
import type { Turn } from './context.ts';
import { isAlone, needsCompany } from './needs-company.ts';
import { offerFile } from './offer-file.ts';
import { setUp } from './set-up.ts';
import { showApps } from './show-apps.ts';
import { showCheck } from './show-check.ts';
import { showEveryone } from './show-everyone.ts';
import { showGroup } from './show-group.ts';
import { showHistory } from './show-history.ts';
import { showPending } from './show-pending.ts';
import { showPerson } from './show-person.ts';
import { showReadiness } from './show-readiness.ts';
import { showStatus } from './show-status.ts';
import { undoLast } from './start-undo.ts';

/** The commands that need the tenant, and so may have waited for a sign-in, with the rights that each asks for. */
const needs = {
  'set-up': 'read',
  undo: 'read',
  answer: 'read',
  status: 'read',
  apps: 'read',
  check: 'read',
  readiness: 'read',
  export: 'read',
  'has-jit': 'read',
  'about-group': 'read',
  'about-everyone': 'read',
  history: 'read',
  pending: 'read',
  why: 'people',
  'about-person': 'people',
} as const satisfies Partial<Record<Command['command'], Need>>;

export type TenantCommand = Extract<Command, { command: keyof typeof needs }>;

export const needsTenant = (command: Command): command is TenantCommand =>
  Object.hasOwn(needs, command.command);

export const needOf = ({ command }: TenantCommand): Need => needs[command];

export async function runCommand(turn: Turn, command: TenantCommand): Promise<void> {
  const changes = command.command === 'set-up' || command.command === 'undo';
  if (changes && isAlone(turn.house, turn.where)) {
    await turn.chat.send({ text: needsCompany });
    return;
  }
  switch (command.command) {
    case 'set-up':
      return setUp(turn, command);
    case 'undo':
      return undoLast(turn);
    case 'status':
      return showStatus(turn, command.page);
    case 'apps':
      return showApps(turn, command.page);
    case 'check':
      return showCheck(turn, command.page);
    case 'has-jit':
      return answerHasJit(turn, command.name);
    case 'why':
      return answerWhy(turn, command.name);
    case 'about-group':
      return showGroup(turn, command);
    case 'about-everyone':
      return showEveryone(turn, command);
    case 'about-person':
      return showPerson(turn, command);
    case 'readiness':
      return showReadiness(turn);
    case 'history':
      return showHistory(turn);
    case 'pending':
      return showPending(turn);
    case 'export':
      return offerFile(turn, command);
    case 'answer': {
      const stored = await getDraft(turn.house.records, turn.who, turn.where);
      if (stored) return answerQuestion(turn, stored, command.text);
      await turn.chat.send({ text: notUnderstood });
    }
  }
}

export const notUnderstood =
  'I did not understand that. Say "set up JIT", "which groups have JIT", or "help".';

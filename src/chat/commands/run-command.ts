import type { Command } from '../commands.ts';
import { getDraft } from '../drafts.ts';
import { answerQuestion } from './answer-question.ts';
import type { Turn } from './context.ts';
import { isAlone, needsCompany } from './needs-company.ts';
import { offerFile } from './offer-file.ts';
import { setUp } from './set-up.ts';
import { showReadiness } from './show-readiness.ts';
import { showStatus } from './show-status.ts';
import { undoLast } from './start-undo.ts';

/** The commands that need the tenant, and so may have waited for a sign-in. */
export type TenantCommand = Extract<
  Command,
  { command: 'set-up' | 'status' | 'readiness' | 'export' | 'undo' | 'answer' }
>;

export const needsTenant = (command: Command): command is TenantCommand =>
  ['set-up', 'status', 'readiness', 'export', 'undo', 'answer'].includes(command.command);

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
      return showStatus(turn);
    case 'readiness':
      return showReadiness(turn);
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

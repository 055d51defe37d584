import type { Command } from '../commands.ts';
import { getDraft } from '../drafts.ts';
import { answerQuestion } from './answer-question.ts';
import type { Turn } from './context.ts';
import { setUp } from './set-up.ts';
import { showStatus } from './show-status.ts';

/** The commands that need the tenant, and so may have waited for a sign-in. */
export type TenantCommand = Extract<Command, { command: 'set-up' | 'status' | 'answer' }>;

export const needsTenant = (command: Command): command is TenantCommand =>
  command.command === 'set-up' || command.command === 'status' || command.command === 'answer';

export async function runCommand(turn: Turn, command: TenantCommand): Promise<void> {
  switch (command.command) {
    case 'set-up':
      return setUp(turn, command);
    case 'status':
      return showStatus(turn);
    case 'answer': {
      const stored = await getDraft(turn.house.records, turn.who, turn.where);
      if (stored) return answerQuestion(turn, stored, command.text);
      await turn.chat.send({ text: notUnderstood });
    }
  }
}

export const notUnderstood =
  'I did not understand that. Say "set up JIT", "which groups have JIT", or "help".';

import { cancel } from './commands/cancel.ts';
import type { House } from './commands/context.ts';
import { explainError } from './commands/explain-error.ts';
import { whyNoFile } from './commands/offer-file.ts';
import { toPerson } from './commands/reply.ts';
import {
  needOf,
  needsTenant,
  notUnderstood,
  runCommand,
  type TenantCommand,
} from './commands/run-command.ts';
import { helpMessage } from './commands/show-help.ts';
import { askSignInForMessage } from './ask-sign-in.ts';
import { getDraft } from './drafts.ts';
import type { Chat, Incoming } from './incoming.ts';
import { askSignInAgain } from './handle-sign-in.ts';
import { understand } from './understand/understand.ts';
import type { Command } from './commands.ts';

type Message = Extract<Incoming, { kind: 'message' }>;

/** A message: understood, and answered in the chat. Whatever goes wrong is said there; what was settled before stays. */
export async function handleMessage(house: House, message: Message, chat: Chat): Promise<void> {
  try {
    await answerMessage(house, message, chat, understand(message.text));
  } catch (error) {
    await chat.send({ text: toPerson(message, explainError(error, house)) });
  }
}

async function answerMessage(house: House, message: Message, chat: Chat, command: Command): Promise<void> {
  const { who, where } = message;
  if (needsTenant(command)) return withTenant(house, message, chat, command);
  switch (command.command) {
    case 'help':
      await chat.send(helpMessage());
      return;
    case 'cancel':
      return cancel(house, who, where, chat);
    case 'continue':
      return askSignInAgain(house, who, where, chat);
    case 'sign-out':
      house.signIn.forget(who);
      await chat.send({ text: 'I forgot your sign-in. I ask for it again when I need it.' });
      return;
    case 'approve-in-words':
      await chat.send({
        text: 'Approving works only with the button on the review card, so that it is clear what is approved.',
      });
      return;
    case 'not-yet':
      await chat.send({
        text: `I understand that, but ${command.what} is not in this version yet. ${command.instead ?? 'Say "help" for what I can do.'}`,
      });
  }
}

async function withTenant(
  house: House,
  { who, where, text }: Message,
  chat: Chat,
  command: TenantCommand,
): Promise<void> {
  if (command.command === 'answer') {
    if (text.trim() === '' && where.place !== 'personal') {
      await chat.send(helpMessage());
      return;
    }
    if (!(await getDraft(house.records, who, where))) {
      await chat.send({ text: notUnderstood });
      return;
    }
  }
  const noFile = command.command === 'export' ? whyNoFile(house, where) : undefined;
  if (noFile !== undefined) {
    await chat.send({ text: noFile });
    return;
  }
  await chat.typing();
  const need = needOf(command);
  const result = await house.signIn.forPerson(who, need);
  if (!result.ok) return askSignInForMessage(house, { who, where, chat, command, need, result });
  await runCommand({ house, who, where, chat, tenant: house.openTenant(result.token) }, command);
}

import {
  clickApprove,
  clickCancel,
  clickEdit,
  clickReject,
  clickResume,
  clickShow,
  clickUndo,
} from './clicks/click-change.ts';
import { clickCheckChange } from './clicks/click-check-change.ts';
import { clickCheckMore } from './clicks/click-readiness.ts';
import { clickCancelDraft, clickForm } from './clicks/click-draft.ts';
import {
  afterAnswer,
  answerWith,
  lookLater,
  refuse,
  showToAll,
  withToken,
  type ClickIn,
} from './clicks/click.ts';
import { clickSchema, type Click } from './commands.ts';
import type { House } from './commands/context.ts';
import { explainError } from './commands/explain-error.ts';
import { closedCard } from './cards/change-card.ts';
import { needOf, runCommand, type TenantCommand } from './commands/run-command.ts';
import { helpMessage } from './commands/show-help.ts';
import { continuePending } from './handle-sign-in.ts';
import type { ClickAnswer, Incoming } from './incoming.ts';
import { getPending } from './pending-sign-in.ts';

/**
 * The first half of a click: records and at most one bounded token call, then the answer. What needs Graph happens after it,
 * through `house.later`.
 */
export async function handleClick(
  house: House,
  incoming: Extract<Incoming, { kind: 'click' }>,
): Promise<ClickAnswer> {
  const parsed = clickSchema.safeParse({ verb: incoming.verb, data: incoming.data });
  if (!parsed.success) return refuse('I do not know this button. Say "help" to see what I can do.');
  try {
    return await answerClick({ ...incoming, house }, parsed.data);
  } catch (error) {
    return refuse(explainError(error, house));
  }
}

async function answerClick(click: ClickIn, what: Click): Promise<ClickAnswer> {
  switch (what.verb) {
    case 'run':
      if (what.data.command === 'help') return answerWith(helpMessage());
      return runFromCard({ ...click, cardId: undefined }, { command: what.data.command });
    case 'page':
      return runFromCard(click, what.data);
    case 'about-group':
    case 'about-person': {
      const { asker, ...about } = what.data;
      if (asker !== undefined && asker !== click.who.objectId) return refuse(onlyAsker);
      return runFromCard(click, { command: what.verb, ...about });
    }
    case 'about-everyone':
      return runFromCard(click, { command: what.verb, ...what.data });
    case 'check-more':
      return clickCheckMore(click, what.data);
    case 'continue':
      return continueRequest(click, what.data.request);
    case 'approve':
      return clickApprove(click, what.data);
    case 'edit':
      return clickEdit(click, what.data.change);
    case 'resume':
      return clickResume(click, what.data.change);
    case 'reject':
      return clickReject(click, what.data.change);
    case 'undo':
      return clickUndo(click, what.data.change);
    case 'check-change':
      return clickCheckChange(click, what.data.change);
    case 'show':
      return clickShow(click, what.data.change);
    case 'cancel':
      return clickCancel(click, what.data.change);
    case 'cancel-draft':
      return clickCancelDraft(click, what.data.draft);
    case 'give-apps':
    case 'no-apps':
    case 'give-targets':
    case 'choose-names':
    case 'choose-authenticator':
    case 'choose-intent':
    case 'give-all':
      return clickForm(click, what);
  }
}

const onlyAsker =
  'Only the person who asked for it can do this. Ask me the same yourself, and I answer with your own rights.';

/** Carries a command out; its answer takes the place of the card that was clicked, where one is named. */
async function runFromCard(click: ClickIn, command: TenantCommand): Promise<ClickAnswer> {
  return lookLater(click, needOf(command), (turn) => runCommand(turn, command));
}

/** `Continue` in a group chat or channel: the sign-in that it carries lets the command of this very person go on. */
async function continueRequest(click: ClickIn, request: string): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const pending = await getPending(house.records, who, where);
  if (pending?.id !== request) return refuse('This waits for somebody else, or went on already.');
  return withToken(click, pending.need, async (token) => {
    const answer = showToAll(click, closedCard('Signed in', ['I go on with what you asked for.']));
    afterAnswer(click, (chat) => continuePending(house, { who, where, chat, id: request, token }));
    return answer;
  });
}

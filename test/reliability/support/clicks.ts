import { findButton } from '../../../src/practice/teams/press.ts';
import type { Activity, Place, TeamsPerson } from '../../../src/practice/teams/types.ts';
import type { Conversation } from '../../support/conversation.ts';

/** Clicks that a real Teams client would not send: copies, and other claims of who clicks. */

interface Click {
  title: string;
  /** whose screen has the button */
  seenBy: string;
  in?: Place;
}

function look({ teams, client }: Conversation, { title, seenBy, in: place = 'personal' }: Click) {
  const { id } = client.person(seenBy);
  const conversation = teams.conversations.at(place, id);
  const pressed = findButton(conversation, id, { title });
  if (pressed.on !== 'action' || !conversation) throw new Error(`[${title}] is no button of a card`);
  const { type, verb, data } = pressed.action;
  return { conversation, message: pressed.message, action: { type, title, verb, data } };
}

/** The activity of a click, to be posted as often as wanted. */
export function clickActivity(chat: Conversation, click: Click): Activity {
  const { conversation, message, action } = look(chat, click);
  const value = { action, trigger: 'manual' };
  return chat.teams.invoke(
    conversation,
    chat.client.person(click.seenBy),
    'adaptiveCard/action',
    value,
    message.id,
  );
}

/** A click whose sender says to be `who`, while the Teams client is signed in as `account`; ends when all that it led to has. */
export async function clickAs(
  chat: Conversation,
  click: Click & { who: Partial<TeamsPerson>; account?: string; tenantId?: string; data?: object },
): Promise<string> {
  const { conversation, message, action } = look(chat, click);
  const person = { ...chat.client.person(click.seenBy), ...click.who };
  chat.teams.imitate({
    accountOf: chat.client.person(click.account ?? click.seenBy).id,
    ...(click.tenantId === undefined ? {} : { tenantId: click.tenantId }),
  });
  const value = {
    action: { ...action, data: { ...(action.data as object), ...click.data } },
    trigger: 'manual',
  };
  const outcome = await chat.teams.execute.execute({ conversation, message, person, value });
  chat.teams.imitate({});
  await chat.settled();
  return 'text' in outcome ? outcome.text : outcome.outcome;
}

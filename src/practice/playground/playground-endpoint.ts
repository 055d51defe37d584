import { once } from 'node:events';
import express, { type Response } from 'express';
import { z } from 'zod/v4';
import { type Conversation, teamsUserId } from '../teams/conversations.ts';
import { consentCardOf } from '../teams/file-cards.ts';
import type { Teams } from '../teams/start-teams.ts';
import { cardsFor } from '../teams/timeline.ts';
import type { Delivered, TeamsPerson } from '../teams/types.ts';
import { adaptiveContentType } from '../teams/types.ts';
import { fileOutcome, isAllowed } from './file-on-screen.ts';
import { type Screen, withSignIn } from './show-on-screen.ts';

/** What the Playground posts, as far as it is taken over; the rest is composed anew in the form of the real Teams. */
const posted = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  text: z.string().optional(),
  value: z.unknown().optional(),
  replyToId: z.string().optional(),
  action: z.string().optional(),
  from: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({ id: z.string() }),
});
type Posted = z.infer<typeof posted>;

/** Properties that every composed activity gets anew. */
const composedAnew = [
  'id',
  'timestamp',
  'localTimestamp',
  'channelId',
  'serviceUrl',
  'from',
  'recipient',
  'conversation',
  'channelData',
  'deliveryMode',
];

const isFirstContact = ({ type, action, membersAdded }: Posted): boolean =>
  (type === 'installationUpdate' && action === 'add') ||
  (type === 'conversationUpdate' && Array.isArray(membersAdded));

/**
 * The endpoint that the Playground takes for the bot: everything that comes in is done as by a Teams client - composed in
 * Teams' form, signed, and signed in where the bot asks for it. The Playground knows three answers to a click (card,
 * message, error); a sign-in button is shown as a card.
 */
export function playgroundEndpoint(teams: Teams, screenOf: () => Screen | undefined) {
  const routes = express.Router();
  const relay = (response: Response, { status, body }: Delivered): void => {
    response.status(status === 0 ? 502 : status);
    if (body === undefined) response.end();
    else response.json(body);
  };

  async function click(
    screen: Screen,
    conversation: Conversation,
    person: TeamsPerson,
    activity: Posted,
    response: Response,
  ): Promise<void> {
    const message = screen.messageShownAs(activity.replyToId);
    if (!message) return void response.status(404).json({ error: 'no such message' });
    const value = z.record(z.string(), z.unknown()).parse(activity.value);
    const execution = { conversation, message, person, value };
    let resolve = (): void => {};
    const answered = new Promise<void>((done) => (resolve = done));
    screen.hold(message, answered);
    try {
      const allow = consentCardOf(message) && isAllowed(value);
      const outcome =
        allow === undefined
          ? await teams.execute.execute(execution)
          : fileOutcome(await teams.answerFile(execution, allow), allow);
      if (outcome.outcome === 'sign-in') {
        teams.popups.expect({ from: 'action', ...execution });
        const card = withSignIn(cardsFor(message, person.id)[0], outcome.button);
        response.json({ statusCode: 200, type: adaptiveContentType, value: card });
      } else if (outcome.outcome === 'card') {
        response.json({ statusCode: 200, type: adaptiveContentType, value: outcome.card });
      } else if (outcome.outcome === 'message') {
        response.json({
          statusCode: 200,
          type: 'application/vnd.microsoft.activity.message',
          value: outcome.text,
        });
      } else {
        const error = { code: 'Error', message: outcome.text };
        response.json({ statusCode: 400, type: 'application/vnd.microsoft.error', value: error });
      }
      if (!response.writableFinished) await once(response, 'finish');
    } finally {
      resolve();
    }
  }

  async function take(activity: Posted, response: Response): Promise<void> {
    const screen = screenOf();
    if (!screen) return void response.status(503).end();
    const person = teams.people.find(({ id }) => teamsUserId(id) === activity.from.id);
    const conversation = teams.conversations.findOrOpen(activity.conversation.id);
    if (!person || !conversation)
      return void response.status(404).json({ error: 'nobody, or no chat, of this tenant' });
    if (conversation.place === 'channel') screen.addThread(conversation.id);
    if (isFirstContact(activity)) {
      await teams.ensureInstalled(conversation, person);
      return void response.status(200).end();
    }
    if (activity.type === 'message' && activity.value === undefined) {
      const text = (activity.text ?? '')
        .replace(`<at>${teams.app.name}</at>`, '')
        .replace(/^(\s|&nbsp;)+/, '');
      await teams.ensureInstalled(conversation, person);
      return relay(response, await teams.send(conversation, person, text));
    }
    if (activity.name === 'adaptiveCard/action')
      return click(screen, conversation, person, activity, response);
    const specific = Object.entries(activity).filter(([name]) => !composedAnew.includes(name));
    const replyToId = screen.messageShownAs(activity.replyToId)?.id;
    const delivery = {
      ...Object.fromEntries(specific),
      type: activity.type,
      ...(replyToId ? { replyToId } : {}),
    };
    relay(response, await teams.deliver(conversation, person, delivery));
  }

  routes.all('/api/messages', express.json({ limit: '2mb' }), async (request, response) => {
    // the Playground asks whether anybody is there before it shows the chat
    if (request.method !== 'POST') return void response.status(405).end();
    const activity = posted.safeParse(request.body);
    if (activity.success) await take(activity.data, response);
    else response.status(400).json({ error: 'not an activity' });
  });
  return routes;
}

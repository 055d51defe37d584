import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod/v4';
import { checkOutgoing } from './check-outgoing.ts';
import {
  channel,
  type Conversation,
  type Conversations,
  personalChatId,
  team,
  teamsUserId,
} from './conversations.ts';
import { fileFault } from './file-cards.ts';
import type { Message } from './message.ts';
import type { Timeline } from './timeline.ts';
import { type Outgoing, type TeamsPerson, writtenOf } from './types.ts';

interface ConnectorOptions {
  tenantId: string;
  conversations: Conversations;
  timeline: Timeline;
  isConnectorToken: (token: string) => Promise<boolean>;
  /** keeps a message of the bot and does what the clients do with it */
  receive: (conversation: Conversation, outgoing: Outgoing) => Message;
  /** is this a file that a bot put? */
  isKeptFile: (uniqueId: string, contentUrl: string) => boolean;
  onTyping: (conversation: Conversation) => void;
  /** a call that the connector does not know, or that was refused: a mistake of the bot */
  onRefused: (what: string) => void;
}

const newConversation = z.looseObject({
  isGroup: z.boolean().optional(),
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  tenantId: z.string().optional(),
  channelData: z.looseObject({ channel: z.looseObject({ id: z.string() }).optional() }).optional(),
  activity: z.unknown().optional(),
});

/** The Bot Connector's REST API (Learn: "Bot Framework REST API: Connector"), as far as a Teams bot uses it. */
export function connectorRoutes(options: ConnectorOptions): Router {
  const { tenantId, conversations, timeline, isConnectorToken, isKeptFile, receive, onTyping, onRefused } =
    options;
  const router = express.Router();

  const refuse = (
    request: Request,
    response: Response,
    status: number,
    code: string,
    message: string,
  ): void => {
    onRefused(`${request.method} ${request.path} ${status} ${code}: ${message}`);
    response.status(status).json({ error: { code, message } });
  };
  const authenticate: RequestHandler = async (request, response, next) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined && (await isConnectorToken(token))) return next();
    refuse(request, response, 401, 'Unauthorized', 'Authorization has been denied for this request.');
  };
  /** finds what the path names; answers 404 and undefined otherwise */
  function conversationOf(request: Request, response: Response): Conversation | undefined {
    const conversation = conversations.findOrOpen(String(request.params['conversation']));
    if (!conversation) refuse(request, response, 404, 'ConversationNotFound', 'Conversation not found.');
    return conversation;
  }
  function messageOf(request: Request, response: Response, conversation: Conversation): Message | undefined {
    const message = conversation.messages.find(({ id }) => id === request.params['activity']);
    if (message?.from === 'bot') return message;
    refuse(
      request,
      response,
      message ? 403 : 404,
      'ActivityNotFoundInConversation',
      'No such message of the bot.',
    );
    return undefined;
  }
  function outgoingOf(request: Request, response: Response, body: unknown): Outgoing | undefined {
    const checked = checkOutgoing(body);
    if (checked.ok) return checked.outgoing;
    refuse(request, response, checked.status, checked.code, checked.message);
    return undefined;
  }
  const member = (person: TeamsPerson) => ({
    id: teamsUserId(person.id),
    ...{ name: person.name, aadObjectId: person.id, objectId: person.id, tenantId, userRole: 'user' },
    ...{ userPrincipalName: person.userPrincipalName, email: person.userPrincipalName },
  });

  const send: RequestHandler = (request, response) => {
    const conversation = conversationOf(request, response);
    const outgoing = conversation && outgoingOf(request, response, request.body);
    if (!outgoing) return;
    const fault = fileFault(conversation.place, outgoing, isKeptFile);
    if (fault) return refuse(request, response, 400, 'BadSyntax', fault);
    if (outgoing.type === 'typing') onTyping(conversation);
    if (outgoing.type !== 'message') return void response.status(202).json({});
    response.status(201).json({ id: receive(conversation, outgoing).id });
  };

  router.use(express.json({ limit: '2mb' }), authenticate);
  router.post('/v3/conversations/:conversation/activities', send);
  router.post('/v3/conversations/:conversation/activities/:activity', send);
  router.put('/v3/conversations/:conversation/activities/:activity', (request, response) => {
    const conversation = conversationOf(request, response);
    const message = conversation && messageOf(request, response, conversation);
    const outgoing = message && outgoingOf(request, response, request.body);
    if (!outgoing) return;
    timeline.edit(conversation, message, writtenOf(outgoing));
    response.json({ id: message.id });
  });
  router.delete('/v3/conversations/:conversation/activities/:activity', (request, response) => {
    const conversation = conversationOf(request, response);
    const message = conversation && messageOf(request, response, conversation);
    if (!message) return;
    timeline.remove(conversation, message);
    response.json({});
  });
  router.get('/v3/conversations/:conversation/members', (request, response) => {
    const conversation = conversationOf(request, response);
    if (conversation) response.json(conversation.members.map(member));
  });
  router.get('/v3/conversations/:conversation/pagedmembers', (request, response) => {
    const conversation = conversationOf(request, response);
    if (!conversation) return;
    const size = Math.max(1, Number(request.query['pageSize'] ?? 200));
    const from = Number(request.query['continuationToken'] ?? 0);
    const members = conversation.members.slice(from, from + size).map(member);
    const more = from + size < conversation.members.length ? { continuationToken: String(from + size) } : {};
    response.json({ members, ...more });
  });
  router.get('/v3/conversations/:conversation/members/:member', (request, response) => {
    const conversation = conversationOf(request, response);
    if (!conversation) return;
    const wanted = request.params['member'];
    const person = conversation.members.find(({ id }) => id === wanted || teamsUserId(id) === wanted);
    if (person) response.json(member(person));
    else refuse(request, response, 404, 'MemberNotFoundInConversation', 'The member was not found.');
  });
  router.post('/v3/conversations', (request, response) => {
    const body = newConversation.safeParse(request.body);
    if (!body.success) return refuse(request, response, 400, 'BadSyntax', 'Not a conversation.');
    if (body.data.isGroup) {
      if (body.data.channelData?.channel?.id !== channel.id)
        return refuse(request, response, 404, 'ConversationNotFound', 'No such channel.');
      const outgoing = outgoingOf(request, response, body.data.activity);
      if (!outgoing) return;
      const thread = conversations.openThread(timeline.nextId());
      return void response.status(201).json({ id: thread.id, activityId: receive(thread, outgoing).id });
    }
    const person = conversations
      .all()
      .flatMap(({ members }) => members)
      .find(({ id }) => teamsUserId(id) === body.data.members?.[0]?.id);
    if (!person || (body.data.tenantId ?? tenantId) !== tenantId)
      return refuse(
        request,
        response,
        403,
        'BotNotInConversationRoster',
        'The app is not installed for this person.',
      );
    response.status(201).json({ id: personalChatId(person.id) });
  });
  router.get('/v3/teams/:team', (request, response) => {
    if (request.params['team'] !== team.id)
      return refuse(request, response, 404, 'TeamNotFound', 'No such team.');
    response.json({ ...team, channelCount: 1, memberCount: conversations.all().at(-1)?.members.length });
  });
  router.use((request, response) =>
    refuse(
      request,
      response,
      404,
      'NotFound',
      'The connector of the practice tenant does not know this call.',
    ),
  );
  return router;
}

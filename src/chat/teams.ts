import { Application, type TeamsAdapter } from '@microsoft/teams-ai';
import { ActivityTypes, type ConversationReference, type TurnContext } from 'botbuilder';
import { askSignInAgain, handleSignInFailure, handleTokenExchange } from './handle-sign-in.ts';
import { handleClick } from './handle-click.ts';
import { handleFileConsent } from './handle-file-consent.ts';
import { handleMessage } from './handle-message.ts';
import { makeInOrder } from './in-order.ts';
import type { Incoming, Later, Where } from './incoming.ts';
import { sweepAndShow } from './show-swept.ts';
import { readActivity } from './read-activity.ts';
import { asInvokeResponse, makeChat } from './write-activity.ts';
import { helpMessage } from './commands/show-help.ts';
import type { House, Log } from './commands/context.ts';

/**
 * The seam to the Teams SDKs: activities in, replies and edits out. Every activity is answered at once; the work goes on after
 * the answer, outside the turn (the context is revoked then), since Teams delivers again what is not answered in time.
 * teams-ai routes and gets no storage: nothing that matters lives in its turn state.
 */
export interface Teams {
  /** one authenticated activity; ends when its answer is ready */
  run: (context: TurnContext) => Promise<void>;
  /** ends when no work after an answer is under way */
  idle: () => Promise<void>;
  /** moves on what time or a dead worker left behind */
  sweep: () => Promise<void>;
}

export function makeTeams(options: {
  adapter: TeamsAdapter;
  clientId: string;
  log: Log;
  makeHouse: (later: Later) => House;
}): Teams {
  const { adapter, clientId, log } = options;
  const ssoResource = `api://botid-${clientId}`;
  const inOrder = makeInOrder();
  const working = new Set<Promise<void>>();

  const later: Later = (where, work, order) => {
    const run = (): Promise<void> =>
      adapter.continueConversationAsync(
        clientId,
        where.reference as Partial<ConversationReference>,
        (context) => work(makeChat(context, ssoResource)),
      );
    const job = (order === undefined ? run() : inOrder(`${where.conversationId} ${order}`, run))
      .catch((error: unknown) => log.error({ err: error }, 'work after the answer failed'))
      .finally(() => working.delete(job));
    working.add(job);
  };
  const house = options.makeHouse(later);

  const app = new Application({
    adapter,
    botAppId: clientId,
    startTypingTimer: false,
    removeRecipientMention: true,
  });
  const on = (
    kind: Incoming['kind'],
    handle: (incoming: Incoming, context: TurnContext) => Promise<void>,
    isInvoke = false,
  ): void => {
    app.addRoute(
      (context) => Promise.resolve(readActivity(context.activity)?.kind === kind),
      async (context) => {
        const incoming = readActivity(context.activity);
        if (incoming) await handle(incoming, context);
      },
      isInvoke,
    );
  };
  const answerInvoke = async (context: TurnContext, status: number, body?: unknown): Promise<void> => {
    await context.sendActivity({
      type: ActivityTypes.InvokeResponse,
      value: { status, ...(body === undefined ? {} : { body }) },
    });
  };

  on('message', async (incoming) => {
    if (incoming.kind === 'message')
      later(incoming.where, (chat) => handleMessage(house, incoming, chat), incoming.who.objectId);
  });
  on('installed', async ({ where }) => greet(later, where));
  on(
    'click',
    async (incoming, context) => {
      if (incoming.kind === 'click')
        await answerInvoke(context, 200, asInvokeResponse(await handleClick(house, incoming), ssoResource));
    },
    true,
  );
  on(
    'token-exchange',
    async (incoming, context) => {
      if (incoming.kind !== 'token-exchange') return;
      const answer = await handleTokenExchange(house, incoming);
      await answerInvoke(context, answer === 'taken' ? 200 : 412);
    },
    true,
  );
  on(
    'verify-state',
    async (incoming, context) => {
      if (incoming.kind !== 'verify-state') return;
      later(
        incoming.where,
        (chat) => askSignInAgain(house, incoming.who, incoming.where, chat),
        incoming.who.objectId,
      );
      await answerInvoke(context, 200);
    },
    true,
  );
  on(
    'sign-in-failure',
    async (incoming, context) => {
      if (incoming.kind === 'sign-in-failure')
        later(incoming.where, (chat) => handleSignInFailure(house, incoming, chat));
      await answerInvoke(context, 200);
    },
    true,
  );

  on(
    'file-consent',
    async (incoming, context) => {
      if (incoming.kind === 'file-consent') await handleFileConsent(house, incoming);
      await answerInvoke(context, 200);
    },
    true,
  );

  return {
    run: async (context) => void (await app.run(context)),
    sweep: () => sweepAndShow(house),
    idle: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

const greet = (later: Later, where: Where): void =>
  later(where, async (chat) => void (await chat.send(helpMessage())));

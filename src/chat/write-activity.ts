import {
  ActivityTypes,
  CardFactory,
  type Activity,
  type FileConsentCard,
  type FileInfoCard,
  type TurnContext,
} from 'botbuilder';
import type { Chat, ClickAnswer, Outgoing } from './incoming.ts';

/** Our messages and answers → activities. Text is sent as plain, so that no name in it is read as Markdown. */

export function makeChat(context: TurnContext, ssoResource: string): Chat {
  return {
    async send(message) {
      const sent = await context.sendActivity(asActivity(message));
      if (sent?.id === undefined) throw new Error('the message got no id');
      return sent.id;
    },
    async edit(id, message) {
      await context.updateActivity({ ...asActivity(message), id });
    },
    async typing() {
      await context.sendActivity({ type: ActivityTypes.Typing }).catch(() => undefined);
    },
    async askSignIn({ text, exchangeId, link }) {
      const resource = { id: exchangeId, uri: ssoResource };
      // No connection name: the token exchange is answered by us, not by the Bot Framework Token Service.
      await context.sendActivity({
        attachments: [CardFactory.oauthCard('', 'Sign in', text, link, resource)],
      });
    },
    async offerFile({ offer, name, about, sizeInBytes }) {
      const answer = { acceptContext: { offer }, declineContext: { offer } };
      const content: FileConsentCard = { description: about, sizeInBytes, ...answer };
      const contentType = 'application/vnd.microsoft.teams.card.file.consent';
      await context.sendActivity({ attachments: [{ contentType, name, content }] });
    },
    async showFile({ name, contentUrl, uniqueId, fileType }) {
      const content: FileInfoCard = { uniqueId, fileType };
      const contentType = 'application/vnd.microsoft.teams.card.file.info';
      await context.sendActivity({ attachments: [{ contentType, name, contentUrl, content }] });
    },
    async remove(id) {
      await context.deleteActivity(id);
    },
  };
}

const asActivity = (message: Outgoing): Partial<Activity> =>
  'card' in message
    ? {
        type: ActivityTypes.Message,
        summary: message.summary,
        attachments: [CardFactory.adaptiveCard(message.card)],
      }
    : { type: ActivityTypes.Message, text: message.text, textFormat: 'plain' };

interface AdaptiveCardInvokeResponse {
  statusCode: number;
  type: string;
  value: unknown;
}

/** The body of the answer to an Action.Execute, HTTP 200. (Teams: universal actions, sign-in in universal actions.) */
export function asInvokeResponse(answer: ClickAnswer, ssoResource: string): AdaptiveCardInvokeResponse {
  switch (answer.answer) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card };
    case 'message':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };
    case 'refused':
      return {
        statusCode: 400,
        type: 'application/vnd.microsoft.error',
        value: { code: 'refused', message: answer.text },
      };
    case 'sign-in-rejected':
      return {
        statusCode: 412,
        type: 'application/vnd.microsoft.error.preconditionFailed',
        value: { code: '412', message: answer.text },
      };
    case 'sign-in':
      return {
        statusCode: 401,
        type: 'application/vnd.microsoft.activity.loginRequest',
        value: {
          text: answer.text,
          // Clients ignore a sign-in request with an empty name; it names no connection of a token service.
          connectionName: 'graph',
          tokenExchangeResource: { id: answer.exchangeId, uri: ssoResource },
          buttons: [{ type: 'signin', title: 'Sign in', text: 'Sign in', value: answer.link }],
        },
      };
  }
}

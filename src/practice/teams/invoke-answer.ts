import { z } from 'zod/v4';
import { type AdaptiveCard, adaptiveCardSchema, adaptiveContentType, type Delivered } from './types.ts';

const button = z.looseObject({
  title: z.string(),
  text: z.string().optional(),
  type: z.literal('signin'),
  value: z.string().url(),
});

const loginRequest = z.looseObject({
  statusCode: z.literal(401),
  type: z.literal('application/vnd.microsoft.activity.loginRequest'),
  value: z.looseObject({
    text: z.string().optional(),
    connectionName: z.string().min(1),
    tokenExchangeResource: z.looseObject({ id: z.string().min(1), uri: z.string().min(1) }).optional(),
    buttons: z.array(button).min(1),
  }),
});
export type LoginRequest = z.infer<typeof loginRequest>['value'];

const answers = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal(adaptiveContentType),
    statusCode: z.literal(200),
    value: adaptiveCardSchema,
  }),
  z.looseObject({
    type: z.literal('application/vnd.microsoft.activity.message'),
    statusCode: z.literal(200),
    value: z.string(),
  }),
  z.looseObject({
    type: z.literal('application/vnd.microsoft.error'),
    statusCode: z.number().min(400),
    value: z.looseObject({ code: z.string(), message: z.string() }),
  }),
  z.looseObject({
    type: z.enum([
      'application/vnd.microsoft.error.preconditionFailed',
      'application/vnd.microsoft.error.invalidAuthCode',
    ]),
    statusCode: z.number().min(400),
  }),
  loginRequest,
]);

/** What an answer to an Action.Execute means to the client (Learn: "Universal Actions", response format). */
export type InvokeAnswer =
  | { answer: 'card'; card: AdaptiveCard }
  | { answer: 'message' | 'error'; text: string }
  | { answer: 'login'; request: LoginRequest }
  | { answer: 'sign-in-refused' };

/** Reads the answer strictly; anything the real client would not understand is an error that says what came. */
export function readInvokeAnswer({ status, body }: Delivered): InvokeAnswer {
  if (status !== 200)
    return { answer: 'error', text: `Unable to reach app. Please try again. (HTTP ${status})` };
  const parsed = answers.safeParse(body);
  if (!parsed.success)
    return {
      answer: 'error',
      text: `Something went wrong. Please try again. (not a card answer: ${JSON.stringify(body) ?? 'empty'})`,
    };
  const { data } = parsed;
  switch (data.type) {
    case adaptiveContentType:
      return { answer: 'card', card: data.value };
    case 'application/vnd.microsoft.activity.message':
      return { answer: 'message', text: data.value };
    case 'application/vnd.microsoft.error':
      return { answer: 'error', text: data.value.message };
    case 'application/vnd.microsoft.activity.loginRequest':
      return { answer: 'login', request: data.value };
    case 'application/vnd.microsoft.error.preconditionFailed':
    case 'application/vnd.microsoft.error.invalidAuthCode':
      return { answer: 'sign-in-refused' };
  }
}

import type { Conversation } from './conversations.ts';
import type { Deliverer, Trouble } from './deliver.ts';
import { type InvokeAnswer, type LoginRequest, readInvokeAnswer } from './invoke-answer.ts';
import type { Message } from './message.ts';
import type { Timeline } from './timeline.ts';
import type { Activity, AdaptiveCard, SignInButton, TeamsEntra, TeamsPerson } from './types.ts';

/** One click on an Action.Execute: where, on which message, who, and the `value` of the invoke. */
export interface Execution {
  conversation: Conversation;
  message: Message;
  person: TeamsPerson;
  value: Record<string, unknown>;
}

/** What the person sees of a click. */
export type Outcome =
  | { outcome: 'card'; card: AdaptiveCard }
  | { outcome: 'message' | 'error'; text: string }
  | { outcome: 'sign-in'; button: SignInButton };

interface ExecuteOptions {
  entra: TeamsEntra;
  timeline: Timeline;
  deliverer: Deliverer;
  trouble: () => Trouble;
  invoke: (
    conversation: Conversation,
    person: TeamsPerson,
    name: string,
    value: unknown,
    replyToId: string,
  ) => Activity;
}

const buttonOf = (request: LoginRequest): SignInButton => ({
  title: request.buttons[0]?.title ?? 'Sign in',
  text: request.text ?? '',
  url: request.buttons[0]?.value ?? '',
});

/**
 * The client's part of an Action.Execute (teams.md 2.2): sends the invoke; a 401 `loginRequest` is resolved by sending
 * the same action again with an SSO token; where that is refused, the sign-in button appears. The answer is kept in the
 * timeline for that person only.
 */
export function makeExecute({ entra, timeline, deliverer, trouble, invoke }: ExecuteOptions) {
  const send = async ({ conversation, message, person }: Execution, value: unknown): Promise<InvokeAnswer> =>
    readInvokeAnswer(
      await deliverer.deliver(invoke(conversation, person, 'adaptiveCard/action', value, message.id)),
    );

  async function signInAndSend(execution: Execution, request: LoginRequest): Promise<InvokeAnswer> {
    if (!request.tokenExchangeResource) return { answer: 'login', request };
    const token = await entra
      .issueSsoToken(trouble().accountOf ?? execution.person.id)
      .catch(() => undefined);
    if (token === undefined) return { answer: 'login', request };
    const { connectionName, tokenExchangeResource } = request;
    const authentication = { id: tokenExchangeResource.id, connectionName, token };
    const answer = await send(execution, { ...execution.value, authentication });
    return answer.answer === 'sign-in-refused' ? { answer: 'login', request } : answer;
  }

  function keep({ conversation, message, person }: Execution, answer: InvokeAnswer): Outcome {
    switch (answer.answer) {
      case 'card':
        timeline.replaceFor(conversation, message, person.id, answer.card);
        return { outcome: 'card', card: answer.card };
      case 'message':
      case 'error':
        timeline.noteFor(conversation, message, person.id, { kind: answer.answer, text: answer.text });
        return { outcome: answer.answer, text: answer.text };
      case 'login': {
        const button = buttonOf(answer.request);
        timeline.offerSignIn(conversation, message, person.id, button);
        return { outcome: 'sign-in', button };
      }
      case 'sign-in-refused': {
        const notice = {
          kind: 'error',
          text: 'Something went wrong. Please try again. (sign-in refused)',
        } as const;
        timeline.noteFor(conversation, message, person.id, notice);
        return { outcome: 'error', text: notice.text };
      }
    }
  }

  return {
    execute: (execution: Execution): Promise<Outcome> =>
      deliverer.counted(async () => {
        const answer = await send(execution, execution.value);
        return keep(
          execution,
          answer.answer === 'login' ? await signInAndSend(execution, answer.request) : answer,
        );
      }),
    /** the same action after the sign-in page has ended, with the state that it handed over */
    executeWithState: (execution: Execution, state: string): Promise<Outcome> =>
      deliverer.counted(async () => keep(execution, await send(execution, { ...execution.value, state }))),
  };
}
export type Execute = ReturnType<typeof makeExecute>;

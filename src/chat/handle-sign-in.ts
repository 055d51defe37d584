import { explainProblem, Problem } from '../problems.ts';
import type { Person } from '../sign-in/person.ts';
import type { GraphToken } from '../sign-in/sign-in.ts';
import { askSignInForMessage, widenRequest } from './ask-sign-in.ts';
import type { House } from './commands/context.ts';
import { explainError } from './commands/explain-error.ts';
import { toPerson } from './commands/reply.ts';
import { needsTenant, runCommand } from './commands/run-command.ts';
import type { Chat, ExchangeAnswer, Incoming, Where } from './incoming.ts';
import { claimPending, getPending } from './pending-sign-in.ts';

type TokenExchange = Extract<Incoming, { kind: 'token-exchange' }>;

/**
 * Teams brings the person's SSO token. If it gets us a Graph token, the waiting command of this person goes on after the answer
 * (once, however many clients answer); if consent or another factor is needed, Teams shows its sign-in button.
 */
export async function handleTokenExchange(house: House, exchange: TokenExchange): Promise<ExchangeAnswer> {
  const { who, where, exchangeId, assertion } = exchange;
  const pending = await getPending(house.records, who, where);
  // Somebody else's sign-in, or one that was claimed already: nothing of ours waits for it.
  if (pending?.id !== exchangeId) return 'taken';
  const result = await house.signIn.withAssertion(who, assertion, pending.need);
  if (result.ok) {
    house.later(where, (chat) =>
      continuePending(house, { who, where, chat, id: exchangeId, token: result.token }),
    );
    return 'taken';
  }
  if (result.why === 'problem') {
    await claimPending(house.records, who, where, exchangeId);
    const { sentence, nextStep } = explainProblem(new Problem(result.code, result.facts ?? {}));
    const text = toPerson(exchange, `${sentence} ${nextStep}`);
    house.later(where, async (chat) => void (await chat.send({ text })));
    return 'taken';
  }
  await widenRequest(house, exchangeId, pending.need, result);
  return 'show-button';
}

/** Carries out the command that waited, if nobody else did. */
export async function continuePending(
  house: House,
  waiting: { who: Person; where: Where; chat: Chat; id: string; token: GraphToken },
): Promise<void> {
  const { who, where, chat } = waiting;
  const command = await claimPending(house.records, who, where, waiting.id);
  if (!command || !needsTenant(command)) return;
  try {
    await runCommand({ house, who, where, chat, tenant: house.openTenant(waiting.token) }, command);
  } catch (error) {
    await chat.send({ text: toPerson(waiting, explainError(error, house)) });
  }
}

/** After the sign-in window, or when the person says "continue": what waits asks once more, now silently. */
export async function askSignInAgain(house: House, who: Person, where: Where, chat: Chat): Promise<void> {
  const pending = await getPending(house.records, who, where);
  if (!pending) {
    await chat.send({ text: 'Nothing waits for you to sign in. Say what you want to do, or "help".' });
    return;
  }
  const known = await house.signIn.forPerson(who, pending.need);
  if (known.ok) return continuePending(house, { who, where, chat, id: pending.id, token: known.token });
  await askSignInForMessage(house, {
    who,
    where,
    chat,
    command: pending.command,
    need: pending.need,
    result: known,
  });
}

/** Teams could not sign the person in; the command stays, so that "continue" tries again. */
export async function handleSignInFailure(
  house: House,
  failure: Extract<Incoming, { kind: 'sign-in-failure' }>,
  chat: Chat,
): Promise<void> {
  const pending = await getPending(house.records, failure.who, failure.where);
  if (!pending) return;
  const reason = failure.reason.replace(/[^\w .,:-]/g, '').slice(0, 100) || 'no reason given';
  const { sentence } = explainProblem(new Problem('sign-in-failed', { reason }));
  await chat.send({ text: toPerson(failure, `${sentence} Say "continue" to try again.`) });
}

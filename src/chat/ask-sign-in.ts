import { scopesFor, type Need, type Person } from '../sign-in/person.ts';
import type { GraphToken, SignInResult } from '../sign-in/sign-in.ts';
import { Problem } from '../problems.ts';
import { cardMessage } from './cards/render.ts';
import type { Command } from './commands.ts';
import type { House } from './commands/context.ts';
import type { Chat, ClickAnswer, Where } from './incoming.ts';
import { rememberPending, saveSignInRequest } from './pending-sign-in.ts';

const why = 'Sign in so that I can read and change Intune with your own rights.';
const linkOf = (house: House, id: string): string =>
  `${house.publicUrl}/auth/start?request=${encodeURIComponent(id)}`;

type NotSignedIn = Extract<SignInResult, { ok: false }>;

/** What the sign-in window of `id` has to ask for: exactly the scopes that are needed, and the claims that Entra wants. */
async function saveRequest(house: House, id: string, need: Need, result: NotSignedIn): Promise<void> {
  const asked = result.why === 'interaction' ? result : { scopes: [...scopesFor(need)], claims: undefined };
  await saveSignInRequest(house.records, id, {
    scopes: asked.scopes,
    ...(asked.claims === undefined ? {} : { claims: asked.claims }),
    createdAt: house.now().toISOString(),
  });
}

/** A failure that no sign-in mends becomes a Problem; anything else is worth asking for. */
export function throwIfHopeless(result: NotSignedIn): void {
  if (result.why === 'problem') throw new Problem(result.code, result.facts ?? {});
}

/**
 * Keeps the command for this person and asks for the sign-in: silently in a personal chat; elsewhere, where a message cannot
 * sign in silently, with a `Continue` button that carries it.
 */
export async function askSignInForMessage(
  house: House,
  ask: { who: Person; where: Where; chat: Chat; command: Command; need: Need; result: NotSignedIn },
): Promise<void> {
  throwIfHopeless(ask.result);
  const id = house.newId();
  await saveRequest(house, id, ask.need, ask.result);
  await rememberPending(house.records, ask.who, ask.where, { id, command: ask.command, need: ask.need });
  if (ask.where.place === 'personal')
    await ask.chat.askSignIn({ text: why, exchangeId: id, link: linkOf(house, id) });
  else {
    const text = `${ask.who.name}, use Continue so that I can read Intune with your own rights. Only you can continue this.`;
    await ask.chat.send(cardMessage('continue', { text, request: id }, 'Sign in to go on'));
  }
}

/** The same request after consent or another factor turned out to be needed: its window now asks for it. */
export const widenRequest = saveRequest;

export type ClickToken = { ok: true; token: GraphToken } | { ok: false; answer: ClickAnswer };

/**
 * A token for a click: out of what is remembered, or with the SSO token that Teams added. Where neither does, the answer that
 * makes Teams sign the person in and send the click again.
 */
export async function tokenForClick(
  house: House,
  click: { who: Person; assertion: string | undefined; exchangeId: string | undefined; need: Need },
): Promise<ClickToken> {
  const { who, need, assertion } = click;
  const result =
    assertion === undefined
      ? await house.signIn.forPerson(who, need)
      : await house.signIn.withAssertion(who, assertion, need);
  if (result.ok) return result;
  throwIfHopeless(result);
  if (assertion !== undefined && click.exchangeId !== undefined) {
    await saveRequest(house, click.exchangeId, need, result);
    return { ok: false, answer: { answer: 'sign-in-rejected', text: why } };
  }
  const id = house.newId();
  await saveRequest(house, id, need, result);
  return { ok: false, answer: { answer: 'sign-in', text: why, exchangeId: id, link: linkOf(house, id) } };
}

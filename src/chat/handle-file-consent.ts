import { askSignInForMessage, throwIfHopeless } from './ask-sign-in.ts';
import type { House } from './commands/context.ts';
import { explainError } from './commands/explain-error.ts';
import { readForFile } from './commands/read-for-file.ts';
import { takeOffer, type Taken } from './file-offers.ts';
import type { Chat, Incoming } from './incoming.ts';

type FileConsent = Extract<Incoming, { kind: 'file-consent' }>;

/**
 * The answer to an offered file. Before the answer goes out, the offer is taken, so that it counts once however often it is
 * clicked or delivered; the file is made and sent after it.
 */
export async function handleFileConsent(house: House, consent: FileConsent): Promise<void> {
  const taken = await takeOffer(house.records, consent.offer, { ...consent, now: house.now() });
  if (taken.how === 'before') return;
  house.later(consent.where, (chat) => carryOut(house, consent, taken, chat), consent.who.objectId);
}

async function carryOut(house: House, consent: FileConsent, taken: Taken, chat: Chat): Promise<void> {
  try {
    // Teams leaves the buttons of an answered offer alive.
    if (consent.cardId !== undefined) {
      await chat
        .remove(consent.cardId)
        .catch(() => house.log.warn({}, 'the card of an offered file stays where it is'));
    }
    if (taken.how !== 'now') await chat.send({ text: tooOld });
    else if (consent.accepted) await saveFile(house, consent, taken.offer, chat);
    else await chat.send({ text: 'All right, nothing was saved.' });
  } catch (error) {
    await chat.send({ text: explainError(error, house) });
  }
}

type Accepted = FileConsent & { accepted: true };
type Offer = Extract<Taken, { how: 'now' }>['offer'];

/** The tenant is read anew, with the rights of the person who allows it. */
async function saveFile(
  house: House,
  { who, where, upload }: Accepted,
  { question, format }: Offer,
  chat: Chat,
): Promise<void> {
  const result = await house.signIn.forPerson(who, 'read');
  if (!result.ok) {
    throwIfHopeless(result);
    await chat.send({ text: signInFirst });
    const command = { command: 'export', question, format } as const;
    return askSignInForMessage(house, { who, where, chat, command, need: 'read', result });
  }
  await chat.typing();
  const tenant = house.openTenant(result.token);
  const { bytes } = await readForFile({ house, tenant, who }, { question, format });
  await house.putFile?.(upload, bytes);
  await chat.showFile(upload);
}

const tooOld =
  'This offer is too old, or was made to somebody else. Say once more what you want as a file, such as "which groups have JIT as CSV".';
const signInFirst = 'I need you to sign in again first. Then I offer the file once more.';

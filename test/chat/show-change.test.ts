import { expect, it } from 'vitest';
import { listCopies, updateCopy } from '../../src/chat/card-copies.ts';
import { makePromise, startSharedHouses } from '../support/shared-houses.ts';

it('leaves the newest state on a card, also where another process edits it late with an older one', async () => {
  const { records, board, megan, where, open, press } = await startSharedHouses();
  const [begun, goingOn] = [makePromise(), makePromise()];
  const slow = open({
    board: {
      send: (...message) => board.send(...message),
      edit: async (...edit) => {
        begun.keep();
        await goingOn.kept;
        await board.edit(...edit);
      },
    },
  });
  const other = open();

  await slow.say(megan, where, 'set up JIT for com.box.BoxNet for Sales');
  const [copy] = await listCopies(records);
  const states = board.messages.get(copy!.messageId)!;
  await slow.sweep();
  await slow.idle();
  expect(states, 'a review that shows what it should is left alone').toHaveLength(1);
  await updateCopy(records, copy!, { shows: 'an older revision' });
  await slow.sweep();
  await begun.kept;
  await press(other, 'cancel');
  await other.idle();
  goingOn.keep();
  await slow.idle();

  expect(states.at(-1)).toMatchObject({ summary: 'Cancelled. Nothing was written.' });
});

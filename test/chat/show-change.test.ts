import { expect, inject, it, onTestFinished } from 'vitest';
import { listCopies, updateCopy } from '../../src/chat/card-copies.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import { scopesFor } from '../../src/sign-in/person.ts';
import { standing } from '../reliability/support/buttons.ts';
import { startSharedGraph, tokenOf } from '../reliability/support/shared-graph.ts';
import { makeBoard, startHouse, type MessageBoard } from '../support/start-house.ts';

it('leaves the newest state on a card, also where another process edits it late with an older one', async () => {
  const { graph } = await startSharedGraph(inject('certificates'));
  const records = openSqliteRecords(':memory:', { inMemory: true });
  onTestFinished(async () => {
    await graph.stop();
    await records.close();
  });
  const { tenantId, people } = graph.state;
  const megan = {
    tenantId,
    objectId: people.find(({ id }) => id === 'megan')!.objectId,
    name: 'Megan Bowen',
  };
  const where = { conversationId: '19:megan@thread.v2', place: 'personal' as const, reference: {} };
  const board = makeBoard();
  let began = (): void => undefined;
  const begun = new Promise<void>((resolve) => (began = resolve));
  let goOn = (): void => undefined;
  const late = new Promise<void>((resolve) => (goOn = resolve));
  const houseOn = (its: MessageBoard) =>
    startHouse({
      ...{ records, board: its, graphRoot: graph.origin, timeoutMs: 10_000 },
      getToken: async ({ objectId }, need) => tokenOf({ oid: objectId, scp: scopesFor(need).join(' ') }),
    });
  const slow = houseOn({
    send: (...message) => board.send(...message),
    edit: async (...edit) => {
      began();
      await late;
      await board.edit(...edit);
    },
  });
  const other = houseOn(board);

  await slow.say(megan, where, 'set up JIT for com.box.BoxNet for Sales');
  const [copy] = await listCopies(records);
  await slow.sweep();
  await slow.idle();
  expect(
    board.messages.get(copy!.messageId),
    'a review that shows what it should is left alone',
  ).toHaveLength(1);
  await updateCopy(records, copy!, { shows: 'an older revision' });
  await slow.sweep();
  await begun;
  const cancel = standing(board.messages).find(({ verb }) => verb === 'cancel')!;
  await other.click(megan, where, 'cancel', cancel.data, cancel.messageId);
  await other.idle();
  goOn();
  await slow.idle();

  const last = board.messages.get(cancel.messageId)!.at(-1)!;
  expect(last).toMatchObject({ summary: 'Cancelled. Nothing was written.' });
});

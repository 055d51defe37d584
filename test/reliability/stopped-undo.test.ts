import { expect, it } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { getChange, moveChange } from '../../src/change/changes.ts';
import type { Where } from '../../src/chat/incoming.ts';
import { canonicalJson } from '../../src/jit/canonical.ts';
import { authenticatorIn, meaningOf, ourPolicies } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** An undo that stopped half-way while the one who asked for it is away: somebody else asks for it anew, and that ends it. */

const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
const statesOf = async (chat: Replicas): Promise<Change['state'][]> =>
  (await chat.changes()).map(({ state }) => state);
const stoppedTitle = 'Stopped before the end';

interface Stopped extends Replicas {
  /** what Authenticator was assigned to before */
  before: string[];
}
/** Alex set it up, and his undo stops when it has deleted the policy. */
async function stoppedUndo(kind: '403' | '504-after' = '403'): Promise<Stopped> {
  const chat = await startReplicas();
  const before = appNow(chat);
  await chat.say(askFor('Sales'), 'alex');
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'alex' });
  const { faults } = chat.graph;
  faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind });
  if (kind === '504-after')
    faults.add({ match: { method: 'GET', path: /mobileApps\/[^/]+$/ }, kind: '500', times: 12, skip: 1 });
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  faults.clear();
  expect(await statesOf(chat)).toEqual(['applied', 'interrupted']);
  expect(ourPolicies(chat.graph.state)).toEqual([]);
  return { ...chat, before };
}
/** In an order of its own. */
const appNow = ({ graph }: Replicas): string[] =>
  authenticatorIn(graph.state)
    .assignments.map((one) => canonicalJson(meaningOf(one)))
    .sort();

async function expectFree(chat: Replicas): Promise<void> {
  await chat.say(askFor('Field Ops'), 'megan');
  await chat.press('Approve', { as: 'megan', on: 'Field Ops' });
  expect((await chat.changes()).at(-1)).toMatchObject({
    ...{ state: 'applied', requester: { name: 'Megan Bowen' } },
  });
}
async function expectKept(chat: Replicas): Promise<void> {
  await chat.say(askFor('Field Ops'), 'megan');
  await chat.press('Approve', { as: 'megan', on: 'Field Ops' });
  expect((await chat.changes()).at(-1)).toMatchObject({
    state: 'in review',
    note: { why: 'busy', by: 'Alex Wilber' },
  });
  await chat.press('Cancel', { as: 'megan', on: 'Field Ops' });
}

it.each([
  [
    'on the card of what was set up',
    async (chat: Replicas) => void (await chat.press('Undo', { as: 'megan' })),
  ],
  [
    'where "undo the last change" points to it',
    async (chat: Replicas) => {
      await chat.say('undo the last change', 'megan');
      expect(chat.seen('The last change stopped half-way')).toContain('Undo below it plans anew');
      await chat.press('Undo', { as: 'megan', on: 'One change is pending' });
    },
  ],
  [
    'on the list of pending changes',
    async (chat: Replicas) => {
      await chat.say('show pending changes', 'megan');
      await chat.press('Undo', { as: 'megan', on: 'One change is pending' });
    },
  ],
])('Undo %s plans the rest anew, and its end ends the first one', async (_, ask) => {
  const chat = await stoppedUndo();
  await ask(chat);
  const review = chat.seen('Review: taking JIT');
  expect(review).toContain('asked for by Megan Bowen');
  expect(review).not.toContain('deleted');
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  expect(await statesOf(chat)).toEqual(['undone', 'cancelled', 'applied']);
  expect(appNow(chat)).toEqual(chat.before);
  expect(chat.copiesWith(stoppedTitle)).toEqual([]);
  expect(chat.seen('Given up by Megan Bowen. What stands of it stays as it is.')).toBeDefined();
  expect((await chat.events()).slice(-4)).toEqual(['written', 'undone', 'cancelled', 'ended']);
  await expectFree(chat);
});

it('Undo is offered in another conversation too, where the first one is gone', async () => {
  const chat = await stoppedUndo();
  const [bot] = chat.houses;
  const megan = chat.person('megan');
  const elsewhere: Where = { conversationId: 'a:megan', place: 'personal', reference: {} };
  await bot!.say(megan, elsewhere, 'show pending changes');
  for (const [title, on] of [
    ['Undo', 'One change is pending'],
    ['Approve', 'taking JIT'],
  ] as const) {
    const { verb, data, cardId } = chat.pressOf(title, { on });
    await bot!.click(megan, elsewhere, verb, data, cardId);
    await chat.settled();
  }
  expect(await statesOf(chat)).toEqual(['undone', 'cancelled', 'applied']);
  await expectFree(chat);
});

it('a new undo that is not carried out leaves the first one its objects', async () => {
  const chat = await stoppedUndo();
  await chat.press('Undo', { as: 'megan' });
  chat.graph.faults.add({ match: { method: 'GET', path: '/mobileApps' }, kind: '403' });
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  expect(await statesOf(chat)).toEqual(['applied', 'interrupted', 'in review']);
  await expectKept(chat);
  await chat.press('Resume', { as: 'alex', on: stoppedTitle });
  expect((await statesOf(chat)).slice(0, 2)).toEqual(['undone', 'applied']);
  expect(appNow(chat)).toEqual(chat.before);
});

it('of two undos that stopped half-way, the one that is resumed ends the other', async () => {
  const chat = await stoppedUndo();
  await chat.press('Undo', { as: 'megan' });
  chat.graph.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '500' });
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  expect(await statesOf(chat)).toEqual(['applied', 'interrupted', 'interrupted']);
  const [, first] = await chat.changes();
  const resume = chat
    .copiesWith(stoppedTitle)
    .map((messageId) => chat.pressOf('Resume', { messageId }))
    .find(({ data }) => 'change' in data && data.change === first!.id);
  await chat.deliver(resume!, 'alex');
  await chat.settled();
  expect(await statesOf(chat)).toEqual(['undone', 'applied', 'cancelled']);
  expect(appNow(chat)).toEqual(chat.before);
  await expectFree(chat);
});

it('where nothing is left to take back, Undo closes it without a review', async () => {
  const chat = await stoppedUndo('504-after');
  expect(appNow(chat)).toEqual(chat.before);
  const writes = chat.sent.length;
  await chat.press('Undo', { as: 'megan' });
  expect(chat.seen('is left to take back. I closed')).toBeDefined();
  expect(await statesOf(chat)).toEqual(['undone', 'cancelled']);
  expect(chat.sent).toHaveLength(writes);
  await expectFree(chat);
});

it('one that died right before its own end, when all was taken back, is closed by Undo as well', async () => {
  const chat = await stoppedUndo('504-after');
  const { records } = chat.houses[0]!.house;
  const [setUp] = await chat.changes();
  await moveChange(records, (await getChange(records, setUp!.id))!, 'undone', new Date());
  await chat.say('show pending changes', 'megan');
  await chat.press('Undo', { as: 'megan', on: 'One change is pending' });
  expect(await statesOf(chat)).toEqual(['undone', 'cancelled']);
  await expectFree(chat);
});

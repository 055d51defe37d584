import { expect, it } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { getChange, moveChange } from '../../src/change/changes.ts';
import { leaseMs } from '../../src/change/lock.ts';
import { startReplicas, type Press, type Replicas } from './support/replicas.ts';

/** A click on Approve is for the card that it was made on: once that came back into review, it counts no more. */

const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
let time = 0;
const mine = async (chat: Replicas): Promise<Change | undefined> =>
  (await chat.changes()).find(({ requester }) => requester.objectId === chat.person('megan').objectId);

/** What sends a review back, and how the way is free again after it. */
const refusals: Record<string, (chat: Replicas, approve: Press) => Promise<() => Promise<unknown>>> = {
  'refused at reading': async (chat, approve) => {
    chat.graph.faults.add({ match: { method: 'GET', path: '/mobileApps' }, kind: '403' });
    await chat.deliver(approve);
    return async () => undefined;
  },
  'refused at the first write': async (chat, approve) => {
    for (const path of ['/deviceConfigurations', /mobileApps.*assign/])
      chat.graph.faults.add({ match: { method: 'POST', path }, kind: '403' });
    await chat.deliver(approve);
    return async () => undefined;
  },
  'not begun because others were at it': async (chat, approve) => {
    await chat.say(askFor('Field Ops'), 'alex');
    chat.graph.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
    await chat.press('Approve', { as: 'alex', on: 'Field Ops' });
    await chat.deliver(approve);
    return () => chat.press('Cancel', { as: 'alex', on: 'Stopped before the end' });
  },
  'stopped with the process': async (chat, approve) => {
    const { house } = chat.houses[0]!;
    const { later } = house;
    house.later = () => undefined;
    await chat.deliver(approve);
    house.later = later;
    time += leaseMs + 1000;
    await chat.houses[0]!.sweep();
    return async () => undefined;
  },
};

it.each(Object.keys(refusals))(
  'an Approve that was %s changes nothing when it is delivered again, and a new one does',
  async (how) => {
    time = Date.now();
    const chat = await startReplicas({ now: () => new Date(time) });
    await chat.say(askFor('Sales'));
    const approve = chat.pressOf('Approve');
    const free = await refusals[how]!(chat, approve);
    await chat.settled();
    expect(await mine(chat)).toMatchObject({ state: 'in review' });
    await free();
    const { length } = chat.sent;
    const before = await mine(chat);
    expect(await chat.deliver(approve)).toMatchObject({
      answer: 'refused',
      text: 'This click was for the review as it stood before. Look at the card as it is now.',
    });
    await chat.settled();
    expect(chat.sent).toHaveLength(length);
    expect(await mine(chat)).toEqual(before);
    for (let tries = 0; tries < 2 && (await mine(chat))?.state === 'in review'; tries += 1)
      await chat.press('Approve', { on: 'Sales' });
    expect(await mine(chat)).toMatchObject({ state: 'applied' });
  },
);

it('a card that stayed behind is brought up to date by the click on it', async () => {
  const chat = await startReplicas();
  await chat.say(askFor('Sales'));
  const { records } = chat.houses[0]!.house;
  const stored = (await getChange(records, (await mine(chat))!.id))!;
  // A process took it, gave it back, and ended before it could edit the card.
  const taken = (await moveChange(records, stored, 'checking', new Date()))!;
  await moveChange(records, taken, 'in review', new Date(), { note: { why: 'stopped' } });
  expect(await chat.press('Approve')).toMatchObject({ answer: 'refused' });
  expect(chat.seen('[Approve]')).toContain('I was stopped while I checked the tenant. Approve once more.');
  await chat.press('Approve');
  expect(await mine(chat)).toMatchObject({ state: 'applied' });
});

it('a change of a record from before reviews were counted is approved as it was shown', async () => {
  const chat = await startReplicas();
  await chat.say(askFor('Sales'));
  const approve = chat.pressOf('Approve');
  const { records } = chat.houses[0]!.house;
  const { key, value, version } = (await records.get('change', (await mine(chat))!.id))!;
  const { round: _, ...old } = value as Change;
  await records.replace('change', key, old, version);
  expect(approve.data).toMatchObject({ digest: old.plan.digest });
  await chat.deliver(approve);
  await chat.settled();
  expect(await mine(chat)).toMatchObject({ state: 'applied' });
});

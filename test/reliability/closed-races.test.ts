import { expect, it, vi } from 'vitest';
import { leaseMs } from '../../src/change/lock.ts';
import { ourPolicies } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';
import {
  apart,
  askFor,
  closed,
  closing,
  deletedByHand,
  deliverAndDie,
  lostDelete,
  onMoved,
  onRead,
  secondPerson,
  statesOf,
  stoppedSetUp,
} from './support/stopped-half-way.ts';

/** Others come in between while something is closed or taken back: nothing else ends than what was shown, and nothing stays. */

it('an undo that stops while another one reads the tenant is not closed by who does not see the policy', async () => {
  const chat = await apart(secondPerson);
  await chat.say(askFor('Sales'), 'diego');
  await chat.press('Approve', { as: 'alex' });
  const undo = chat.pressOf('Undo');
  await chat.press('Undo', { as: 'diego' });
  const approve = chat.pressOf('Approve', { on: 'taking JIT' });
  chat.graph.faults.add({ match: { method: 'DELETE', path: /deviceConfigurations/ }, kind: '500' });
  const read = onRead('after', async () => {
    await chat.deliver(approve, 'alex');
    await vi.waitUntil(async () => (await statesOf(chat))[1] === 'interrupted', { timeout: 20_000 });
  });
  await chat.deliver(undo, 'megan');
  await chat.settled();
  expect(read.done).toBe(true);
  expect(ourPolicies(chat.graph.state)).toHaveLength(1);
  expect(chat.seen('is left to take back')).toBeUndefined();
  expect((await statesOf(chat)).slice(0, 2)).toEqual(['applied', 'interrupted']);
});

it.each([
  ['goes on', (chat: Replicas, press: ReturnType<Replicas['pressOf']>) => chat.deliver(press, 'alex')],
  ['ends', (chat: Replicas, press: ReturnType<Replicas['pressOf']>) => deliverAndDie(chat, press, 'alex')],
])(
  'a stopped undo whose Resume is selected while it is closed keeps nobody away, where the process of Resume %s',
  async (_, deliver) => {
    let time = Date.now();
    const chat = await lostDelete({ now: () => new Date((time += 1000)) });
    const resume = chat.pressOf('Resume');
    await chat.press('Undo', { as: 'megan' });
    const moved = onMoved(chat, 'applying', async () => void (await deliver(chat, resume)));
    await chat.press('Approve', { as: 'nestor', on: closing });
    expect(moved.done).toBe(true);
    expect(chat.seen(closed)).toContain('others may go on');
    expect(await statesOf(chat)).toEqual(['applied', 'cancelled', 'applied']);
    time += 2 * leaseMs;
    await chat.houses[0]!.sweep();
    await chat.settled();
    await chat.say(askFor('Field Ops'), 'megan');
    await chat.press('Approve', { as: 'alex', on: 'Field Ops' });
    expect((await chat.changes()).at(-1)).toMatchObject({ state: 'applied' });
  },
);

it('a stopped undo whose Resume is selected while another one takes everything back does not stay', async () => {
  const chat = await startReplicas();
  await chat.say(askFor('Sales'), 'alex');
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'alex' });
  chat.graph.faults.add({ match: { method: 'DELETE', path: /deviceConfigurations/ }, kind: '500' });
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  expect(await statesOf(chat)).toEqual(['applied', 'interrupted']);
  const resume = chat.pressOf('Resume');
  await chat.press('Undo', { as: 'megan' });
  const moved = onMoved(chat, 'applying', () => deliverAndDie(chat, resume, 'alex'));
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  expect(moved.done).toBe(true);
  expect(await statesOf(chat)).toEqual(['undone', 'cancelled', 'applied']);
});

it.each([
  ['taken back', 'alex', 'undone'],
  ['closed', 'megan', 'cancelled'],
] as const)(
  'Resume selected in the moment when a set-up is %s does not leave it unended',
  async (_, who, end) => {
    const chat = await (end === 'undone' ? stoppedSetUp() : deletedByHand());
    const resume = chat.pressOf('Resume');
    await chat.press('Undo', { as: who });
    const moved = onMoved(chat, 'applying', () => deliverAndDie(chat, resume, 'alex'));
    await chat.press('Approve', { as: who, on: end === 'undone' ? 'taking JIT' : closing });
    expect(moved.done).toBe(true);
    expect(await statesOf(chat)).toEqual([end, 'applied']);
    expect(chat.copiesWith('Stopped before the end')).toEqual([]);
  },
);

it('an approval to close a set-up does not close an undo that began and stopped later', async () => {
  const chat = await apart(secondPerson);
  await chat.say(askFor('Sales'), 'diego');
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'megan' });
  const approve = chat.pressOf('Approve', { on: closing });
  await chat.press('Resume', { as: 'alex' });
  expect(await statesOf(chat)).toEqual(['applied', 'in review']);
  await chat.press('Undo', { as: 'diego', on: 'is set up' });
  chat.graph.faults.add({ match: { method: 'DELETE', path: /deviceConfigurations/ }, kind: '500' });
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  expect(await statesOf(chat)).toEqual(['applied', 'in review', 'interrupted']);
  chat.graph.state.people.find(({ id }) => id === 'nestor')!.scopeTags = ['0'];
  await chat.deliver(approve, 'nestor');
  await chat.settled();
  expect(await statesOf(chat)).toEqual(['applied', 'in review', 'interrupted']);
  expect(chat.seen('or what I see of it, changed')).toContain('What it closes went on meanwhile.');
});

it('an approval to close a set-up does not close it where it was resumed since, and stopped again', async () => {
  const chat = await apart();
  await chat.say(askFor('Sales'), 'alex');
  chat.graph.faults.add({
    match: { method: 'POST', path: /deviceConfigurations.*assign/ },
    kind: '403',
    times: 2,
  });
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'megan' });
  await chat.press('Resume', { as: 'alex' });
  expect((await chat.events()).includes('resumed')).toBe(true);
  await chat.press('Approve', { as: 'megan', on: closing });
  expect((await statesOf(chat))[0]).toBe('interrupted');
});

it('a closing that was cancelled while its worker stood still closes nothing', async () => {
  let time = Date.now();
  const chat = await deletedByHand({ count: 2, now: () => new Date((time += 1)) });
  const [, other] = chat.houses;
  await chat.press('Undo', { as: 'megan' });
  const moved = onMoved(chat, 'applying', async () => {
    time += leaseMs + 1000;
    await other!.sweep();
    await other!.idle();
    expect((await statesOf(chat))[1]).toBe('in review');
    await chat.deliver(chat.pressOf('Cancel', { on: closing }), 'megan', 1);
    await other!.idle();
    expect((await statesOf(chat))[1]).toBe('cancelled');
  });
  await chat.press('Approve', { as: 'megan', on: closing });
  expect(moved.done).toBe(true);
  expect(await statesOf(chat)).toEqual(['interrupted', 'cancelled']);
});

it('a Resume that is refused because its closing is checked does not free what the change keeps', async () => {
  const chat = await deletedByHand();
  const resume = chat.pressOf('Resume');
  await chat.press('Undo', { as: 'megan' });
  const read = onRead('before', async () => {
    await chat.deliver(resume, 'alex');
    await vi.waitUntil(async () => (await statesOf(chat))[0] === 'interrupted', { timeout: 20_000 });
    chat.graph.faults.add({ match: { method: 'GET', path: /mobileApps/ }, kind: '500', times: 12 });
  });
  await chat.press('Approve', { as: 'megan', on: closing });
  chat.graph.faults.clear();
  expect(read.done).toBe(true);
  expect(await statesOf(chat)).toEqual(['interrupted', 'in review']);
  await chat.say(askFor('Field Ops'), 'megan');
  await chat.press('Approve', { as: 'megan', on: 'Field Ops' });
  expect((await chat.changes()).at(-1)).toMatchObject({ state: 'in review', note: { why: 'busy' } });
});

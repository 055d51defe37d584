import { expect, it } from 'vitest';
import { leaseMs } from '../../src/change/lock.ts';
import {
  askFor,
  closing,
  deletedByHand,
  deliverAndDie,
  onMoved,
  onRead,
  statesOf,
  stoppedSetUp,
} from './support/stopped-half-way.ts';

/** Whom the objects of an unfinished change are kept for, where workers die and people are signed out. */

it('an undo that goes back into review gives the objects back to a change whose Resume died meanwhile', async () => {
  let time = Date.now();
  const chat = await stoppedSetUp({ now: () => new Date((time += 1)) });
  const resume = chat.pressOf('Resume');
  await chat.press('Undo', { as: 'megan' });
  const read = onRead('before', async () => {
    await deliverAndDie(chat, resume, 'alex');
    chat.graph.faults.add({ match: { method: 'GET', path: /mobileApps/ }, kind: '500', times: 12 });
  });
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  chat.graph.faults.clear();
  expect(read.done).toBe(true);
  expect(await statesOf(chat)).toEqual(['applying', 'in review']);
  time += 2 * leaseMs;
  await chat.houses[0]!.sweep();
  await chat.settled();
  expect(await statesOf(chat)).toEqual(['interrupted', 'in review']);
  await chat.say(askFor('Field Ops'), 'megan');
  await chat.press('Approve', { as: 'megan', on: 'Field Ops' });
  expect((await chat.changes()).at(-1)).toMatchObject({ state: 'in review', note: { why: 'busy' } });
});

it('a change can be resumed though a closing of it, never begun, waits for a sign-in', async () => {
  const signedOut = new Set<string>();
  const chat = await deletedByHand({ signedOut });
  await chat.press('Undo', { as: 'megan' });
  signedOut.add('megan');
  await chat.press('Approve', { as: 'megan', on: closing });
  expect(await statesOf(chat)).toEqual(['interrupted', 'waiting for sign-in']);
  await chat.press('Undo', { as: 'nestor', on: 'Stopped before' });
  chat.graph.faults.add({ match: { method: 'GET', path: /mobileApps/ }, kind: '500', times: 12 });
  await chat.press('Approve', { as: 'nestor', on: closing });
  chat.graph.faults.clear();
  expect((await statesOf(chat)).slice(0, 2)).toEqual(['interrupted', 'waiting for sign-in']);
  await chat.press('Resume', { as: 'alex', on: 'assign' });
  const [x] = await chat.changes();
  expect(x!.outcome?.problem?.code).not.toBe('objects-busy');
});

it('a set-up can be resumed though an undo of it, never begun, waits for a sign-in', async () => {
  const signedOut = new Set<string>();
  const chat = await stoppedSetUp({ signedOut });
  await chat.press('Undo', { as: 'megan' });
  signedOut.add('megan');
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  await chat.press('Undo', { as: 'nestor', on: 'Stopped before' });
  chat.graph.faults.add({ match: { method: 'GET', path: /mobileApps/ }, kind: '500', times: 12 });
  await chat.press('Approve', { as: 'nestor', on: 'taking JIT' });
  chat.graph.faults.clear();
  expect(await statesOf(chat)).toEqual(['interrupted', 'waiting for sign-in', 'in review']);
  await chat.press('Resume', { as: 'alex', on: 'Stopped before' });
  expect((await chat.changes())[0]).toMatchObject({ state: 'applied' });
});

it('a closing whose worker died after it closed is told as closed', async () => {
  let time = Date.now();
  const chat = await deletedByHand({ now: () => new Date((time += 1)) });
  await chat.press('Undo', { as: 'megan' });
  const moved = onMoved(chat, 'cancelled', async () => {
    throw new Error('dead');
  });
  await chat.press('Approve', { as: 'megan', on: closing }).catch(() => undefined);
  await chat.settled().catch(() => undefined);
  expect(moved.done).toBe(true);
  expect(await statesOf(chat)).toEqual(['cancelled', 'applying']);
  time += 2 * leaseMs;
  await chat.houses[0]!.sweep();
  await chat.settled();
  expect(await statesOf(chat)).toEqual(['cancelled', 'applied']);
  expect(chat.seen('Closed, nothing was taken back')).toBeDefined();
});

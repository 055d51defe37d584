import { expect, it, onTestFinished, vi } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { leaseMs } from '../../src/change/lock.ts';
import { ourPolicies } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** What a worker that died, or counts as dead, leaves behind, and what it may still do. */

const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
async function last(chat: Replicas): Promise<Change | undefined> {
  return (await chat.changes()).at(-1);
}

it('a review whose worker died in the check keeps nobody away once that is noticed', async () => {
  let time = Date.now();
  const chat = await startReplicas({ count: 2, now: () => new Date(time) });
  await chat.say(askFor('Sales'), 'alex');
  time += 1000;
  await chat.say(askFor('Field Ops'), 'megan');
  // The process of the first replica is gone from here on: its calls never come back.
  const { fetch: send } = globalThis;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const hung = new Promise<void>((resolve) => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
      resolve();
      await ended;
      throw new TypeError('fetch failed');
    });
  });
  onTestFinished(() => {
    end();
    vi.restoreAllMocks();
  });
  await chat.deliver(chat.pressOf('Approve', { on: 'Sales' }), 'alex');
  await hung;
  vi.mocked(globalThis.fetch).mockImplementation(send);

  time += leaseMs + 1000;
  await chat.houses[1]!.sweep();
  await chat.houses[1]!.idle();
  expect((await chat.changes())[0]).toMatchObject({ state: 'in review', note: { why: 'stopped' } });
  await chat.deliver(chat.pressOf('Approve', { on: 'Field Ops' }), 'megan', 1);
  await chat.houses[1]!.idle();
  expect(await last(chat)).toMatchObject({ state: 'applied', requester: { name: 'Megan Bowen' } });
});

/** Calls `then` once for each of these requests, when Graph has carried it out and its answer is on the way. */
function onAnswer(to: RegExp[], then: () => Promise<void>): void {
  const { fetch: send } = globalThis;
  const left = new Set(to);
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init) => {
    const answer = await send(address, init);
    const request = `${init?.method ?? 'GET'} ${typeof address === 'string' ? address : ''}`;
    const found = [...left].find((one) => one.test(request));
    if (!found) return answer;
    left.delete(found);
    await then();
    return answer;
  });
  onTestFinished(() => void vi.restoreAllMocks());
}

it('a worker that stood still for longer than its lease writes no more, and the card tells what it still wrote', async () => {
  let time = Date.now();
  const chat = await startReplicas({ count: 2, now: () => new Date(time) });
  const [, other] = chat.houses;
  await chat.say(askFor('Sales'), 'alex');
  onAnswer([/POST .*mobileApps\/[^/]+\/assign/], async () => {
    time += leaseMs + 1000;
    await other!.sweep();
    await other!.idle();
  });
  await chat.press('Approve', { as: 'alex' });
  expect(await last(chat)).toMatchObject({ state: 'interrupted' });
  expect(chat.sent.map(({ path }) => path)).not.toContainEqual(
    expect.stringMatching(/Configurations\/.*assign/),
  );
  expect(ourPolicies(chat.graph.state)[0]?.assignments).toEqual([]);
  const card = chat.seen('Stopped before the end');
  expect(card).toContain(
    'Done: Create the policy, not assigned to anybody yet; Require Microsoft Authenticator',
  );
  expect(card).toContain('Not done: Assign the policy.');
  await chat.press('Resume', { as: 'alex' });
  expect((await last(chat))?.state).toBe('applied');
});

it('a worker that stood still before it wrote anything puts its change back into review', async () => {
  let time = Date.now();
  const chat = await startReplicas({ now: () => new Date(time) });
  await chat.say(askFor('Sales'), 'alex');
  onAnswer([/GET .*mobileApps/], async () => void (time += leaseMs + 1000));
  await chat.press('Approve', { as: 'alex' });
  expect(chat.sent).toEqual([]);
  expect(chat.seen('[Approve]')).toContain('I stood still for more than a minute');
  await chat.press('Approve', { as: 'alex' });
  expect((await last(chat))?.state).toBe('applied');
});

it('a worker that waits for a slow Graph for minutes is not taken for dead', async () => {
  let time = Date.now();
  const beats = new Set<() => Promise<void>>();
  const chat = await startReplicas({
    ...{ count: 2, now: () => new Date(time) },
    every: (_, beat) => {
      beats.add(beat);
      return () => void beats.delete(beat);
    },
  });
  const [, other] = chat.houses;
  await chat.say(askFor('Sales'), 'alex');
  const states: (string | undefined)[] = [];
  const slowly = async (): Promise<void> => {
    for (let waited = 0; waited < 3 * leaseMs; waited += leaseMs / 3) {
      time += leaseMs / 3;
      for (const beat of beats) await beat();
      await other!.sweep();
    }
    states.push((await last(chat))?.state);
  };
  const [check, write, readBack] = [
    /GET .*mobileApps/,
    /POST .*mobileApps\/[^/]+\/assign/,
    /GET .*Configurations\/[^/]+/,
  ];
  onAnswer([check, write, readBack], slowly);
  await chat.press('Approve', { as: 'alex' });
  expect(states).toEqual(['checking', 'applying', 'applying']);
  expect((await last(chat))?.state).toBe('applied');
  expect(beats.size).toBe(0);
});

it('a resume that comes to its work after it was given up writes nothing', async () => {
  let time = Date.now();
  const chat = await startReplicas({ count: 2, now: () => new Date(time) });
  const [slow, other] = chat.houses;
  await chat.say(askFor('Sales'), 'alex');
  chat.graph.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex' });
  const sent = chat.sent.length;
  const { later } = slow!.house;
  const waiting: (() => void)[] = [];
  slow!.house.later = (...work) => void waiting.push(() => later(...work));
  await chat.press('Resume', { as: 'alex' });
  time += leaseMs + 1000;
  await other!.sweep();
  await chat.settled();
  await chat.press('Cancel', { as: 'alex', replica: 1 });
  expect((await last(chat))?.state).toBe('cancelled');
  slow!.house.later = later;
  for (const work of waiting) work();
  await chat.settled();
  expect(chat.sent).toHaveLength(sent);
  await chat.say(askFor('Field Ops'), 'megan');
  await chat.press('Approve', { as: 'megan', on: 'Field Ops' });
  expect((await last(chat))?.state).toBe('applied');
});

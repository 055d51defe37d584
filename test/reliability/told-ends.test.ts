import { expect, it } from 'vitest';
import { dueKind } from '../../src/change/audit-due.ts';
import { auditKind, entrySchema, type AuditEntry } from '../../src/change/audit-entry.ts';
import type { AuditEvent } from '../../src/change/audit-events.ts';
import { leaseMs } from '../../src/change/lock.ts';
import { reviewTimes } from '../../src/change/review-times.ts';
import { RecordsUnavailable } from '../../src/records/records.ts';
import { startReplicas } from './support/replicas.ts';

/** Each end stands in the audit once, also where the process ended, or stood still, before the end or before its entry. */

const ask = 'set up JIT for com.box.BoxNet for Sales';
const taking = { on: 'taking JIT' };

/** Two replicas and a clock that goes on by hand. */
async function startChat(mode: 'self' | 'second-person' = 'self') {
  let time = Date.now();
  const chat = await startReplicas({ count: 2, approval: { mode }, now: () => new Date(time) });
  const [first, second] = chat.houses.map(({ house }) => house);
  const sweep = async (replica = 1): Promise<void> => {
    await chat.houses[replica]!.sweep();
    await chat.settled();
  };
  const later = (milliseconds: number): void => void (time += milliseconds);
  const entries = async (event: AuditEvent['event']): Promise<AuditEntry[]> => {
    const { records } = await second!.records.list(auditKind, { limit: 1000 });
    return records.map(({ value }) => entrySchema.parse(value)).filter((entry) => entry.event === event);
  };
  return {
    ...{ ...chat, later, sweep, entries },
    sweepLater: async (replica = 1): Promise<void> => {
      later(leaseMs + 1000);
      await sweep(replica);
    },
    /** of the change that came first */
    state: async (): Promise<string | undefined> => (await chat.changes())[0]?.state,
    notes: async (): Promise<number> => (await second!.records.list(dueKind, { limit: 10 })).records.length,
    history: async (): Promise<string | undefined> => {
      await chat.houses[1]!.say(chat.person('megan'), chat.where, 'history');
      await chat.settled();
      return chat.seen('What changed');
    },
    /** The first replica ends before any entry like these. */
    dieBeforeEntry: (isLike: (told: AuditEvent) => boolean): void => {
      const { audit } = first!;
      const append = audit.append.bind(audit);
      audit.append = async (told) => {
        if (!isLike(told)) return append(told);
        throw new Error('the process ended');
      };
    },
    /** Calls `before` and `after` where the first replica writes a change for the next time. */
    aroundMove: (around: { before?: () => Promise<void>; after?: () => Promise<void> }): void => {
      const { records } = first!;
      const replace = records.replace.bind(records);
      records.replace = async (kind, ...rest) => {
        if (kind !== 'change') return replace(kind, ...rest);
        records.replace = replace;
        await around.before?.();
        const written = await replace(kind, ...rest);
        await around.after?.();
        return written;
      };
    },
  };
}

const ways: { how: string; end: AuditEvent['event']; state: string; line: string }[] = [
  { how: 'Cancel', end: 'cancelled', state: 'cancelled', line: 'cancelled by Megan Bowen' },
  { how: 'Edit', end: 'cancelled', state: 'cancelled', line: 'taken back for editing by Megan Bowen' },
  { how: 'Reject', end: 'rejected', state: 'rejected', line: 'rejected by Alex Wilber' },
  { how: 'Approve', end: 'ended', state: 'applied', line: 'ended as applied' },
];

it.each(ways)('$how: the sweep of another process tells it once', async ({ how, end, state, line }) => {
  const chat = await startChat(how === 'Reject' ? 'second-person' : 'self');
  await chat.say(ask);
  chat.dieBeforeEntry(({ event }) => event === end);
  await chat.press(how, { as: how === 'Reject' ? 'alex' : 'megan' }).catch(() => undefined);
  expect(await chat.state()).toBe(state);
  // It may be about to tell it.
  await chat.sweep();
  expect(await chat.entries(end)).toEqual([]);
  await chat.sweepLater(0);
  expect(await chat.entries(end)).toEqual([]);
  await chat.sweepLater();
  await chat.sweepLater();
  expect(await chat.entries(end)).toHaveLength(1);
  expect(await chat.history()).toContain(line);
  expect(await chat.notes()).toBe(0);
});

it('an expired review is told by the next sweep, where the one that moved it could not', async () => {
  const chat = await startChat();
  await chat.say(ask);
  chat.dieBeforeEntry(({ event }) => event === 'expired');
  chat.later(Date.parse(reviewTimes(new Date(0)).expiresAt));
  await chat.sweep(0);
  expect(await chat.state()).toBe('expired');
  await chat.sweepLater();
  expect(await chat.entries('expired')).toHaveLength(1);
  expect(await chat.notes()).toBe(0);
});

it.each(['Cancel', 'Undo'])(
  'a write that was never settled is told by the sweep, and its %s',
  async (how) => {
    const chat = await startChat();
    await chat.say(ask);
    chat.dieBeforeEntry(({ event, facts }) => event === 'written' && facts.step === 'create-policy');
    await chat.press('Approve');
    expect(await chat.state()).toBe('interrupted');
    chat.later(1000);
    const end = how === 'Undo' ? 'undone' : 'cancelled';
    chat.dieBeforeEntry(({ event }) => event === end);
    await chat.press(how).catch(() => undefined);
    if (how === 'Undo') await chat.press('Approve', taking);
    expect(await chat.state()).toBe(end);
    expect(await chat.entries(end)).toEqual([]);
    await chat.sweepLater();
    const unknown = (await chat.entries('written')).filter(({ facts }) => facts['outcome'] === 'unknown');
    expect(unknown.map(({ facts }) => facts['step'])).toEqual(['create-policy']);
    expect(await chat.entries(end)).toHaveLength(1);
  },
);

it('what came and was taken back before the sweep is told, too', async () => {
  const chat = await startChat();
  await chat.say(ask);
  chat.dieBeforeEntry(({ event }) => event === 'ended');
  await chat.press('Approve');
  chat.later(1000);
  await chat.press('Undo', { replica: 1 });
  await chat.press('Approve', { ...taking, replica: 1 });
  expect(await chat.state()).toBe('undone');
  const [undo] = await chat.entries('ended');
  await chat.sweepLater();
  const told = await chat.entries('ended');
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ facts: { state: 'applied', changeId: (await chat.changes())[0]!.id } });
  expect(told[0]).toEqual(undo);
  expect(await chat.notes()).toBe(0);
});

it('an end that did not come is not told, and is forgotten when another one comes', async () => {
  const chat = await startChat();
  await chat.say(ask);
  chat.aroundMove({
    before: async () => {
      throw new Error('the process ended');
    },
  });
  await chat.press('Cancel').catch(() => undefined);
  await chat.sweepLater();
  expect(await chat.state()).toBe('in review');
  expect(await chat.entries('cancelled')).toEqual([]);
  await chat.press('Edit', { replica: 1 });
  await chat.sweepLater();
  expect((await chat.entries('cancelled')).map(({ facts }) => facts['why'])).toEqual(['edit']);
  expect(await chat.notes()).toBe(0);
});

it.each(['before', 'after'])(
  'a process that stands still %s the move: its end is told once',
  async (when) => {
    const chat = await startChat();
    await chat.say(ask);
    chat.aroundMove({
      [when]: async () => {
        await chat.sweepLater();
        expect(await chat.entries('cancelled')).toHaveLength(when === 'after' ? 1 : 0);
      },
    });
    await chat.press('Cancel');
    expect(chat.seen('Cancelled. Nothing was written.')).toBeDefined();
    await chat.sweepLater();
    expect(await chat.entries('cancelled')).toHaveLength(1);
    expect(await chat.notes()).toBe(0);
  },
);

it('what cannot be told because the chain is lost stays, keeps no card back, and is told later', async () => {
  const chat = await startChat();
  await chat.say(ask);
  chat.dieBeforeEntry(({ event }) => event === 'cancelled');
  await chat.press('Cancel').catch(() => undefined);
  const { house } = chat.houses[1]!;
  const append = house.audit.append.bind(house.audit);
  house.audit.append = async () => {
    throw new RecordsUnavailable('the chain is damaged');
  };
  await chat.sweepLater();
  expect(chat.houses[1]!.log).toContainEqual(expect.objectContaining({ message: 'not in the audit' }));
  expect(chat.copiesWith('[Approve]')).toEqual([]);
  house.audit.append = append;
  await chat.sweepLater();
  expect(await chat.entries('cancelled')).toHaveLength(1);
});

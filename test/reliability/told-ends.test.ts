import { expect, it } from 'vitest';
import { auditKind, entrySchema, type AuditEntry } from '../../src/change/audit-entry.ts';
import type { AuditEvent } from '../../src/change/audit-events.ts';
import { leaseMs } from '../../src/change/lock.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** Each end stands in the audit, also where the process ended between the end and its entry. */

const ask = 'set up JIT for com.box.BoxNet for Sales';

/** Two replicas, and a clock that goes on by hand. */
async function startChat(mode: 'self' | 'second-person' = 'self') {
  let time = Date.now();
  const chat = await startReplicas({ count: 2, approval: { mode }, now: () => new Date(time) });
  return {
    ...chat,
    later: (milliseconds: number): void => void (time += milliseconds),
    sweep: async (replica = 1): Promise<void> => {
      await chat.houses[replica]!.sweep();
      await chat.settled();
    },
  };
}

/** The first replica ends before any entry like these. */
function dieBefore(chat: Replicas, isLike: (told: AuditEvent) => boolean): void {
  const { audit } = chat.houses[0]!.house;
  const append = audit.append.bind(audit);
  audit.append = async (told) => {
    if (!isLike(told)) return append(told);
    throw new Error('the process ended');
  };
}

async function told(chat: Replicas, event: AuditEvent['event']): Promise<AuditEntry[]> {
  const { records } = await chat.houses[1]!.house.records.list(auditKind, { limit: 1000 });
  return records.map(({ value }) => entrySchema.parse(value)).filter((entry) => entry.event === event);
}

const ways: { end: AuditEvent['event']; how: string; mode?: 'second-person'; state: string; by?: string }[] =
  [
    { end: 'cancelled', how: 'Cancel', state: 'cancelled', by: 'Megan Bowen' },
    { end: 'cancelled', how: 'Edit', state: 'cancelled', by: 'Megan Bowen' },
    { end: 'rejected', how: 'Reject', mode: 'second-person', state: 'rejected', by: 'Alex Wilber' },
    { end: 'ended', how: 'Approve', state: 'applied', by: 'Megan Bowen' },
  ];

it.each(ways)('$how: the sweep of another process tells it once', async ({ end, how, mode, state, by }) => {
  const chat = await startChat(mode);
  await chat.say(ask);
  dieBefore(chat, ({ event }) => event === end);
  const as = how === 'Reject' ? 'alex' : 'megan';
  await chat.press(how, { as }).catch(() => undefined);
  expect((await chat.changes())[0]?.state).toBe(state);
  // It may be about to tell it.
  await chat.sweep();
  expect(await told(chat, end)).toEqual([]);
  chat.later(leaseMs + 1000);
  await Promise.all([chat.sweep(0).catch(() => undefined), chat.sweep(1)]);
  chat.later(leaseMs + 1000);
  await chat.sweep();
  const entries = await told(chat, end);
  expect(entries).toHaveLength(1);
  await chat.houses[1]!.say(chat.person('megan'), chat.where, 'history');
  await chat.settled();
  expect(chat.seen('What changed')).toContain(by);
});

it.each(['Cancel', 'Undo'])(
  'what was never looked for is told by the sweep, and then its %s',
  async (how) => {
    const chat = await startChat();
    await chat.say(ask);
    dieBefore(chat, ({ event, facts }) => event === 'written' && facts.step === 'create-policy');
    await chat.press('Approve');
    expect((await chat.changes())[0]?.state).toBe('interrupted');
    chat.later(1000);
    if (how === 'Undo') await chat.press('Undo');
    const end = how === 'Undo' ? 'undone' : 'cancelled';
    dieBefore(chat, ({ event }) => event === end);
    await chat
      .press(how === 'Undo' ? 'Approve' : how, { on: how === 'Undo' ? 'taking JIT' : '' })
      .catch(() => undefined);
    expect((await chat.changes())[0]?.state).toBe(end);
    expect(await told(chat, end)).toEqual([]);
    chat.later(leaseMs + 1000);
    await chat.sweep();
    const unknown = (await told(chat, 'written')).filter(({ facts }) => facts['outcome'] === 'unknown');
    expect(unknown.map(({ facts }) => facts['step'])).toContain('create-policy');
    expect(await told(chat, end)).toHaveLength(1);
  },
);

it('an end that did not come is not told, and can come later', async () => {
  const chat = await startChat();
  await chat.say(ask);
  const { records } = chat.houses[0]!.house;
  const replace = records.replace.bind(records);
  records.replace = async (kind, ...rest) => {
    if (kind !== 'change') return replace(kind, ...rest);
    throw new Error('the process ended');
  };
  await chat.press('Cancel').catch(() => undefined);
  chat.later(leaseMs + 1000);
  await chat.sweep();
  expect((await chat.changes())[0]?.state).toBe('in review');
  expect(await told(chat, 'cancelled')).toEqual([]);
  await chat.press('Cancel', { replica: 1 });
  chat.later(leaseMs + 1000);
  await chat.sweep();
  expect(await told(chat, 'cancelled')).toHaveLength(1);
});

it('a process that stood still between an end and its entry leaves it to the sweep that told it', async () => {
  const chat = await startChat();
  await chat.say(ask);
  const { records } = chat.houses[0]!.house;
  const get = records.get.bind(records);
  records.get = async (kind, key) => {
    if (kind === 'audit-due') {
      chat.later(leaseMs + 1000);
      await chat.houses[1]!.sweep();
    }
    return get(kind, key);
  };
  await chat.press('Cancel');
  expect(await told(chat, 'cancelled')).toHaveLength(1);
  expect(chat.seen('Cancelled. Nothing was written.')).toBeDefined();
});

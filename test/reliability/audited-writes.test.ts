import { expect, it } from 'vitest';
import { auditKind, entrySchema, type AuditEntry } from '../../src/change/audit-entry.ts';
import { leaseMs } from '../../src/change/lock.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { ourPolicies } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** Each write stands in the audit, also where the chain could not be written, or the process ended, right after it. */

const ask = 'set up JIT for com.box.BoxNet for Sales';

/** The next entry for this step does not come to disk. */
function failToTell(chat: Replicas, step: string): void {
  const { audit } = chat.houses[0]!.house;
  const append = audit.append.bind(audit);
  audit.append = async (event) => {
    if (event.event !== 'written' || event.facts.step !== step) return append(event);
    audit.append = append;
    throw new Error('the disk is full');
  };
}
async function told(chat: Replicas): Promise<AuditEntry[]> {
  const { records } = await chat.houses[0]!.house.records.list(auditKind, { limit: 1000 });
  return records.map(({ value }) => entrySchema.parse(value));
}
/** `STEP OUTCOME` of each write that is told */
const written = (entries: AuditEntry[]): string[] =>
  entries
    .filter(({ event }) => event === 'written')
    .map(({ facts }) => `${String(facts['step'])} ${String(facts['outcome'])}`);

it.each(['create-policy', 'assign-authenticator', 'assign-policy'])(
  '%s that could not be told is looked for by Resume, told with its id, and not sent again',
  async (step) => {
    const chat = await startReplicas();
    await chat.say(ask);
    failToTell(chat, step);
    await chat.press('Approve');
    expect(chat.seen('Stopped before the end')).toContain('Something went wrong on my side, and I stopped.');
    expect((await chat.changes())[0]?.state).toBe('interrupted');
    await chat.press('Resume');
    expect((await chat.changes())[0]?.state).toBe('applied');
    expect(chat.sent).toHaveLength(3);
    const entries = await told(chat);
    expect(written(entries).sort()).toEqual([
      'assign-authenticator done',
      'assign-policy done',
      'create-policy done',
    ]);
    const sentIds = chat.sent.map(({ headers }) => headers.get('client-request-id'));
    const toldIds = entries.filter(({ event }) => event === 'written').map(({ facts }) => facts);
    expect(toldIds.map(({ clientRequestId }) => clientRequestId).sort()).toEqual(sentIds.sort());
  },
);

it('a refusal of Intune that could not be told leaves nothing undone', async () => {
  const chat = await startReplicas();
  await chat.say(ask);
  chat.graph.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
  failToTell(chat, 'assign-authenticator');
  await chat.press('Approve');
  expect(chat.seen('Stopped before the end')).toBeDefined();
  await chat.press('Resume');
  expect((await chat.changes())[0]?.state).toBe('applied');
  expect(written(await told(chat)).filter((one) => one.startsWith('assign-authenticator'))).toEqual([
    'assign-authenticator unknown',
    'assign-authenticator done',
  ]);
});

it.each(['Cancel', 'Undo'])(
  'a write that was never looked for is told as not known at the %s',
  async (how) => {
    const chat = await startReplicas();
    await chat.say(ask);
    failToTell(chat, 'create-policy');
    await chat.press('Approve');
    await chat.press(how);
    if (how === 'Undo') await chat.press('Approve', { on: 'taking JIT' });
    expect((await chat.changes())[0]?.state).toBe(how === 'Undo' ? 'undone' : 'cancelled');
    const entries = await told(chat);
    expect(written(entries)).toContain('create-policy unknown');
    const [create] = chat.sent.filter(({ path }) => path === '/deviceManagement/deviceConfigurations');
    const entry = entries.find(({ facts }) => facts['outcome'] === 'unknown');
    expect(entry?.facts['clientRequestId']).toBe(create?.headers.get('client-request-id'));
    expect(entries.findLastIndex(({ event }) => event === 'written')).toBeLessThan(
      entries.findIndex(({ event }) => event === (how === 'Undo' ? 'undone' : 'cancelled')),
    );
  },
);

it('nobody is told to have refused what was only stopped', async () => {
  let time = Date.now();
  const chat = await startReplicas({ now: () => new Date(time) });
  await chat.say(ask);
  // The process ends right after the click.
  chat.houses[0]!.house.later = () => undefined;
  await chat.deliver(chat.pressOf('Approve'));
  time += leaseMs + 1000;
  await chat.houses[0]!.sweep();
  expect((await chat.changes())[0]).toMatchObject({ state: 'in review', note: { why: 'stopped' } });
  const last = (await told(chat)).at(-1);
  expect(last).toMatchObject({ event: 'refused', facts: { code: 'stopped-in-the-middle' } });
  expect(last?.personal).toBeUndefined();
});

it('a delete that was never settled is told where the tenant moved and the review expires', async () => {
  let time = Date.now();
  const chat = await startReplicas({ now: () => new Date(time) });
  await chat.say(ask);
  await chat.press('Approve');
  await chat.press('Undo');
  failToTell(chat, 'delete-policy');
  chat.graph.faults.add({ match: { method: 'DELETE', path: /deviceConfigurations/ }, kind: '403' });
  await chat.press('Approve', { on: 'taking JIT' });
  const undoState = async (): Promise<string | undefined> =>
    (await chat.changes()).find(({ plan }) => 'undoes' in plan)?.state;
  const [policy] = ourPolicies(chat.graph.state);
  const theirs = structuredClone(policy!.assignments[0]!);
  policy!.assignments.push({
    ...theirs,
    id: 'theirs',
    target: { ...theirs.target, groupId: groupIds.interns },
  });
  await chat.press('Resume');
  expect(await undoState()).toBe('in review');
  time += 9 * 3_600_000;
  await chat.houses[0]!.sweep();
  expect(await undoState()).toBe('expired');
  const sent = chat.sent.find(({ method }) => method === 'DELETE')?.headers.get('client-request-id');
  expect((await told(chat)).map(({ facts }) => facts)).toContainEqual(
    expect.objectContaining({ step: 'delete-policy', outcome: 'unknown', clientRequestId: sent }),
  );
});

it('a write that another account sent, and Resume found, is not told as written by who resumed', async () => {
  const chat = await startReplicas({ approval: { mode: 'second-person' } });
  await chat.say(ask, 'diego');
  failToTell(chat, 'create-policy');
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Resume', { as: 'megan' });
  expect((await chat.changes())[0]?.state).toBe('applied');
  const entries = (await told(chat)).filter(({ event }) => event === 'written');
  const nameless = entries.filter(({ personal }) => personal === undefined);
  expect(written(nameless)).toEqual(['create-policy done']);
  expect(nameless[0]?.facts['clientRequestId']).toBe(chat.sent[0]?.headers.get('client-request-id'));
  await chat.say('history', 'megan');
  expect(chat.seen('What changed')).toContain('approved by Alex Wilber');
});

import { expect, it, onTestFinished, vi } from 'vitest';
import { changeSchema, type Change } from '../../src/change/change.ts';
import { authenticatorIn, ourPolicies } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** What stopped half-way, where nobody who is there sees its policy: an approved undo closes it, and claims nothing. */

const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
const statesOf = async (chat: Replicas): Promise<Change['state'][]> =>
  (await chat.changes()).map(({ state }) => state);
const secondPerson = { approval: { mode: 'second-person' as const } };
const closing = 'Review: closing what stopped half-way';
const closed = 'Closed, nothing was taken back';

/** Alex's set-up stops before its policy is assigned, and somebody deletes that policy by hand. */
async function deletedByHand(options: Parameters<typeof startReplicas>[0] = {}): Promise<Replicas> {
  const chat = await startReplicas(options);
  await chat.say(askFor('Sales'), options.approval ? 'diego' : 'alex');
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex' });
  chat.graph.faults.clear();
  const { policies } = chat.graph.state;
  policies.splice(policies.indexOf(ourPolicies(chat.graph.state)[0]!), 1);
  expect(await statesOf(chat)).toEqual(['interrupted']);
  return chat;
}

/** Set up; the answer to the DELETE of its undo gets lost, and so do the looks after it. */
async function lostDelete(): Promise<Replicas> {
  const chat = await startReplicas(secondPerson);
  await chat.say(askFor('Sales'), 'diego');
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'diego' });
  const { faults } = chat.graph;
  faults.add({ match: { method: 'DELETE', path: /deviceConfigurations/ }, kind: '504-after' });
  const looks = { method: 'GET', path: /deviceConfigurations\/[^/]+$/ };
  faults.add({ match: looks, kind: '500', times: 12, skip: 1 });
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  faults.clear();
  expect(await statesOf(chat)).toEqual(['applied', 'interrupted']);
  return chat;
}

async function expectFree(chat: Replicas, approver: string): Promise<void> {
  await chat.say(askFor('Field Ops'), 'megan');
  await chat.press('Approve', { as: approver, on: 'Field Ops' });
  expect((await chat.changes()).at(-1)).toMatchObject({
    ...{ state: 'applied', requester: { name: 'Megan Bowen' } },
  });
}

it('a change whose policy does not show is closed by whoever approves that, with nothing written', async () => {
  const chat = await deletedByHand();
  const writes = chat.sent.length;
  const assigned = authenticatorIn(chat.graph.state).assignments.length;
  await chat.press('Undo', { as: 'megan' });
  const review = chat.seen(closing);
  expect(review).toContain('Takes nothing back of what was begun with this policy, asked for by Megan Bowen');
  expect(review).toContain('The policy of that change is deleted, or not visible to you');
  expect(review).toContain('the one who approved that change can still use Resume or Undo, and may see more');
  expect(review).toContain('it only closes what stopped half-way');
  expect(await statesOf(chat)).toEqual(['interrupted', 'in review']);

  await chat.press('Approve', { as: 'megan', on: closing });
  expect(await statesOf(chat)).toEqual(['cancelled', 'applied']);
  expect(chat.sent).toHaveLength(writes);
  expect(authenticatorIn(chat.graph.state).assignments).toHaveLength(assigned);
  const card = chat.seen(closed);
  expect(card).toContain('what stands in the tenant stays');
  expect(card).toContain('The policy of that change is deleted, or not visible to you');
  expect(card).not.toContain('Resume');
  expect(card).not.toContain('read back');
  expect(chat.seen('Given up. What was written before stays as it is.')).toBeDefined();
  await expectFree(chat, 'megan');
});

it('history tells of it as closed', async () => {
  const chat = await deletedByHand();
  await chat.press('Undo', { as: 'megan' });
  await chat.say('show pending changes', 'megan');
  expect(chat.seen('changes are pending')).toContain('Closing, asked for by Megan Bowen');
  await chat.press('Approve', { as: 'megan', on: closing });
  await chat.say('history', 'megan');
  const history = chat.seen('What changed');
  expect(history).toMatch(/Closing iOS - JIT registration - Sales\s+Closed/);
  expect(history).toContain('given up by Megan Bowen');
  expect(history).toContain('closing it was asked for by Megan Bowen');
  expect(history).not.toMatch(/taking (it )?back/i);
});

it('an undo whose DELETE lost its answer is closed, and what it was to take back stays as it was', async () => {
  const chat = await lostDelete();
  await chat.press('Undo', { as: 'megan' });
  await chat.press('Approve', { as: 'nestor', on: closing });
  expect(await statesOf(chat)).toEqual(['applied', 'cancelled', 'applied']);
  expect(chat.seen('Megan Bowen: Nestor')).toContain(
    'Nestor Wilke approved it, and it is closed with nothing taken back.',
  );
  expect((await chat.events()).slice(-4)).toEqual(['approved', 'written', 'cancelled', 'ended']);
  // Finished now, so there is nothing to close.
  await chat.press('Undo', { as: 'megan', on: 'is set up' });
  expect(chat.seen('cannot be approved yet')).toContain('Let the one who approved that change undo it');
  await expectFree(chat, 'alex');
});

it('who sees more than the one who asked to close it gets the undo to review instead', async () => {
  const chat = await startReplicas(secondPerson);
  const { people, apps } = chat.graph.state;
  for (const { properties } of apps) properties['roleScopeTagIds'] = ['0', '7'];
  people.find(({ id }) => id === 'alex')!.scopeTags = ['7'];
  people.find(({ id }) => id === 'megan')!.scopeTags = ['0'];
  await chat.say(askFor('Sales'), 'diego');
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'megan' });
  await chat.press('Approve', { as: 'alex', on: closing });
  expect(await statesOf(chat)).toEqual(['interrupted', 'in review']);
  expect(chat.seen('taking JIT')).toContain('deleted');
  // And the other way round nothing is closed that was to be taken back.
  await chat.press('Undo', { as: 'diego' });
  await chat.press('Approve', { as: 'megan', on: 'asked for by Diego' });
  expect(await statesOf(chat)).toEqual(['interrupted', 'in review', 'in review']);
  expect(ourPolicies(chat.graph.state)).toHaveLength(1);
});

it('what went on meanwhile is not closed', async () => {
  const chat = await deletedByHand();
  await chat.press('Undo', { as: 'megan' });
  const approve = chat.pressOf('Approve', { on: closing });
  await chat.press('Cancel', { as: 'alex', on: 'Stopped before the end' });
  await chat.deliver(approve, 'megan');
  await chat.settled();
  expect(await statesOf(chat)).toEqual(['cancelled', 'in review']);
  expect(chat.seen('cannot be approved yet')).toContain('deleted, or not visible to you');
});

it.each([
  ['taken back', 'alex', 'undone'],
  ['closed', 'megan', 'cancelled'],
] as const)('Resume selected in the moment when it is %s does not leave it unended', async (_, who, end) => {
  const chat = await (end === 'undone' ? interrupted() : deletedByHand());
  const resume = chat.pressOf('Resume');
  await chat.press('Undo', { as: who });
  const { house } = chat.houses[0]!;
  const { later, records } = house;
  onTestFinished(() => void vi.restoreAllMocks());
  // The check of the undo is over then; the process of the click is slow, or ends right after it.
  const replace = records.replace.bind(records);
  let done = false;
  vi.spyOn(records, 'replace').mockImplementation(async (kind, key, value, version) => {
    const answer = await replace(kind, key, value, version);
    const change = kind === 'change' ? changeSchema.safeParse(value).data : undefined;
    if (!done && change?.state === 'applying') {
      done = true;
      house.later = () => undefined;
      await chat.deliver(resume, 'alex');
      house.later = later;
    }
    return answer;
  });
  await chat.press('Approve', { as: who, on: end === 'undone' ? 'taking JIT' : closing });
  expect(done).toBe(true);
  expect(await statesOf(chat)).toEqual([end, 'applied']);
  expect(chat.copiesWith('Stopped before the end')).toEqual([]);
});

async function interrupted(): Promise<Replicas> {
  const chat = await startReplicas();
  await chat.say(askFor('Sales'), 'alex');
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex' });
  return chat;
}

it('who wrote a policy and does not see it any more is not told that it is deleted', async () => {
  const chat = await startReplicas();
  await chat.say(askFor('Sales'), 'alex');
  await chat.press('Approve', { as: 'alex' });
  const { people } = chat.graph.state;
  ourPolicies(chat.graph.state)[0]!.properties['roleScopeTagIds'] = ['7'];
  people.find(({ id }) => id === 'alex')!.scopeTags = ['0'];
  await chat.press('Undo', { as: 'alex' });
  expect(chat.seen('taking JIT')).toContain(
    'does not see it any more: it is deleted, or its scope tags or the role of that account changed since',
  );
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  const card = chat.seen('Microsoft Authenticator is taken back');
  expect(card).toContain(
    'look whether it still stands: if so, its people still need Microsoft Authenticator',
  );
  expect(card).not.toContain('do not get JIT registration');
  expect(ourPolicies(chat.graph.state).map(({ assignments }) => assignments.length)).toEqual([1]);
});

it('a change of which its writer sees nothing any more is closed, and not called nothing', async () => {
  const chat = await startReplicas();
  await chat.say(askFor('Sales'), 'alex');
  const { faults, state } = chat.graph;
  faults.add({ match: { method: 'POST', path: /assign$/ }, kind: '403', times: 9 });
  await chat.press('Approve', { as: 'alex' });
  faults.clear();
  state.policies.splice(state.policies.indexOf(ourPolicies(state)[0]!), 1);
  await chat.press('Undo', { as: 'alex' });
  const said = chat.seen('I closed');
  expect(said).toContain('without taking anything back, and others may go on.');
  expect(said).toContain('does not see it any more');
  expect(await statesOf(chat)).toEqual(['cancelled']);
});

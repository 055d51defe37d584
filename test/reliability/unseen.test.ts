import { expect, it, onTestFinished, vi } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { authenticatorIn, ourPolicies } from '../support/tenant-look.ts';
import type { Replicas } from './support/replicas.ts';
import { apart, secondPerson, statesOf } from './support/stopped-half-way.ts';

/** What somebody does not see is not taken for gone: scope tags hide objects from lists, and by id they answer 404. */

const ask = 'set up JIT for com.box.BoxNet for Sales';
const stoppedTitle = 'Stopped before the end';

const last = async (chat: Replicas): Promise<Change> => (await chat.changes()).at(-1)!;

/** The create is carried out, its answer gets lost, and so do the looks after it. */
async function loseCreate(chat: Replicas, what: 'policy' | 'app' = 'policy', as = 'alex'): Promise<void> {
  const { faults } = chat.graph;
  const path = what === 'policy' ? '/deviceConfigurations' : '/mobileApps';
  faults.add({ match: { method: 'POST', path }, kind: '504-after' });
  const lists = what === 'policy' ? /DeviceFeatures/ : /./;
  const looks = { method: 'GET', path, query: lists };
  faults.add({ match: looks, kind: '500', times: 12, skip: 1 });
  await chat.press('Approve', { as });
  faults.clear();
  expect((await last(chat)).state).toBe('interrupted');
}
const theirApps = ({ graph }: Replicas) =>
  graph.state.apps.filter(({ properties }) => /Authenticator/.test(String(properties['displayName'])));

it('a resume by somebody who cannot see the policy does not create it a second time', async () => {
  const chat = await apart(secondPerson);
  await chat.say(ask, 'diego');
  await loseCreate(chat);
  await chat.press('Resume', { as: 'megan' });
  expect(ourPolicies(chat.graph.state)).toHaveLength(1);
  expect(await last(chat)).toMatchObject({ state: 'interrupted', approver: { name: 'Alex Wilber' } });
  const card = chat.seen(stoppedTitle);
  expect(card).toContain('approved by Alex Wilber');
  expect(card).toContain('The request to create the policy was sent as another account');
  expect(card).toContain('Let the one who approved it use Resume, who sees what came of it');

  await chat.press('Resume', { as: 'alex' });
  expect(await statesOf(chat)).toEqual(['applied']);
  expect(ourPolicies(chat.graph.state).map(({ assignments }) => assignments.length)).toEqual([1]);
});

it('a resume by somebody who cannot see the new Authenticator app does not add it a second time', async () => {
  const chat = await apart(secondPerson);
  const { apps } = chat.graph.state;
  apps.splice(0, apps.length, ...apps.filter((app) => !theirApps(chat).includes(app)));
  await chat.say(ask, 'diego');
  await loseCreate(chat, 'app');
  await chat.press('Resume', { as: 'megan' });
  expect(theirApps(chat)).toHaveLength(1);
  expect(chat.seen(stoppedTitle)).toContain('to create Microsoft Authenticator was sent as another account');
  await chat.press('Resume', { as: 'alex' });
  expect(await statesOf(chat)).toEqual(['applied']);
  expect(theirApps(chat)).toHaveLength(1);
});

it('a policy that stands twice with the stamp is not created a third time', async () => {
  const chat = await apart();
  await chat.say(ask, 'alex');
  await loseCreate(chat);
  const { policies } = chat.graph.state;
  const copy = {
    ...structuredClone(ourPolicies(chat.graph.state)[0]!),
    id: '5d0c9a53-6a5a-4f0e-9a3c-1f0d3d1c7a11',
  };
  policies.push(copy);
  await chat.press('Resume', { as: 'alex' });
  expect(ourPolicies(chat.graph.state)).toHaveLength(2);
  const { id } = await last(chat);
  expect(chat.seen(stoppedTitle)).toContain(`more than one whose description ends in [jit-bot ${id}]`);

  copy.properties['description'] = 'a copy';
  await chat.press('Resume', { as: 'alex' });
  expect(await statesOf(chat)).toEqual(['applied']);
  expect(copy.assignments).toEqual([]);
});

/** Set up as Alex, and the undo stops at this request. */
async function undoStoppedAt(method: string, path: RegExp): Promise<Replicas> {
  const chat = await apart(secondPerson);
  await chat.say(ask, 'diego');
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'diego' });
  chat.graph.faults.add({ match: { method, path }, kind: method === 'DELETE' ? '500' : '403' });
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  expect((await last(chat)).state).toBe('interrupted');
  return chat;
}

it('an undo resumed by somebody who cannot see the policy does not call it taken back', async () => {
  const chat = await undoStoppedAt('DELETE', /deviceConfigurations/);
  // Twice: the first attempt of somebody who sees nothing makes them no witness for the second.
  for (const _ of ['once', 'twice']) {
    const writes = chat.sent.length;
    await chat.press('Resume', { as: 'megan', on: stoppedTitle });
    expect(await statesOf(chat)).toEqual(['applied', 'interrupted']);
    expect(chat.sent).toHaveLength(writes);
    const card = chat.seen(stoppedTitle);
    expect(card).toContain('I do not see the policy as you: it is deleted, or not visible to you.');
    expect(card).toContain('Not known: Delete the policy');
    expect(card).toContain('approved by Alex Wilber');
  }
  await chat.press('Resume', { as: 'alex', on: stoppedTitle });
  expect(await statesOf(chat)).toEqual(['undone', 'applied']);
  expect(ourPolicies(chat.graph.state)).toEqual([]);
});

it('who went on with an undo says nothing of what they cannot see: it is written, not read back', async () => {
  const chat = await undoStoppedAt('POST', /mobileApps.*assign/);
  expect(ourPolicies(chat.graph.state)).toEqual([]);
  await chat.press('Resume', { as: 'megan', on: stoppedTitle });
  expect(await statesOf(chat)).toEqual(['undone', 'applied']);
  const card = chat.seen('Written, but please look');
  expect(card).toContain('Intune took it, but I could not read it back to compare');
  expect(chat.seen('Diego Siciliani: Megan')).toContain(
    'it was written, but please look: the card says at what',
  );
});

it('who sees the policy goes on with an undo of somebody else, and reads it back', async () => {
  const chat = await undoStoppedAt('DELETE', /deviceConfigurations/);
  chat.graph.state.people.find(({ id }) => id === 'megan')!.scopeTags = ['0', '7'];
  await chat.press('Resume', { as: 'megan', on: stoppedTitle });
  expect(await statesOf(chat)).toEqual(['undone', 'applied']);
  expect(ourPolicies(chat.graph.state)).toEqual([]);
  expect(chat.seen('Everything was written as approved, and read back.')).toContain('is taken back');
});

it('somebody who cannot see the policy gets no undo that takes only Authenticator away', async () => {
  const chat = await apart();
  await chat.say(ask, 'alex');
  await chat.press('Approve', { as: 'alex' });
  const assigned = authenticatorIn(chat.graph.state).assignments.length;
  await chat.press('Undo', { as: 'megan' });
  const review = chat.seen('this cannot be approved yet');
  expect(review).toContain(
    'The policy of that change is deleted, or not visible to you, so I take nothing back',
  );
  expect(review).toContain('Let the one who approved that change undo it');
  expect(review).not.toContain('[Approve]');
  expect(authenticatorIn(chat.graph.state).assignments).toHaveLength(assigned);
  await chat.press('Undo', { as: 'alex', on: 'is set up' });
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  expect((await chat.changes())[0]?.state).toBe('undone');
  expect(ourPolicies(chat.graph.state)).toEqual([]);
});

it('an undo is not approved by somebody who cannot see the policy, also where it leaves the policy alone', async () => {
  const chat = await apart(secondPerson);
  await chat.say(ask, 'diego');
  await chat.press('Approve', { as: 'alex' });
  const [policy] = ourPolicies(chat.graph.state);
  policy!.properties['displayName'] = 'Of others';
  policy!.assignments = [];
  await chat.press('Undo', { as: 'alex' });
  const shown = (await last(chat)).plan;
  const writes = chat.sent.length;
  for (const _ of ['once', 'twice']) {
    await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
    expect(await last(chat)).toMatchObject({
      state: 'in review',
      note: { problem: { code: 'not-visible' } },
    });
    expect((await last(chat)).plan).toEqual(shown);
  }
  expect(chat.sent).toHaveLength(writes);
});

it('the rest of what its writer does not see any more is taken back with the approval of a second person, and the card says so', async () => {
  const chat = await apart(secondPerson);
  await chat.say(ask, 'diego');
  await chat.press('Approve', { as: 'alex' });
  const { state } = chat.graph;
  state.policies.splice(state.policies.indexOf(ourPolicies(state)[0]!), 1);
  await chat.press('Undo', { as: 'alex' });
  await chat.press('Approve', { as: 'megan', on: 'taking Microsoft Authenticator' });
  expect(await statesOf(chat)).toEqual(['undone', 'applied']);
  expect(chat.seen('does not see it any more: it is deleted, or')).toMatch(
    /^Microsoft Authenticator is taken back/,
  );
});

/** Nobody but Alex knows whether his policy was created. */
async function unsure(assign?: '403'): Promise<Replicas> {
  const chat = await apart();
  await chat.say(ask, 'alex');
  if (assign) chat.graph.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: assign });
  await loseCreate(chat);
  return chat;
}

it('an undo by somebody who cannot see what a lost create made closes the change, and does not call it nothing', async () => {
  const chat = await unsure('403');
  const { id } = await last(chat);
  await chat.press('Undo', { as: 'megan' });
  expect(chat.seen('stands in the tenant')).toBeUndefined();
  const said = chat.seen('I closed');
  expect(said).toContain('It is not known whether the policy of that change was created');
  expect(said).toContain(`whose description ends in [jit-bot ${id}]`);
  expect(await statesOf(chat)).toEqual(['cancelled']);
  expect((await chat.events()).at(-1)).toBe('cancelled');
  await chat.say('set up JIT for com.box.BoxNet for Field Ops', 'megan');
  await chat.press('Approve', { as: 'megan', on: 'Field Ops' });
  expect(await statesOf(chat)).toEqual(['cancelled', 'applied']);
});

it('an undo of the rest says at the review and at the end that a policy may be left', async () => {
  const chat = await unsure();
  await chat.press('Undo', { as: 'megan' });
  expect(chat.seen('taking JIT')).toContain('It is not known whether the policy of that change was created');
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  expect(await statesOf(chat)).toEqual(['undone', 'applied']);
  const card = chat.seen('is taken back');
  expect(card).toContain('It is not known whether the policy of that change was created');
  expect(card).toContain(`[jit-bot ${(await chat.changes())[0]!.id}]`);
});

it('an undo does not close a change that was resumed while the tenant was read', async () => {
  const chat = await unsure('403');
  const resume = chat.pressOf('Resume');
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  const { fetch: send } = globalThis;
  let isFirst = true;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const answer = await send(...request);
    // What the journal says was read before: only what is in the tenant is read now.
    if (isFirst && typeof request[0] === 'string' && request[0].includes('/mobileApps')) {
      isFirst = false;
      await chat.deliver(resume, 'alex');
      await vi.waitUntil(
        async () => (await chat.events()).at(-1) === 'ended' && (await last(chat)).state === 'interrupted',
      );
    }
    return answer;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const events = (await chat.events()).length;
  await chat.press('Undo', { as: 'megan' });
  expect((await chat.events()).slice(events)).toContain('resumed');
  expect(chat.seen('It stands otherwise by now')).toBeDefined();
  expect(await statesOf(chat)).toEqual(['interrupted']);
});

it('a resume by somebody who cannot see the policy to assign stays the approval that it was', async () => {
  const chat = await apart(secondPerson);
  await chat.say(ask, 'diego');
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Resume', { as: 'megan' });
  expect(await last(chat)).toMatchObject({ state: 'interrupted', approver: { name: 'Alex Wilber' } });
  await chat.press('Cancel', { as: 'alex', on: stoppedTitle });
  expect(await statesOf(chat)).toEqual(['cancelled']);
});

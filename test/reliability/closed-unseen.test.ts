import { expect, it } from 'vitest';
import { authenticatorIn, ourPolicies } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';
import {
  apart,
  askFor,
  closed,
  closing,
  deletedByHand,
  deletePolicy,
  loseDelete,
  lostDelete,
  secondPerson,
  statesOf,
  stoppedSetUp,
} from './support/stopped-half-way.ts';

/** What stopped half-way, where nobody who is there sees its policy: an approved undo closes it, and claims nothing. */

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
  expect(review).toContain('Until then, whoever approved what stopped can still use Resume.');
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
  expect(chat.seen('Given up by Megan Bowen. What stands of it stays as it is.')).toBeDefined();
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
  const chat = await apart(secondPerson);
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

it('a closing whose change was given up meanwhile does not advise to undo that change', async () => {
  const chat = await deletedByHand();
  await chat.press('Undo', { as: 'megan' });
  const approve = chat.pressOf('Approve', { on: 'closing what' });
  await chat.press('Cancel', { as: 'alex', on: 'Stopped before the end' });
  await chat.deliver(approve, 'megan');
  await chat.settled();
  const review = chat.seen('cannot be approved yet');
  expect(review).toContain('there is nothing left to undo or to close');
  expect(review).not.toContain('Let the one who approved that change undo it');
});

it('who wrote a policy and does not see it any more is not told that it is deleted, nor that it is taken back', async () => {
  const chat = await startReplicas();
  await chat.say(askFor('Sales'), 'alex');
  await chat.press('Approve', { as: 'alex' });
  const { people } = chat.graph.state;
  ourPolicies(chat.graph.state)[0]!.properties['roleScopeTagIds'] = ['7'];
  people.find(({ id }) => id === 'alex')!.scopeTags = ['0'];
  await chat.press('Undo', { as: 'alex' });
  const review = chat.seen('Review: taking Microsoft Authenticator back');
  expect(review).toContain(
    'does not see it any more: it is deleted, or its scope tags or the role of that account changed since',
  );
  expect(review).toContain('Takes back what was set up beside this policy, which does not show');
  await chat.press('Approve', { as: 'alex', on: 'taking Microsoft Authenticator' });
  const card = chat.seen('Microsoft Authenticator is taken back');
  expect(card).toContain(
    'look whether it still stands: if so, its people still need Microsoft Authenticator',
  );
  expect(card).not.toContain('do not get JIT registration');
  expect(ourPolicies(chat.graph.state).map(({ assignments }) => assignments.length)).toEqual([1]);
  expect(chat.seen('Taken back by Alex Wilber, but not the policy')).toContain('may still stand');
  await chat.say('history', 'alex');
  expect(chat.seen('What changed')).toContain(
    'taken back by Alex Wilber, but not the policy, which did not show',
  );
});

/** A set-up of which nothing may stand but its policy, since Authenticator was required before. */
async function alone(options: Parameters<typeof startReplicas>[0] = {}): Promise<Replicas> {
  const chat = await startReplicas(options);
  const who = options.approval ? 'diego' : 'alex';
  await chat.say(askFor('Sales'), who);
  await chat.press('Approve', { as: 'alex' });
  deletePolicy(chat);
  await chat.say('set up JIT for com.salesforce.chatter for Sales', who);
  return chat;
}

it('who wrote a policy and sees nothing of it any more closes its change like anybody else', async () => {
  const chat = await alone(secondPerson);
  const { faults, state } = chat.graph;
  faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '504-after' });
  faults.add({ match: { method: 'GET', path: /deviceConfigurations\/[^/]+/ }, kind: '500', times: 12 });
  await chat.press('Approve', { as: 'alex', on: 'com.salesforce.chatter' });
  faults.clear();
  ourPolicies(state)[0]!.properties['roleScopeTagIds'] = ['7'];
  for (const handle of ['alex', 'nestor']) state.people.find(({ id }) => id === handle)!.scopeTags = ['0'];
  await chat.press('Undo', { as: 'alex', on: 'Stopped before' });
  expect(await statesOf(chat)).toEqual(['applied', 'interrupted', 'in review']);
  expect(chat.seen(closing)).toContain('does not see it any more');
  await chat.press('Approve', { as: 'nestor', on: closing });
  expect(await statesOf(chat)).toEqual(['applied', 'cancelled', 'applied']);
  expect(ourPolicies(state).map(({ assignments }) => assignments.length)).toEqual([1]);
});

it('who sent the DELETE and does not see the policy any more ends the change as taken back', async () => {
  const chat = await alone();
  await chat.press('Approve', { as: 'alex', on: 'com.salesforce.chatter' });
  await chat.press('Undo', { as: 'alex', on: 'com.salesforce.chatter' });
  loseDelete(chat);
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  chat.graph.faults.clear();
  expect(await statesOf(chat)).toEqual(['applied', 'applied', 'interrupted']);
  await chat.press('Undo', { as: 'alex', on: 'com.salesforce.chatter' });
  expect(chat.seen('I closed')).toContain('is left to take back.');
  expect(await statesOf(chat)).toEqual(['applied', 'undone', 'cancelled']);
});

it('a closing does not say that it takes back whom the policy is assigned to', async () => {
  const chat = await alone();
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex', on: 'com.salesforce.chatter' });
  ourPolicies(chat.graph.state)[0]!.properties['displayName'] = 'Of others';
  await chat.press('Undo', { as: 'alex', on: 'Stopped before' });
  expect(chat.seen(closing)).toContain('does not hold what I wrote any more, so it stays.');
});

it('a closing that waits for a sign-in does not say that it closed', async () => {
  const signedOut = new Set<string>();
  const chat = await deletedByHand({ signedOut });
  await chat.press('Undo', { as: 'megan' });
  signedOut.add('megan');
  await chat.press('Approve', { as: 'megan', on: closing });
  expect(await statesOf(chat)).toEqual(['interrupted', 'waiting for sign-in']);
  expect(chat.seen(closed)).toBeUndefined();
  expect(chat.seen('Waiting for your sign-in')).toContain('Nothing was written.');
  await chat.say('show pending changes', 'alex');
  expect(chat.seen('are pending')).not.toContain('still to be taken back');
  await chat.say('undo the last change', 'alex');
  expect(chat.seen('waits for a sign-in: ')).not.toContain('what was written stays');
  signedOut.clear();
  await chat.press('Resume', { as: 'megan', on: 'Waiting for your sign-in' });
  expect(await statesOf(chat)).toEqual(['cancelled', 'applied']);
  expect(chat.seen(closed)).toBeDefined();
});

it('a closing that was rejected does not send people to set up JIT anew', async () => {
  const chat = await deletedByHand(secondPerson);
  await chat.press('Undo', { as: 'megan' });
  await chat.press('Reject', { as: 'nestor', on: closing });
  expect(chat.seen('Rejected by Nestor Wilke')).not.toContain('set up JIT');
});

it('what the sender of a lost DELETE asks to take back can be approved by somebody else', async () => {
  const chat = await lostDelete();
  expect(await statesOf(chat)).toEqual(['applied', 'interrupted']);
  expect(ourPolicies(chat.graph.state)).toHaveLength(0);
  await chat.press('Undo', { as: 'alex' });
  expect(chat.seen('taking JIT registration back')).toContain('so it counts as deleted');
  await chat.press('Approve', { as: 'nestor', on: 'asked for by Alex' });
  expect(await statesOf(chat)).toEqual(['undone', 'cancelled', 'applied']);
});

it('an undo that became a closing because the policy was deleted does not say that what it closes went on', async () => {
  const chat = await stoppedSetUp();
  await chat.press('Undo', { as: 'megan' });
  deletePolicy(chat);
  await chat.press('Approve', { as: 'megan', on: 'taking JIT' });
  expect(chat.seen(closing)).not.toContain('What it closes went on meanwhile');
});

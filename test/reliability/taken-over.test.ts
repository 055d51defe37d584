import { expect, it, onTestFinished, vi } from 'vitest';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import type { Change } from '../../src/change/change.ts';
import { leaseMs } from '../../src/change/lock.ts';
import type { StoredObject } from '../../src/practice/tenant/state.ts';
import { authenticatorIn, ourPolicies } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** What a change that stopped half-way keeps, whoever presses its buttons meanwhile. */

const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
const admins = { mode: 'second-person' as const, groupId: groupIds.intuneAdmins };
async function last(chat: Replicas): Promise<Change | undefined> {
  return (await chat.changes()).at(-1);
}

/** Diego asked, Alex approved, and nobody knows whether the policy was created; or it is, and not assigned (`at`). */
async function stopped(
  now = () => new Date(),
  at: string | RegExp = '/deviceConfigurations',
): Promise<Replicas> {
  const chat = await startReplicas({ approval: admins, now });
  await chat.say(askFor('Sales'), 'diego');
  chat.graph.faults.add({ match: { method: 'POST', path: at }, kind: '500' });
  await chat.press('Approve', { as: 'alex' });
  expect((await last(chat))?.state).toBe('interrupted');
  return chat;
}

it('a resume that is refused makes nobody the approver', async () => {
  const chat = await stopped();
  await chat.press('Resume', { as: 'nestor' });
  expect(chat.seen('Stopped before the end')).toMatch(/approved by Alex Wilber\nYou are not a member/);
  expect(await chat.press('Cancel', { as: 'nestor' })).toMatchObject({ answer: 'refused' });
  expect(await last(chat)).toMatchObject({ state: 'interrupted', approver: { name: 'Alex Wilber' } });
  expect((await chat.events()).slice(-2)).toEqual(['resumed', 'ended']);
  expect(chat.seen('Diego Siciliani: Nestor Wilke')).toContain('selected Resume, but it did not go on');
});

it('a resume by who may not makes nobody the approver either where the process ends at once', async () => {
  let time = Date.now();
  const chat = await stopped(() => new Date(time));
  const { house } = chat.houses[0]!;
  const { later } = house;
  house.later = () => undefined;
  await chat.deliver(chat.pressOf('Resume'), 'nestor');
  house.later = later;
  time += leaseMs + 1000;
  await chat.houses[0]!.sweep();
  await chat.settled();
  expect(chat.seen('Stopped before the end')).toContain('approved by Alex Wilber');
  expect(await chat.press('Cancel', { as: 'nestor' })).toMatchObject({ answer: 'refused' });
  expect(await last(chat)).toMatchObject({ state: 'interrupted', approver: { name: 'Alex Wilber' } });
});

it('a resume by another one who may is theirs', async () => {
  const chat = await stopped(undefined, /deviceConfigurations.*assign/);
  await chat.press('Resume', { as: 'megan' });
  expect(await last(chat)).toMatchObject({ state: 'applied', approver: { name: 'Megan Bowen' } });
  expect(chat.seen('approved by Megan Bowen')).toContain('JIT registration is set up');
});

it('an approval that Intune gave to one account is not used by another one that approves anew', async () => {
  const chat = await startReplicas({ approval: admins });
  const { multiAdminApproval } = chat.graph.state;
  Object.assign(multiAdminApproval, { apps: true, deviceConfigurations: true });
  await chat.say(askFor('Sales'), 'diego');
  await chat.press('Approve', { as: 'alex' });
  const { requests } = chat.graph.approvals;
  for (const { id } of requests) chat.graph.approvals.settle(id, 'approved');
  for (const path of ['/deviceConfigurations', /mobileApps.*assign/])
    chat.graph.faults.add({ match: { method: 'POST', path }, kind: '429-no-retry-after', times: 8 });
  await chat.press('Resume', { as: 'alex' });
  expect(await last(chat)).toMatchObject({ state: 'in review' });
  chat.graph.faults.clear();
  await chat.press('Approve', { as: 'megan' });
  expect(await last(chat)).toMatchObject({ state: 'waiting for Intune approval' });
  expect(requests.map(({ status }) => status)).toEqual([
    ...['approved', 'approved'],
    ...['needsApproval', 'needsApproval'],
  ]);
});

it.each(['refused', 'given up'])(
  'an undo that is %s gives the objects back to the change it is of',
  async (how) => {
    const chat = await stopped();
    await chat.press('Undo', { as: 'diego' });
    if (how === 'refused') await chat.press('Approve', { as: 'nestor', on: 'taking JIT' });
    else {
      chat.graph.faults.add({ match: { method: 'POST', path: '/assign' }, kind: '500' });
      await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
      expect((await last(chat))?.state).toBe('interrupted');
      await chat.press('Cancel', { as: 'diego', on: 'Takes back' });
      expect((await last(chat))?.state).toBe('cancelled');
    }
    await chat.say(askFor('Field Ops'), 'diego');
    await chat.press('Approve', { as: 'alex', on: 'Field Ops' });
    expect((await last(chat))?.note).toMatchObject({ why: 'busy', by: 'Diego Siciliani' });

    await chat.press('Cancel', { as: 'diego', on: 'Stopped before the end' });
    await chat.press('Approve', { as: 'alex', on: 'Field Ops' });
    expect((await last(chat))?.state).toBe('applied');
  },
);

it('a review that was approved before and comes back is cancelled with nothing written', async () => {
  const signedOut = new Set<string>();
  const chat = await startReplicas({ signedOut });
  await chat.say(askFor('Sales'));
  signedOut.add('megan');
  await chat.press('Approve');
  expect((await last(chat))?.state).toBe('waiting for sign-in');
  signedOut.clear();
  chat.graph.faults.add({ match: { method: 'GET', path: '/mobileApps' }, kind: '403' });
  await chat.press('Resume');
  expect((await last(chat))?.state).toBe('in review');
  await chat.press('Cancel');
  expect(chat.sent).toEqual([]);
  expect(chat.seen('Cancelled. Nothing was written.')).toContain('Apps: com.box.BoxNet');
});

it('an Authenticator that somebody else added meanwhile is not added once more', async () => {
  const chat = await startReplicas();
  const { apps } = chat.graph.state;
  const theirs = authenticatorIn(chat.graph.state);
  const all = apps.filter(({ properties }) => /Authenticator/.test(String(properties['displayName'])));
  apps.splice(0, apps.length, ...apps.filter((app) => !all.includes(app)));
  await chat.say(askFor('Sales'));
  chat.graph.faults.add({
    ...{ match: { method: 'POST', path: '/mobileApps' }, kind: '429-no-retry-after', times: 4 },
  });
  await chat.press('Approve');
  expect((await last(chat))?.state).toBe('interrupted');
  const before = apps.length;
  apps.push(theirs);
  await chat.press('Resume');
  expect(apps).toHaveLength(before + 1);
  expect(chat.seen('Somebody changed Microsoft Authenticator')).toContain('Stopped before the end');
  await chat.press('Undo');
  await chat.press('Approve', { on: 'taking JIT' });
  expect((await chat.changes()).map(({ state }) => state)).toEqual(['undone', 'applied']);
});

it.each(['assign', 'delete'])(
  'a write (%s) that Intune was too busy for takes what others wrote meanwhile into account',
  async (write) => {
    const chat = await startReplicas();
    await chat.say(askFor('Sales'));
    if (write === 'delete') {
      await chat.press('Approve');
      await chat.press('Undo');
    }
    const path = write === 'assign' ? /mobileApps\/.*\/assign/ : /deviceConfigurations\/[^/]+$/;
    const method = write === 'assign' ? 'POST' : 'DELETE';
    chat.graph.faults.add({ match: { method, path }, kind: '429' });
    const theirs = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groupIds.interns };
    const { fetch: send } = globalThis;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
      const answer = await send(...request);
      if (answer.status === 429) {
        const { assignments } = objectIn(chat, write);
        const like = assignments.find(({ source }) => source !== 'policySets')!;
        assignments.push({ ...structuredClone(like), id: 'theirs', target: theirs });
      }
      return answer;
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await chat.press('Approve');
    expect(objectIn(chat, write).assignments.map(({ target }) => target['groupId'])).toContain(
      groupIds.interns,
    );
    expect((await last(chat))?.state).not.toBe('applied');
    expect(chat.seen('a moment ago, so I did not write over it')).toBeDefined();
  },
);

const objectIn = ({ graph }: Replicas, write: string): StoredObject =>
  write === 'assign' ? authenticatorIn(graph.state) : ourPolicies(graph.state)[0]!;

it('somebody who may not approve is told that, whatever they cannot read besides', async () => {
  const chat = await startReplicas({ approval: admins });
  await chat.say(askFor('Sales'), 'diego');
  await chat.press('Approve', { as: 'lee' });
  expect(chat.seen('[Approve]')).toContain('You are not a member of the group');
});

it('an app that one change has just added is not assigned by another one at the same time', async () => {
  const chat = await startReplicas();
  const { apps } = chat.graph.state;
  const isTheirs = ({ properties }: StoredObject): boolean =>
    /Authenticator/.test(String(properties['displayName']));
  apps.splice(0, apps.length, ...apps.filter((app) => !isTheirs(app)));
  await chat.say(askFor('Sales'));
  const approve = chat.pressOf('Approve');
  const { fetch: send } = globalThis;
  let other: Promise<Change | undefined> | undefined;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init) => {
    if (!other && typeof address === 'string' && /mobileApps\/[^/]+\/assign/.test(address)) {
      other = (async () => {
        await chat.houses[0]!.say(chat.person('alex'), chat.where, askFor('Field Ops'));
        await chat.deliver(chat.pressOf('Approve', { on: 'Field Ops' }), 'alex');
        return vi.waitUntil(async () => {
          const theirs = await last(chat);
          return theirs && !['checking', 'applying'].includes(theirs.state) ? theirs : undefined;
        });
      })();
      await other;
    }
    return send(address, init);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  await chat.deliver(approve);
  await chat.settled();
  expect(await other).toMatchObject({ state: 'in review', note: { why: 'busy', by: 'Megan Bowen' } });
  // Once shown what the other one wrote, and then approved.
  await chat.press('Approve', { as: 'alex', on: 'Field Ops' });
  await chat.press('Approve', { as: 'alex', on: 'Field Ops' });
  expect((await chat.changes()).map(({ state }) => state)).toEqual(['applied', 'applied']);
  const assigned = apps.filter(isTheirs).flatMap(({ assignments }) => assignments);
  expect(assigned.map(({ target }) => target['groupId'])).toEqual([groupIds.sales, groupIds.fieldOps]);
});

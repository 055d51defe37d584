import { expect, it } from 'vitest';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import type { Change } from '../../src/change/change.ts';
import { authenticatorIn } from '../support/tenant-look.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** What a change that stopped half-way keeps, whoever presses its buttons meanwhile. */

const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
const admins = { mode: 'second-person' as const, groupId: groupIds.intuneAdmins };
async function last(chat: Replicas): Promise<Change | undefined> {
  return (await chat.changes()).at(-1);
}

/** Diego asked, Alex approved, and nobody knows whether the policy was created. */
async function stopped(): Promise<Replicas> {
  const chat = await startReplicas({ approval: admins });
  await chat.say(askFor('Sales'), 'diego');
  chat.graph.faults.add({ match: { method: 'POST', path: '/deviceConfigurations' }, kind: '500' });
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

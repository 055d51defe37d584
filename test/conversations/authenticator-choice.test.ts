import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/jit/canonical.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { vppTokenIds } from '../../src/practice/tenant/contoso/vpp-tokens.ts';
import type { StoredAssignment, StoredObject } from '../../src/practice/tenant/state.ts';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { authenticatorOf, meaningOf, newPolicies, targetsOf } from '../support/tenant-look.ts';

const forGroup = (name: string): string => `set up JIT for com.box.BoxNet for ${name}`;
const question = 'What shall become of Microsoft Authenticator?';

const vppOf = ({ practice }: Conversation): StoredObject => {
  const found = practice.graph!.state.apps.find(
    ({ type, properties }) => type === 'iosVppApp' && /id983156458/.test(String(properties['appStoreUrl'])),
  );
  if (!found) throw new Error('no VPP app of Authenticator');
  return found;
};

/** Authenticator only from two VPP tokens; that of Seattle has expired. */
function fromTwoTokens(chat: Conversation): StoredObject {
  const state = chat.practice.graph!.state;
  const [store, munich] = [authenticatorOf(chat.practice), vppOf(chat)];
  const seattle = structuredClone(munich);
  Object.assign(seattle, { id: 'd81e5f42-90ab-4c6d-b3f7-000000000399', assignments: [] });
  Object.assign(seattle.properties, {
    ...{ usedLicenseCount: 25, totalLicenseCount: 25 },
    ...{ vppTokenDisplayName: 'Contoso Seattle', vppTokenId: vppTokenIds.seattle },
  });
  state.apps = [...state.apps.filter((app) => app !== store), seattle];
  return munich;
}

/** Gives a group the store app with an intent, as somebody would in Intune. */
function give({ practice }: Conversation, groupId: string, intent: 'available' | 'uninstall'): void {
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId };
  const app = authenticatorOf(practice);
  app.assignments = app.assignments.filter((one) => one.target['groupId'] !== groupId);
  app.assignments.push({
    ...{ id: `${groupId}_1`, intent, target, source: 'direct', sourceId: null, settings: null },
  });
}
const standing = (app: StoredObject): string[] =>
  app.assignments.map((one) => canonicalJson(meaningOf(one))).sort();
const entryOf = (app: StoredObject, groupId: string): StoredAssignment[] =>
  app.assignments.filter(({ target }) => target['groupId'] === groupId);

/** The store app of Contoso is available for Engineering, which is asked about before the VPP app comes. */
async function requireBesides(chat: Conversation): Promise<void> {
  await chat.expectCard(question);
  await chat.click('Next', {
    set: {
      'The other Microsoft Authenticator for Engineering':
        'Require "Microsoft Authenticator" (VPP app) besides',
    },
  });
}

describe('which Authenticator', () => {
  it('several VPP tokens are offered with what is left of their licences, not guessed', async () => {
    const chat = await startConversation();
    const munich = fromTwoTokens(chat);
    await chat.say(forGroup('Sales'));
    await chat.expectCard([
      'Which Microsoft Authenticator?',
      'Contoso Munich, 88 of 100 licences left',
      'Contoso Seattle, 0 of 25 licences left, token expired or not valid',
    ]);
    await chat.click('Next', { set: { 'Authenticator app': 'Contoso Munich, 88 of 100 licences left' } });
    await chat.expectCard(['Microsoft Authenticator (VPP app)', 'required for Sales (device licence)']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is set up');
    expect(entryOf(munich, groupIds.sales)).toMatchObject([
      { intent: 'required', settings: { useDeviceLicensing: true } },
    ]);
  });

  it('a token can be named in words, and stays chosen over an edit of the targets', async () => {
    const chat = await startConversation();
    fromTwoTokens(chat);
    await chat.say(forGroup('Sales'));
    await chat.expectCard('Which Microsoft Authenticator?');
    await chat.say('contoso seattle');
    await chat.expectCard([
      'All 25 licences of Microsoft Authenticator from the VPP token',
      'has expired',
      '[Edit]',
    ]);
    await chat.click('Edit');
    await chat.click('Review', { set: { Groups: 'Field Ops' } });
    await chat.expectCard(['required for Field Ops', 'All 25 licences', '[Approve]']);
  });

  it('account-driven enrollment takes the VPP app with user licences, and the review explains it', async () => {
    const chat = await startConversation();
    await chat.say(forGroup('Engineering'));
    await requireBesides(chat);
    await chat.expectCard([
      'Engineering can have account-driven User Enrollment ("iOS - account-driven (Engineering)")',
      'from the VPP token "Contoso Munich" with user licences',
      'required for Engineering (user licence)',
      '[Approve]',
    ]);
    const store = standing(authenticatorOf(chat.practice));
    await chat.click('Approve');
    await chat.expectCard('JIT registration is set up');
    expect(entryOf(vppOf(chat), groupIds.engineering)).toMatchObject([
      { intent: 'required', settings: { useDeviceLicensing: false } },
    ]);
    expect(standing(authenticatorOf(chat.practice))).toEqual(store);
  });

  it('a shortage of licences and an expired token are said before anything is written', async () => {
    const chat = await startConversation();
    vppOf(chat).properties['usedLicenseCount'] = 100;
    const token = chat.practice.graph!.state.vppTokens.find(({ id }) => id === vppTokenIds.munich)!;
    Object.assign(token.properties, { state: 'expired', expirationDateTime: '2020-01-01T00:00:00Z' });
    await chat.say(forGroup('Engineering'));
    await requireBesides(chat);
    await chat.expectCard([
      'All 100 licences of Microsoft Authenticator from the VPP token "Contoso Munich" are in use',
      '"Contoso Munich" has expired, so Microsoft Authenticator cannot be installed with its licences.',
    ]);
    expect(chat.writes()).toEqual([]);
  });

  it('who may not read the enrollment side sets up all the same, and is told what was not looked at', async () => {
    const chat = await startConversation({ as: 'Alex Wilber' });
    await chat.say(forGroup('Sales'));
    await chat.expectCard(['I could not check how these people enroll', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is set up');
  });

  it('another person approves the same plan without being able to read the enrollment side', async () => {
    const chat = await startConversation({ in: 'group', settings: { APPROVAL: 'second-person' } });
    const alex = { as: 'Alex Wilber' };
    await chat.say(forGroup('Engineering'));
    await chat.click('Continue');
    await requireBesides(chat);
    await chat.expectCard('with user licences');
    const app = vppOf(chat);
    const finance = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groupIds.finance };
    app.assignments.push({
      ...{ id: 'by hand', intent: 'available', target: finance, source: 'direct', sourceId: null },
    });
    await chat.click('Approve', alex);
    await chat.expectCard(['The tenant changed since this was shown', 'with user licences'], alex);
    await chat.click('Approve', alex);
    await chat.expectCard('JIT registration is set up', alex);
    expect(entryOf(vppOf(chat), groupIds.engineering)).toMatchObject([
      { settings: { useDeviceLicensing: false } },
    ]);
  });
});

describe.each(['available', 'uninstall'] as const)('a group that has it as %s', (intent) => {
  it('is asked about; made required, exactly that entry changes, and undo puts it back', async () => {
    const chat = await startConversation();
    give(chat, groupIds.sales, intent);
    const app = authenticatorOf(chat.practice);
    const before = standing(app);
    const others = standing({
      ...app,
      assignments: app.assignments.filter(({ target }) => target['groupId'] !== groupIds.sales),
    });
    await chat.say(forGroup('Sales and Field Ops'));
    const asked = await chat.expectCard([question, 'Sales has Microsoft Authenticator', intent]);
    expect(asked.text).not.toContain('Field Ops');
    await chat.restart();
    await chat.click('Next', {
      set: { 'Microsoft Authenticator for Sales': 'Make it required, so that it is installed' },
    });
    await chat.expectCard([`${intent} → required for Sales`, 'new: required for Field Ops', '[Approve]']);
    expect(standing(app)).toEqual(before);
    await chat.click('Approve');
    await chat.expectCard(['JIT registration is set up', '[Undo]']);
    expect(entryOf(app, groupIds.sales)).toMatchObject([{ intent: 'required' }]);
    expect(standing(app)).toEqual(expect.arrayContaining(others));
    expect(app.assignments).toHaveLength(before.length + 1);
    await chat.click('Undo');
    await chat.expectCard([`required → ${intent} for Sales`, 'removed: required for Field Ops', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(standing(app)).toEqual(before);
  });
});

describe('a group that has it as available', () => {
  const started = async (groups = 'Sales and Field Ops'): Promise<Conversation> => {
    const chat = await startConversation();
    give(chat, groupIds.sales, 'available');
    await chat.say(forGroup(groups));
    await chat.expectCard(question);
    return chat;
  };

  it('left out: only the others are set up', async () => {
    const chat = await started();
    await chat.click('Next', {
      set: { 'Microsoft Authenticator for Sales': 'Leave Sales out of JIT registration' },
    });
    await chat.expectCard('[Approve]');
    await chat.click('Approve');
    await chat.expectCard('JIT registration is set up');
    const [policy] = newPolicies(chat.practice);
    expect(targetsOf(chat.practice, policy?.assignments ?? [])).toEqual(['include Field Ops']);
    expect(entryOf(authenticatorOf(chat.practice), groupIds.sales)).toMatchObject([{ intent: 'available' }]);
  });

  it('kept as it is: the policy goes there, the app does not, and the review says what that means', async () => {
    const chat = await started('Sales');
    const before = standing(authenticatorOf(chat.practice));
    await chat.say('keep it as it is');
    await chat.expectCard([
      'Microsoft Authenticator stays available for Sales, so just-in-time registration does not work',
      '[Approve]',
    ]);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is set up');
    expect(standing(authenticatorOf(chat.practice))).toEqual(before);
  });

  it('with nobody left, asks for whom; without a decision, asks again; edited, asks anew', async () => {
    const chat = await started('Sales');
    await chat.say('hm');
    await chat.expectCard(question);
    await chat.say('leave them out');
    await chat.expectCard(['Nobody is left. I need at least one group', 'Who should get it?']);
    await chat.say('Sales');
    await chat.expectCard(question);
    await chat.say('make it required');
    await chat.expectCard(['available → required for Sales', '[Edit]']);
    await chat.click('Edit');
    await chat.click('Review');
    await chat.expectCard(question);
    expect(chat.writes()).toEqual([]);
  });

  it('changed by others after the review: nothing is written before the difference was shown', async () => {
    const chat = await started('Sales');
    await chat.say('required');
    await chat.expectCard('available → required for Sales');
    give(chat, groupIds.sales, 'uninstall');
    await chat.click('Approve');
    await chat.expectCard([
      'The tenant changed since this was shown. Nothing was written.',
      'uninstall → required for Sales',
    ]);
    expect(chat.writes()).toEqual([]);
  });

  it('an answer that got lost is looked for, and an interrupted change goes on', async () => {
    const chat = await started('Sales');
    await chat.say('required');
    await chat.expectCard('[Approve]');
    const { faults } = chat.practice.graph!;
    faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '504-after' });
    faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
    await chat.click('Approve');
    await chat.expectCard(['Stopped before the end', '[Resume]']);
    await chat.restart();
    await chat.click('Resume');
    await chat.expectCard('JIT registration is set up');
    expect(entryOf(authenticatorOf(chat.practice), groupIds.sales)).toMatchObject([{ intent: 'required' }]);
  });
});

describe('a group that has another Authenticator, while the VPP app is to be assigned', () => {
  const started = async (intent: 'available' | 'uninstall'): Promise<Conversation> => {
    const chat = await startConversation();
    give(chat, groupIds.engineering, intent);
    await chat.say(forGroup('Engineering and Sales'));
    return chat;
  };

  it('as available: required besides, the other stays as it is, and undo takes only ours back', async () => {
    const chat = await started('available');
    const [store, vpp] = [authenticatorOf(chat.practice), vppOf(chat)];
    const before = standing(store);
    await chat.expectCard([
      question,
      'Engineering has another Microsoft Authenticator as available: "Microsoft Authenticator" (store app), which I do not change.',
    ]);
    await chat.restart();
    await requireBesides(chat);
    await chat.expectCard(['Engineering has another Authenticator object as available', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is set up');
    expect(entryOf(vpp, groupIds.engineering)).toMatchObject([{ intent: 'required' }]);
    expect(standing(store)).toEqual(before);
    await chat.click('Undo');
    await chat.expectCard(['taking JIT registration back', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(standing(store)).toEqual(before);
    // A profile of others for Engineering still needs the app.
    expect(entryOf(vpp, groupIds.sales)).toEqual([]);
  });

  it('as available: left out in words, only the others are set up; edited, it is asked anew', async () => {
    const chat = await started('available');
    await chat.expectCard(question);
    await chat.say('keep it as it is');
    await chat.expectCard(question);
    await chat.say('require it');
    await chat.expectCard('[Approve]');
    await chat.click('Edit');
    await chat.click('Review');
    await chat.expectCard(question);
    await chat.say('leave them out');
    const { text } = await chat.expectCard(['new: required for Sales', '[Approve]']);
    expect(text).not.toMatch(/required for Engineering|Authenticator object/);
    expect(chat.writes()).toEqual([]);
  });

  it('as uninstall: it is said what would happen, and nothing can be approved', async () => {
    const chat = await started('uninstall');
    const { text } = await chat.expectCard([
      'Engineering has another Authenticator object set to uninstall: "Microsoft Authenticator" (store app)',
      'Take that assignment off in Intune, or leave Engineering out.',
      '[Edit]',
    ]);
    expect(text).not.toContain('[Approve]');
    expect(chat.writes()).toEqual([]);
  });
});

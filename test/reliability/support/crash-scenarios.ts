import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Practice } from '../../../src/practice/start-practice.ts';
import type { PracticeTenant, StoredObject } from '../../../src/practice/tenant/state.ts';
import { authenticatorOf, meaningOf, newPolicies, targetsOf } from '../../support/tenant-look.ts';
import type { Scenario } from './crash-lane.ts';

const isAuthenticator = ({ properties }: StoredObject): boolean =>
  properties['displayName'] === 'Microsoft Authenticator';

const setUp: Omit<Scenario, 'name'> = {
  async prepare(chat) {
    await chat.say('set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales and Field Ops');
    await chat.sees('[Approve]');
    // what becomes of the change is told where its card stands
    await chat.wrote('card placed');
  },
  click: 'Approve',
  final: 'JIT registration is set up',
  held: 'One policy, complete; nothing of others lost; one final card',
  holds: expectSetUp,
};

/** Every kind of change of which the bot may die half-way. */
export const scenarios: readonly Scenario[] = [
  { ...setUp, name: 'set up' },
  {
    ...setUp,
    name: 'set up where Authenticator is missing',
    tenant: (state) => void (state.apps = state.apps.filter((app) => !isAuthenticator(app))),
  },
  {
    name: 'undo',
    async prepare(chat) {
      await setUp.prepare(chat);
      await chat.click('Approve');
      await chat.sees('JIT registration is set up');
      await chat.click('Undo');
      await chat.sees('[Approve]');
      await chat.wrote('card placed');
    },
    click: 'Approve',
    final: 'JIT registration is taken back',
    held: 'What was written is gone, nothing of others; one final card',
    holds: expectUndone,
  },
];

/** The policy is gone, the two requirements are, and the rest is as it was. */
function expectUndone(practice: Practice, before: PracticeTenant): void {
  expect(newPolicies(practice)).toEqual([]);
  const meanings = ({ assignments }: StoredObject): object[] => assignments.map(meaningOf);
  const app = authenticatorOf(practice);
  const old = before.apps.find(({ id }) => id === app.id)!;
  const gone = old.assignments.filter(
    (one) => !meanings(app).some((left) => isDeepStrictEqual(left, meaningOf(one))),
  );
  expect(targetsOf(practice, gone).sort()).toEqual(['include Field Ops', 'include Sales']);
  expect(app.assignments).toHaveLength(old.assignments.length - 2);
  const others = before.policies.filter(
    ({ properties }) => !String(properties['description']).includes('[jit-bot '),
  );
  expect(practice.graph!.state.policies).toEqual(others);
}

/** One policy, complete and assigned; Authenticator required for the same groups; the rest as it was. */
function expectSetUp(practice: Practice, before: PracticeTenant): void {
  const after = practice.graph!.state;
  const [policy, ...others] = newPolicies(practice);
  expect(others).toEqual([]);
  expect(policy?.properties['iosSingleSignOnExtension']).toEqual({
    '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
    enableSharedDeviceMode: false,
    bundleIdAccessControlList: ['com.salesforce.chatter', 'com.box.BoxNet'],
    configurations: [
      {
        '@odata.type': '#microsoft.graph.keyStringValuePair',
        key: 'device_registration',
        value: '{{DEVICEREGISTRATION}}',
      },
      {
        '@odata.type': '#microsoft.graph.keyIntegerValuePair',
        key: 'browser_sso_interaction_enabled',
        value: 1,
      },
    ],
  });
  const groups = ['include Sales', 'include Field Ops'];
  expect(targetsOf(practice, policy?.assignments ?? []).sort()).toEqual([...groups].sort());

  const authenticator = authenticatorOf(practice);
  const stood = before.apps.find(({ id }) => id === authenticator.id)?.assignments ?? [];
  const assigned = authenticator.assignments.map(meaningOf);
  expect(assigned).toEqual(expect.arrayContaining(stood.map(meaningOf)));
  const added = authenticator.assignments.filter(
    (one) => !stood.some((old) => isDeepStrictEqual(meaningOf(old), meaningOf(one))),
  );
  expect(targetsOf(practice, added).sort()).toEqual([...groups].sort());
  expect(new Set(added.map(({ intent }) => intent))).toEqual(new Set(['required']));
  expect(assigned).toHaveLength(stood.length + added.length);

  const except = (objects: readonly StoredObject[], own: StoredObject | undefined): StoredObject[] =>
    objects.filter(({ id }) => id !== own?.id);
  expect(except(after.policies, policy)).toEqual(before.policies);
  expect(except(after.apps, authenticator)).toEqual(except(before.apps, authenticator));
  expect(after.catalogPolicies).toEqual(before.catalogPolicies);
}

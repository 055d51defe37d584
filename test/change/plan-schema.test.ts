import { expect, test } from 'vitest';
import { planSchema } from '../../src/change/plan-schema.ts';
import { planUndo } from '../../src/jit/plan-undo.ts';
import { planSetUp } from '../../src/jit/plan-set-up.ts';
import { accountDriven, enrollment, read } from '../jit/enrollment-parts.ts';
import { ids, snapshot, storeApp, vppApp, wire } from '../jit/tenant-parts.ts';
import { carryOut } from '../jit/undo-parts.ts';

test('a stored plan keeps which licence Authenticator takes, which no approver may have to find out again', () => {
  const plan = planSetUp({
    request: {
      bundleIds: ['com.salesforce.chatter'],
      targets: [{ kind: 'group', groupId: ids.sales }],
      displayName: 'iOS - JIT registration - Sales',
      description: 'For Sales.',
    },
    snapshot: {
      ...snapshot({ apps: [vppApp()] }),
      enrollment: enrollment({ typeProfiles: read([accountDriven()]) }),
    },
    changeId: 'c1',
  });
  expect(plan.request.authenticatorLicences).toEqual({ [`group:${ids.sales}`]: 'user' });
  expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
});

test('a stored plan keeps what shall become of other intents, and its undo what comes back', () => {
  const old = wire.group(ids.sales, { intent: 'available' });
  const change = carryOut(
    [{ kind: 'group', groupId: ids.sales }],
    { apps: [storeApp({ assignments: [old] })] },
    4,
    { changeIntent: [`group:${ids.sales}`], keepIntent: ['all-users'] },
  );
  const undo = planUndo({ ...change, changeId: 'c2' });
  expect(undo.steps.at(-1)).toMatchObject({ restores: [{ intent: 'available' }] });
  for (const plan of [change.plan, undo])
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
});

import { expect, test } from 'vitest';
import { planSchema } from '../../src/change/plan-schema.ts';
import { planSetUp } from '../../src/jit/plan-set-up.ts';
import { accountDriven, enrollment, read } from '../jit/enrollment-parts.ts';
import { ids, snapshot, vppApp } from '../jit/tenant-parts.ts';

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

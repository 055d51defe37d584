import { expect, test } from 'vitest';
import { isTakenAway } from '../../src/change/prepare-step.ts';
import { ids, required, wire } from '../jit/tenant-parts.ts';

test('a removal that puts something back is over only when that stands again', () => {
  const [ours, old] = [required(wire.group(ids.sales)), wire.group(ids.sales, { intent: 'available' })];
  const others = required(wire.group(ids.field));
  const step = {
    ...{ step: 'unassign-authenticator' as const, app: { id: 'a' } },
    ...{ before: [ours, others], after: [others, old], restores: [old] },
  };
  expect(isTakenAway([ours, others], step)).toBe(false);
  expect(isTakenAway([others], step)).toBe(false);
  expect(isTakenAway([others, old], step)).toBe(true);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultDescription, defaultName } from '../../src/jit/names.ts';
import type { Target } from '../../src/jit/plan.ts';

const groupNames = { a: 'Sales', b: 'Field Ops', c: ' HR\u00A0\u200B\nEurope ', d: 'IT' };
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((groupId): Target => ({ kind: 'group', groupId })) as [
  Target,
  Target,
  Target,
  Target,
];
const out: Target = { kind: 'exclude-group', groupId: 'b' };

test.each<[Target[], string[], string]>([
  [[a], [], 'iOS - JIT registration - Sales'],
  [[a, b], [], 'iOS - JIT registration - Sales, Field Ops'],
  [[a, b, c, d], [], 'iOS - JIT registration - Sales, Field Ops and 2 more'],
  [[c], [], 'iOS - JIT registration - HR Europe'],
  [[{ kind: 'all-users' }, out], [], 'iOS - JIT registration - All users except Field Ops'],
  [[{ kind: 'all-devices' }], [], 'iOS - JIT registration - All devices'],
  [[{ kind: 'group', groupId: 'unknown' }], [], 'iOS - JIT registration'],
  [[], [], 'iOS - JIT registration'],
  [[a], ['ios - jit registration - SALES '], 'iOS - JIT registration - Sales (2)'],
  [
    [a],
    ['iOS - JIT registration - Sales', 'IOS - JIT registration - Sales (2)'],
    'iOS - JIT registration - Sales (3)',
  ],
])('%j with %j taken is %s', (targets, taken, expected) => {
  expect(defaultName({ targets, groupNames, taken })).toBe(expected);
});

test('is never taken and never too long, whatever the names', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.nat(12), (name, count) => {
      const taken: string[] = [];
      for (let at = 0; at <= count; at += 1) {
        const next = defaultName({
          targets: [a],
          groupNames: { a: name },
          taken: taken.map((one) => one.toUpperCase()),
        });
        expect(taken.map((one) => one.toUpperCase())).not.toContain(next.toUpperCase());
        expect([...next].length).toBeLessThanOrEqual(200);
        expect(next.trim()).toBe(next);
        taken.push(next);
      }
    }),
  );
});

test.each([
  [[], 'for Microsoft apps.'],
  [['x'], 'for Microsoft apps and 1 other app.'],
  [['x', 'y'], 'for Microsoft apps and 2 other apps.'],
])('describes %j plainly', (bundleIds, end) => {
  expect(defaultDescription({ bundleIds })).toMatch(
    new RegExp(`^Just-in-time registration .* ${end.replace('.', '\\.')}$`),
  );
});

import { expect, it } from 'vitest';
import { makeStableNames } from '../../../src/practice/script/stable-names.ts';

const one = '6d1f3c52-9a43-4f0e-8f6a-2b8f4f6f6a10';
const two = '7d1f3c52-9a43-4f0e-8f6a-2b8f4f6f6a10';

it('names what differs from run to run by the order in which it appears', () => {
  const stable = makeStableNames({ keep: [two.toUpperCase()] });
  const digest = 'ab'.repeat(32);
  expect(stable(`policy ${one.toUpperCase()} and ${one}, group ${two}`)).toBe(
    `policy <id-1> and <id-1>, group ${two}`,
  );
  expect(stable(`[jit-bot c-42] at 2026-11-24T03:04:05.123Z`)).toBe('[jit-bot <id-2>] at <time>');
  expect(stable(`change c-42, ${digest}, http://127.0.0.1:3978/auth`)).toBe(
    'change <id-2>, <digest-1>, http://127.0.0.1:<port>/auth',
  );
});

it('gives the same text for two runs that differ in their ids alone', () => {
  const run = (id: string): string[] => [`made ${id}`, `assigned ${id}`].map(makeStableNames());
  expect(run(one)).toEqual(run(two));
});

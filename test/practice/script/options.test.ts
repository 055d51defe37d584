import { expect, it } from 'vitest';
import { readOptions } from '../../../src/practice/options.ts';

it('reads the command line', () => {
  expect(readOptions([])).toEqual({ help: false, browser: true, script: undefined });
  expect(readOptions(['--no-browser'])).toMatchObject({ browser: false });
  expect(readOptions(['--script', 'demo'])).toMatchObject({ script: 'demo' });
  expect(readOptions(['-h'])).toMatchObject({ help: true });
});

it.each([
  [['--nobrowser'], "Unknown option '--nobrowser'"],
  [['demo'], "Unexpected argument 'demo'"],
  [['--script'], "Option '--script <value>' argument missing"],
  [['--script='], '--script needs'],
])('says what is wrong with %j', (args, message) => {
  expect(readOptions(args)).toContain(message);
});

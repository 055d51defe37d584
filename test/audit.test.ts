import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf } from '../src/change/audit-entry.ts';
import { openAuditHouse, type AuditHouse } from './change/support/audit-house.ts';

let house: AuditHouse;
beforeEach(async () => void (house = await openAuditHouse(6)));
afterEach(() => house.close());

/** `npm run audit` without npm; settings are those of RECORDS alone. */
const run = (args: string[], records = `sqlite:${house.path}`) =>
  new Promise<{ code: number; said: string; complained: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'src/audit.ts', ...args],
      {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        env: { PATH: process.env['PATH'], RECORDS: records },
      },
      (_, said, complained) => resolve({ code: child.exitCode ?? -1, said, complained }),
    );
  });
const headOf = (at: number): string => `${house.logged[at]?.seq}:${house.logged[at]?.hash}`;

describe('npm run audit -- verify', () => {
  it('ends with 0 where the chain holds, while the bot runs, and says what is there', async () => {
    house.drop('audit-personal', 1, 1);
    expect(await run(['verify', '--head', headOf(3)])).toEqual({
      code: 0,
      said: [
        'The audit chain holds: 6 entries, none missing, none changed.',
        'Without personal data, because it was deleted: 1.',
        `Last entry: ${headOf(5)}\n`,
      ].join('\n'),
      complained: '',
    });
  });

  it('ends with 1 where it does not, and names the entries', async () => {
    house.setBytes('audit', keyOf(2), Buffer.from([0xff, 0x00]));
    house.drop('audit', 4, 4);
    const { code, said } = await run(['verify']);
    expect(code).toBe(1);
    expect(said).toMatch(/^The audit chain does not hold\. It has 5 entries, and:$/m);
    expect(said).toMatch(/^- entry 2 cannot be read$/m);
    expect(said).toMatch(/^- entry 4 is missing$/m);
  });

  it('ends with 1 where the end is gone with its head record, against the logged head', async () => {
    house.drop('audit', 5, 6);
    house.dropHead();
    const { code, said } = await run(['verify', '--head', headOf(5)]);
    expect(code).toBe(1);
    expect(said).toContain('entry 6 is gone, though the log knows it: the end was cut off');
  });

  it.each([
    [[], 'Say what to do: verify.'],
    [['check'], 'Say what to do: verify.'],
    [['verify', 'twice'], 'Unknown argument: twice.'],
    [['verify', '--heads'], "Unknown option '--heads'"],
    [['verify', '--head', '12'], '--head needs SEQ:HASH'],
  ])('ends with 2 and says why for %j', async (args, why) => {
    const { code, said, complained } = await run(args);
    expect({ code, said }).toEqual({ code: 2, said: '' });
    expect(complained).toContain(why);
    expect(complained).toContain('Usage: npm run audit -- verify');
  });

  it('ends with 2 where there are no records, and makes none', async () => {
    const { code, complained } = await run(['verify'], `sqlite:${house.path}.other`);
    expect(code).toBe(2);
    expect(complained).toContain('There are no records at');
    expect(existsSync(`${house.path}.other`)).toBe(false);
  });

  it('ends with 2 where RECORDS is wrong', async () => {
    const { code, complained } = await run(['verify'], 'postgres://secret@contoso.com');
    expect(code).toBe(2);
    expect(complained).toContain('RECORDS has an unknown form');
    expect(complained).not.toContain('secret');
  });

  it('tells how it is used', async () => {
    const { code, said } = await run(['--help']);
    expect(code).toBe(0);
    expect(said).toContain('Usage: npm run audit -- verify [--head SEQ:HASH]');
  });
});

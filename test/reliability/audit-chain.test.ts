import { expect, it, onTestFinished } from 'vitest';
import { keyOf } from '../../src/change/audit-entry.ts';
import { verifyAudit } from '../../src/change/verify-audit.ts';
import { openAuditHouse } from '../change/support/audit-house.ts';
import { isLong, report } from './support/report.ts';

/** One entry of every kind of event that the house makes, and one round more. */
const entries = isLong ? 10 : 5;

it('a flipped byte is found at every place of every record of the audit', async () => {
  const house = await openAuditHouse(entries);
  onTestFinished(() => house.close());
  const numbers = Array.from({ length: entries }, (_, at) => keyOf(at + 1));
  const records = [
    ...numbers.map((key) => ({ kind: 'audit', key })),
    // Every fifth event is nobody's, and has no personal data beside it.
    ...numbers.filter((_, at) => (at + 1) % 5 !== 0).map((key) => ({ kind: 'audit-personal', key })),
    { kind: 'audit-head', key: 'head' },
  ];
  const masks = isLong ? [1, 0x20, 0x80] : [1];
  let flips = 0;
  for (const { kind, key } of records) {
    const bytes = house.bytesOf(kind, key);
    for (let place = 0; place < bytes.length; place += isLong ? 1 : 3)
      for (const mask of masks) {
        const flipped = Buffer.from(bytes);
        flipped[place] = (flipped[place] ?? 0) ^ mask;
        house.setBytes(kind, key, flipped);
        const { ok } = await verifyAudit(house.records);
        expect(ok, `${kind} ${key}, byte ${place}: ${flipped.toString('latin1')}`).toBe(false);
        flips += 1;
      }
    house.setBytes(kind, key, bytes);
  }
  expect(await verifyAudit(house.records)).toMatchObject({ ok: true, entries });
  report({
    section: 'audit',
    tried: `a flipped byte, place by place, in entries, personal data and head of the chain (${entries} entries)`,
    runs: flips,
    held: 'verify found it',
  });
});

it('a cut tail of any length is found, with the head record or, where that is gone too, with the logged head', async () => {
  let cuts = 0;
  for (let left = 0; left < entries; left += 1) {
    const house = await openAuditHouse(entries);
    house.drop('audit', left + 1, entries);
    house.drop('audit-personal', left + 1, entries);
    expect((await verifyAudit(house.records)).ok, `${left} left`).toBe(false);
    house.dropHead();
    const head = house.logged.at(-1)!;
    expect((await verifyAudit(house.records, { head })).ok, `${left} left, no head`).toBe(false);
    cuts += 2;
    await house.close();
  }
  report({
    section: 'audit',
    tried: `a tail cut off at every entry of ${entries}, with and without the head record`,
    runs: cuts,
    held: 'verify found it',
  });
});

import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, keyOf, type AuditEntry } from '../../src/change/audit-entry.ts';
import { verifyAudit } from '../../src/change/verify-audit.ts';
import { openAuditHouse, someEvent, type AuditHouse } from './support/audit-house.ts';

describe('a flipped byte', () => {
  const entries = 12;
  let house: AuditHouse;
  beforeAll(async () => void (house = await openAuditHouse(entries)));
  afterAll(() => house.close());

  // What is stored: an entry, the personal data beside it (every fifth has none), or the head.
  const stored = fc.oneof(
    fc.integer({ min: 1, max: entries }).map((seq) => ({ kind: 'audit', key: keyOf(seq) })),
    fc
      .integer({ min: 1, max: entries })
      .filter((seq) => seq % 5 !== 0)
      .map((seq) => ({ kind: 'audit-personal', key: keyOf(seq) })),
    fc.constant({ kind: 'audit-head', key: 'head' }),
  );

  const flips = async (
    { kind, key }: { kind: string; key: string },
    at: (length: number) => number,
    mask: number,
  ) => {
    const bytes = house.bytesOf(kind, key);
    const flipped = Buffer.from(bytes);
    const place = at(bytes.length);
    flipped[place] = (flipped[place] ?? 0) ^ mask;
    house.setBytes(kind, key, flipped);
    const { ok, problems } = await verifyAudit(house.records);
    house.setBytes(kind, key, bytes);
    return { found: !ok, problems, flipped: flipped.toString('latin1') };
  };

  it('is found, whatever the record, the place and the byte', async () => {
    await fc.assert(
      fc.asyncProperty(stored, fc.nat(), fc.integer({ min: 1, max: 255 }), async (record, place, mask) => {
        const { found, problems, flipped } = await flips(record, (length) => place % length, mask);
        expect(found, flipped).toBe(true);
        expect(problems.length, flipped).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
    expect(await verifyAudit(house.records)).toMatchObject({ ok: true, entries });
  });

  it('is found at each place of one entry, with the number of that entry', async () => {
    const key = keyOf(7);
    for (let place = 0; place < house.bytesOf('audit', key).length; place += 1) {
      const { problems } = await flips({ kind: 'audit', key }, () => place, 1);
      expect(
        problems.map(({ seq }) => seq),
        String(place),
      ).toContain(7);
    }
  });
});

describe('a chain', () => {
  const entries = 260;
  let house: AuditHouse;
  beforeEach(async () => void (house = await openAuditHouse(12)));
  afterEach(() => house.close());

  it('that is whole verifies, over many pages too', async () => {
    for (let at = 12; at < entries; at += 1) await house.audit.append(someEvent(at));
    const head = house.logged.at(-1)!;
    expect(await verifyAudit(house.records, { head })).toEqual({
      ...{ ok: true, entries, withoutPersonal: 0, problems: [], head },
    });
    // A damaged entry does not hide the pages behind it.
    house.setBytes('audit', keyOf(100), Buffer.from('{'));
    house.drop('audit', 230, 230);
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 100, what: 'cannot be read' },
      { seq: 230, what: 'is missing' },
    ]);
  }, 30_000);

  it('without entries verifies, until an entry is asked for', async () => {
    const empty = await openAuditHouse();
    expect(await verifyAudit(empty.records)).toMatchObject({ ok: true, entries: 0 });
    expect(await verifyAudit(empty.records, { head: house.logged[0]! })).toMatchObject({ ok: false });
    await empty.close();
  });

  it.each([1, 5, 12])('whose last %d entries are gone is found by its head record', async (gone) => {
    house.drop('audit', 13 - gone, 12);
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 12, what: 'is gone, though the head record knows it: the end was cut off' },
    ]);
  });

  it.each([1, 5, 12])('whose last %d entries and head record are gone is found by the log', async (gone) => {
    house.drop('audit', 13 - gone, 12);
    house.dropHead();
    const head = house.logged.at(-1)!;
    const { ok, problems } = await verifyAudit(house.records, { head });
    expect(ok).toBe(false);
    expect(problems).toContainEqual({
      seq: 12,
      what: 'is gone, though the log knows it: the end was cut off',
    });
  });

  it('that was cut off, with a head record to match, and went on is found by the log', async () => {
    house.drop('audit', 8, 12);
    house.drop('audit-personal', 8, 12);
    house.dropHead();
    for (let at = 0; at < 10; at += 1) await house.audit.append(someEvent(at));
    expect(await verifyAudit(house.records)).toMatchObject({ ok: true });
    expect((await verifyAudit(house.records, { head: house.logged[11]! })).problems).toEqual([
      { seq: 12, what: 'is another one than the log knows' },
    ]);
  });

  it('with a hole is found', async () => {
    house.drop('audit', 4, 6);
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 4, what: 'is missing, and all up to entry 6' },
    ]);
  });

  it('without its beginning is found', async () => {
    house.drop('audit', 1, 1);
    expect((await verifyAudit(house.records)).problems).toEqual([{ seq: 1, what: 'is missing' }]);
  });

  it('with a hole that was closed by moving the others up is found', async () => {
    for (let seq = 4; seq < 12; seq += 1)
      house.setBytes('audit', keyOf(seq), house.bytesOf('audit', keyOf(seq + 1)));
    house.drop('audit', 12, 12);
    expect((await verifyAudit(house.records)).problems).toContainEqual({
      seq: 4,
      what: 'holds what was entry 5',
    });
  });

  it('with two entries swapped is found', async () => {
    const [one, other] = [house.bytesOf('audit', keyOf(5)), house.bytesOf('audit', keyOf(9))];
    house.setBytes('audit', keyOf(5), other);
    house.setBytes('audit', keyOf(9), one);
    expect((await verifyAudit(house.records)).problems.map(({ seq }) => seq)).toEqual(
      expect.arrayContaining([5, 9]),
    );
  });

  it('with an entry written anew, hash and all, is found at the one behind it', async () => {
    const { hash: _, ...entry } = JSON.parse(house.bytesOf('audit', keyOf(5)).toString()) as AuditEntry;
    const forged = { ...entry, at: '2026-03-02T08:00:00.000Z' };
    house.setBytes('audit', keyOf(5), Buffer.from(JSON.stringify({ ...forged, hash: hashOf(forged) })));
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 6, what: 'does not follow the entry before it' },
    ]);
  });

  it('without its head record is found', async () => {
    house.dropHead();
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 12, what: 'is the last one, but there is no head record' },
    ]);
  });

  it('whose personal data was deleted verifies, and says so', async () => {
    house.drop('audit-personal', 1, 7);
    expect(await verifyAudit(house.records)).toMatchObject({
      ...{ ok: true, entries: 12, withoutPersonal: 6, problems: [] },
    });
  });

  it('whose personal data was exchanged is found', async () => {
    house.setBytes('audit-personal', keyOf(3), house.bytesOf('audit-personal', keyOf(1)));
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 3, what: 'has other personal data beside it than was recorded' },
    ]);
  });

  it('with personal data where nobody did it is found', async () => {
    await house.records.insert('audit-personal', keyOf(5), { name: 'Megan Bowen' });
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 5, what: 'has personal data beside it that was never recorded' },
    ]);
  });

  it('with a record that is no entry is found', async () => {
    await house.records.insert('audit', 'thing', {});
    expect((await verifyAudit(house.records)).problems).toEqual([
      { seq: 12, what: 'is followed by a record that is no entry' },
    ]);
  });
});

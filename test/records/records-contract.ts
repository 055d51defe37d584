import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Records } from '../../src/records/records.ts';

/** An engine under test: an empty store, that several connections and processes can open. */
export interface Store {
  open(): Records;
  /** starts another process that runs one round of the race in support/race.ts, and answers what it prints */
  race(job: 'insert' | 'count', startAt: number): Promise<number>;
  remove(): Promise<void>;
}

const hostileKeys = [
  '',
  ' ',
  'a',
  'A',
  'a ',
  'a/b\\c#d?e',
  '../../etc',
  "'; DROP TABLE record; --",
  '%',
  '_',
  'a\u0000b',
  'a\u0000',
  '\u00e9',
  'e\u0301',
  '\uffff',
  '\u{1F600}',
  '\u{10FFFF}',
  'x'.repeat(2000),
  '19:meeting_Y2hhdA@thread.v2;messageid=1700000000000',
  '__proto__',
];

const byCodePoints = (one: string, other: string): number => {
  const [left, right] = [Array.from(one), Array.from(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? -1) - (right[at]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
};

const listAll = async (records: Records, kind: string, prefix: string, limit: number): Promise<string[]> => {
  const keys: string[] = [];
  let after: string | undefined;
  do {
    const page = await records.list(kind, { prefix, limit, ...(after === undefined ? {} : { after }) });
    expect(page.records.length).toBeLessThanOrEqual(limit);
    keys.push(...page.records.map((record) => record.key));
    after = page.next;
  } while (after !== undefined);
  return keys;
};

/** What every engine of Records has to do; run it once an engine. */
export function describeRecordsContract(name: string, makeStore: () => Promise<Store>): void {
  describe(`${name} keeps the contract of records`, () => {
    let store: Store;
    let records: Records;
    beforeEach(async () => {
      store = await makeStore();
      records = store.open();
    });
    afterEach(async () => {
      await records.close();
      await store.remove();
    });
    const insert = async (key: string, value: unknown): Promise<string> => {
      const written = await records.insert('thing', key, value);
      if (!written.written) throw new Error(written.why);
      return written.version;
    };

    it('gets what was inserted, and nothing else', async () => {
      const version = await insert('one', { a: [1, 'two', null, { b: false }] });
      expect(await records.get('thing', 'one')).toEqual({
        key: 'one',
        version,
        value: { a: [1, 'two', null, { b: false }] },
      });
      expect(await records.get('thing', 'two')).toBeUndefined();
      expect(await records.get('other', 'one')).toBeUndefined();
    });

    it('inserts a key once', async () => {
      await insert('one', 1);
      expect(await records.insert('thing', 'one', 2)).toEqual({ written: false, why: 'exists' });
      expect((await records.get('thing', 'one'))?.value).toBe(1);
      expect(await records.insert('other', 'one', 2)).toMatchObject({ written: true });
    });

    it('replaces by version', async () => {
      const first = await insert('one', 1);
      const second = await records.replace('thing', 'one', 2, first);
      expect(second).toMatchObject({ written: true });
      expect(await records.replace('thing', 'one', 3, first)).toEqual({ written: false, why: 'moved' });
      expect(await records.replace('thing', 'none', 3, first)).toEqual({ written: false, why: 'missing' });
      const found = await records.get('thing', 'one');
      expect(found?.value).toBe(2);
      expect(second.written && second.version).toBe(found?.version);
      expect(found?.version).not.toBe(first);
    });

    it('changes the version even where the value stays', async () => {
      const first = await insert('one', 1);
      const second = await records.replace('thing', 'one', 1, first);
      expect(second.written && second.version).not.toBe(first);
    });

    it('deletes by version or whatever stands there', async () => {
      const first = await insert('one', 1);
      await records.replace('thing', 'one', 2, first);
      expect(await records.delete('thing', 'one', first)).toEqual({ written: false, why: 'moved' });
      expect(await records.delete('thing', 'one')).toMatchObject({ written: true });
      expect(await records.delete('thing', 'one')).toEqual({ written: false, why: 'missing' });
      expect(await records.delete('thing', 'one', first)).toEqual({ written: false, why: 'missing' });
    });

    it('never gives a version again to a key that was deleted', async () => {
      const first = await insert('one', 1);
      await records.delete('thing', 'one');
      const second = await insert('one', 1);
      expect(second).not.toBe(first);
      expect(await records.replace('thing', 'one', 2, first)).toEqual({ written: false, why: 'moved' });
    });

    it('keeps hostile keys apart, in the order of code points', async () => {
      for (const key of hostileKeys) await insert(key, { key });
      for (const key of hostileKeys)
        expect(await records.get('thing', key)).toMatchObject({ key, value: { key } });
      expect(await listAll(records, 'thing', '', 3)).toEqual([...hostileKeys].sort(byCodePoints));
    });

    it('refuses a key that is no well-formed Unicode, in every verb', async () => {
      await expect(records.get('thing', '\ud800')).rejects.toThrow(TypeError);
      await expect(records.insert('thing', 'a\udc00', 1)).rejects.toThrow(TypeError);
      await expect(records.list('thing', { prefix: '\ud800', limit: 1 })).rejects.toThrow(TypeError);
    });

    it('refuses a value that is no JSON', async () => {
      await expect(records.insert('thing', 'one', undefined)).rejects.toThrow(TypeError);
      expect(await records.get('thing', 'one')).toBeUndefined();
    });

    it('lists by prefix, page by page, whatever the keys', async () => {
      const key = fc.string({
        unit: fc.constantFrom('a', 'b', 'B', '/', '%', '\u00e9', '\u{1F600}', '\u{10FFFF}', '\u0000'),
        maxLength: 4,
      });
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(key, { maxLength: 20 }),
          key,
          fc.integer({ min: 1, max: 7 }),
          async (keys, prefix, limit) => {
            const kind = keys.join('|') + prefix + String(limit) + String(Math.random());
            for (const one of keys) await records.insert(kind, one, null);
            expect(await listAll(records, kind, prefix, limit)).toEqual(
              keys.filter((one) => one.startsWith(prefix)).sort(byCodePoints),
            );
          },
        ),
        { numRuns: 40 },
      );
    });

    it('lists from behind a key that is gone', async () => {
      for (const key of ['a', 'b', 'c']) await insert(key, key);
      await records.delete('thing', 'b');
      const page = await records.list('thing', { after: 'b', limit: 10 });
      expect(page.records.map((record) => record.value)).toEqual(['c']);
    });

    it.each([0, 1001, 1.5, Number.NaN])('refuses a limit of %s', async (limit) => {
      await expect(records.list('thing', { limit })).rejects.toThrow(RangeError);
    });

    it('keeps big values and every character', async () => {
      const value = {
        big: '\u{1F600}\u0000"\\\ud800'.repeat(100_000),
        list: Array.from({ length: 10_000 }, (_, at) => at),
      };
      await insert('one', value);
      expect((await records.get('thing', 'one'))?.value).toEqual(value);
    });

    it('hands out copies', async () => {
      const value = { list: [1] };
      await insert('one', value);
      value.list.push(2);
      expect((await records.get('thing', 'one'))?.value).toEqual({ list: [1] });
    });

    it('shows every connection what another wrote', async () => {
      const other = store.open();
      const version = await insert('one', 1);
      expect(await other.get('thing', 'one')).toMatchObject({ version, value: 1 });
      await other.replace('thing', 'one', 2, version);
      expect(await records.replace('thing', 'one', 3, version)).toEqual({ written: false, why: 'moved' });
      await other.close();
    });

    it('keeps everything over closing and opening', async () => {
      const version = await insert('one', { kept: true });
      await records.close();
      records = store.open();
      expect(await records.get('thing', 'one')).toEqual({ key: 'one', version, value: { kept: true } });
    });

    it('lets one of many win over two connections', async () => {
      const other = store.open();
      const results = await Promise.all(
        Array.from({ length: 40 }, (_, at) => (at % 2 ? records : other).insert('thing', 'raced', at)),
      );
      expect(results.filter((result) => result.written)).toHaveLength(1);
      await other.close();
    });

    it('lets one of two processes win each insert', async () => {
      const startAt = Date.now() + 1500;
      const won = await Promise.all([store.race('insert', startAt), store.race('insert', startAt)]);
      expect(won[0] + won[1]).toBe(100);
      expect(await listAll(records, 'race', '', 1000)).toHaveLength(100);
    });

    it('loses no update of two processes that compare and set', async () => {
      await records.insert('race', 'counter', 0);
      const startAt = Date.now() + 1500;
      const added = await Promise.all([store.race('count', startAt), store.race('count', startAt)]);
      expect((await records.get('race', 'counter'))?.value).toBe(added[0] + added[1]);
    });

    it('says when it can be used', async () => {
      await expect(records.check()).resolves.toBeUndefined();
    });

    it('closes twice without a word', async () => {
      await records.close();
      await expect(records.close()).resolves.toBeUndefined();
    });
  });
}

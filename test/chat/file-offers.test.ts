import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { saveOffer, sweepOffers, takeOffer } from '../../src/chat/file-offers.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';

const who = { tenantId: 't', objectId: 'megan', name: 'Megan Bowen' };
const where = { conversationId: 'c', place: 'personal', reference: {} } as const;
const now = new Date('2026-01-05T08:00:00Z');
const later = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);

async function withOffer() {
  const records = openSqliteRecords(join(mkdtempSync(join(tmpdir(), 'offers-')), 'records.db'));
  onTestFinished(() => records.close());
  await saveOffer(records, 'o1', { who, where, question: 'apps', format: 'json', now });
  return { records, take: (change: object = {}) => takeOffer(records, 'o1', { who, where, now, ...change }) };
}

test('an offer is taken once, however many take it at the same time', async () => {
  const { take } = await withOffer();
  const taken = await Promise.all([take(), take(), take()]);
  expect(taken.map(({ how }) => how).sort()).toEqual(['before', 'before', 'now']);
  expect(taken.find(({ how }) => how === 'now')).toMatchObject({
    offer: { question: 'apps', format: 'json' },
  });
  expect(await take()).toEqual({ how: 'before' });
});

test('nobody else takes it, nobody elsewhere, and nobody after a day', async () => {
  const { records, take } = await withOffer();
  expect(await take({ who: { ...who, objectId: 'adele' } })).toEqual({ how: 'unknown' });
  expect(await take({ who: { ...who, tenantId: 'other' } })).toEqual({ how: 'unknown' });
  expect(await take({ where: { ...where, conversationId: 'd' } })).toEqual({ how: 'unknown' });
  expect(await take({ now: later(25) })).toEqual({ how: 'unknown' });
  expect(await takeOffer(records, 'o2', { who, where, now })).toEqual({ how: 'unknown' });
  expect(await take({ now: later(23) })).toMatchObject({ how: 'now' });
});

test('old offers are swept, young ones stay', async () => {
  const { records } = await withOffer();
  await sweepOffers(records, later(23));
  expect(await records.get('file-offer', 'o1')).toBeDefined();
  await sweepOffers(records, later(25));
  expect(await records.get('file-offer', 'o1')).toBeUndefined();
});

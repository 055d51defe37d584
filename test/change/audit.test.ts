import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { approved, asked, ended, refused, type AuditEvent } from '../../src/change/audit.ts';
import { keyOf } from '../../src/change/audit-entry.ts';
import { verifyAudit } from '../../src/change/verify-audit.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import { RecordsUnavailable } from '../../src/records/records.ts';
import { aChange, megan, openAuditHouse, someEvent, type AuditHouse } from './support/audit-house.ts';

let house: AuditHouse;
afterEach(() => house.close());

describe('append', () => {
  it('chains what happened, keeps the person beside it, and logs the head', async () => {
    house = await openAuditHouse();
    const { audit, records, logged } = house;
    expect(await audit.head()).toBeUndefined();
    await audit.append(asked(aChange));
    await audit.append(approved(aChange, megan));
    const entries = (await records.list('audit', { limit: 10 })).records;
    expect(entries.map(({ key, value }) => [key, value])).toEqual([
      [
        keyOf(1),
        {
          seq: 1,
          at: '2026-03-02T09:00:00.000Z',
          event: 'asked',
          facts: {
            changeId: aChange.id,
            tenantId: megan.tenantId,
            policyName: 'iOS - JIT registration - Sales',
            targets: ['group 0f0c3f6e-0000-4000-8000-00000000000d'],
            digest: 'd'.repeat(64),
          },
          personal: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          previous: '0'.repeat(64),
          hash: logged[0]?.hash,
        },
      ],
      [keyOf(2), expect.objectContaining({ seq: 2, event: 'approved', previous: logged[0]?.hash }) as object],
    ]);
    expect((await records.get('audit-personal', keyOf(2)))?.value).toEqual({
      salt: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      ...megan,
      conversationId: aChange.conversationId,
    });
    expect(logged.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await audit.head()).toEqual(logged[1]);
    expect((await records.get('audit-head', 'head'))?.value).toEqual(logged[1]);
  });

  it('holds no name, no object id of a person and no conversation in the chain, and no salt twice', async () => {
    house = await openAuditHouse(10);
    const all = (kind: string) => house.records.list(kind, { limit: 100 });
    const chain = JSON.stringify((await all('audit')).records);
    for (const secret of ['Megan', megan.objectId, aChange.conversationId])
      expect(chain).not.toContain(secret);
    const salts = (await all('audit-personal')).records.map(({ value }) => (value as { salt: string }).salt);
    expect(new Set(salts).size).toBe(8);
  });

  it('takes nothing but the fields of its events', async () => {
    house = await openAuditHouse();
    const event = approved(aChange, megan);
    const more = { ...event, facts: { ...event.facts, token: 'eyJ0eXAi' } } as unknown as AuditEvent;
    await expect(house.audit.append(more)).rejects.toThrow(/token/);
    await expect(house.audit.append(refused(aChange, megan, 'Bearer eyJ0eXAi'))).rejects.toThrow();
    expect(await house.audit.head()).toBeUndefined();
    // and one that was refused holds up nobody
    await house.audit.append(event);
    expect(await verifyAudit(house.records)).toMatchObject({ ok: true, entries: 1 });
  });

  it('takes hostile and endless names', async () => {
    house = await openAuditHouse();
    const name = `\u0000\ud800"\\\u{1F600}`.repeat(1000);
    const change = {
      ...aChange,
      conversationId: name,
      policyName: name,
      plan: { ...aChange.plan, request: { ...aChange.plan.request, displayName: name } },
    };
    await house.audit.append(asked(change));
    await house.audit.append(ended(change, { ...megan, name }, 'applied'));
    expect(await verifyAudit(house.records)).toMatchObject({ ok: true, entries: 2 });
    expect(house.bytesOf('audit-personal', keyOf(2)).toString()).not.toMatch(/\\u/);
  });

  it('goes on behind entries that the head record does not know, as after a crash', async () => {
    house = await openAuditHouse(5);
    const { records, logged, audit } = house;
    const { version } = (await records.get('audit-head', 'head'))!;
    await records.replace('audit-head', 'head', logged[2], version);
    expect(await verifyAudit(records, {})).toMatchObject({ ok: true, entries: 5 });
    expect(await audit.head()).toEqual(logged[4]);
    await audit.append(someEvent(0));
    expect(await verifyAudit(records, { head: logged[5]! })).toMatchObject({ ok: true, entries: 6 });
  });

  it('does not heal a chain whose end was cut off', async () => {
    house = await openAuditHouse(5);
    house.drop('audit', 4, 5);
    await house.audit.append(someEvent(0));
    expect(await verifyAudit(house.records)).toMatchObject({
      ok: false,
      entries: 4,
      problems: [{ seq: 4, what: 'is missing, and all up to entry 5' }],
    });
  });

  it('goes on where the head record is damaged, and says so', async () => {
    house = await openAuditHouse(3);
    house.setBytes('audit-head', 'head', Buffer.from([0x7b, 0xff]));
    await house.audit.append(someEvent(0));
    expect(house.errors).toEqual(['audit: the head record cannot be read; verify the chain']);
    expect(await verifyAudit(house.records)).toMatchObject({ ok: true, entries: 4 });
  });

  it('answers RecordsUnavailable where the store is lost', async () => {
    house = await openAuditHouse(1);
    await house.records.close();
    await expect(house.audit.append(someEvent(0))).rejects.toThrow(RecordsUnavailable);
  });

  it('makes one unbroken chain of what two processes append at once', async () => {
    house = await openAuditHouse();
    const startAt = Date.now() + 1500;
    const run = async (): Promise<number> => {
      const script = fileURLToPath(new URL('support/append.ts', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [
        ...['--import', 'tsx', script, house.path, '200', String(startAt)],
      ]);
      return Number(stdout);
    };
    expect(await Promise.all([run(), run()])).toEqual([200, 200]);
    const records = openSqliteRecords(house.path);
    expect(await verifyAudit(records)).toMatchObject({ ok: true, entries: 400, problems: [] });
    expect(((await records.get('audit-head', 'head'))?.value as { seq: number }).seq).toBe(400);
    await records.close();
  }, 60_000);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approved, asked, cancelled, ended, expired, written } from '../../src/change/audit.ts';
import { keyOf } from '../../src/change/audit-entry.ts';
import { readHistory } from '../../src/change/read-history.ts';
import { aChange, megan, openAuditHouse, someEvent, type AuditHouse } from './support/audit-house.ts';

let house: AuditHouse;
beforeEach(async () => void (house = await openAuditHouse()));
afterEach(() => house.close());

const adele = { ...megan, objectId: '0f0c3f6e-0000-4000-8000-0000000000ff', name: 'Adele Vance' };
const changeOf = (id: string) => ({ ...aChange, id });
const read = async (most = 10, tenantId = megan.tenantId) =>
  readHistory(house.records, { head: await house.audit.head(), tenantId, most });

describe('readHistory', () => {
  it('is empty where nothing happened', async () => {
    expect(await read()).toEqual({ changes: [], damaged: false });
  });

  it('tells each change from its beginning, the one that moved last first', async () => {
    const { audit } = house;
    await audit.append(asked(changeOf('one')));
    await audit.append(asked(changeOf('two')));
    await audit.append(cancelled(changeOf('two'), adele, 'cancel'));
    await audit.append(approved(changeOf('one'), adele));
    await audit.append(
      written(changeOf('one'), adele, { step: 'create-policy', outcome: 'done', requestId: 'r-1' }),
    );
    await audit.append(ended(changeOf('one'), adele, 'applied'));
    const { changes } = await read();
    expect(changes.map(({ id, events }) => [id, events.map(({ event, who }) => `${event} ${who}`)])).toEqual([
      ['one', ['asked Megan Bowen', 'approved Adele Vance', 'written Adele Vance', 'ended Adele Vance']],
      ['two', ['asked Megan Bowen', 'cancelled Adele Vance']],
    ]);
    expect(changes[0]?.events[2]?.facts).toMatchObject({ step: 'create-policy', requestId: 'r-1' });
  });

  it('shows nothing of another tenant', async () => {
    await house.audit.append(asked({ ...aChange, requester: { ...megan, tenantId: 'another' } }));
    expect((await read()).changes).toEqual([]);
    expect((await read(10, 'another')).changes).toHaveLength(1);
  });

  it('shows the last ones only, and finds a beginning that lies pages back', async () => {
    const { audit } = house;
    await audit.append(asked(changeOf('old')));
    for (let at = 0; at < 450; at += 1) await audit.append(asked(changeOf(`between-${at}`)));
    await audit.append(expired(changeOf('old')));
    const { changes } = await read(3);
    expect(changes.map(({ id }) => id)).toEqual(['old', 'between-449', 'between-448']);
    expect(changes[0]?.events.map(({ event }) => event)).toEqual(['asked', 'expired']);
    expect(changes[0]?.events[1]?.who).toBeUndefined();
  }, 30_000);

  it('takes the state and the names of groups from the change', async () => {
    await house.records.insert('change', aChange.id, {
      groupNames: { 'group-1': 'Sales' },
      state: 'applied',
    });
    await house.audit.append(asked(aChange));
    expect((await read()).changes[0]).toMatchObject({
      groupNames: { 'group-1': 'Sales' },
      state: 'applied',
    });
  });

  it('says that a name was deleted, and takes none that was put in its place', async () => {
    for (let at = 0; at < 3; at += 1) await house.audit.append(someEvent(at));
    house.drop('audit-personal', 1, 1);
    house.setBytes('audit-personal', keyOf(2), Buffer.from('{"name":"Alex Wilber"}'));
    const [change] = (await read()).changes;
    expect(change?.events.map(({ who }) => who)).toEqual([null, null, 'Megan Bowen']);
  });

  it('leaves out what is not what was recorded, and says so', async () => {
    for (let at = 0; at < 4; at += 1) await house.audit.append(someEvent(at));
    const text = house.bytesOf('audit', keyOf(2)).toString();
    house.setBytes('audit', keyOf(2), Buffer.from(text.replace('approved', 'rejected')));
    house.setBytes('audit', keyOf(3), Buffer.from([0xff]));
    const { changes, damaged } = await read();
    expect(damaged).toBe(true);
    expect(changes[0]?.events.map(({ event }) => event)).toEqual(['asked', 'ended']);
  });
});

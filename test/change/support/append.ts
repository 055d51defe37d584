import { makeAudit } from '../../../src/change/audit.ts';
import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';
import { someEvent } from './audit-house.ts';

// One appender in a process of its own: `append.ts FILE COUNT START`; all at once, and it prints how many came through.
const [, , path = '', count = '', startAt = ''] = process.argv;
const records = openSqliteRecords(path, { busyTimeoutMs: 20_000 });
const audit = makeAudit({ records, now: () => new Date(), log: { info: () => {}, error: () => {} } });
while (Date.now() < Number(startAt));

const appended = await Promise.allSettled(
  Array.from({ length: Number(count) }, (_, at) => audit.append(someEvent(at))),
);
await records.close();
console.log(appended.filter(({ status }) => status === 'fulfilled').length);

import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';

// One racer in a process of its own: `race.ts FILE insert|count START`; prints how many writes it won.
const [, , path = '', job = '', startAt = ''] = process.argv;
const records = openSqliteRecords(path);
while (Date.now() < Number(startAt));

let won = 0;
for (let round = 0; round < 100; round++) {
  if (job === 'insert') {
    const { written } = await records.insert('race', `key ${round}`, process.pid);
    if (written) won++;
  } else {
    for (;;) {
      const found = await records.get('race', 'counter');
      if (!found) throw new Error('no counter');
      const { written } = await records.replace('race', 'counter', Number(found.value) + 1, found.version);
      if (written) break;
    }
    won++;
  }
}
await records.close();
console.log(won);

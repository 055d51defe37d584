import { measureAnswers } from './measure-answers.ts';

/** `npm run bench`: what questions cost in a large tenant. Ends with 1 where one takes too long or a card is too large. */
const latencyMs = 50;
const sizes = [
  { policies: 250, groups: 1250, apps: 125 },
  { policies: 1000, groups: 5000, apps: 500 },
];

console.log(
  'The limit is (pages + batches) x latency x 1.3. A $batch of up to twenty reads counts as one page, since it is one answer of Graph.',
);
let ok = true;
for (const size of sizes) {
  console.log(`${size.policies} policies, ${size.groups} groups, ${size.apps} apps, ${latencyMs} ms latency`);
  for (const one of await measureAnswers({ size, latencyMs })) {
    const { question, pages, batches, milliseconds, cardBytes, cards } = one;
    const limit = Math.round((pages + batches) * latencyMs * 1.3);
    const cells = [
      question.padEnd(34),
      `${pages} pages + ${batches} batches`.padEnd(24),
      `${milliseconds} ms (limit ${limit})`.padEnd(24),
      `cards ${cards}, up to ${cardBytes} bytes`.padEnd(28),
      one.ok ? 'ok' : 'OVER',
    ];
    console.log(`  ${cells.join(' ')}`);
    ok &&= one.ok;
  }
}
process.exitCode = ok ? 0 : 1;

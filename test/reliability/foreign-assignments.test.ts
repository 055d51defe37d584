import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultKinds, type Fault, type FaultKind } from '../../src/practice/faults.ts';
import { runAmongOthers, type ForeignCase, type ForeignRun } from './support/foreign-run.ts';
import { startPracticeHouse, type PracticeHouse } from './support/practice-house.ts';
import { doings, setUps, tenants } from './support/random-tenant.ts';
import { isLong, report } from './support/report.ts';
import { seed } from './support/seed.ts';

const runs = isLong ? 2000 : 40;

let practice: PracticeHouse;
beforeAll(async () => {
  practice = await startPracticeHouse();
});
afterAll(() => practice.stop());

const fault: fc.Arbitrary<Fault> = fc
  .record({
    call: fc.constantFrom<[string, RegExp]>(
      ['POST', /\/deviceConfigurations$/],
      ['POST', /\/mobileApps$/],
      ['POST', /\/mobileApps\/[^/]+\/assign$/],
      ['POST', /\/deviceConfigurations\/[^/]+\/assign$/],
      ['POST', /^\/\$batch$/],
      ['GET', /\/deviceConfigurations$/],
      ['GET', /\/mobileApps$/],
      ['GET', /\/(deviceConfigurations|mobileApps)\/[^/]+$/],
    ),
    kind: fc.constantFrom(...(Object.keys(faultKinds) as FaultKind[])),
    skip: fc.nat(1),
  })
  .map(({ call: [method, path], kind, skip }) => ({ match: { method, path }, kind, skip }));

const some = fc.array(doings, { maxLength: 2 });
const cases: fc.Arbitrary<ForeignCase> = fc.record({
  tenant: tenants,
  setUp: setUps,
  faults: fc.array(fault, { maxLength: 2 }),
  doings: fc.record({ beforeApprove: some, beforeResume: some, beforeUndo: some }),
});

test('what others assigned is there after a set-up and after its undo, and nothing was written that was not approved', async () => {
  const ends: Record<ForeignRun['end'], number> = { refused: 0, stopped: 0, undone: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const { wrong, end } = await runAmongOthers(practice, one);
      ends[end] += 1;
      expect(wrong).toEqual([]);
    }),
    { seed, numRuns: runs, endOnFailure: false },
  );
  // Where nothing could be set up, nothing could be lost.
  expect(ends.undone).toBeGreaterThan(runs / 4);
  report({
    ...{ section: 'foreign assignments', runs, seed },
    tried: `random tenants and set-ups, each with its undo, among others who write too, with faults: ${ends.undone} set up or stopped half-way, and undone; ${ends.refused} not approvable`,
    held: 'each assignment of others is there afterwards with the same meaning, and nothing was written that was not in the approved plan',
  });
});

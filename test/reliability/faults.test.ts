import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsAt, fixtureNames, fixtures, secondFaults, type Fixture } from './support/fault-cases.ts';
import {
  describeFault,
  reviewIn,
  runWithFaults,
  type FaultRun,
  type PlannedFault,
  type Reviewed,
} from './support/fault-run.ts';
import { startPracticeHouse, type PracticeHouse } from './support/practice-house.ts';
import { isLong, report } from './support/report.ts';
import { makeRandom, seed } from './support/seed.ts';

/**
 * One fault, and two, at each Graph call from the click on Approve to the end of a change, through every Resume that its
 * card offers: reads of the check, each write, the looking for a lost answer, the read back, the batch and its parts.
 */
const held =
  'no policy twice, no assignment of others lost or altered, each card told what the tenant held at that moment, and each change came to an end';
/** so many runs that went wrong are told in full */
const mostTold = 3;

let practice: PracticeHouse;
const reviewed = new Map<Fixture, Reviewed>();
beforeAll(async () => {
  // A new app is `processing` for a few requests, since the clock of this practice Graph goes by requests.
  practice = await startPracticeHouse({ publishAfterMs: 3500 });
  for (const name of fixtureNames) {
    const { theirs, ...how } = fixtures[name];
    reviewed.set(name, await reviewIn(practice, theirs, how));
  }
});
afterAll(() => practice.stop());

/** Runs cases of one fixture, and keeps what went wrong. */
function trial(fixture: Fixture) {
  const told: string[] = [];
  let runs = 0;
  return {
    run: async (faults: PlannedFault[]): Promise<FaultRun> => {
      const run = await runWithFaults(practice, reviewed.get(fixture)!, faults);
      if (run.unmet === 0) runs += 1;
      if (run.wrong.length > 0) {
        told.push([`${fixture}:`, ...faults.map(describeFault), ...run.wrong].join('\n'));
        // At once, since the long run takes a while.
        if (told.length <= mostTold) console.log(told.at(-1));
      }
      return run;
    },
    runs: () => runs,
    expectAllHeld: (): void => {
      const more = told.length > mostTold ? `\n… and ${told.length - mostTold} more runs` : '';
      expect(told.slice(0, mostTold).join('\n\n') + more).toBe('');
    },
  };
}

/** Every single fault, with the run that it led to. */
async function everySingle(on: ReturnType<typeof trial>): Promise<{ first: PlannedFault; run: FaultRun }[]> {
  const clean = await on.run([]);
  expect(clean.end).toBe('done');
  const singles = [];
  for (const first of faultsAt(clean.calls)) singles.push({ first, run: await on.run([first]) });
  return singles;
}

describe.runIf(isLong)('every fault', () => {
  test.each(fixtureNames)('and every pair of faults, in %s', async (fixture) => {
    const single = trial(fixture);
    const singles = await everySingle(single);
    single.expectAllHeld();
    report({
      section: 'faults',
      tried: `${fixture}: one fault at each Graph call`,
      runs: single.runs(),
      held,
    });
    const pair = trial(fixture);
    for (const { first, run } of singles)
      for (const second of secondFaults(first, run)) await pair.run([first, second]);
    pair.expectAllHeld();
    report({ section: 'faults', tried: `${fixture}: each pair of faults`, runs: pair.runs(), held });
  });
});

describe.runIf(!isLong)('a sample of faults', () => {
  test('every single one', async () => {
    const [fixture] = fixtureNames;
    const single = trial(fixture!);
    await everySingle(single);
    single.expectAllHeld();
    report({
      section: 'faults',
      tried: `${fixture}: one fault at each Graph call`,
      runs: single.runs(),
      held,
    });
  });

  test.each(fixtureNames)('some pairs in %s', async (fixture) => {
    const on = trial(fixture);
    const singles = faultsAt((await on.run([])).calls);
    const random = makeRandom(seed);
    const oneOf = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!;
    const after = async (first: PlannedFault): Promise<PlannedFault[]> =>
      secondFaults(first, await on.run([first]));
    for (let pair = 0; pair < 12; pair += 1) {
      const first = oneOf(singles);
      const seconds = await after(first);
      if (seconds.length > 0) await on.run([first, oneOf(seconds)]);
    }
    // Always: a write is carried out, its answer is lost, and then a look at the tenant fails.
    for (const lost of singles.filter(({ kind }) => kind === 'reset-after')) {
      const blind = (await after(lost)).filter(({ call, kind }) => !call.write && kind === '500');
      for (const second of blind) await on.run([lost, second]);
    }
    console.log(`RELIABILITY_SEED=${seed}`);
    on.expectAllHeld();
    report({ section: 'faults', tried: `${fixture}: some pairs of faults`, runs: on.runs(), held, seed });
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { checkSchedule, entitled } from './support/check-schedule.ts';
import { playSchedule } from './support/play-schedule.ts';
import { isLong, report } from './support/report.ts';
import { schedules } from './support/schedule.ts';
import { settle } from './support/settle.ts';
import { startTwoProcesses, type TwoProcesses } from './support/two-processes.ts';

const seed = Number(process.env['RELIABILITY_SEED'] ?? Date.now() % 2 ** 31);

let two: TwoProcesses;
beforeAll(async () => {
  two = await startTwoProcesses(inject('certificates'));
});
afterAll(() => two.stop());

it('carries out each change once or not at all, whatever people, processes and clocks do', async () => {
  const runs = isLong ? 10_000 : 50;
  console.log(`schedules: RELIABILITY_SEED=${seed} repeats them`);
  const seen = { clicks: 0, byOthers: 0, applied: 0, undone: 0, dropped: 0, killed: 0, stale: 0 };
  await fc.assert(
    fc.asyncProperty(schedules(isLong ? 100 : 40), async (schedule) => {
      const played = await playSchedule(two, schedule);
      const settled = await settle(two, played);
      const wrong = await checkSchedule({ played, settled, shared: two.shared, mode: schedule.mode });
      await played.run.close();
      if (wrong.length > 0) throw new Error([...wrong, ...played.trace].join('\n'));
      const { ended, dropped, lateAnswers } = settled;
      seen.clicks += played.clicks.length;
      seen.byOthers += played.clicks.filter(({ who, button }) =>
        ended.some((change) => change.id === button.data.change && !entitled(who, change, schedule.mode)),
      ).length;
      seen.applied += ended.filter(({ state }) => state === 'applied').length;
      seen.undone += ended.filter(({ state }) => state === 'undone').length;
      seen.dropped += dropped;
      seen.killed += schedule.happenings.filter(({ what }) => what === 'kill').length;
      seen.stale += lateAnswers.length > 0 ? 1 : 0;
    }),
    // What goes on at the same time is not the same each time, so a shrunken schedule would say little.
    { seed, numRuns: runs, endOnFailure: true },
  );
  for (const count of ['byOthers', 'applied', 'undone', 'dropped'] as const)
    expect(seen[count], count).toBeGreaterThan(0);
  const { clicks, byOthers, applied, undone, dropped, killed, stale } = seen;
  report({
    section: 'schedules',
    tried: `random schedules over two processes: ${clicks} clicks (${byOthers} of them by people who may not), again and at the same time, the tenant moving between review and click, processes that stall, ${dropped} that ended in the middle (${killed} by SIGKILL), clocks and sweeps, with and without a second person; ${applied} changes stand at the end, ${undone} were taken back`,
    runs,
    held: `Each change was carried out once or not at all, by the one who may, exactly as the clicked card showed it; all came to an end, and their cards and the audit say which. In ${stale} schedules a process ended between a record and its card: the buttons left there were refused.`,
    seed,
  });
});

import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { isUndo } from '../../src/jit/plan.ts';
import { meaningOf } from '../support/tenant-look.ts';
import { standing } from './support/buttons.ts';
import { isLong, report } from './support/report.ts';
import { allChanges } from './support/settle.ts';
import { startTwoProcesses, type TwoProcesses } from './support/two-processes.ts';

let two: TwoProcesses;
beforeAll(async () => {
  two = await startTwoProcesses(inject('certificates'));
});
afterAll(() => two.stop());

const seed = Number(process.env['RELIABILITY_SEED'] ?? Date.now() % 2 ** 31);
/**
 * The first goes through; the second hears that somebody is at it, then that the tenant moved, and goes through. Where the app
 * was added after the review, that is news once more.
 */
const mostClicks = { there: 3, missing: 3, 'added between': 4 };

const rounds = fc.record({
  /** `added between`: the first plan is to add it, the second finds it, since somebody else was faster */
  authenticator: fc.constantFrom(...(['there', 'there', 'missing', 'added between'] as const)),
  latency: fc.array(fc.constantFrom(0, 0, 1, 2, 4), { minLength: 2, maxLength: 9 }),
  groups: fc.shuffledSubarray(['Sales', 'Field Ops', 'Sales EMEA', 'Interns'], {
    minLength: 2,
    maxLength: 2,
  }),
  turns: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 8 }),
  /** milliseconds between the two clicks */
  apart: fc.constantFrom(0, 0, 1, 3, 10, 30, 100),
});

it('lets two changes that write to the same app at the same time both end, and loses nothing of either', async () => {
  const runs = isLong ? 2_000 : 25;
  console.log(`locks: RELIABILITY_SEED=${seed} repeats the rounds`);
  let met = 0;
  const tried = new Set<string>();
  await fc.assert(
    fc.asyncProperty(rounds, async (round) => {
      if (await playRound(round)) met += 1;
      tried.add(round.authenticator);
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
  expect(met, 'rounds in which the two met').toBeGreaterThan(0);
  if (isLong) expect(tried.size).toBe(3);
  report({
    section: 'locks',
    tried:
      'two changes on different policies, approved at the same time in two processes, that both require Microsoft Authenticator: both find it, both add it, or one was reviewed before somebody else added it',
    runs,
    held: `Both were set up after at most ${mostClicks.there} clicks on Approve each (${mostClicks['added between']} where somebody had added it), with every assignment of either and all of others; in ${met} rounds one came while the other wrote.`,
    seed,
  });
});

/** Answers whether one found the other at it. */
async function playRound({
  authenticator,
  latency,
  groups,
  apart,
  turns,
}: RoundOf<typeof rounds>): Promise<boolean> {
  const { graph } = two.shared;
  const run = await two.begin({ authenticator: authenticator === 'there', mode: 'self', turns });
  const { megan, alex } = two.people;
  const sides = [
    { at: 0, who: megan, text: `set up JIT for com.box.BoxNet for ${groups[0]}` },
    { at: 1, who: alex, text: `set up JIT for no other apps for ${groups[1]}` },
  ] as const;
  two.shared.latency = [0];
  for (const { at, who, text } of sides) {
    await two.ask(at, { do: 'say', who, where: run.where, text });
    if (at === 0 && authenticator === 'added between') two.shared.addAuthenticator();
  }
  const before = structuredClone(graph.state.apps[0]?.assignments ?? []);
  two.shared.latency = latency;
  const changes = await allChanges(run.records);
  expect(changes).toHaveLength(2);

  let clicks = 0;
  for (;;) {
    const open = sides.flatMap(({ at, who }) => {
      const mine = changes.find(({ requester }) => requester.objectId === who.objectId);
      const approve = standing(run.messages).find(
        ({ verb, data }) => verb === 'approve' && data.change === mine?.id,
      );
      return approve ? [{ at, who, approve }] : [];
    });
    if (open.length === 0) break;
    clicks += 1;
    expect(clicks, 'clicks on Approve').toBeLessThanOrEqual(mostClicks[authenticator]);
    await Promise.all(
      open.map(async ({ at, who, approve: { verb, data, messageId: cardId } }) => {
        if (at === 1 && apart > 0) await new Promise((resolve) => setTimeout(resolve, apart));
        await two.ask(at, { do: 'click', who, where: run.where, verb, data, cardId });
      }),
    );
    expect(await two.idle()).toEqual([]);
  }

  const ended = await allChanges(run.records);
  expect(ended.map(({ state }) => state)).toEqual(['applied', 'applied']);
  expect(graph.state.apps).toHaveLength(1);
  const standingNow = graph.state.apps[0]!.assignments.map(meaningOf);
  const added = ended.flatMap(({ plan }) =>
    isUndo(plan) ? [] : plan.request.targets.map((target) => 'groupId' in target && target.groupId),
  );
  for (const one of before.map(meaningOf))
    expect(standingNow.some((other) => isDeepStrictEqual(one, other))).toBe(true);
  const ours = graph.state.apps[0]!.assignments.filter(({ target }) =>
    added.includes(target['groupId'] as string),
  );
  expect(ours.map(({ intent }) => intent)).toEqual(['required', 'required']);
  expect(graph.state.apps[0]!.assignments).toHaveLength(before.length + 2);
  expect(graph.state.policies).toHaveLength(2);
  await run.close();
  return [...run.messages.values()]
    .flat()
    .some((state) => /writes to the same objects/.test(JSON.stringify(state)));
}

type RoundOf<A> = A extends fc.Arbitrary<infer R> ? R : never;

import fc from 'fast-check';
import type { ApprovalMode } from '../../../src/change/may-press.ts';

/** Which of the two processes. */
export type At = 0 | 1;
/** How far a step is waited for before the next one begins. */
export type Then = 'go on' | 'answered' | 'quiet';
export const verbs = ['approve', 'edit', 'cancel', 'reject', 'resume', 'undo', 'give-all'] as const;
export type Verb = (typeof verbs)[number];

/** One thing that happens; which change, card or group is meant is only known when it happens, so numbers pick one. */
export type Happening =
  | { what: 'say'; who: 0 | 1; at: At; group: number; then: Then }
  | { what: 'say-cancel'; who: 0 | 1; at: At; then: Then }
  | {
      what: 'click';
      verb: Verb;
      who: 'who may' | 'who may not' | 'reader';
      /** a card as it once was, not only as it is now */
      old: boolean;
      pick: number;
      at: At;
      /** the same once more at the same time, there */
      twice?: At;
      then: Then;
    }
  /** a click of before, delivered again */
  | { what: 'again'; pick: number; at: At; then: Then }
  | { what: 'tenant-moves'; remove: boolean; group: number }
  /** the house in a process ends, so many requests (of Graph: writes) from now, and a new one takes its place */
  | { what: 'drop'; at: At; after: number; of: 'anything' | 'writes'; done: boolean }
  | { what: 'kill'; at: At }
  | { what: 'time-passes'; by: 'moment' | 'lease' | 'review' }
  | { what: 'sweep'; at: At; then: Then }
  /** what a process reads of Graph hangs until `go-on` */
  | { what: 'stall'; at: At }
  | { what: 'go-on' };

export interface Schedule {
  mode: ApprovalMode;
  /** false: the tenant has no Authenticator, so that a change adds it */
  authenticator: boolean;
  /** milliseconds that requests to Graph and edits of messages take, in turn */
  latency: number[];
  /** turns of the event loop that records take, in turn */
  turns: number[];
  happenings: Happening[];
}

const at = fc.constantFrom<At>(0, 1);
const then = fc.constantFrom<Then>('go on', 'go on', 'answered', 'quiet');
const pick = fc.nat({ max: 1000 });
const who = fc.constantFrom<0 | 1>(0, 1);
const what = <T extends Happening['what']>(value: T) => fc.constant(value);

/** Most clicks are by the one who may; the others have to be refused. */
const click = fc.record({
  what: what('click'),
  verb: fc.constantFrom<Verb>(
    ...(['approve', 'approve', 'approve', 'approve', 'approve', 'edit', 'cancel', 'reject'] as const),
    ...(['resume', 'resume', 'give-all', 'undo', 'undo'] as const),
  ),
  who: fc.constantFrom(
    ...(['who may', 'who may', 'who may', 'who may', 'who may not', 'who may not', 'reader'] as const),
  ),
  old: fc.constantFrom(false, false, false, true),
  pick,
  at,
  then,
});

const drop = fc
  .record({
    what: what('drop'),
    at,
    of: fc.constantFrom(...(['anything', 'writes'] as const)),
    after: fc.nat({ max: 59 }),
    done: fc.boolean(),
  })
  .map(({ after, ...one }) => ({ ...one, after: one.of === 'writes' ? after % 4 : after }));
const go = fc.constant<Then>('go on');
const quiet = fc.constant<Then>('quiet');
const byWhoMay = { what: what('click'), who: fc.constant('who may' as const), old: fc.constant(false) };
const approve = fc.record({ ...byWhoMay, verb: fc.constant<Verb>('approve'), pick, at, then: go });
const afterwards = fc.record({
  ...byWhoMay,
  verb: fc.constantFrom<Verb>('resume', 'resume', 'cancel', 'approve'),
  ...{ pick, at, then },
});
const lease = fc.record({ what: what('time-passes'), by: fc.constant('lease' as const) });
const sweep = fc.record({ what: what('sweep'), at, then: quiet });

/** A process that dies, or stalls, on the way, and what others do about it: too rare where everything is left to chance. */
const dies = fc
  .tuple(drop, approve, lease, sweep, afterwards)
  .map(([one, two, ...rest]): Happening[] => [one, { ...two, at: one.at, then: 'quiet' }, ...rest]);
const stalls = fc
  .tuple(approve, fc.constantFrom<Then>('go on', 'answered'), lease, sweep, afterwards, fc.boolean())
  .map(([one, then, time, swept, clicked, goesOn]): Happening[] => [
    { ...one, then },
    { what: 'stall', at: one.at },
    ...[time, swept, clicked],
    ...(goesOn ? [{ what: 'go-on' as const }] : []),
  ]);
const undoes = fc
  .tuple(
    approve,
    fc.record({ ...byWhoMay, verb: fc.constant<Verb>('undo'), pick, at, then: quiet }),
    approve,
    then,
  )
  .map(([one, two, three, last]): Happening[] => [{ ...one, then: 'quiet' }, two, { ...three, then: last }]);
const single = <T extends Happening>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Happening[]> =>
  arbitrary.map((one) => [one]);

const happenings: fc.Arbitrary<Happening[]> = fc.oneof(
  { weight: 3, arbitrary: single(fc.record({ what: what('say'), who, at, group: pick, then })) },
  { weight: 1, arbitrary: single(fc.record({ what: what('say-cancel'), who, at, then })) },
  { weight: 10, arbitrary: single(click) },
  { weight: 4, arbitrary: single(fc.tuple(click, at).map(([one, twice]) => ({ ...one, twice }))) },
  { weight: 3, arbitrary: single(fc.record({ what: what('again'), pick, at, then })) },
  {
    weight: 2,
    arbitrary: single(fc.record({ what: what('tenant-moves'), remove: fc.boolean(), group: pick })),
  },
  { weight: 2, arbitrary: single(drop) },
  {
    weight: 2,
    arbitrary: single(
      fc.record({
        what: what('time-passes'),
        by: fc.constantFrom(...(['moment', 'lease', 'lease', 'review'] as const)),
      }),
    ),
  },
  { weight: 2, arbitrary: single(fc.record({ what: what('sweep'), at, then })) },
  { weight: 1, arbitrary: single(fc.record({ what: what('stall'), at })) },
  { weight: 1, arbitrary: single(fc.record({ what: what('go-on') })) },
  { weight: 2, arbitrary: dies },
  { weight: 2, arbitrary: stalls },
  { weight: 2, arbitrary: undoes },
);

const kill = fc.record({ what: what('kill'), at });

/** A review first, and then anything. One in `oneInKills` schedules has a SIGKILL, which takes about a second. */
export const schedules = (oneInKills: number): fc.Arbitrary<Schedule> =>
  fc
    .record({
      mode: fc.constantFrom<ApprovalMode>('self', 'self', 'second-person'),
      authenticator: fc.constantFrom(true, true, true, false),
      latency: fc.array(fc.constantFrom(0, 0, 0, 1, 3), { minLength: 1, maxLength: 8 }),
      turns: fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 8 }),
      first: fc.record({ what: what('say'), who, at, group: pick, then: fc.constant<Then>('quiet') }),
      rest: fc.array(happenings, { minLength: 2, maxLength: 8 }).map((parts) => parts.flat()),
      killed: fc.nat({ max: oneInKills - 1 }),
      killAt: fc.nat({ max: 1000 }),
      kill,
    })
    .map(({ first, rest, killed, killAt, kill, ...schedule }) => {
      if (killed === 0) rest.splice(killAt % rest.length, 0, kill);
      return { ...schedule, happenings: [first, ...rest] };
    });

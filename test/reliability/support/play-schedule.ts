import { getChange } from '../../../src/change/changes.ts';
import { assignmentId } from '../../../src/practice/tenant/assignment-id.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import type { StoredAssignment } from '../../../src/practice/tenant/state.ts';
import type { Person } from '../../../src/sign-in/person.ts';
import { everStood, standing, type Button } from './buttons.ts';
import type { Answer, Command } from './protocol.ts';
import type { At, Happening, Schedule, Then } from './schedule.ts';
import type { Run, TwoProcesses } from './two-processes.ts';

export interface Clicked {
  who: Person;
  button: Button;
}
export interface Played {
  run: Run;
  clicks: Clicked[];
  /** assignments of Authenticator that others made, as they have to stand */
  foreign: StoredAssignment[];
  complaints: string[];
  /** a process stalled, so others may have gone on in its place */
  overtaken: boolean;
  /** what happened, for people */
  trace: string[];
}

const targets = ['Sales', 'Field Ops', 'Sales EMEA', 'Interns', 'Operations'];
const others = [groupIds.kioskIpads, groupIds.marketingSecurity, groupIds.salesAndMarketing];
export const leaseMs = 61_000;
export const reviewMs = 9 * 3_600_000;

/** Plays a schedule on a new run, and ends when all is quiet again. */
export async function playSchedule(two: TwoProcesses, schedule: Schedule): Promise<Played> {
  const { shared, people } = two;
  const run = await two.begin(schedule);
  shared.latency = schedule.latency;
  const { records, where, messages } = run;
  const clicks: Clicked[] = [];
  const trace: string[] = [];
  const complaints: string[] = [];
  const app = shared.graph.state.apps[0];
  let foreign = app ? structuredClone(app.assignments) : [];
  let stalled: At | undefined;
  let open: Promise<Answer>[] = [];

  async function quiet(): Promise<void> {
    await Promise.all(open);
    open = [];
    complaints.push(...(await two.idle()));
  }
  async function start(at: readonly At[], command: Command, then: Then): Promise<void> {
    const answers = at.map((one) => two.ask(one, command));
    for (const answer of answers)
      void answer.then((got) =>
        trace.push(
          got.got === 'click' ? `  answer: ${JSON.stringify(got.answer).slice(0, 110)}` : `  ${got.got}`,
        ),
      );
    open.push(...answers);
    if (then === 'answered') await Promise.all(answers);
    if (then === 'quiet') await quiet();
  }
  /** A question to a process that stalls would have no end. */
  const placeToSay = (at: At): At => (at !== stalled ? at : at === 0 ? 1 : 0);

  async function click({ who, button }: Clicked, at: readonly At[], then: Then): Promise<void> {
    clicks.push({ who, button });
    const { verb, messageId: cardId } = button;
    const inputs = verb === 'give-all' ? { groups: 'Sales', bundleIds: 'com.box.BoxNet' } : {};
    const data = { ...button.data, ...inputs };
    trace.push(`${who.name}: ${verb} on ${cardId} at ${at.join(' and ')}`);
    await start(at, { do: 'click', who, where, verb, data, cardId }, then);
  }

  async function happen(happening: Happening): Promise<void> {
    switch (happening.what) {
      case 'say': {
        const who = [people.megan, people.alex][happening.who]!;
        const text = `set up JIT for com.box.BoxNet for ${targets[happening.group % targets.length]}`;
        trace.push(`${who.name}: ${text}`);
        return start([placeToSay(happening.at)], { do: 'say', who, where, text }, happening.then);
      }
      case 'say-cancel': {
        const who = [people.megan, people.alex][happening.who]!;
        trace.push(`${who.name}: cancel`);
        return start([happening.at], { do: 'say', who, where, text: 'cancel' }, happening.then);
      }
      case 'click': {
        const { verb, who, old, pick, at, twice, then } = happening;
        const now = standing(messages).filter((button) => button.verb === verb);
        const ever = everStood(messages).filter((button) => button.verb === verb);
        const buttons = old || now.length === 0 ? ever : now;
        const button = buttons[pick % buttons.length];
        if (!button) return;
        const person = await personFor(who, button);
        return click({ who: person, button }, twice === undefined ? [at] : [at, twice], then);
      }
      case 'again': {
        const before = clicks[happening.pick % clicks.length];
        return before && click(before, [happening.at], happening.then);
      }
      case 'tenant-moves':
        await quiet();
        trace.push('the tenant moves');
        moveTenant(happening);
        return;
      case 'drop': {
        const { at, after, of, done } = happening;
        trace.push(`house ${at} ends ${after} ${of} from now`);
        await two.ask(at, { do: 'drop', after, of, done });
        return;
      }
      case 'kill':
        if (happening.at === stalled) stalled = undefined;
        trace.push(`SIGKILL for ${happening.at}`);
        await two.kill(happening.at);
        return;
      case 'time-passes':
        await quiet();
        trace.push(`time passes: ${happening.by}`);
        return two.setClock(two.clock() + { moment: 5_000, lease: leaseMs, review: reviewMs }[happening.by]);
      case 'sweep':
        trace.push(`sweep at ${happening.at}`);
        return start([happening.at], { do: 'sweep' }, happening.then);
      case 'stall':
        if (stalled !== undefined) return;
        await Promise.all(open);
        trace.push(`${happening.at} stalls`);
        stalled = happening.at;
        await two.ask(stalled, { do: 'stall' });
        return;
      case 'go-on':
        return goOn();
    }
  }

  async function goOn(): Promise<void> {
    if (stalled === undefined) return;
    trace.push(`${stalled} goes on`);
    await two.ask(stalled, { do: 'go-on' });
    stalled = undefined;
  }

  async function personFor(
    who: Extract<Happening, { what: 'click' }>['who'],
    { verb, data }: Button,
  ): Promise<Person> {
    if (who === 'reader') return people.diego;
    const change = data.change === undefined ? undefined : (await getChange(records, data.change))?.change;
    const asked = change?.requester.objectId === people.alex.objectId ? people.alex : people.megan;
    const other = asked === people.megan ? people.alex : people.megan;
    const isForOthers = schedule.mode === 'second-person' && ['approve', 'reject', 'resume'].includes(verb);
    return (who === 'who may') === isForOthers ? other : asked;
  }

  function moveTenant({ remove, group }: Extract<Happening, { what: 'tenant-moves' }>): void {
    const moving = shared.graph.state.apps[0];
    if (!moving) return;
    const groupId = others[group % others.length]!;
    const is = ({ target }: StoredAssignment): boolean => target['groupId'] === groupId;
    foreign = foreign.filter((one) => !is(one));
    moving.assignments = moving.assignments.filter((one) => !is(one));
    if (remove) return;
    const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId };
    const added = { target, source: 'direct' as const, sourceId: null, intent: 'available' };
    const assignment = { ...added, id: assignmentId(moving.id, added) };
    foreign.push(assignment);
    moving.assignments.push(structuredClone(assignment));
  }

  for (const happening of schedule.happenings) await happen(happening);
  await goOn();
  for (const at of [0, 1] as const) await two.ask(at, { do: 'keep' });
  await quiet();
  const overtaken = schedule.happenings.some(({ what }) => what === 'stall');
  return { run, clicks, foreign, complaints, overtaken, trace };
}

import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { auditKind, entrySchema } from '../../../src/change/audit-entry.ts';
import { changesIn } from '../../../src/change/changes.ts';
import { leaseMs } from '../../../src/change/lock.ts';
import { verifyAudit } from '../../../src/change/verify-audit.ts';
import { renderCard } from '../../../src/practice/script/render-card.ts';
import { type Practice, startPractice } from '../../../src/practice/start-practice.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import type { PracticeTenant } from '../../../src/practice/tenant/state.ts';
import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';
import type { Records, StoredRecord } from '../../../src/records/records.ts';
import { readSettings } from '../../../src/settings.ts';

/** Where the bot's process is ended: before or after a record is written, or a write reaches Graph. */
export interface Point {
  /** `journal STEP/ATTEMPT/PHASE`, `change STATE`, `card placed` or `graph METHOD PATH` */
  what: string;
  when: 'before' | 'after';
}

/** A conversation up to a click that changes the tenant, and what must hold however often the bot dies after it. */
export interface Scenario {
  name: string;
  /** makes the tenant ready, before anything is said */
  tenant?: (state: PracticeTenant) => void;
  /** talks until the button stands on a card */
  prepare: (chat: Chat) => Promise<void>;
  /** the button that begins the change */
  click: string;
  /** what the same card shows at the end */
  final: string;
  /** that as a sentence, for the figures */
  held: string;
  /** expects what the tenant holds at the end; `before` is how it was right before the click */
  holds: (practice: Practice, before: PracticeTenant) => void;
}

/** Talking to the bot in the personal chat. */
export interface Chat {
  say: (text: string) => Promise<void>;
  click: (title: string) => Promise<void>;
  /** waits until a message that the bot wrote or changed since the last step shows the text, and answers its id */
  sees: (text: string) => Promise<string>;
  /** waits until the bot has written a record since the last step: `change STATE`, `card placed` */
  wrote: (what: string) => Promise<void>;
}

/** What one run went through: per life of the process, what it wrote until its end. */
export interface Ran {
  kills: number;
  lives: string[][];
}

const patienceMs = 30_000;
/** a dead worker's lease is over, also when the process had moved its clock by pauses */
const downMs = leaseMs + 30_000;
/** the Bot Connector's tokens are valid for ten minutes */
const mostAheadMs = 480_000;

const preload = (file: string): string[] => ['--import', new URL(file, import.meta.url).href];
const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export interface Lane {
  /** the scenario, with a kill at each of the points in turn, and what must hold at its end */
  run: (scenario: Scenario, kills: readonly Point[]) => Promise<Ran>;
  stop: () => Promise<void>;
}

/**
 * A practice tenant with the real bot as its child, for run after run: each has the tenant as it was at first, and the same
 * conversation.
 */
export async function startLane(): Promise<Lane> {
  const folder = mkdtempSync(join(tmpdir(), 'jit-crash-'));
  const seen = join(folder, 'seen');
  let armed: Point | undefined;
  let ahead = 0;
  const arm = (point: Point | undefined): void => {
    armed = point;
    // in one go: the bot reads it whenever it likes
    writeFileSync(join(folder, 'next'), JSON.stringify(point ?? {}));
    renameSync(join(folder, 'next'), join(folder, 'kill'));
    writeFileSync(seen, '');
  };
  arm(undefined);
  const practice: Practice = await startPractice({
    ...{ bot: 'child', playground: false, certificates: inject('certificates'), ports: { bot: 0 } },
    env: {},
    botProcess: () => ({
      nodeArguments: [...preload('kill-at-record.ts'), ...preload('move-clock.ts')],
      env: { CRASH_FOLDER: folder, CLOCK_AHEAD_MS: String(ahead) },
    }),
    graph: {
      onWrite({ method, path }, phase) {
        const what = `graph ${method} ${path.replace(guid, 'ID')}`;
        if (phase === 'after') appendFileSync(seen, `${what}\n`);
        if (armed?.what !== what || armed.when !== phase) return undefined;
        practice.botChild()?.kill('SIGKILL');
        return 'cut';
      },
    },
  });
  const { client, teams, graph } = practice;
  if (!graph) throw new Error('crash tests need the practice Graph');
  const me = practice.person.name;
  await client.arrive('personal', me);

  const shown = () => client.visible('personal', me).filter(({ from }) => from === 'bot');
  const textOf = (one: ReturnType<typeof shown>[number] | undefined): string =>
    one ? [one.text ?? '', ...one.cards.flatMap(renderCard)].join('\n') : '';
  const cardOf = (id: string) => shown().find(({ messageId }) => messageId === id);
  const until = <T>(what: string, predicate: () => T) =>
    client.waitFor(predicate, {
      timeoutMs: patienceMs,
      describe: () => `${what}; the newest card was:\n${textOf(shown().at(-1))}\n${practice.botLog()}`,
    });
  const written = (): string[] => readFileSync(seen, 'utf8').split('\n').filter(Boolean);
  const watcher = watch(folder, () => teams.timeline.events.emit('change'));
  let mark = 0;
  const step = (point?: Point): void => {
    mark = teams.sequence();
    arm(point);
  };
  const sees: Chat['sees'] = (text) =>
    until(
      `not seen: ${text}`,
      () => shown().findLast((one) => one.changed > mark && textOf(one).includes(text))?.messageId,
    );
  const chat: Chat = {
    say: async (text) => {
      step();
      await client.say('personal', me, text);
    },
    click: async (title) => {
      step();
      await client.click('personal', me, { title });
    },
    sees,
    wrote: async (what) => void (await until(`not written: ${what}`, () => written().includes(what))),
  };

  const isDead = (): boolean => practice.botChild()?.signalCode === 'SIGKILL';
  /** one life of the process from a click on: it dies at the point, or the card shows the end */
  async function live(title: string, id: string, point: Point | undefined, final: string): Promise<string[]> {
    step(point);
    practice.botChild()?.once('exit', () => teams.timeline.events.emit('change'));
    await client.click('personal', me, { title, messageId: id });
    await until(`after ${title} the card does not show: ${final}`, () =>
      isDead() ? true : textOf(cardOf(id)).includes(final),
    );
    const wrote = written();
    arm(undefined);
    return wrote;
  }
  /** starts the process again when its lease is over, and answers the button that goes on, none where all is told */
  async function revive(scenario: Scenario, id: string): Promise<string | undefined> {
    const begun = await withRecords(practice, async (records) => {
      for await (const _ of changesIn(records, ['checking', 'applying'])) return true;
      return false;
    });
    const edits = cardOf(id)?.edits ?? 0;
    ahead += downMs;
    await practice.restartBot();
    const next = await until('after the restart nothing goes on', () => {
      const card = cardOf(id);
      // what was begun is told by an edit; before that, the card still has the buttons that it had
      if (begun && card?.edits === edits) return undefined;
      const text = textOf(card);
      if (text.includes(scenario.final)) return 'nothing';
      return ['Resume', scenario.click].find((title) => text.includes(`[${title}]`));
    });
    return next === 'nothing' ? undefined : next;
  }

  async function run(scenario: Scenario, kills: readonly Point[]): Promise<Ran> {
    if (ahead > mostAheadMs) {
      ahead = 0;
      await practice.restartBot();
    }
    const { policies, catalogPolicies, apps } = loadTenant();
    Object.assign(practice.graph!.state, { policies, catalogPolicies, apps });
    scenario.tenant?.(practice.graph!.state);
    await scenario.prepare(chat);
    const id = await sees(`[${scenario.click}]`);
    const messages = shown().map(({ messageId }) => messageId);
    const isNew = ({ messageId }: { messageId: string }): boolean => !messages.includes(messageId);
    const before = structuredClone(practice.graph!.state);

    const ran: Ran = { kills: 0, lives: [] };
    let button: string | undefined = scenario.click;
    for (const point of [...kills, undefined]) {
      if (button === undefined) break;
      ran.lives.push(await live(button, id, point, scenario.final));
      if (!isDead()) break;
      ran.kills += 1;
      button = await revive(scenario, id);
    }
    expect(textOf(cardOf(id))).toContain(scenario.final);
    expect(shown().filter(isNew).map(textOf)).toEqual([]);
    expect(teams.refused()).toEqual([]);
    scenario.holds(practice, before);
    const { ok, problems } = await withRecords(practice, (records) => verifyAudit(records));
    expect({ ok, problems }).toEqual({ ok: true, problems: [] });
    expect(await withRecords(practice, untoldWrites)).toEqual([]);
    return ran;
  }
  return {
    run,
    async stop() {
      watcher.close();
      await practice.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Outcomes in the journal, `CHANGE STEP OUTCOME`, that the audit does not tell. */
async function untoldWrites(records: Records): Promise<string[]> {
  const all = async (kind: string): Promise<StoredRecord[]> => {
    const found: StoredRecord[] = [];
    let page: Awaited<ReturnType<Records['list']>>;
    do {
      const last = found.at(-1)?.key;
      page = await records.list(kind, { limit: 1000, ...(last === undefined ? {} : { after: last }) });
      found.push(...page.records);
    } while (page.next !== undefined);
    return found;
  };
  const told = new Set(
    (await all(auditKind)).map(({ value }) => {
      const { facts } = entrySchema.parse(value);
      return [facts['changeId'], facts['step'], facts['outcome']].join(' ');
    }),
  );
  const settled = (await all('journal')).filter(({ key }) => key.endsWith('/end'));
  const wrote = settled.map(({ key, value }) =>
    [...key.split('/').slice(0, 2), (value as { outcome: string }).outcome].join(' '),
  );
  return wrote.filter((one) => !told.has(one));
}

async function withRecords<T>(practice: Practice, work: (records: Records) => Promise<T>): Promise<T> {
  const read = readSettings(practice.settings());
  if (!read.ok) throw new Error(read.mistakes.join('; '));
  const records = openSqliteRecords(read.settings.records.path);
  try {
    return await work(records);
  } finally {
    await records.close();
  }
}

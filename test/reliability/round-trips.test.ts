import { setImmediate } from 'node:timers/promises';
import { inject, it, expect, onTestFinished } from 'vitest';
import { startGraph } from '../../src/practice/graph/start-graph.ts';
import { loadTenant } from '../../src/practice/tenant/load-tenant.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import { scopesFor } from '../../src/sign-in/person.ts';
import { makeBoard, startHouse } from '../support/start-house.ts';
import { report } from './support/report.ts';

/**
 * Dependent stages: requests are held back until the bot has nothing else to do, then all that wait go out together. How often
 * that happens is how many round trips follow each other, whatever the clock says.
 */
function inStages() {
  let waiting: (() => Promise<void>)[] = [];
  const staged: typeof fetch = (url, init) =>
    new Promise((resolve, reject) => {
      const send = async (): Promise<Response> => {
        const answer = await fetch(url, init);
        const text = await answer.text();
        return new Response(text === '' ? null : text, { status: answer.status, headers: answer.headers });
      };
      waiting.push(() => send().then(resolve, reject));
    });
  /** lets the work run to its end and answers how many stages it took */
  const count = async (work: Promise<unknown>): Promise<number> => {
    let over = false;
    void work.finally(() => (over = true));
    for (let stages = 0; ;) {
      for (let turn = 0; turn < 50; turn += 1) await setImmediate();
      const stage = waiting;
      waiting = [];
      if (stage.length > 0) stages += 1;
      else if (over) return stages;
      await Promise.all(stage.map((send) => send()));
    }
  };
  return { staged, count };
}

async function stagesOfSetUp(groups: number, authenticatorExists: boolean): Promise<number> {
  const tenant = loadTenant();
  const names = Array.from({ length: groups }, (_, at) => `Region ${at + 1}`);
  const like = tenant.groups[0]!;
  names.forEach((displayName, at) =>
    tenant.groups.push({
      ...like,
      id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      displayName,
      members: [],
    }),
  );
  if (!authenticatorExists)
    tenant.apps = tenant.apps.filter(
      ({ properties }) => properties['displayName'] !== 'Microsoft Authenticator',
    );
  const megan = tenant.people[0]!;
  const graph = await startGraph({
    tenant,
    certificates: inject('certificates'),
    entra: {
      checkGraphToken: async () => ({
        ...{ personId: megan.id, oid: megan.objectId },
        scopes: [...scopesFor('write'), ...scopesFor('read')],
      }),
    },
  });
  const records = openSqliteRecords(':memory:', { inMemory: true });
  const board = makeBoard();
  const { staged, count } = inStages();
  const { say, click, idle } = startHouse({
    ...{ records, board, graphRoot: graph.origin, fetch: staged, timeoutMs: 20_000 },
    getToken: async () => 'e30.e30.s',
  });
  onTestFinished(async () => {
    await records.close();
    await graph.stop();
  });
  const who = { tenantId: tenant.tenantId, objectId: megan.objectId, name: megan.displayName };
  const where = { conversationId: 'a', place: 'personal' as const, reference: {} };
  await count(say(who, where, `set up JIT for com.box.BoxNet for groups ${names.join(', ')}`).then(idle));
  const [cardId, states] = [...board.messages].at(-1)!;
  const review = states.at(-1)!;
  const approve = /"verb":"approve","data":(\{[^}]*\})/.exec(JSON.stringify(review))?.[1];
  if (approve === undefined) throw new Error(`no review: ${JSON.stringify(review)}`);
  const data = JSON.parse(approve) as object;
  const stages = await count(click(who, where, 'approve', data, cardId).then(idle));
  expect(JSON.stringify(board.messages.get(cardId)?.at(-1))).toContain('JIT registration is set up');
  return stages;
}

it.each([
  ['where Authenticator exists: read; create while Authenticator is required; assign; read back', true, 4],
  ['where it must be created: two more, to see it published and to require it', false, 6],
] as const)('round trips from the click to verified, %s', async (what, exists, stages) => {
  const sizes = [1, 5, 40];
  for (const groups of sizes) expect(await stagesOfSetUp(groups, exists), `${groups} groups`).toBe(stages);
  report({
    section: 'round trips',
    tried: `dependent stages of Graph calls from the click to verified, for ${sizes.join(', ')} groups, ${what}`,
    runs: sizes.length,
    held: `${stages} stages`,
  });
});

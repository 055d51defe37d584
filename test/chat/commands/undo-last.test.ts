import { expect, it } from 'vitest';
import { Problem } from '../../../src/problems.ts';
import { scopesFor } from '../../../src/sign-in/person.ts';
import { renderCard } from '../../../src/practice/script/render-card.ts';
import { tokenOf } from '../../reliability/support/shared-graph.ts';
import { makePromise, startSharedHouses } from '../../support/shared-houses.ts';

/** A change that is held up at a request of this kind, as `METHOD URL`, after its approval. */
async function underWay(request: RegExp) {
  const houses = await startSharedHouses();
  const { graph, board, megan, where, open, press, person, alone } = houses;
  const [held, goingOn] = [makePromise(), makePromise()];
  let approved = false;
  const house = open({
    fetch: async (url, init) => {
      if (approved && request.test(`${init?.method} ${new Request(url).url}`)) {
        held.keep();
        await goingOn.kept;
      }
      return fetch(url, init);
    },
  });
  await house.say(megan, where, 'set up JIT for com.box.BoxNet for Sales');
  approved = true;
  await press(house, 'approve');
  await held.kept;
  approved = false;
  const before = board.messages.size;
  return {
    ...{ house, graph, board, person, alone },
    end: async () => {
      goingOn.keep();
      await house.idle();
    },
    /** what came new, as text */
    answers: () =>
      [...board.messages.values()].slice(before).map((states) => {
        const last = states.at(-1)!;
        return 'card' in last
          ? renderCard({ type: 'AdaptiveCard', version: '1.5', ...last.card }).join('\n')
          : last.text;
      }),
  };
}

it('while the last change is being written, says so, whose it is, and shows its card', async () => {
  const { house, board, graph, end, answers, person, alone } = await underWay(
    /^POST .*deviceConfigurations\/[^/]+\/assign$/,
  );
  await house.say(person('megan'), alone('megan'), 'undo the last change');
  const [said, card] = answers();
  expect(said).toBe(
    'The last change is being written right now: "iOS - JIT registration - Sales", which Megan Bowen asked for in a chat with me alone. Wait until its card, which follows, says how it ended, then say "undo the last change" once more.',
  );
  expect(card).toContain('Setting up JIT registration');

  await house.say(person('alex'), alone('alex'), 'undo the last change');
  expect(answers().slice(2)).toEqual([
    'The last change is being written right now: "iOS - JIT registration - Sales", which Megan Bowen asked for in a chat with me alone. Wait until its card there says how it ended, then say "undo the last change" once more.',
  ]);
  await house.say(person('lee'), alone('lee'), 'undo');
  expect(answers().at(-1)).toMatch(
    /^I show changes of others only to people who may read device configurations in Intune\. Microsoft Graph refused this for your account/,
  );

  await end();
  expect(answers()[1]).toContain('JIT registration is set up');
  expect(graph.state.policies).toHaveLength(1);
  await house.say(person('megan'), alone('megan'), 'undo the last change');
  expect([...board.messages.values()].at(-1)?.at(-1)).toMatchObject({
    summary: 'Review: taking JIT registration back',
  });
});

it('while the last change is being checked, says that', async () => {
  const { house, end, answers, person, alone } = await underWay(/^GET /);
  await house.say(person('megan'), alone('megan'), 'undo the last change');
  expect(answers()[0]).toContain(
    'The last change was approved and is being checked right now, before it is written: "iOS - JIT registration - Sales"',
  );
  await end();
});

it('where the last change waits for a sign-in, points to it with its buttons', async () => {
  const { board, megan, where, open, press } = await startSharedHouses();
  let isOver = false;
  const house = open({
    getToken: async ({ objectId }, need) => {
      if (isOver && need === 'write') throw new Problem('sign-in-needed');
      return tokenOf({ oid: objectId, scp: scopesFor(need).join(' ') });
    },
  });
  await house.say(megan, where, 'set up JIT for com.box.BoxNet for Sales');
  isOver = true;
  await press(house, 'approve');
  await house.idle();
  await house.say(megan, where, 'undo the last change');
  const [said, card] = [...board.messages.values()].slice(-2).map((states) => states.at(-1)!);
  expect(said).toMatchObject({
    text: expect.stringMatching(
      /^The last change was approved and waits for a sign-in: "iOS - JIT registration - Sales", which Megan Bowen asked for in a chat with me alone\. On its card, which follows, Resume goes on/,
    ) as string,
  });
  expect(card).toMatchObject({ summary: 'Waiting for your sign-in' });
});

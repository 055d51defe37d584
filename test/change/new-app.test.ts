import { expect, it } from 'vitest';
import { assignmentId } from '../../src/practice/tenant/assignment-id.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { startSharedHouses } from '../support/shared-houses.ts';

it('keeps what others assign to an app that we added, while we wait for Intune to publish it', async () => {
  const { graph, reset, board, megan, where, open, press } = await startSharedHouses();
  reset({ authenticator: false });
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groupIds.finance };
  const house = open({
    fetch: async (url, init) => {
      const app = graph.state.apps[0];
      if (app?.assignments.length === 0 && init?.method === 'GET') {
        const theirs = { target, source: 'direct' as const, sourceId: null, intent: 'available' };
        app.assignments.push({ ...theirs, id: assignmentId(app.id, theirs) });
      }
      return fetch(url, init);
    },
  });

  await house.say(megan, where, 'set up JIT for com.box.BoxNet for Sales');
  await press(house, 'approve');
  await house.idle();

  expect(graph.state.apps[0]?.assignments.map((one) => one.target['groupId'])).toEqual([groupIds.finance]);
  expect([...board.messages.values()].map((states) => states.at(-1))).toMatchObject([
    { summary: 'Stopped before the end' },
  ]);
});

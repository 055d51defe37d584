import { expect, inject, it, onTestFinished } from 'vitest';
import { assignmentId } from '../../src/practice/tenant/assignment-id.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import { scopesFor } from '../../src/sign-in/person.ts';
import { standing } from '../reliability/support/buttons.ts';
import { startSharedGraph, tokenOf } from '../reliability/support/shared-graph.ts';
import { makeBoard, startHouse } from '../support/start-house.ts';

it('keeps what others assign to an app that we added, while we wait for Intune to publish it', async () => {
  const { graph, reset } = await startSharedGraph(inject('certificates'));
  reset({ authenticator: false });
  const records = openSqliteRecords(':memory:', { inMemory: true });
  onTestFinished(async () => {
    await graph.stop();
    await records.close();
  });
  const { tenantId, people } = graph.state;
  const megan = {
    tenantId,
    objectId: people.find(({ id }) => id === 'megan')!.objectId,
    name: 'Megan Bowen',
  };
  const where = { conversationId: '19:megan@thread.v2', place: 'personal' as const, reference: {} };
  const board = makeBoard();
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groupIds.finance };
  const house = startHouse({
    ...{ records, board, graphRoot: graph.origin, timeoutMs: 10_000 },
    getToken: async ({ objectId }, need) => tokenOf({ oid: objectId, scp: scopesFor(need).join(' ') }),
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
  const approve = standing(board.messages).find(({ verb }) => verb === 'approve')!;
  await house.click(megan, where, 'approve', approve.data, approve.messageId);
  await house.idle();

  expect(graph.state.apps[0]?.assignments.map((one) => one.target['groupId'])).toEqual([groupIds.finance]);
  expect(board.messages.get(approve.messageId)?.at(-1)).toMatchObject({ summary: 'Stopped before the end' });
});

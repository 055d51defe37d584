import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/problems.ts';
import type { WriteRequest } from '../../src/graph/tenant.ts';
import { connectionError, fakeGraph, intuneError, json } from './support/fake-graph.ts';
import { allUsers, notGroup, toGroup } from './support/sample-objects.ts';

const create: WriteRequest = { write: 'create-policy', body: { displayName: 'JIT' }, clientRequestId: 'c-1' };
const assign: WriteRequest = {
  write: 'assign-policy',
  id: 'p-1',
  assignments: [allUsers],
  clientRequestId: 'c-2',
};
const writes = [create, assign];
const withHeader = (response: Response, name: string, value: string): Response => {
  response.headers.set(name, value);
  return response;
};

describe('what goes over the wire', () => {
  async function sent(request: WriteRequest) {
    const { tenant, seen } = fakeGraph(() => json(201, { id: 'new' }));
    await tenant.write(request);
    const { method, url, headers, body } = seen[0]!;
    return { method, path: url.pathname, id: headers.get('client-request-id'), body };
  }

  it('creates a policy and an app as they were planned', async () => {
    expect(await sent(create)).toEqual({
      method: 'POST',
      path: '/beta/deviceManagement/deviceConfigurations',
      id: 'c-1',
      body: { displayName: 'JIT' },
    });
    expect(
      await sent({ write: 'create-app', body: { displayName: 'A' }, clientRequestId: 'c-3' }),
    ).toMatchObject({
      path: '/beta/deviceAppManagement/mobileApps',
      body: { displayName: 'A' },
    });
  });

  it('deletes by id, and says why where Intune may want an approval, or brings the code of one', async () => {
    const { tenant, seen } = fakeGraph(() => new Response(null, { status: 204 }));
    const justification = 'Sales \u2013 approved by Megan';
    await tenant.write({ write: 'delete-app', id: 'a-1', clientRequestId: 'c-4', justification });
    await tenant.write({ ...create, approvalCode: 'code-1', justification });
    expect(seen[0]).toMatchObject({ method: 'DELETE' });
    expect(seen[0]?.url.pathname).toBe('/beta/deviceAppManagement/mobileApps/a-1');
    const sent = seen[0]?.headers.get('x-msft-approval-justification') ?? '';
    expect(Buffer.from(sent, 'base64').toString('utf8')).toBe(justification);
    expect(seen[1]?.headers.get('x-msft-approval-code')).toBe('code-1');
    expect(seen[1]?.headers.has('x-msft-approval-justification')).toBe(false);
  });

  it('assigns a policy by targets alone, filters included', async () => {
    const filtered = {
      '@odata.type': '#microsoft.graph.groupAssignmentTarget',
      groupId: 'g',
      deviceAndAppManagementAssignmentFilterId: 'f',
      deviceAndAppManagementAssignmentFilterType: 'include',
    };
    const request: WriteRequest = {
      ...assign,
      assignments: [
        { id: 'p-1_g', source: 'direct', sourceId: 'p-1', intent: 'apply', target: filtered },
        { ...notGroup('h'), intent: 'remove' },
      ],
    };
    expect(await sent(request)).toEqual({
      method: 'POST',
      path: '/beta/deviceManagement/deviceConfigurations/p-1/assign',
      id: 'c-2',
      body: { assignments: [{ target: filtered }, { intent: 'remove', ...notGroup('h') }] },
    });
  });

  it('assigns an app with intent and settings, exclusions without settings', async () => {
    const settings = { '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings', isRemovable: false };
    const request: WriteRequest = {
      write: 'assign-app',
      id: 'a-1',
      clientRequestId: 'c-4',
      assignments: [
        { id: 'x', source: 'direct', intent: 'required', settings, ...toGroup('g') },
        { id: 'y', source: 'direct', intent: 'required', settings, ...notGroup('h') },
        { intent: 'available', settings: null, ...allUsers },
      ],
    };
    const type = { '@odata.type': '#microsoft.graph.mobileAppAssignment' };
    expect(await sent(request)).toEqual({
      method: 'POST',
      path: '/beta/deviceAppManagement/mobileApps/a-1/assign',
      id: 'c-4',
      body: {
        mobileAppAssignments: [
          { ...type, intent: 'required', settings, ...toGroup('g') },
          { ...type, intent: 'required', ...notGroup('h') },
          { ...type, intent: 'available', ...allUsers },
        ],
      },
    });
  });
});

describe('what came of it', () => {
  it('is done with the id of what was created', async () => {
    const { tenant } = fakeGraph(() => json(201, { id: 'p-9' }, { 'request-id': 'r-1' }));
    expect(await tenant.write(create)).toEqual({ outcome: 'done', id: 'p-9', requestId: 'r-1' });
  });

  it('is done for an assign that answers 204', async () => {
    const { tenant } = fakeGraph(() => new Response(null, { status: 204 }));
    expect(await tenant.write(assign)).toMatchObject({ outcome: 'done' });
  });

  it('is unknown, and sent once, when Graph commits a create and then answers 504', async () => {
    const created: unknown[] = [];
    const { tenant, seen } = fakeGraph(({ body }) => {
      created.push(body);
      return json(504, {}, { 'request-id': 'r-504', 'retry-after': '1' });
    });
    expect(await tenant.write(create)).toEqual({ outcome: 'unknown', why: 'answer 504', requestId: 'r-504' });
    expect({ created: created.length, seen: seen.length }).toEqual({ created: 1, seen: 1 });
  });

  it.each([301, 307, 408, 500, 502, 503, 504])('is unknown after %i', async (status) => {
    for (const request of writes) {
      const { tenant, seen } = fakeGraph(() => new Response(null, { status }));
      expect(await tenant.write(request)).toMatchObject({ outcome: 'unknown', why: `answer ${status}` });
      expect(seen).toHaveLength(1);
    }
  });

  it.each([
    ['a reset', connectionError('ECONNRESET')],
    ['a time-out', new DOMException('late', 'TimeoutError')],
  ])('is unknown after %s', async (_, error) => {
    for (const request of writes) {
      const { tenant, seen } = fakeGraph(() => Promise.reject(error));
      expect(await tenant.write(request)).toMatchObject({
        outcome: 'unknown',
        requestId: request.clientRequestId,
      });
      expect(seen).toHaveLength(1);
    }
  });

  it.each(['{"id":"p-', '{}', '{"id":""}', '[]', ''])(
    'is unknown for a create that is answered %j, done for an assign',
    async (text) => {
      const answer = () =>
        new Response(text, { status: 200, headers: { 'content-type': 'application/json' } });
      expect(await fakeGraph(answer).tenant.write(create)).toMatchObject({ outcome: 'unknown' });
      expect(await fakeGraph(answer).tenant.write(assign)).toMatchObject({ outcome: 'done' });
    },
  );

  it.each([
    [400, 'graph-bad-request'],
    [403, 'graph-forbidden'],
    [404, 'graph-not-found'],
    [409, 'graph-bad-request'],
  ])('is not done after %i', async (status, code) => {
    const { tenant, seen } = fakeGraph(() => intuneError(status, 'No'));
    expect(await tenant.write(create)).toMatchObject({
      outcome: 'not-done',
      problem: { code },
      requestId: 'r-1',
    });
    expect(seen).toHaveLength(1);
  });

  const code = '4d0e7a52-9c1f-4f58-8f0e-2f4f3a1b5c6d';
  it.each([
    ['in the text, whatever the status', () => intuneError(500, `Approval Required. Approval code: ${code}`)],
    ['in the header', () => withHeader(intuneError(412, 'Approval Required.'), 'x-msft-approval-code', code)],
  ])('needs an approval in Intune, with its code %s', async (_, answer) => {
    const { tenant } = fakeGraph(answer);
    expect(await tenant.write(create)).toMatchObject({
      outcome: 'needs-approval',
      approvalCode: code,
      problem: { code: 'multi-admin-approval' },
    });
  });

  it('needs an approval without a code where one was asked for already; a support id is no code', async () => {
    const text = `An active Approval Request already exists. - Activity ID: ${code}`;
    const { tenant } = fakeGraph(() => intuneError(409, text));
    const outcome = await tenant.write(create);
    expect(outcome).toMatchObject({ outcome: 'needs-approval' });
    expect(outcome).not.toHaveProperty('approvalCode');
  });

  it('a delete of what is not there is done', async () => {
    const { tenant } = fakeGraph(() => intuneError(404, 'No such policy'));
    const remove = { id: 'p-1', clientRequestId: 'c-9' };
    expect(await tenant.write({ write: 'delete-policy', ...remove })).toMatchObject({ outcome: 'done' });
    expect(await tenant.write({ ...assign, id: 'p-1' })).toMatchObject({ outcome: 'not-done' });
  });

  it('is not done when 429 outlives its retries, and when nobody listens', async () => {
    const busy = fakeGraph(() => new Response(null, { status: 429 }));
    expect(await busy.tenant.write(create)).toMatchObject({
      outcome: 'not-done',
      problem: { code: 'graph-throttled' },
    });
    expect(busy.seen).toHaveLength(4);
    const deaf = fakeGraph(() => Promise.reject(connectionError('ECONNREFUSED')));
    expect(await deaf.tenant.write(create)).toMatchObject({
      outcome: 'not-done',
      problem: { code: 'graph-unavailable' },
    });
    expect(deaf.seen).toHaveLength(4);
  });

  it('is not done when the sign-in ended before anything was sent', async () => {
    const { tenant, seen } = fakeGraph(
      () => json(201, { id: 'p' }),
      () => Promise.reject(new Problem('sign-in-needed')),
    );
    expect(await tenant.write(create)).toMatchObject({
      outcome: 'not-done',
      problem: { code: 'sign-in-needed' },
    });
    expect(seen).toHaveLength(0);
  });

  it('writes nothing to an id that would change the address', async () => {
    const { tenant, seen } = fakeGraph(() => json(200, {}));
    expect(await tenant.write({ ...assign, id: '..' })).toMatchObject({ outcome: 'not-done' });
    expect(seen).toHaveLength(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/practice/faults.ts';
import { apps, configurations, graphHouse, jitPolicy, storeApp } from './support/graph-house.ts';

describe('a fault', () => {
  const cases: [FaultKind, number, { retryAfter?: string; carriedOut?: boolean }][] = [
    ['429', 429, { retryAfter: '1' }],
    ['429-no-retry-after', 429, {}],
    ['500', 500, {}],
    ['500-after', 500, { carriedOut: true }],
    ['502', 502, {}],
    ['502-after', 502, { carriedOut: true }],
    ['503', 503, { retryAfter: '1' }],
    ['503-after', 503, { carriedOut: true }],
    ['504', 504, {}],
    ['504-after', 504, { carriedOut: true }],
    ['401', 401, {}],
    ['403', 403, {}],
    ['html-502', 502, {}],
  ];
  it.each(cases)('%s answers %i %j', async (kind, status, { retryAfter = null, carriedOut = false }) => {
    const { call, graph, tenant } = await graphHouse();
    const before = tenant.policies.length;
    graph.faults.add({ match: { method: 'POST', path: '/deviceConfigurations' }, kind });
    const answer = await call(`POST ${configurations}`, { body: jitPolicy() });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(answer.headers.get('content-type')).toContain(
      kind === 'html-502' ? 'text/html' : 'application/json',
    );
    expect(tenant.policies.length - before).toBe(carriedOut ? 1 : 0);
    expect(graph.log).toMatchObject([{ status, fault: kind, carriedOut, write: true }]);
    expect((await call(`POST ${configurations}`, { body: jitPolicy() })).status).toBe(201);
  });

  it.each<[FaultKind, boolean]>([
    ['reset-before', false],
    ['reset-after', true],
    ['truncated', true],
  ])('%s breaks the connection', async (kind, carriedOut) => {
    const { call, graph, tenant } = await graphHouse();
    const before = tenant.policies.length;
    graph.faults.add({ match: { method: 'POST', path: '/deviceConfigurations' }, kind });
    await expect(call(`POST ${configurations}`, { body: jitPolicy() })).rejects.toThrow();
    expect(tenant.policies.length - before).toBe(carriedOut ? 1 : 0);
    expect(graph.log).toMatchObject([{ status: undefined, fault: kind, carriedOut }]);
  });

  it('timeout never answers, and does not keep the service from stopping', async () => {
    const { graph, tenant } = await graphHouse();
    const before = tenant.policies.length;
    graph.faults.add({ match: { path: '/deviceConfigurations' }, kind: 'timeout' });
    const headers = { authorization: 'Bearer megan', 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(300);
    const sent = fetch(`${graph.origin}${configurations}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(jitPolicy()),
      signal,
    });
    await expect(sent).rejects.toThrow(/timeout/i);
    expect(tenant.policies).toHaveLength(before);
    await graph.stop();
  });

  it('carried out twice makes two policies: nothing protects a blind retry', async () => {
    const { call, graph, tenant } = await graphHouse();
    const before = tenant.policies.length;
    graph.faults.add({
      match: { method: 'POST', path: '/deviceConfigurations' },
      kind: '504-after',
      times: 2,
    });
    for (let i = 0; i < 3; i += 1) await call(`POST ${configurations}`, { body: jitPolicy() });
    expect(tenant.policies.length - before).toBe(3);
  });
});

describe('throttling', () => {
  it('counts writes and all requests to Intune in 20 seconds, and no others', async () => {
    const { call, clock } = await graphHouse({ limits: { any: 4, writes: 2 } });
    const create = async (): Promise<number> =>
      (await call(`POST ${configurations}`, { body: jitPolicy() })).status;
    const read = async (): Promise<number> => (await call(`GET ${configurations}`)).status;
    expect([await create(), await create(), await create()]).toEqual([201, 201, 429]);
    expect([await read(), await read(), await read()]).toEqual([200, 200, 429]);
    expect((await call('GET /v1.0/groups')).status).toBe(200);
    clock.now = new Date(clock.now.getTime() + 15_000);
    expect((await call(`GET ${configurations}`)).headers.get('retry-after')).toBe('5');
    clock.now = new Date(clock.now.getTime() + 5_000);
    expect([await create(), await read()]).toEqual([201, 200]);
  });
});

describe('latency', () => {
  it('makes each request take at least that long', async () => {
    const { call } = await graphHouse({ latencyMs: 120 });
    const start = performance.now();
    await call('GET /v1.0/me');
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });
});

describe('Multi Admin Approval', () => {
  const reason = { 'x-msft-approval-justification': Buffer.from('JIT for Sales').toString('base64') };
  const create = `POST ${apps}`;
  const list = 'GET /beta/deviceManagement/operationApprovalRequests';

  it('gates writes of its kind only, and reads never', async () => {
    const { call, tenant } = await graphHouse();
    tenant.multiAdminApproval.apps = true;
    const refused = await call(create, { body: storeApp() });
    expect([refused.status, refused.code]).toEqual([400, 'BadRequest']);
    expect(refused.message).toContain("'x-msft-approval-justification' is required");
    expect((await call(`GET ${apps}`)).status).toBe(200);
    expect((await call(`POST ${configurations}`, { body: jitPolicy() })).status).toBe(201);
    tenant.multiAdminApproval = { apps: false, deviceConfigurations: true };
    expect((await call(`POST ${configurations}`, { body: jitPolicy() })).status).toBe(400);
    expect((await call(create, { body: storeApp(), headers: reason })).status).toBe(201);
  });

  it('registers a request, then lets the same bytes of the same person through once approved', async () => {
    const { call, tenant, graph } = await graphHouse();
    tenant.multiAdminApproval.apps = true;
    const before = tenant.apps.length;
    const asked = await call(create, { body: storeApp(), headers: reason });
    const code = asked.headers.get('x-msft-approval-code') ?? '';
    expect([asked.status, asked.message]).toEqual([412, `Approval Required. Approval code: ${code}`]);
    expect((await call(create, { body: storeApp(), headers: reason })).status).toBe(409);
    expect((await call(list)).body.value).toMatchObject([
      { id: code, status: 'needsApproval', requestJustification: 'JIT for Sales' },
    ]);
    const resend = { body: storeApp(), headers: { 'x-msft-approval-code': code } };
    expect((await call(create, resend)).status).toBe(412);
    graph.approvals.settle(code, 'approved');
    expect((await call(create, { ...resend, as: 'alex' })).status).toBe(403);
    expect((await call(create, { ...resend, body: { ...storeApp(), notes: 'x' } })).status).toBe(403);
    expect(tenant.apps).toHaveLength(before);
    expect((await call(create, resend)).status).toBe(201);
    expect((await call(create, resend)).status).toBe(403);
    expect(tenant.apps).toHaveLength(before + 1);
    expect((await call(list)).body.value).toMatchObject([{ status: 'completed' }]);
  });

  it.each(['rejected', 'cancelled', 'expired'] as const)(
    'lets nothing through that was %s',
    async (status) => {
      const { call, tenant, graph, clock } = await graphHouse();
      tenant.multiAdminApproval.apps = true;
      const asked = await call(create, { body: storeApp(), headers: reason });
      const code = asked.headers.get('x-msft-approval-code') ?? '';
      if (status === 'expired') clock.now = new Date(clock.now.getTime() + 3 * 24 * 3600_000);
      else graph.approvals.settle(code, status);
      const answer = await call(create, { body: storeApp(), headers: { 'x-msft-approval-code': code } });
      expect([answer.status, answer.message]).toEqual([403, `The Approval Request is ${status}.`]);
      expect((await call(create, { body: storeApp(), headers: reason })).status).toBe(412);
    },
  );

  it('wants a justification of at most 1024 characters in Base64', async () => {
    const { call, tenant } = await graphHouse();
    tenant.multiAdminApproval.apps = true;
    const send = async (value: string): Promise<number> =>
      (await call(create, { body: storeApp(), headers: { 'x-msft-approval-justification': value } })).status;
    expect(await send('JIT for Sales!')).toBe(400);
    expect(await send(Buffer.from('x'.repeat(1025)).toString('base64'))).toBe(400);
    expect(await send(Buffer.from('x'.repeat(1024)).toString('base64'))).toBe(412);
  });
});

it('the log holds who, what and whether, and no token', async () => {
  const { call, graph } = await graphHouse();
  await call(`GET ${configurations}?$top=1`, { as: 'diego' });
  await call(`POST ${configurations}`, { body: jitPolicy(), headers: { 'client-request-id': 'mine' } });
  expect(graph.log).toMatchObject([
    {
      method: 'GET',
      path: `${configurations}?$top=1`,
      personId: 'diego',
      status: 200,
      write: false,
      carriedOut: false,
    },
    {
      method: 'POST',
      path: configurations,
      personId: 'megan',
      clientRequestId: 'mine',
      write: true,
      carriedOut: true,
      body: jitPolicy(),
    },
  ]);
  expect(graph.log[0]).not.toHaveProperty('body');
  expect(JSON.stringify(graph.log)).not.toContain('Bearer');
});

describe('who is told of writes', () => {
  type Told = [method: string, phase: string, carriedOut: boolean];
  const house = async (cut?: 'before' | 'after') => {
    const told: Told[] = [];
    const { call, graph, tenant } = await graphHouse({
      onWrite({ method, carriedOut }, phase) {
        told.push([method, phase, carriedOut]);
        return phase === cut ? 'cut' : undefined;
      },
    });
    return { call, graph, tenant, told, before: tenant.policies.length };
  };

  it('hears of each write before and after, of no read, and of a refused one only before', async () => {
    const { call, told } = await house();
    await call(`GET ${configurations}`);
    await call(`POST ${configurations}`, { body: jitPolicy() });
    await call(`POST ${configurations}`, { as: 'megan:User.Read', body: jitPolicy() });
    expect(told).toEqual<Told[]>([
      ['POST', 'before', false],
      ['POST', 'after', true],
      ['POST', 'before', false],
    ]);
  });

  it.each(['before', 'after'] as const)('may cut the connection %s it is carried out', async (phase) => {
    const { call, graph, tenant, before } = await house(phase);
    await expect(call(`POST ${configurations}`, { body: jitPolicy() })).rejects.toThrow();
    expect(tenant.policies.length - before).toBe(phase === 'after' ? 1 : 0);
    expect(graph.log).toMatchObject([{ status: undefined, carriedOut: phase === 'after' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { fakeGraph, json, page } from './support/fake-graph.ts';

const id = '2b1c7a52-3c6e-4f1d-9d0a-0a4f5e6b7c8d';

describe('record', () => {
  it('tells of each send, and of nothing that is secret or of the tenant', async () => {
    const { tenant, recorded, seen } = fakeGraph((_, nth) =>
      nth === 1 ? json(503, {}, { 'request-id': 'r-1' }) : json(404, {}, { 'request-id': 'r-2' }),
    );
    await tenant.readPolicy(id);
    const place = { method: 'GET', path: '/beta/deviceManagement/deviceConfigurations/{id}' };
    const clientRequestId = seen[0]?.headers.get('client-request-id');
    expect(clientRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(recorded).toEqual([
      { ...place, status: 503, durationMs: 0, requestId: 'r-1', clientRequestId },
      { ...place, status: 404, durationMs: 0, requestId: 'r-2', clientRequestId },
    ]);
  });

  it('shows neither token nor body nor search words', async () => {
    const { tenant, recorded } = fakeGraph(() => page([]));
    await tenant.findGroups('Secret Project');
    await tenant.write({ write: 'create-policy', body: { displayName: 'Secret' }, clientRequestId: 'c-1' });
    expect(recorded.length).toBeGreaterThan(2);
    expect(JSON.stringify(recorded)).not.toMatch(/Secret|token-1|Bearer/);
  });

  it('names the failure where no answer came', async () => {
    const { tenant, recorded } = fakeGraph(() => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    });
    await tenant.write({ write: 'create-policy', body: {}, clientRequestId: 'c-1' });
    expect(recorded).toEqual([
      {
        method: 'POST',
        path: '/beta/deviceManagement/deviceConfigurations',
        failure: 'ECONNRESET',
        durationMs: 0,
        clientRequestId: 'c-1',
      },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { concerns } from '../../src/graph/concern.ts';
import { jsonOf, type Result } from '../../src/graph/result.ts';
import { toProblem } from '../../src/graph/to-problem.ts';
import { explainProblem } from '../../src/problems.ts';
import { activityId, intuneError, json } from './support/fake-graph.ts';

async function problemOf(response: Response, heldScopes?: string[]) {
  const { status, headers } = response;
  const result: Result = {
    got: 'answer',
    status,
    headers,
    body: await jsonOf(response),
    requestId: 'r-1',
    heldScopes,
  };
  return toProblem(result, concerns['create-policy'], 0);
}
const write = 'DeviceManagementConfiguration.ReadWrite.All';
const unauthorized = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${write}`;

describe('toProblem', () => {
  it.each([
    [[], 'scope', 'the app lacks a permission'],
    [[write], 'role', 'your role or its scope does not include it'],
    [undefined, 'scope-or-role', 'the app lacks a permission, or your role does not include it'],
  ])('a 403 with the scopes %j misses the %s', async (held, missing, reason) => {
    for (const response of [intuneError(403, unauthorized), new Response(null, { status: 403 })]) {
      const problem = await problemOf(response, held);
      expect(problem).toMatchObject({
        code: 'graph-forbidden',
        facts: { what: `creating the policy (${reason})`, missing, scopes: write },
      });
    }
  });

  it('names the scopes that Graph names', async () => {
    const text =
      'Application must have one of the following scopes: DeviceManagementApps.Read.All, DeviceManagementApps.ReadWrite.All';
    expect((await problemOf(intuneError(403, text), [])).facts['scopes']).toBe(
      'DeviceManagementApps.Read.All or DeviceManagementApps.ReadWrite.All',
    );
  });

  it.each([
    [intuneError(400, "Header 'x-msft-approval-justification' is required to request approval")],
    [intuneError(412, 'Approval Required. The request was registered.')],
    [intuneError(409, 'An active Approval Request already exists')],
    [json(403, { error: { code: 'ApprovalRequired', message: '' } })],
    [new Response(null, { status: 412, headers: { 'x-msft-approval-code': activityId } })],
  ])('knows Multi Admin Approval by header or text', async (response) => {
    expect(await problemOf(response)).toMatchObject({
      code: 'multi-admin-approval',
      facts: { what: 'creating the policy' },
    });
  });

  it.each([
    [400, intuneError(400, 'Request not applicable to target tenant.'), 'not-intune-tenant'],
    [400, intuneError(400, 'Property x is unknown'), 'graph-bad-request'],
    [401, new Response(null, { status: 401 }), 'sign-in-needed'],
    [401, intuneError(401, 'Not licensed'), 'graph-forbidden'],
    [404, intuneError(404, 'ResourceNotFound'), 'graph-not-found'],
    [409, intuneError(409, 'Conflict'), 'graph-bad-request'],
    [429, intuneError(429, 'Too many requests', { RetryAfter: 45 }), 'graph-throttled'],
    [500, intuneError(500, 'Internal'), 'graph-unavailable'],
    [502, new Response('<html>', { status: 502 }), 'graph-unavailable'],
    [302, new Response(null, { status: 302 }), 'graph-unavailable'],
  ])('translates %i', async (_, response, code) => {
    const problem = await problemOf(response);
    expect(problem.code).toBe(code);
    const { sentence, nextStep } = explainProblem(problem);
    expect(sentence + nextStep).not.toContain('unknown.');
    expect(JSON.stringify(problem.facts)).not.toMatch(/https?:|manage\.microsoft/);
  });

  it('keeps the ids for support', async () => {
    expect((await problemOf(intuneError(400, 'Bad'))).facts).toEqual({
      message: 'Bad',
      requestId: 'r-1',
      activityId,
    });
  });

  it('says how long to wait', async () => {
    const problem = await problemOf(new Response(null, { status: 429, headers: { 'retry-after': '90' } }));
    expect(explainProblem(problem).nextStep).toBe('Try again in 90 seconds.');
  });
});

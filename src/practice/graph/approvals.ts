import { createHash, randomUUID } from 'node:crypto';
import type { ApprovalRequest, Approvals } from './approval-request.ts';
import { betaOnly, type Call, type GraphContext, type Route } from './context.ts';
import { GraphRefusal } from './errors.ts';

const threeDays = 3 * 24 * 60 * 60 * 1000;
const justificationHeader = 'x-msft-approval-justification';
const codeHeader = 'x-msft-approval-code';

export function makeApprovals(): Approvals {
  const requests: ApprovalRequest[] = [];
  return {
    requests,
    settle: (id, status) => {
      const request = requests.find((one) => one.id === id);
      if (request?.status !== 'needsApproval') throw new Error(`no approval request ${id} waits`);
      request.status = status;
    },
  };
}

/** Lets a protected write through only with the code of an approved request of the same person for the same bytes. */
export function checkApproval(kind: NonNullable<Route['write']>, call: Call, graph: GraphContext): void {
  if (!graph.tenant.multiAdminApproval[kind]) return;
  expire(graph);
  const code = call.header(codeHeader);
  if (code !== undefined) return useCode(code, call, graph);
  const justification = call.header(justificationHeader);
  if (justification === undefined) {
    throw refusal(400, `Header '${justificationHeader}' is required to request approval.`);
  }
  register(justification, call, graph);
}

function register(justification: string, call: Call, graph: GraphContext): never {
  const text = Buffer.from(justification, 'base64').toString('utf8');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(justification) || text.length > 1024) {
    throw refusal(400, `Header '${justificationHeader}' has to be Base64 of at most 1024 characters.`);
  }
  const waiting = graph.approvals.requests.some(
    (one) => one.target === call.path && one.status === 'needsApproval',
  );
  if (waiting) throw refusal(409, 'An active Approval Request already exists for this resource.');
  const at = graph.now();
  const request: ApprovalRequest = {
    id: randomUUID(),
    status: 'needsApproval',
    requestJustification: text,
    requestDateTime: at.toISOString(),
    expirationDateTime: new Date(at.getTime() + threeDays).toISOString(),
    oid: call.caller.oid,
    request: digest(call),
    target: call.path,
  };
  graph.approvals.requests.push(request);
  throw approvalRequired(request.id);
}

function useCode(code: string, call: Call, graph: GraphContext): void {
  const request = graph.approvals.requests.find(({ id }) => id === code);
  if (!request || request.oid !== call.caller.oid || request.request !== digest(call)) throw refusal(403, '');
  if (request.status === 'needsApproval') throw approvalRequired(request.id);
  if (request.status !== 'approved') throw refusal(403, `The Approval Request is ${request.status}.`);
  request.status = 'completed';
}

/** What was observed: 412 with the code in a header and in the text; the documentation says 403. */
const approvalRequired = (id: string): GraphRefusal =>
  new GraphRefusal('intune', 412, 'BadRequest', `Approval Required. Approval code: ${id}`, {
    [codeHeader]: id,
  });

const refusal = (status: number, text: string): GraphRefusal =>
  new GraphRefusal('intune', status, 'BadRequest', text);

const digest = ({ method, path, body }: Call): string =>
  createHash('sha256')
    .update(JSON.stringify([method, path, body ?? null]))
    .digest('hex');

function expire({ approvals, now }: GraphContext): void {
  for (const request of approvals.requests) {
    const open = request.status === 'needsApproval' || request.status === 'approved';
    if (open && Date.parse(request.expirationDateTime) <= now().getTime()) request.status = 'expired';
  }
}

const show = (request: ApprovalRequest): Record<string, unknown> => ({
  id: request.id,
  requestDateTime: request.requestDateTime,
  expirationDateTime: request.expirationDateTime,
  requestor: { user: { id: request.oid } },
  status: request.status,
  requestJustification: request.requestJustification,
});

/** deviceManagement/operationApprovalRequests, read only. */
export const approvalRoutes: Route[] = [
  {
    method: 'GET',
    path: 'deviceManagement/operationApprovalRequests',
    versions: betaOnly,
    area: 'intune',
    scopes: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
    right: 'configuration.read',
    query: [],
    answer: (call, graph) => {
      expire(graph);
      const value = graph.approvals.requests.map(show);
      const context = `${graph.origin()}/${call.version}/$metadata#deviceManagement/operationApprovalRequests`;
      return { status: 200, body: { '@odata.context': context, value } };
    },
  },
];

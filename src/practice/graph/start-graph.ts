import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Certificates } from '../certificates.ts';
import type { PracticeEntra } from '../entra/start-entra.ts';
import { createFaults, type Faults } from '../faults.ts';
import { readBody, serveOnLoopback } from '../serve.ts';
import type { PracticeTenant } from '../tenant/state.ts';
import type { Approvals } from './approval-request.ts';
import { makeApprovals } from './approvals.ts';
import { answerBatch } from './batch.ts';
import type { GraphContext } from './context.ts';
import { dispatch, type Dispatched, type Dispatcher, type Incoming, type OnWrite } from './dispatch.ts';
import { errorBody, GraphRefusal } from './errors.ts';
import type { GraphRequest } from './log.ts';
import { sendAnswer } from './send-answer.ts';
import { makeThrottle, publishedLimits, type Limits } from './throttle.ts';

/** The practice Graph while it runs. */
export interface PracticeGraph {
  /** `https://localhost:PORT`: GRAPH_ROOT of the bot */
  origin: string;
  /** the tenant it serves: policies, apps, assignments, to be read by tests */
  state: PracticeTenant;
  /** every request, oldest first */
  log: GraphRequest[];
  faults: Faults;
  /** Multi Admin Approval: what waits, and what another admin says to it */
  approvals: Approvals;
  stop(): Promise<void>;
}

export interface GraphOptions {
  tenant: PracticeTenant;
  entra: Pick<PracticeEntra, 'checkGraphToken'>;
  certificates: Pick<Certificates, 'certPem' | 'keyPem'>;
  port?: number;
  now?: () => Date;
  /** how long every request takes at least */
  latencyMs?: number;
  /** most items of a page; the service's own sizes (groups 100, Intune 1000) where absent */
  pageSize?: number;
  /** how long a new store app is `processing` before it can be assigned; 0 where absent */
  publishAfterMs?: number;
  /** Intune's published ones where absent */
  limits?: Limits;
  onWrite?: OnWrite;
}

/** Starts the practice Graph on loopback, v1.0 and beta. */
export async function startGraph(options: GraphOptions): Promise<PracticeGraph> {
  const { tenant, now = () => new Date(), latencyMs = 0, pageSize, publishAfterMs = 0, onWrite } = options;
  let origin = '';
  const approvals = makeApprovals();
  const graph: GraphContext = {
    tenant,
    now,
    origin: () => origin,
    pageSize,
    publishAfterMs,
    publishing: new Map(),
    approvals,
  };
  const throttle = makeThrottle(options.limits ?? publishedLimits, now);
  const to: Dispatcher = { graph, faults: createFaults(), throttle, log: [], onWrite };
  const served = await serveOnLoopback({
    ...options,
    handle: async (request, response) => {
      const incoming = await receive(request, options.entra);
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      answer(incoming, response, to);
    },
  });
  origin = served.origin;
  return { ...served, state: tenant, log: to.log, faults: to.faults, approvals };
}

async function receive(
  request: IncomingMessage,
  entra: GraphOptions['entra'],
): Promise<Incoming | undefined> {
  const body = await readBody(request);
  const [path = '', ...query] = (request.url ?? '').split('?');
  const [, version, rest = ''] = /^\/(v1\.0|beta)(\/.*)$/.exec(path) ?? [];
  if (version !== 'v1.0' && version !== 'beta') return undefined;
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return {
    method: request.method ?? 'GET',
    version,
    path: rest,
    query: query.join('?'),
    header: (name) => request.headers[name]?.toString(),
    body: body === '' ? undefined : body,
    caller: bearer === undefined ? undefined : await entra.checkGraphToken(bearer),
    inBatch: false,
  };
}

function answer(incoming: Incoming | undefined, response: ServerResponse, to: Dispatcher): void {
  if (!incoming) {
    const refusal = new GraphRefusal('gateway', 400, 'BadRequest', 'Invalid version.');
    const ids = { requestId: '', clientRequestId: '' };
    sendAnswer(response, { answer: { status: 400, body: errorBody(refusal, ids, to.graph.now()) }, ...ids });
    return;
  }
  const isBatch = incoming.method === 'POST' && incoming.path === '/$batch';
  const dispatched = dispatch(incoming, to, isBatch ? answerBatch : undefined);
  sendAnswer(response, dispatched);
  spoil(dispatched);
}

/** The log tells what reached the caller. */
function spoil({ fault, entry }: Dispatched): void {
  if (fault === 'timeout' || fault === 'truncated' || fault?.startsWith('reset-')) entry.status = undefined;
}

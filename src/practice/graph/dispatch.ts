import { randomUUID } from 'node:crypto';
import type { GraphCaller } from '../entra/start-entra.ts';
import type { FaultKind, Faults } from '../faults.ts';
import { checkApproval } from './approvals.ts';
import { authorize } from './authorize.ts';
import type { Answer, GraphContext, Route } from './context.ts';
import { badRequest, errorBody, GraphRefusal, unauthorized, type RequestIds } from './errors.ts';
import { brokenAnswer } from './fault-answers.ts';
import type { GraphRequest } from './log.ts';
import { matchRoute } from './match-route.ts';
import { ODataError } from './odata/odata-error.ts';
import { parseQuery } from './odata/query.ts';
import type { Version } from './types/model.ts';

/** A request as it came, alone or as part of a batch. */
export interface Incoming {
  method: string;
  version: Version;
  /** without version and query */
  path: string;
  /** without the question mark */
  query: string;
  header: (name: string) => string | undefined;
  /** text of the body; undefined: none */
  body: string | undefined;
  /** the bearer token's owner; undefined: none or not valid */
  caller: GraphCaller | undefined;
  inBatch: boolean;
}

/**
 * Told of each write as it arrives, and again when it is carried out, before it is answered. `cut` ends the connection there:
 * before, it is not carried out; after, nobody hears of it. Where a fault hits the request, it is not told.
 */
export type OnWrite = (entry: Readonly<GraphRequest>, phase: 'before' | 'after') => 'cut' | undefined;

export interface Dispatcher {
  graph: GraphContext;
  faults: Faults;
  throttle: (write: boolean) => void;
  log: GraphRequest[];
  onWrite: OnWrite | undefined;
}

export interface Dispatched extends RequestIds {
  answer: Answer;
  /** set where the answer has to be spoiled on the wire */
  fault: FaultKind | undefined;
  entry: GraphRequest;
}

/** Carries a request out, or refuses it; either way it is in the log and has an answer. */
export function dispatch(
  incoming: Incoming,
  to: Dispatcher,
  instead?: (incoming: Incoming, to: Dispatcher) => Answer,
): Dispatched {
  const { method, version, path, query, header, caller, inBatch } = incoming;
  const requestId = randomUUID();
  const ids = { requestId, clientRequestId: header('client-request-id') ?? requestId };
  const fault = to.faults.take(method, path, query);
  const entry: GraphRequest = {
    at: to.graph.now().toISOString(),
    method,
    path: `/${version}${path}${query ? `?${query}` : ''}`,
    status: undefined,
    personId: caller?.personId,
    ...ids,
    write: false,
    carriedOut: false,
    ...(fault ? { fault } : {}),
    ...(inBatch ? { inBatch } : {}),
  };
  to.log.push(entry);
  const answer = refusing(to, ids, () => {
    if (!caller) throw unauthorized('Access token is missing, malformed, expired or not for this resource.');
    if (instead) return around(fault, () => instead(incoming, to));
    return answerRoute({ ...incoming, caller }, to, entry);
  });
  entry.status = answer.status;
  return { answer, fault: entry.fault, entry, ...ids };
}

/** Turns a refusal into its answer. */
function refusing({ graph }: Dispatcher, ids: RequestIds, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    return { status: error.status, headers: error.headers, body: errorBody(error, ids, graph.now()) };
  }
}

/** Puts a fault before or after what is carried out. */
function around(fault: FaultKind | undefined, carryOut: () => Answer): Answer {
  const before = fault && brokenAnswer(fault, 'before');
  if (before) throw before;
  const answer = carryOut();
  const after = fault && brokenAnswer(fault, 'after');
  if (after) throw after;
  return answer;
}

type Authenticated = Incoming & { caller: GraphCaller };

function answerRoute(incoming: Authenticated, to: Dispatcher, entry: GraphRequest): Answer {
  const { route, params } = matchRoute(incoming.method, incoming.version, incoming.path);
  entry.write = route.write !== undefined;
  const body = readBody(incoming, route.area);
  if (body !== undefined) entry.body = body;
  const watch = (phase: 'before' | 'after'): void => {
    if (entry.write && !entry.fault && to.onWrite?.(entry, phase) === 'cut') entry.fault = `reset-${phase}`;
  };
  watch('before');
  const answer = around(entry.fault, () => {
    const carried = carryOut(route, params, body, incoming, to);
    entry.carriedOut = entry.write;
    return carried;
  });
  watch('after');
  return answer;
}

function carryOut(
  route: Route,
  params: Record<string, string>,
  body: unknown,
  { method, version, path, query, header, caller }: Authenticated,
  { graph, throttle }: Dispatcher,
): Answer {
  try {
    authorize(route, caller, graph);
    if (route.area === 'intune') throttle(route.write !== undefined);
    const call = {
      method,
      version,
      path,
      params,
      query: parseQuery(query, route.query),
      header,
      body,
      caller,
    };
    if (route.write) checkApproval(route.write, call, graph);
    return route.answer(call, graph);
  } catch (error) {
    if (error instanceof ODataError) throw badRequest(route.area, error.message);
    throw error;
  }
}

/** The JSON object of a POST or PATCH; anything else is a 400. */
function readBody({ method, body, header }: Incoming, area: Route['area']): unknown {
  if (method !== 'POST' && method !== 'PATCH') return undefined;
  const isJson = header('content-type')?.toLowerCase().startsWith('application/json');
  try {
    const value: unknown = JSON.parse(body ?? '');
    if (isJson && typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // answered below, as a wrong content type is
  }
  throw badRequest(
    area,
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
}

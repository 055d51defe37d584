import type { ServerResponse } from 'node:http';
import type { FaultKind } from '../faults.ts';
import type { Answer } from './context.ts';

const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** Writes an answer to the wire, spoiled by the fault: never, cut off, half of it, or as a page of HTML. */
export function sendAnswer(
  response: ServerResponse,
  of: { answer: Answer; requestId: string; clientRequestId: string; fault?: FaultKind | undefined },
): void {
  const { answer, fault } = of;
  if (fault === 'timeout') return;
  if (fault === 'reset-before' || fault === 'reset-after') return void response.destroy();
  const headers = { 'request-id': of.requestId, 'client-request-id': of.clientRequestId, ...answer.headers };
  if (fault === 'html-502') {
    response.writeHead(502, { ...headers, 'content-type': 'text/html' });
    return void response.end(
      '<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>',
    );
  }
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  if (fault === 'truncated') return breakOff(response, answer.status, text);
  response.writeHead(answer.status, { ...headers, ...(text ? { 'content-type': jsonType } : {}) });
  response.end(text);
}

/** Promises the whole body and sends half of it. An answer without a body is cut off before its status. */
function breakOff(response: ServerResponse, status: number, text: string): void {
  if (text === '') return void response.destroy();
  response.writeHead(status, { 'content-type': jsonType, 'content-length': Buffer.byteLength(text) });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

import type { FaultKind } from '../faults.ts';
import { GraphRefusal, noRight, unauthorized } from './errors.ts';
import { tooMany } from './throttle.ts';

const unavailable = (status: number, code: string, headers: Record<string, string> = {}): GraphRefusal =>
  new GraphRefusal('gateway', status, code, '', headers);

/** What a fault answers instead of carrying the request out (`before`), or instead of telling its result (`after`). */
const answers: Partial<Record<FaultKind, { when: 'before' | 'after'; refusal: () => GraphRefusal }>> = {
  '429': { when: 'before', refusal: () => tooMany(1) },
  '429-no-retry-after': { when: 'before', refusal: () => tooMany() },
  '500': { when: 'before', refusal: () => unavailable(500, 'InternalServerError') },
  '500-after': { when: 'after', refusal: () => unavailable(500, 'InternalServerError') },
  '502': { when: 'before', refusal: () => unavailable(502, 'BadGateway') },
  '502-after': { when: 'after', refusal: () => unavailable(502, 'BadGateway') },
  'html-502': { when: 'before', refusal: () => unavailable(502, 'BadGateway') },
  '503': { when: 'before', refusal: () => unavailable(503, 'ServiceUnavailable', { 'retry-after': '1' }) },
  '503-after': { when: 'after', refusal: () => unavailable(503, 'ServiceUnavailable') },
  '504': { when: 'before', refusal: () => unavailable(504, 'GatewayTimeout') },
  '504-after': { when: 'after', refusal: () => unavailable(504, 'GatewayTimeout') },
  '401': { when: 'before', refusal: () => unauthorized('Access token has expired or is not yet valid.') },
  '403': { when: 'before', refusal: noRight },
  timeout: { when: 'before', refusal: () => unavailable(504, 'GatewayTimeout') },
  'reset-before': { when: 'before', refusal: () => unavailable(502, 'BadGateway') },
};

/**
 * The refusal that stands for a fault at that point; undefined: the request goes on. Time-outs and resets are spoiled on
 * the wire afterwards; inside a batch, which has no wire of its own, they stay what they are here.
 */
export function brokenAnswer(fault: FaultKind, when: 'before' | 'after'): GraphRefusal | undefined {
  const answer = answers[fault];
  return answer?.when === when ? answer.refusal() : undefined;
}

import type { FaultKind } from '../faults.ts';

/** One request that reached the practice Graph. Tokens and headers are never kept. */
export interface GraphRequest {
  /** ISO 8601 */
  at: string;
  method: string;
  /** with version and query, as it came */
  path: string;
  /** of the answer; undefined: no whole answer reached the caller */
  status: number | undefined;
  /** handle of the person; undefined: no valid token */
  personId: string | undefined;
  /** what a POST or PATCH carried (of a $batch only in its parts) */
  body?: unknown;
  clientRequestId: string;
  requestId: string;
  /** it would change the tenant */
  write: boolean;
  /** it did change the tenant, whatever the answer said */
  carriedOut: boolean;
  fault?: FaultKind;
  inBatch?: true;
}

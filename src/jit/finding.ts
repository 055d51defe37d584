/**
 * What is noticed about a plan or a policy. Codes are stable: documentation, tests and later fixes rely on them.
 * `blocks` keeps Approve away; `warning` and `info` do not.
 */
export type Severity = 'blocks' | 'warning' | 'info';

export interface Finding {
  /** stable, kebab-case, e.g. `target-already-reached` */
  code: string;
  severity: Severity;
  /** one sentence an admin understands; may hold names of the tenant, which the card escapes */
  sentence: string;
  /** what to do about it */
  remedy: string;
}

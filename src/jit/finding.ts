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

/** What blocks first, then warnings; the order within is kept, and nothing is said twice. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  const order: Severity[] = ['blocks', 'warning', 'info'];
  const once = [...new Map(findings.map((one) => [`${one.code} ${one.sentence}`, one])).values()];
  return once.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

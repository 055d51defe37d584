import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { Step } from './plan.ts';

/** Hex SHA-256 over change id and steps: what an approval is for. Findings, names and counts of the tenant are not in it. */
export const digestOf = (changeId: string, steps: readonly Step[]): string =>
  createHash('sha256').update(canonicalJson({ changeId, steps })).digest('hex');

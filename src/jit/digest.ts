import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { Step, UndoStep } from './plan.ts';

/** Hex SHA-256 over change id and steps: what an approval is for. Findings, names and counts of the tenant are not in it. */
export const digestOf = (changeId: string, steps: readonly Step[]): string => hash({ changeId, steps });

/** The same for taking a change back; the undone change is in it too, and for what only closes, what it closes. */
export const digestOfUndo = (
  changeId: string,
  undoes: string,
  steps: readonly UndoStep[],
  closes: readonly string[] = [],
): string => hash({ changeId, undoes, steps, ...(closes.length > 0 ? { closes } : {}) });

const hash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

import { isProblemCode, Problem } from '../problems.ts';
import type { Change } from './change.ts';

/** A problem as a change keeps it: code and facts, never an exception's text. */
export type ProblemRecord = NonNullable<NonNullable<Change['outcome']>['problem']>;

export const recordOf = ({ code, facts }: Problem): ProblemRecord => ({ code, facts: { ...facts } });

/** The problem again; a code of a later version reads as something unexpected. */
export const problemOf = ({ code, facts }: ProblemRecord): Problem =>
  isProblemCode(code) ? new Problem(code, facts) : new Problem('unexpected', facts);

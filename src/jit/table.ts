import type { NotRead } from './not-read.ts';

/** What a file can answer: which groups have JIT, which apps use it, what looks wrong. */
export const tableQuestions = ['groups', 'apps', 'check'] as const;
export type TableQuestion = (typeof tableQuestions)[number];

/** A list is several values of one row, such as the policies of a group. */
export type Cell = string | readonly string[];

/** In every table: what a row is about, its name, and what to say about it. */
export type CommonKey = 'kind' | 'name' | 'remark';

/**
 * An answer as rows and columns. Keys, and the words of `kind`, are stable: scripts of admins rely on them. Names are those
 * of the tenant. A key that a row leaves out is empty there.
 */
export interface Table<Key extends string = string> {
  /** `list`: every row has several values there, or none */
  columns: readonly { key: Key | CommonKey; title: string; list?: true }[];
  rows: readonly Partial<Record<Key | CommonKey, Cell>>[];
  /** what is true of the whole answer */
  notes: readonly string[];
  notRead: readonly NotRead[];
}

import { appsTable } from '../../jit/apps-table.ts';
import { appsWithJit } from '../../jit/apps-with-jit.ts';
import { checkJit } from '../../jit/check-jit.ts';
import { checkTable } from '../../jit/check-table.ts';
import { coverage } from '../../jit/coverage.ts';
import { coverageTable } from '../../jit/coverage-table.ts';
import type { EnrolledSnapshot } from '../../jit/enrollment-snapshot.ts';
import type { Table, TableQuestion } from '../../jit/table.ts';
import { Problem } from '../../problems.ts';
import { toCsv } from './to-csv.ts';
import { toJson } from './to-json.ts';

export const fileFormats = ['csv', 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** An answer about the tenant as a file. */
export interface JitFile {
  /** holds the second, so that no file takes the place of an older one */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  rows: number;
  /** something could not be read; the file says what */
  incomplete: boolean;
}

/** OneDrive takes up to 60 MiB in one request (Microsoft Graph, "createUploadSession"); this is far more than is ever needed. */
const largestFile = 20 * 1024 * 1024;

const tables: Record<TableQuestion, (snapshot: EnrolledSnapshot) => Table> = {
  groups: (snapshot) => coverageTable(coverage(snapshot)),
  apps: (snapshot) => appsTable(appsWithJit(snapshot)),
  check: (snapshot) => checkTable(checkJit(snapshot)),
};

/** Throws Problem('file-too-large'). */
export function makeFile(options: {
  question: TableQuestion;
  format: FileFormat;
  /** with the enrollment side for `groups` and `check` */
  snapshot: EnrolledSnapshot;
  /** the name of the person whose rights the tenant was read with */
  asVisibleTo: string;
}): JitFile {
  const { question, format, snapshot, asVisibleTo } = options;
  const { readAt } = snapshot;
  const table = tables[question](snapshot);
  const seen = { readAt, asVisibleTo };
  const text = format === 'csv' ? toCsv(table, seen) : toJson(question, table, seen);
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > largestFile) throw new Problem('file-too-large');
  const second = readAt.slice(0, 19).replace('T', '-').replaceAll(':', '');
  return {
    name: `jit-${question}-${second}.${format}`,
    bytes,
    rows: table.rows.length,
    incomplete: table.notRead.length > 0,
  };
}

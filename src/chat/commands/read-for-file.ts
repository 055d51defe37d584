import type { Tenant } from '../../graph/tenant.ts';
import type { TableQuestion } from '../../jit/table.ts';
import type { Person } from '../../sign-in/person.ts';
import { makeFile, type FileFormat, type JitFile } from '../files/make-file.ts';

/** Reads the tenant as this person sees it, and makes the file of it. */
export async function readForFile(
  { tenant, who }: { tenant: Tenant; who: Person },
  { question, format }: { question: TableQuestion; format: FileFormat },
): Promise<JitFile> {
  const snapshot = await tenant.readSnapshot({ aboutGroups: [] });
  return makeFile({ question, format, snapshot, asVisibleTo: who.name });
}

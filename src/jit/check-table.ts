import { isFine, type JitCheck } from './check-jit.ts';
import type { Finding } from './finding.ts';
import type { PolicyRef } from './policy-reach.ts';
import type { Table } from './table.ts';

type Key = 'id' | 'where' | 'severity' | 'code' | 'finding';

/**
 * `check JIT` as a table: a row for each finding. A policy without one has a row too, with the severity `ok` where no conflict is about
 * it either.
 */
export const checkTable = ({ policies, conflicts, authenticator, notRead }: JitCheck): Table<Key> => ({
  columns: [
    { key: 'kind', title: 'Kind' },
    { key: 'name', title: 'Policy' },
    { key: 'id', title: 'Policy id' },
    { key: 'where', title: 'Where' },
    { key: 'severity', title: 'Severity' },
    { key: 'code', title: 'Code' },
    { key: 'finding', title: 'Finding' },
    { key: 'remark', title: 'What to do' },
  ],
  rows: [
    ...policies.flatMap((one) => {
      const policy = ofPolicy(one.policy);
      if (isFine(one)) return [{ ...policy, severity: 'ok', finding: 'Nothing looks wrong.' }];
      if (one.findings.length === 0) return [{ ...policy, severity: 'info', finding: onlyMeets }];
      return one.findings.map((found) => ({ ...policy, ...told(found) }));
    }),
    ...conflicts.map((one) => ({ kind: 'conflict', ...told(one) })),
    ...authenticator.map((one) => ({ kind: 'authenticator', ...told(one) })),
  ],
  notes: [],
  notRead,
});

const onlyMeets = 'Nothing wrong by itself, but it meets other policies: see the conflicts below.';

const ofPolicy = ({ id, name, where }: PolicyRef) => ({ kind: 'policy', name, id, where });
const told = ({ severity, code, sentence, remedy }: Finding) => ({
  ...{ severity, code, finding: sentence, remark: remedy },
});

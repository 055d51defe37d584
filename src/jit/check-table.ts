import type { JitCheck } from './check-jit.ts';
import type { Finding } from './finding.ts';
import type { PolicyRef } from './policy-reach.ts';
import type { Table } from './table.ts';

type Key = 'id' | 'where' | 'severity' | 'code' | 'finding';

/** `check JIT` as a table: a row for each finding; a policy without one has a row with the severity `ok`. */
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
    ...policies.flatMap(({ policy, findings }) =>
      findings.length === 0
        ? [{ ...ofPolicy(policy), severity: 'ok', finding: 'Nothing looks wrong.' }]
        : findings.map((one) => ({ ...ofPolicy(policy), ...told(one) })),
    ),
    ...conflicts.map((one) => ({ kind: 'conflict', ...told(one) })),
    ...authenticator.map((one) => ({ kind: 'authenticator', ...told(one) })),
  ],
  notes: [],
  notRead,
});

const ofPolicy = ({ id, name, where }: PolicyRef) => ({ kind: 'policy', name, id, where });
const told = ({ severity, code, sentence, remedy }: Finding) => ({
  ...{ severity, code, finding: sentence, remark: remedy },
});

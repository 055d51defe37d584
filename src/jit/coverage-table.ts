import type { Coverage } from './coverage.ts';
import type { CoverageRow } from './coverage-row.ts';
import { policyPhrase, wayPhrase } from './phrases.ts';
import type { PolicyRef } from './policy-reach.ts';
import type { Table } from './table.ts';

type Key = 'id' | 'standing' | 'jit' | 'authenticator' | 'policies' | 'policyIds' | 'ways';

/** `which groups have JIT` as a table: a row for each target, then the policies that nobody has or that do not count. */
export const coverageTable = ({ rows, unassigned, sharedDeviceMode, notRead }: Coverage): Table<Key> => ({
  columns: [
    { key: 'kind', title: 'Kind' },
    { key: 'name', title: 'Name' },
    { key: 'id', title: 'Id' },
    { key: 'standing', title: 'Standing' },
    { key: 'jit', title: 'JIT' },
    { key: 'authenticator', title: 'Authenticator' },
    { key: 'policies', title: 'Policies', list: true },
    { key: 'policyIds', title: 'Policy ids', list: true },
    { key: 'ways', title: 'How they come', list: true },
    { key: 'remark', title: 'What to do' },
  ],
  rows: [
    ...rows.map(targetRow),
    ...unassigned.map((policy) => policyRow('policy-not-assigned', policy, 'Assigned to nobody.')),
    ...sharedDeviceMode.map((policy) =>
      policyRow('policy-for-shared-devices', policy, 'For shared devices, so it counts for no person.'),
    ),
  ],
  notes: [],
  notRead,
});

const targetRow = (row: CoverageRow): Table<Key>['rows'][number] => ({
  kind: row.target.kind,
  name: row.name,
  id: row.target.kind === 'group' ? row.target.groupId : '',
  standing: row.standing,
  jit: row.jit,
  authenticator: row.authenticator?.state ?? '',
  policies: row.policies.map(({ policy }) => policy.name),
  policyIds: row.policies.map(({ policy }) => policy.id),
  ways: row.policies.map(
    ({ policy, ways }) =>
      `${policyPhrase(policy)}: ${ways.map((way) => wayPhrase(way, row.name)).join('; also ')}`,
  ),
  remark: row.remedy ?? '',
});

const policyRow = (kind: string, { id, name }: PolicyRef, remark: string): Table<Key>['rows'][number] => ({
  ...{ kind, name, id, remark },
  policies: [name],
  policyIds: [id],
});

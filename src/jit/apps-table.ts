import type { JitApps } from './apps-with-jit.ts';
import type { Table } from './table.ts';

type Key = 'bundleIds' | 'list' | 'policy' | 'policyId' | 'policyClass' | 'assignedTo';

/** `which apps use JIT` as a table: a row for each app in each list of a policy, then the rules that let in more. */
export const appsTable = ({ apps, rules, byThemselves, notRead }: JitApps): Table<Key> => ({
  columns: [
    { key: 'kind', title: 'Kind' },
    { key: 'name', title: 'Name' },
    { key: 'bundleIds', title: 'Bundle ID', list: true },
    { key: 'list', title: 'List' },
    { key: 'policy', title: 'Policy' },
    { key: 'policyId', title: 'Policy id' },
    { key: 'policyClass', title: 'Policy is' },
    { key: 'assignedTo', title: 'Assigned to', list: true },
    { key: 'remark', title: 'Remark' },
  ],
  rows: [
    ...apps.flatMap(({ name, bundleId, uses }) =>
      uses.map(({ policy, list, targets }) => ({
        ...{ kind: 'app', name: name ?? '', bundleIds: [bundleId], list },
        ...{ policy: policy.name, policyId: policy.id, policyClass: policy.class, assignedTo: targets },
      })),
    ),
    ...rules.map(({ rule, entries, policy, targets, sentence }) => ({
      ...{ kind: 'rule', name: rule, bundleIds: entries, remark: sentence },
      ...{ policy: policy.name, policyId: policy.id, policyClass: policy.class, assignedTo: targets },
    })),
  ],
  notes: [byThemselves],
  notRead,
});

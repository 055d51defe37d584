import type { JitApps, JitAppsPolicy } from './apps-with-jit.ts';
import type { PolicyRef } from './policy-reach.ts';
import type { Table } from './table.ts';

type Key = 'bundleIds' | 'list' | 'policy' | 'policyId' | 'policyClass' | 'counts' | 'assignedTo';

/** `which apps use JIT` as a table: a row for each app in each list of a policy, the rules that let in more, then every policy. */
export const appsTable = ({ apps, rules, policies, byThemselves, notRead }: JitApps): Table<Key> => ({
  columns: [
    { key: 'kind', title: 'Kind' },
    { key: 'name', title: 'Name' },
    { key: 'bundleIds', title: 'Bundle ID', list: true },
    { key: 'list', title: 'List' },
    { key: 'policy', title: 'Policy' },
    { key: 'policyId', title: 'Policy id' },
    { key: 'policyClass', title: 'Policy is' },
    { key: 'counts', title: 'Counts' },
    { key: 'assignedTo', title: 'Assigned to', list: true },
    { key: 'remark', title: 'Remark' },
  ],
  rows: [
    ...apps.flatMap(({ name, bundleId, uses }) =>
      uses.map(({ policy, list, targets, counts }) => ({
        ...{ kind: 'app', name: name ?? '', bundleIds: [bundleId], list },
        ...ofPolicy(policy, counts ? 'yes' : 'no'),
        assignedTo: targets,
      })),
    ),
    ...rules.map(({ rule, entries, policy, targets, counts, sentence }) => ({
      ...{ kind: 'rule', name: rule, bundleIds: entries, remark: sentence },
      ...ofPolicy(policy, counts ? 'yes' : 'no'),
      assignedTo: targets,
    })),
    ...policies.map(({ policy, targets, counts, sentence }) => ({
      ...{ kind: 'policy', name: policy.name, remark: sentence },
      ...ofPolicy(policy, counts),
      assignedTo: targets,
    })),
  ],
  notes: [byThemselves],
  notRead,
});

const ofPolicy = ({ id, name, class: kind }: PolicyRef, counts: JitAppsPolicy['counts']) => ({
  ...{ policy: name, policyId: id, policyClass: kind },
  counts: counts === 'may' ? 'not known' : counts,
});

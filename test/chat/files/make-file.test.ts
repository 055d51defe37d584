import { expect, test } from 'vitest';
import { makeFile } from '../../../src/chat/files/make-file.ts';
import type { TableQuestion } from '../../../src/jit/table.ts';
import {
  entraExtension,
  ids,
  integerPair,
  policy,
  snapshot,
  stringPair,
  wire,
} from '../../jit/tenant-parts.ts';
import { parseCsv } from '../../support/parse-csv.ts';

const given = snapshot({
  policies: [
    policy({
      id: 'p1',
      displayName: '=Sales "JIT"',
      iosSingleSignOnExtension: entraExtension({
        configurations: [
          stringPair('device_registration', '{{DEVICEREGISTRATION}}'),
          integerPair('Enable_SSO_On_All_ManagedApps', 1),
        ],
        bundleIdAccessControlList: ['com.box.BoxNet'],
      }),
      assignments: [wire.group(ids.sales)],
    }),
    policy({ id: 'p2', displayName: 'Nobody', assignments: [] }),
  ],
  customProfiles: { read: false, why: 'Refused.' },
});
const ask = (question: TableQuestion, format: 'csv' | 'json') =>
  makeFile({ question, format, snapshot: given, asVisibleTo: 'Megan Bowen' });
const json = (question: TableQuestion) =>
  JSON.parse(new TextDecoder().decode(ask(question, 'json').bytes)) as {
    rows: Record<string, unknown>[];
    notRead: unknown[];
  };

test('which groups have JIT: a row for each target, and the policies that nobody has', () => {
  const { rows, notRead } = json('groups');
  expect(rows).toMatchObject([
    { kind: 'group', name: 'Sales', id: ids.sales, policies: ['=Sales "JIT"'], policyIds: ['p1'] },
    { kind: 'policy-not-assigned', name: 'Nobody', id: 'p2', ways: [] },
  ]);
  expect(notRead).toEqual([{ what: 'custom profiles', why: 'Refused.', remedy: 'Try again in a minute.' }]);
});

test('which apps use JIT: apps, rules and every policy, with what counts', () => {
  expect(json('apps').rows).toMatchObject([
    { kind: 'app', bundleIds: ['com.box.BoxNet'], list: 'bundle IDs', policyId: 'p1', counts: 'yes' },
    { kind: 'app', bundleIds: ['com.salesforce.chatter'], policyId: 'p2', counts: 'no', assignedTo: [] },
    { kind: 'rule', name: 'all-managed-apps', bundleIds: [], policy: '=Sales "JIT"' },
    { kind: 'policy', policyId: 'p1', counts: 'yes', assignedTo: ['Sales'] },
    {
      kind: 'policy',
      policyId: 'p2',
      counts: 'no',
      remark: '"Nobody" brings just-in-time registration; it is assigned to nobody.',
    },
  ]);
});

test('what looks wrong: every finding with its code', () => {
  const { rows } = json('check');
  expect(rows).toContainEqual(
    expect.objectContaining({ kind: 'policy', id: 'p2', code: 'policy-unassigned', name: 'Nobody' }),
  );
  expect(rows.every(({ severity }) => ['ok', 'warning', 'info'].includes(String(severity)))).toBe(true);
});

test.each(['groups', 'apps', 'check'] as const)('%s: the CSV holds the same rows as the JSON', (question) => {
  const { rows, notRead } = json(question);
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(ask(question, 'csv').bytes);
  const [head = [], ...records] = parseCsv(csv.slice(1));
  const notes = question === 'apps' ? 1 : 0;
  expect(records).toHaveLength(rows.length + notes + notRead.length);
  expect(records.every((record) => record.length === head.length)).toBe(true);
  expect(ask(question, 'csv')).toMatchObject({
    ...{ name: `jit-${question}-2026-01-05-080000.csv`, rows: rows.length, incomplete: true },
  });
});

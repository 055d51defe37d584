import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/chat/understand/understand.ts';

const cases: [string, object][] = [
  ['help', { command: 'help' }],
  ['Hi!', { command: 'help' }],
  ['set up JIT', { command: 'set-up' }],
  ['Please set up just-in-time registration.', { command: 'set-up' }],
  ['can you setup the JIT policy?', { command: 'set-up' }],
  [
    'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales',
    { command: 'set-up', apps: 'com.salesforce.chatter and com.box.BoxNet', targets: 'Sales' },
  ],
  [
    'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales and Field Ops',
    { command: 'set-up', apps: 'com.salesforce.chatter and com.box.BoxNet', targets: 'Sales and Field Ops' },
  ],
  [
    'Set up JIT for com.box.BoxNet for all users except Contractors.',
    { command: 'set-up', apps: 'com.box.BoxNet', targets: 'all users', exclude: 'Contractors' },
  ],
  [
    'set up JIT for Salesforce and Box for the Sales group',
    { command: 'set-up', apps: 'Salesforce and Box', targets: 'the Sales group' },
  ],
  ['set up JIT for Sales', { command: 'set-up', appsOrTargets: 'Sales' }],
  ['set up JIT for group Sales', { command: 'set-up', targets: 'Sales' }],
  [
    'set up JIT with apps com.box.BoxNet for groups "Sales and Marketing", Interns',
    { command: 'set-up', apps: 'com.box.BoxNet', targets: '"Sales and Marketing", Interns' },
  ],
  [
    'set up JIT for all users with com.box.BoxNet',
    { command: 'set-up', apps: 'com.box.BoxNet', targets: 'all users' },
  ],
  [
    'set up JIT for everyone without Interns and Contractors',
    { command: 'set-up', targets: 'everyone', exclude: 'Interns and Contractors' },
  ],
  ['set up JIT for no apps for Sales', { command: 'set-up', noApps: true, targets: 'Sales' }],
  [
    'enable JIT for https://apps.apple.com/app/box/id290853822 for Sales',
    { command: 'set-up', apps: 'https://apps.apple.com/app/box/id290853822', targets: 'Sales' },
  ],
  ['which groups have JIT', { command: 'status' }],
  ['Which groups have JIT?', { command: 'status' }],
  ['who has jit', { command: 'status' }],
  ['JIT status', { command: 'status' }],
  ['is my tenant ready for JIT', { command: 'readiness' }],
  ['Are we ready?', { command: 'readiness' }],
  ['are we all set for just-in-time registration?', { command: 'readiness' }],
  ['check readiness', { command: 'readiness' }],
  ['please run the readiness check', { command: 'readiness' }],
  ['JIT readiness', { command: 'readiness' }],
  ['prerequisites', { command: 'readiness' }],
  ['show me the prerequisites for JIT', { command: 'readiness' }],
  ['are all the prerequisites met?', { command: 'readiness' }],
  ['check if our tenant is ready for JIT', { command: 'readiness' }],
  ['check my tenant', { command: 'readiness' }],
  ['what do I need for JIT?', { command: 'readiness' }],
  ['can we use JIT?', { command: 'readiness' }],
  ['preflight check', { command: 'readiness' }],
  ['Ready for launch', { command: 'answer', text: 'Ready for launch' }],
  ['Requirements team', { command: 'answer', text: 'Requirements team' }],
  ['history', { command: 'history' }],
  ['Show me the history.', { command: 'history' }],
  ['what changed?', { command: 'history' }],
  ['what has changed in JIT?', { command: 'history' }],
  ['who changed JIT', { command: 'history' }],
  ['audit', { command: 'history' }],
  ['the audit log, please', { command: 'history' }],
  ['recent changes', { command: 'history' }],
  ['show pending changes', { command: 'pending' }],
  ['what is pending', { command: 'pending' }],
  ['pending', { command: 'pending' }],
  ['Audit team', { command: 'answer', text: 'Audit team' }],
  ['"Audit"', { command: 'answer', text: '"Audit"' }],
  ['Cancel', { command: 'cancel' }],
  ['never mind', { command: 'cancel' }],
  ['continue', { command: 'continue' }],
  ['sign out', { command: 'sign-out' }],
  ['approve', { command: 'approve-in-words' }],
  ['does Sales have JIT?', { command: 'not-yet', what: 'whether one group has JIT' }],
  ['which groups have JIT as CSV', { command: 'export', question: 'groups', format: 'csv' }],
  ['Which groups have JIT, as a CSV file?', { command: 'export', question: 'groups', format: 'csv' }],
  ['who has JIT in Excel', { command: 'export', question: 'groups', format: 'csv' }],
  ['can you export JIT groups as JSON', { command: 'export', question: 'groups', format: 'json' }],
  ['export JIT as CSV', { command: 'export', question: 'groups', format: 'csv' }],
  ['export just-in-time registration to csv', { command: 'export', question: 'groups', format: 'csv' }],
  ['export JIT', { command: 'export', question: 'groups', format: 'csv' }],
  ['Export.', { command: 'export', question: 'groups', format: 'csv' }],
  ['export which groups have JIT', { command: 'export', question: 'groups', format: 'csv' }],
  ['give me a CSV of the groups with JIT', { command: 'export', question: 'groups', format: 'csv' }],
  ['JIT groups csv', { command: 'export', question: 'groups', format: 'csv' }],
  ['download the JIT status as a spreadsheet', { command: 'export', question: 'groups', format: 'csv' }],
  ['which apps use JIT as csv', { command: 'export', question: 'apps', format: 'csv' }],
  [
    'send me a list of all the groups with JIT as Excel',
    { command: 'export', question: 'groups', format: 'csv' },
  ],
  ['export CSV', { command: 'export', question: 'groups', format: 'csv' }],
  ['check JIT and export it as JSON', { command: 'export', question: 'check', format: 'json' }],
  ['export JIT apps', { command: 'export', question: 'apps', format: 'csv' }],
  ['list all apps with JIT as a JSON file', { command: 'export', question: 'apps', format: 'json' }],
  ['JSON of the JIT apps, please', { command: 'export', question: 'apps', format: 'json' }],
  ['check JIT as CSV', { command: 'export', question: 'check', format: 'csv' }],
  ['export the JIT findings as json', { command: 'export', question: 'check', format: 'json' }],
  ['what is wrong with JIT as CSV', { command: 'export', question: 'check', format: 'csv' }],
  ['export JIT as Terraform', { command: 'not-yet', what: 'the export as Terraform' }],
  ['export JIT as PDF', { command: 'not-yet', what: 'an export in that form' }],
  ['Sales as CSV', { command: 'answer', text: 'Sales as CSV' }],
  ['Sales CSV', { command: 'answer', text: 'Sales CSV' }],
  ['csv', { command: 'answer', text: 'csv' }],
  ['undo the last change', { command: 'undo' }],
  ['undo', { command: 'undo' }],
  ['roll back that change', { command: 'undo' }],
  ['take it back', { command: 'undo' }],
  ['Sales, Field Ops', { command: 'answer', text: 'Sales, Field Ops' }],
  ['new renewal process', { command: 'answer', text: 'new renewal process' }],
];

describe('what is said', () => {
  it.each(cases)('%s', (said, command) => {
    expect(understand(said)).toEqual(command);
  });

  it.each(cases)('is the same with what Teams and people put around it: %s', (said, command) => {
    expect(understand(`\u00A0&nbsp; ${said}\u200B \n`)).toEqual(command);
  });
});

it('keeps a pasted list line by line', () => {
  expect(understand('com.a.b\r\ncom.c.d\n\n com.e.f')).toEqual({
    command: 'answer',
    text: expect.stringMatching(/^com\.a\.b\s*\ncom\.c\.d\n+com\.e\.f$/) as string,
  });
});

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
  [
    'Hi, can you please set up JIT for com.box.BoxNet for Right now',
    { command: 'set-up', apps: 'com.box.BoxNet', targets: 'Right now' },
  ],
  ['set up JIT for Not Ready', { command: 'set-up', appsOrTargets: 'Not Ready' }],
  [
    'set up JIT for com.box.BoxNet for Tell me which groups have JIT',
    { command: 'set-up', apps: 'com.box.BoxNet', targets: 'Tell me which groups have JIT' },
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
  ['tell me which groups have JIT as CSV', { command: 'export', question: 'groups', format: 'csv' }],
  ['whats wrong with JIT as csv', { command: 'export', question: 'check', format: 'csv' }],
  ['whats pending', { command: 'pending' }],
  ['whats changed', { command: 'history' }],
  ['undo the last change', { command: 'undo' }],
  ['undo', { command: 'undo' }],
  ['roll back that change', { command: 'undo' }],
  ['take it back', { command: 'undo' }],
  ['Sales, Field Ops', { command: 'answer', text: 'Sales, Field Ops' }],
  ['new renewal process', { command: 'answer', text: 'new renewal process' }],
];

const questions: [object, string[]][] = [
  [
    { command: 'status' },
    [
      'status',
      'JIT overview',
      'which groups use just-in-time registration',
      'what groups got JIT already?',
      "which groups have JIT and which don't",
      "which groups don't have JIT?",
      'why does nobody have JIT?',
      "why doesn't any group have JIT",
      'which people still lack JIT',
      'who has no JIT yet',
      "who doesn't have JIT?",
      'which groups are missing JIT',
      'which people are covered by JIT',
      'who uses JIT?',
      'do we have JIT?',
      'does anybody have JIT',
      'where is JIT enabled',
      'is JIT set up?',
      'show me our JIT groups',
      'list all groups with JIT',
      'Could you show me the JIT status, please',
      'groups with JIT registration',
      'show JIT policies',
      'JIT',
      'Just-in-time registration?',
      'tell me which groups have JIT',
      'show me which groups have JIT',
      'can you tell me which groups have JIT?',
      'Hi, could you please show me which groups have JIT',
      'do you know which groups have JIT?',
      'I want to know which groups have JIT',
      "I'd like to know who has no JIT yet",
      'show me all groups that have no JIT',
      'which groups have JIT right now',
      'which groups have JIT in my tenant?',
      'who has JIT in our tenant right now',
      'is JIT enabled in my tenant',
      'which of our groups have JIT',
      'how many groups have JIT?',
      'how many of our groups have no JIT',
      'does nobody have JIT?',
      "doesn't anybody have JIT",
      'do none of our groups have JIT',
    ],
  ],
  [
    { command: 'has-jit', name: 'Sales' },
    [
      'does Sales have JIT?',
      'has Sales got JIT',
      'has Sales JIT',
      'do Sales have just-in-time registration',
      'does Sales already have JIT set up?',
      'is JIT on for Sales',
      'is JIT set up for Sales?',
      'is Sales covered by JIT?',
      'is Sales using JIT',
      'does JIT work for Sales',
      'JIT for Sales',
      'show me the JIT status of Sales',
      'check Sales for JIT',
      'DOES Sales HAVE JIT',
      "doesn't Sales have JIT?",
      'doesn’t Sales have JIT',
      'does Sales not have JIT',
      'does Sales have a JIT policy?',
      'has Sales got the JIT policy',
      'does Sales have JIT yet',
      'does Sales have JIT or not?',
      'does Sales have JIT yet, or not',
      'does Sales have JIT right now',
      'is Sales ready for JIT?',
      "isn't Sales covered by JIT",
      'is Sales not on JIT?',
      "isn't JIT on for Sales in our tenant",
      'do you know if Sales has JIT',
      'can you check whether Sales has JIT?',
      'what is wrong with JIT for Sales?',
      'any issues with JIT for Sales',
    ],
  ],
  [{ command: 'has-jit', name: '"Sales and Marketing"' }, ['does "Sales and Marketing" have JIT?']],
  [{ command: 'has-jit', name: "O'Brien's Team" }, ["does O’Brien's Team have JIT?"]],
  [
    { command: 'has-jit', name: 'everyone' },
    ['does everyone have JIT', "why doesn't everyone have JIT?", 'why has everyone no JIT'],
  ],
  [
    { command: 'has-jit', name: 'all users' },
    ['do all users have JIT?', 'have all users got JIT', "why don't all users have JIT"],
  ],
  [
    { command: 'has-jit', name: 'all users and all devices' },
    ['do all users and all devices have JIT', "why don't all users and all devices have JIT?"],
  ],
  [{ command: 'why', name: '"all users"' }, ['why doesn\'t "all users" have JIT']],
  [
    { command: 'why', name: 'all users and Sales' },
    ["why don't all users and Sales have JIT", 'why do all users and Sales not have JIT?'],
  ],
  [{ command: 'has-jit', name: 'Sales and Field Ops' }, ['do Sales and Field Ops have JIT']],
  [
    { command: 'why', name: 'Megan' },
    [
      "why doesn't Megan have JIT",
      'why doesn’t Megan have JIT?',
      'why does Megan not have JIT',
      'why has Megan no JIT',
      "why hasn't Megan got JIT",
      'why does Megan have no JIT',
      'why is Megan without JIT',
      'why is JIT not working for Megan',
      "why doesn't JIT work for Megan",
      'why no JIT for Megan?',
      'so why can Megan not use JIT',
      'explain why Megan has no JIT',
      'Megan has no JIT, why?',
      "Megan doesn't have JIT",
      'why does Megan have JIT',
      'why is Megan not covered by JIT',
      "why isn't Megan covered by JIT?",
      'tell me why Megan has no JIT',
      'do you know why Megan has no JIT?',
      "why doesn't Megan have a JIT policy",
      "why doesn't Megan have JIT yet?",
    ],
  ],
  // Names out of words that questions are made of.
  [
    { command: 'has-jit', name: 'Not Ready' },
    [
      'does Not Ready have JIT',
      'does Not Ready not have JIT',
      'is JIT on for Not Ready',
      'JIT for Not Ready',
    ],
  ],
  [
    { command: 'has-jit', name: 'Right now' },
    ['does Right now have JIT', 'is JIT on for Right now', 'does JIT work for Right now'],
  ],
  [{ command: 'has-jit', name: 'Team A' }, ['has Team A JIT', 'does Team A have JIT', 'is Team A on JIT']],
  [
    { command: 'has-jit', name: '"Sales not"' },
    ['does "Sales not" have JIT', 'has "Sales not" got JIT', 'is "Sales not" ready for JIT'],
  ],
  [
    { command: 'has-jit', name: '"In my tenant"' },
    ['does "In my tenant" have JIT', 'is JIT on for "In my tenant"', 'JIT for "In my tenant" right now'],
  ],
  [{ command: 'has-jit', name: '"nobody"' }, ['does "nobody" have JIT']],
  [
    { command: 'has-jit', name: '"you know which"' },
    ['do "you know which" have JIT', 'do you know if "you know which" has JIT'],
  ],
  [
    { command: 'why', name: '"Tell me which"' },
    ['why doesn\'t "Tell me which" have JIT', '"Tell me which" has no JIT'],
  ],
  [
    { command: 'why', name: 'megan@contoso.com' },
    ['why has megan@contoso.com no JIT', 'does megan@contoso.com have JIT?'],
  ],
  [
    { command: 'why', name: 'me' },
    ["why don't I have JIT?", 'do I have JIT', 'does JIT work for me', 'am I on JIT', 'why am I not on JIT?'],
  ],
  [
    { command: 'apps' },
    [
      'which apps use JIT',
      'what apps have JIT?',
      'list the JIT apps',
      'which apps take part in JIT',
      'which apps does JIT cover',
      'tell me which apps use JIT right now',
    ],
  ],
  [
    { command: 'check' },
    [
      'check JIT',
      'check my JIT policies',
      'please verify the JIT configuration',
      "what's wrong with JIT?",
      'is JIT ok?',
      'is our JIT healthy',
      'are there any problems with JIT',
      'JIT health check',
      'whats wrong with JIT',
      'any issues with JIT',
      'anything wrong with JIT?',
      'can you tell me what is wrong with our JIT',
      'is JIT ok in my tenant',
    ],
  ],
  [
    {
      command: 'not-yet',
      what: 'repairing policies',
      instead: 'Say "check JIT": it shows what is wrong, and what to do about each.',
    },
    ['fix JIT', 'repair our JIT policies'],
  ],
  [
    { command: 'readiness' },
    [
      'is my tenant ready for JIT?',
      'can you tell me if my tenant is ready for JIT',
      'is our tenant ready for JIT yet?',
    ],
  ],
];

describe('questions', () => {
  const all = questions.flatMap(([command, sentences]) => sentences.map((said) => ({ said, command })));
  it.each(all)('$said', ({ said, command }) => {
    expect(understand(said)).toEqual(command);
    expect(understand(` ${said} \n`)).toEqual(command);
  });

  it.each([
    'Why not',
    'have a nice day',
    'which apps do you know',
    'check this',
    'is it on for Sales',
    'does it work',
    '"JIT"',
    'Right now',
    'Not Ready',
    'tell me more',
    'show me Sales',
    'do you know Sales',
    'tell me which groups',
    'which policy has no JIT',
    'can you tell me which policy has no JIT',
    'do you know which policies have JIT',
  ])('is none: %s', (said) => {
    expect(understand(said).command).toBe('answer');
  });

  it('takes no time for a long text that nearly is one', () => {
    const begun = performance.now();
    expect(understand(`why doesn't ${'a has no '.repeat(2000)}`).command).toBe('answer');
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

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

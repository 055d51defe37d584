import { describe, expect, it } from 'vitest';
import { renderCard } from '../../src/practice/script/render-card.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { parseCsv } from '../support/parse-csv.ts';

/** The questions, each with what its answer says where everything could be read. */
const questions = {
  status: ['which groups have JIT', 'Groups with JIT registration'],
  group: ['does Sales have JIT?', 'Sales does not have just-in-time registration.'],
  everyone: ['do all users have JIT', 'No policy for just-in-time registration is assigned to All users.'],
  person: ["why doesn't Pradeep Gupta have JIT", 'Pradeep Gupta does not have just-in-time registration.'],
  apps: ['which apps use JIT', '1 app is listed in policies that bring JIT registration'],
  check: ['check JIT', 'What I found about JIT registration'],
  readiness: ['is my tenant ready for JIT', 'Not ready for JIT registration yet'],
  statusFile: ['which groups have JIT as JSON', '"question": "groups"'],
  appsFile: ['which apps use JIT as CSV', '"Kind","Name","Bundle ID"'],
  checkFile: ['check JIT as JSON', '"question": "check"'],
} as const;
type Question = keyof typeof questions;
const everyQuestion = Object.keys(questions) as Question[];
const isFile = (question: Question): boolean => question.endsWith('File');

/** The reason and the next step in an answer; readiness says it in its own words. */
const inAnswers = (what: string, reading: string): string =>
  `${what}: Microsoft Graph refused this for your account: reading ${reading} (your role or its scope does not include it). Ask somebody whose role includes it, or get such a role.`;
const inReadiness = (what: string): string =>
  `I could not check ${what}, because your role does not let you read it.`;

interface Unreadable {
  path?: RegExp;
  query?: RegExp;
  hide?: string;
  /** what each answer says that rests on it; the others stay as they are */
  said: Partial<Record<Question, string>>;
  /** what no answer may say then */
  never?: Partial<Record<Question, RegExp>>;
}

const of = (names: readonly Question[], text: string): Partial<Record<Question, string>> =>
  Object.fromEntries(names.map((name) => [name, text]));
const policyAnswers = everyQuestion.filter((one) => one !== 'readiness');
const targetAnswers = ['status', 'check', 'statusFile', 'checkFile'] as const;
const nothingFound = {
  group: /does not have/,
  everyone: /^No policy/m,
  person: /does not have|Add a group/,
};
const withoutApp = /Authenticator[^.]* not (required|assigned|among)|does not get Microsoft Authenticator/;
const finance = groupIds.finance;
const around = (names: string): string => inAnswers(`The groups around ${names}`, 'groups');
const refusedGroup = inAnswers(`The group ${finance}`, 'groups');

const unreadable: Record<string, Unreadable> = {
  'Settings Catalog policies': {
    path: /configurationPolicies$/,
    said: {
      ...of(policyAnswers, inAnswers('Settings Catalog policies', 'Settings Catalog policies')),
      readiness: inReadiness('whom Settings Catalog policies are for'),
    },
    never: nothingFound,
  },
  'custom profiles': {
    path: /deviceConfigurations$/,
    query: /iosCustomConfiguration/,
    said: of(policyAnswers, inAnswers('Custom profiles', 'custom profiles')),
    never: nothingFound,
  },
  'assignment filters': {
    path: /assignmentFilters$/,
    said: of(policyAnswers, inAnswers('The names of assignment filters', 'assignment filters')),
  },
  apps: {
    path: /mobileApps$/,
    said: {
      ...of(policyAnswers, inAnswers('Apps (their names, and for whom Microsoft Authenticator is)', 'apps')),
      readiness: inReadiness('Microsoft Authenticator'),
    },
    never: Object.fromEntries(everyQuestion.map((one) => [one, withoutApp])),
  },
  'groups around groups': {
    path: /groups\/[^/]+\/transitiveMemberOf/,
    said: {
      ...of(targetAnswers, around('Finance, Interns, Kiosk iPads and 5 more')),
      group: around('Finance, Interns, Kiosk iPads and 6 more'),
      readiness: inReadiness(
        'whether "Interns", "Marketing" get Microsoft Authenticator through other groups',
      ),
    },
    never: {
      group: /does not have/,
      ...Object.fromEntries([...targetAnswers, 'readiness'].map((one) => [one, withoutApp])),
    },
  },
  'groups inside a group': {
    path: /transitiveMembers/,
    said: { group: inAnswers('The groups inside Sales', 'groups') },
  },
  'a group': {
    hide: finance,
    said: {
      ...of(policyAnswers, refusedGroup),
      readiness: inReadiness(`the group ${finance}, which has a policy`),
    },
    never: {
      ...Object.fromEntries(everyQuestion.map((one) => [one, /deleted or not visible|Finance {2}/])),
      person: /does not have|Add a group|deleted/,
    },
  },
  'enrollment type profiles': {
    path: /appleUserInitiatedEnrollmentProfiles$/,
    said: {
      ...of(
        ['person', 'check', 'checkFile'],
        inAnswers('Enrollment type profiles', 'enrollment type profiles'),
      ),
      ...of(
        ['status', 'everyone', 'statusFile'],
        inAnswers('How devices enroll, which decides on the Authenticator app', 'enrollment type profiles'),
      ),
      readiness: inReadiness('the enrollment type profiles'),
    },
    never: { person: /No enrollment type profile/, readiness: /No enrollment type profile/ },
  },
  'enrollment program tokens': {
    path: /depOnboardingSettings$/,
    said: { readiness: inReadiness('the enrollment program tokens') },
    never: { readiness: /no enrollment program token|not in use/i },
  },
  'profiles of an enrollment program token': {
    path: /enrollmentProfiles$/,
    said: { readiness: inReadiness('all enrollment profiles for automated device enrollment') },
    never: { readiness: /no enrollment profile for/i },
  },
  'VPP tokens': {
    path: /vppTokens$/,
    said: {
      ...of(['check', 'checkFile'], inAnswers('Apple VPP tokens', 'Apple VPP tokens')),
      readiness: inReadiness('the Apple VPP tokens'),
    },
    never: { readiness: /There is no Apple VPP token/ },
  },
  'compliance policies': {
    path: /deviceCompliancePolicies$/,
    said: { readiness: inReadiness('the iOS compliance policies') },
    never: { readiness: /no compliance policy/i },
  },
  'the push certificate': {
    path: /applePushNotificationCertificate$/,
    said: { readiness: inReadiness('the Apple MDM push certificate') },
    never: { readiness: /There is no Apple MDM push certificate/ },
  },
  "a person's groups": {
    path: /users\/[^/]+\/transitiveMemberOf/,
    said: {
      person:
        "Microsoft Graph refused this for your account: reading a person's groups (your role or its scope does not include it).",
    },
    never: { person: /does not have/ },
  },
};

/** The answer on the first page of its card, or all of the file, with what could not be read as a card says it. */
async function ask(chat: Conversation, question: Question): Promise<string> {
  const seen = () => chat.client.visible('personal', 'Megan Bowen').filter(({ from }) => from === 'bot');
  const before = seen().length;
  await chat.say(questions[question][0]);
  if (!isFile(question)) {
    const { text = '', cards } = seen().slice(before).at(-1)!;
    return [text, ...cards.flatMap(renderCard)].join('\n');
  }
  await chat.click('Allow');
  await chat.expectText('(file: ');
  const file = chat.teams.files().at(-1)!.bytes.toString();
  return `${file.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')}\n${notReadIn(file)}`;
}

function notReadIn(file: string): string {
  const parts = file.startsWith('{')
    ? (JSON.parse(file) as { notRead: { what: string; why: string; remedy: string }[] }).notRead
    : parseCsv(file.slice(1))
        .filter(([kind]) => kind === 'not-read')
        .map((row) => ({ what: row[1]!, why: row.at(-3)!, remedy: '' }));
  return parts
    .map(({ what, why, remedy }) =>
      `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${why} ${remedy}`.trim(),
    )
    .join('\n');
}

it('each answer names what could not be read, with reason and next step, and concludes nothing from it', async () => {
  // So many questions in a row would meet the ceiling that Intune has.
  const chat = await startConversation({ graph: { limits: { any: Infinity, writes: Infinity } } });
  const { faults, state } = chat.practice.graph!;
  const whole: Partial<Record<Question, string>> = {};
  await chat.say('help');
  for (const question of everyQuestion) {
    whole[question] = await ask(chat, question);
    expect(whole[question]).toContain(questions[question][1]);
    expect(whole[question]).not.toContain('could not be read');
  }
  const wrong: string[] = [];
  for (const [what, { path, query, hide, said, never = {} }] of Object.entries(unreadable)) {
    faults.clear();
    if (path) faults.add({ match: { path, ...(query ? { query } : {}) }, kind: '403', times: 999 });
    for (const group of state.groups) group.hiddenFrom = group.id === hide ? ['megan'] : [];
    for (const question of everyQuestion) {
      const answer = await ask(chat, question);
      const wanted = said[question];
      const note = (mistake: string): void => void wrong.push(`${what}, ${question}: ${mistake}\n${answer}`);
      if (wanted === undefined ? answer !== whole[question] : !answer.includes(wanted))
        note(wanted === undefined ? 'should be as before' : `does not say ${wanted}`);
      if (never[question]?.test(answer)) note(`says ${String(never[question])}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(chat.writes()).toEqual([]);
}, 180_000);

describe('a group that Graph refused to show', () => {
  const megansView = (chat: Conversation, groupId: string): void => {
    chat.practice.graph!.state.groups.find(({ id }) => id === groupId)!.hiddenFrom = ['megan'];
  };

  it('stands as not readable in the card and in the file, and a deleted one beside it does not', async () => {
    const chat = await startConversation();
    const { groups } = chat.practice.graph!.state;
    groups.splice(
      groups.findIndex(({ id }) => id === groupIds.engineering),
      1,
    );
    megansView(chat, finance);
    await chat.say('which groups have JIT');
    const { text } = await chat.expectCard(refusedGroup);
    expect(text).toContain(`a group that I could not read (${finance})  Not readable`);
    expect(text).toMatch(/a deleted or not visible group \([^)]*219\) {2}Incomplete/);
    expect(text).toContain('broken  incomplete  not readable');
    expect(text).not.toContain('219): Microsoft Graph refused');

    await chat.say('which groups have JIT as CSV');
    await chat.click('Allow');
    await chat.expectText('(file: ');
    const rows = parseCsv(chat.teams.files().at(-1)!.bytes.toString().slice(1));
    expect(rows.find((row) => row[2] === finance)?.slice(0, 5)).toEqual([
      ...['group', `a group that I could not read (${finance})`, finance, 'not-readable', 'may'],
    ]);
  });

  it('asked for by id: neither deleted nor unknown, but refused, with what names it', async () => {
    const chat = await startConversation();
    const { groups } = chat.practice.graph!.state;
    groups.find(({ displayName }) => displayName === 'Legal')!.displayName = 'Finance';
    await chat.say('does Finance have JIT?');
    const { text } = await chat.expectCard(['Several groups are called', '[Choose 1]']);
    expect(text.indexOf('id ends with 000216')).toBeLessThan(text.indexOf('id ends with 000217'));
    megansView(chat, finance);
    await chat.click('Choose 1');
    const card = await chat.expectCard(
      `I could not read the group ${finance}, so whether it has just-in-time registration cannot be told for sure.`,
    );
    expect(card.lines[1]).toBe('Ask somebody whose role includes it, or get such a role.');
    expect(card.lines).toContain('Policies  Not readable');
    expect(card.text).toContain('It may be there all the same.');
    expect(card.text).toContain(
      '"iOS - Enterprise SSO (Finance)" brings just-in-time registration: assigned to',
    );
    expect(card.text).toContain(refusedGroup);
    expect(card.text).not.toMatch(/deleted|does not exist|not there/);
  });

  it('brings a policy to the groups in it, whatever it is called', async () => {
    const chat = await startConversation();
    const { groups, policies } = chat.practice.graph!.state;
    const operations = groups.find(({ displayName }) => displayName === 'Operations')!;
    policies
      .find(({ properties }) => /Finance/.test(String(properties['displayName'])))!
      .assignments.push({
        ...{ id: 'by hand', source: 'direct', sourceId: null },
        target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: operations.id },
      });
    megansView(chat, operations.id);
    await chat.say('does Field Ops have JIT?');
    await chat.expectCard([
      'Field Ops has a policy for just-in-time registration',
      `assigned to a group that I could not read (${operations.id}), which Field Ops is in`,
      inAnswers(`The group ${operations.id}`, 'groups'),
    ]);
  });

  it('gets nothing set up: refused to another one as not visible, and to the one who asked in words that are true', async () => {
    const chat = await startConversation({ in: 'group', settings: { APPROVAL: 'second-person' } });
    const sales = chat.practice.graph!.state.groups.find(({ id }) => id === groupIds.sales)!;
    sales.hiddenFrom = ['alex'];
    await chat.say('set up JIT for com.box.BoxNet for Sales');
    await chat.click('Continue');
    await chat.expectCard('[Approve]');
    await chat.click('Approve', { as: 'Alex Wilber' });
    const { text } = await chat.expectCard(['Nothing was written', 'group Sales'], { as: 'Alex Wilber' });
    expect(text).not.toMatch(/changed since|deleted/);
    expect(chat.writes()).toEqual([]);

    const alone = await startConversation();
    await alone.say('set up JIT for com.box.BoxNet for Sales');
    await alone.expectCard('[Approve]');
    megansView(alone, groupIds.sales);
    await alone.click('Approve');
    const refused = await alone.expectCard(
      `I could not read the group ${groupIds.sales}: Microsoft Graph refused this for your account: reading groups`,
    );
    expect(refused.text).not.toContain('is deleted');
    expect(refused.text).not.toContain('[Approve]');
    expect(alone.writes()).toEqual([]);
  });
});

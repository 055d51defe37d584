import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authenticatorIds } from '../../src/practice/tenant/contoso/authenticator.ts';
import { enrolmentIds } from '../../src/practice/tenant/contoso/enrolment.ts';
import { filterIds } from '../../src/practice/tenant/contoso/filters.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { vppTokenIds } from '../../src/practice/tenant/contoso/vpp-tokens.ts';
import { makeBigTenant } from '../support/big-tenant.ts';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { newPolicies } from '../support/tenant-look.ts';

const fault = ({ practice }: Conversation, path: RegExp, kind: '403' | '503', times = 1): void =>
  practice.graph!.faults.add({ match: { path }, kind, times });

/** Contoso with groups enough for several pages. */
function manyGroups(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'jit-bot-')), 'tenant.json');
  writeFileSync(file, JSON.stringify(makeBigTenant({ policies: 45, groups: 120, apps: 40 })));
  return file;
}
/** How often policies were read, in requests. */
const readings = ({ practice }: Conversation): number =>
  practice.graph!.log.filter(({ path }) => /deviceConfigurations(\?|$)/.test(path)).length;
const enrollmentReadings = ({ practice }: Conversation): number =>
  practice.graph!.log.filter(({ path }) => path.includes('appleUserInitiatedEnrollmentProfiles')).length;
/** How many messages in view hold a text. */
const answersOf = ({ client }: Conversation, text: string): number =>
  client.visible('personal', 'Megan Bowen').filter(({ cards }) => JSON.stringify(cards).includes(text))
    .length;
const pageOf = (text: string): string | undefined => /Page (\d+ of \d+)\./.exec(text)?.[1];

describe('in a personal chat', () => {
  it('which groups have JIT: counts on top, the worst first, the remedy beside each, and what others require counts', async () => {
    const chat = await startConversation();
    await chat.say('which groups have JIT');
    const { lines, text } = await chat.expectCard('Groups with JIT registration');
    expect(lines.slice(1, 3).map((line) => line.split(/\s{2,}/))).toEqual([
      ['1', '2', '1'],
      ['broken', 'incomplete', 'in order'],
    ]);
    const rows = lines.flatMap(
      (line) =>
        /^(\S.*?) {2}(Conflicting|Broken|Incomplete|To check|In order)$/.exec(line)?.slice(1, 3) ?? [],
    );
    expect(rows).toEqual([
      ...['Interns', 'Broken', 'Engineering', 'Incomplete', 'Marketing', 'Incomplete', 'Finance', 'In order'],
    ]);
    expect(text).toContain(
      'To do: Assign Microsoft Authenticator as a required app to Interns: the store app "Microsoft Authenticator".',
    );
    expect(text).toContain(
      'To do: Assign Microsoft Authenticator as a required app to Marketing: the store app "Microsoft Authenticator".',
    );
    expect(text).toContain(
      'required for Engineering instead of available: the app of the VPP token "Contoso Munich" with user licences; "iOS - account-driven (Engineering)" brings',
    );
    expect(text).toContain('For shared devices, so not counted: Kiosk iPads - shared device mode.');
    expect(text).toContain('As visible to you.');
    expect(text).not.toContain('Could not be read');

    // The group around Marketing gets the policy's app, and one policy comes to it from above.
    const { groups, apps, policies } = chat.practice.graph!.state;
    const above = groups.find(({ displayName }) => displayName === 'Operations')!;
    above.members.push(groupIds.marketingTeam, groupIds.finance);
    const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: above.id };
    const assigned = { id: `x_${above.id}`, target, source: 'direct' as const, sourceId: null };
    apps
      .find(({ properties }) => /id983156458/.test(String(properties['appStoreUrl'])))!
      .assignments.push({ ...assigned, intent: 'required', settings: null });
    policies
      .find(({ properties }) => properties['displayName'] === 'iOS SSO for interns')!
      .assignments.push(assigned);
    await chat.say('who has JIT?');
    const after = await chat.expectCard('Groups with JIT registration');
    expect(after.text).toMatch(/Finance {2}Conflicting/);
    expect(after.text).toContain('assigned to Operations, which Finance is in');
    expect(after.text).toMatch(/Marketing {2}Conflicting\n[^]*required through a parent group/);
    expect(chat.writes()).toEqual([]);
  });

  it('does a group have JIT: the verdict first, names as in setting up, and which one where several are called so', async () => {
    const chat = await startConversation();
    await chat.say('has Finance got JIT');
    const { lines } = await chat.expectCard('Finance has just-in-time registration.');
    expect(lines[0]).toBe('Finance has just-in-time registration.');
    expect(lines).toContain('Microsoft Authenticator  Required');

    await chat.say('does the Interns group have JIT?');
    await chat.expectCard([
      'Interns has a policy for just-in-time registration that does not work.',
      'no blanks',
    ]);

    await chat.say('is JIT on for Sales?');
    await chat.expectCard([
      'Sales does not have just-in-time registration.',
      'Set up just-in-time registration for Sales',
    ]);

    await chat.say('does R&D "Skunkworks" [iOS] have JIT?');
    await chat.expectCard('R&D "Skunkworks" [iOS] does not have just-in-time registration.');

    await chat.say('do Finance and Field Ops have JIT?');
    await chat.expectCard('Finance has just-in-time registration.');
    await chat.expectCard('Field Ops does not have just-in-time registration.');

    await chat.say('does Marketing have JIT?');
    await chat.expectCard([
      'Several groups are called \u201CMarketing\u201D',
      'security group',
      '[Choose 1]',
      '[Choose 2]',
    ]);
    await chat.click('Choose 1');
    await chat.expectCard(
      'Marketing has a policy for just-in-time registration, but does not get Microsoft Authenticator',
    );

    await chat.say('does Sales EM have JIT?');
    await chat.expectCard(['No group is called exactly \u201CSales EM\u201D', 'Sales EMEA', '[Choose 1]']);

    await chat.say('does "" have JIT');
    await chat.expectText('Say which group or person you mean');

    await chat.say('do Finance, Sales, Legal, Interns, Contractors, Engineering have JIT');
    await chat.expectText('I answered for the first 5 only.');

    await chat.say("why don't the Interns have JIT");
    await chat.expectCard('Interns has a policy for just-in-time registration that does not work.');

    await chat.say('does Zebra have JIT');
    await chat.expectText(
      'Nobody called \u201CZebra\u201D is visible to you, and no group. Check how it is written; the beginning of the name is enough.',
    );
    expect(chat.writes()).toEqual([]);
  });

  it('all users and all devices: about themselves, and beside groups from one and the same reading', async () => {
    const chat = await startConversation();
    const { policies, groups } = chat.practice.graph!.state;
    for (const [asked, name] of [
      ['do all users have JIT', 'All users'],
      ['does everyone have JIT?', 'All users'],
      ['do all devices have JIT', 'All devices'],
    ] as const) {
      await chat.say(asked);
      const { text } = await chat.expectCard(
        `No policy for just-in-time registration is assigned to ${name}.`,
      );
      expect(text).toContain(`Microsoft Authenticator is not assigned to ${name}`);
      const said = `Set up just-in-time registration for ${name.toLowerCase()}, if they should have it.`;
      expect(text).toContain(said);
      expect(text).not.toContain('Finance');
    }

    const once = readings(chat) / 3;
    const answered = async (asked: string, parts: string[]): Promise<void> => {
      const before = [readings(chat), enrollmentReadings(chat)];
      await chat.say(asked);
      for (const part of parts) await chat.expectCard(part);
      await chat.settled();
      expect([readings(chat), enrollmentReadings(chat)], asked).toEqual([before[0]! + once, before[1]! + 1]);
    };
    const none = (name: string): string => `No policy for just-in-time registration is assigned to ${name}.`;
    await answered('do all users, Finance and Field Ops have JIT', [
      none('All users'),
      'Finance has just-in-time registration.',
      'Field Ops does not have just-in-time registration.',
    ]);
    await answered('do all users and all devices have JIT', [none('All users'), none('All devices')]);
    await answered('does Finance, everyone and all devices have JIT?', [
      ...[none('All users'), none('All devices')],
      'Finance has just-in-time registration.',
    ]);
    await answered("why don't all users have JIT", [none('All users')]);
    await answered("why doesn't everyone have JIT?", [none('All users')]);
    await answered("why don't all devices and Finance have JIT", [
      none('All devices'),
      'Finance has just-in-time registration.',
    ]);

    groups.find(({ displayName }) => displayName === 'Operations')!.displayName = 'All Users';
    await chat.say('does "all users" have JIT');
    await chat.expectCard('All Users does not have just-in-time registration.');

    const policy = policies.find(({ properties }) => /Finance/.test(String(properties['displayName'])))!;
    policy.assignments = [
      { id: 'x1', target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } },
      {
        ...{ id: 'x2' },
        target: {
          '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
          groupId: groupIds.interns,
        },
      },
    ].map((one) => ({ ...one, source: 'direct', sourceId: null }));
    await chat.say('do all users and Finance have JIT');
    await chat.expectCard([
      'All users have a policy for just-in-time registration, but do not get Microsoft Authenticator',
      'excludes Interns, so not all get it.',
    ]);
    await chat.expectCard('Finance');
    fault(chat, /configurationPolicies/, '403', 9);
    policy.assignments = [];
    await chat.say('do all users have JIT');
    await chat.expectCard(['could not read everything', 'Settings Catalog policies']);
    expect(chat.writes()).toEqual([]);
  });

  it('why a person has none: every policy, Authenticator, how devices enroll; several people are asked about', async () => {
    const chat = await startConversation();
    await chat.say("why doesn't Lynne Robbins have JIT");
    const lynne = await chat.expectCard(
      'Lynne Robbins has a policy for just-in-time registration that does not work.',
    );
    for (const part of [
      'assigned to Interns, which Lynne Robbins is in',
      'Microsoft Authenticator is required for Kiosk iPads, a group of devices; whether a device of Lynne Robbins is in it',
      'The enrollment type profile "iOS - web based" applies (priority 1): web-based device enrollment.',
      '"iOS - Enterprise SSO (Finance)" brings just-in-time registration; it is assigned to Finance, not to Lynne Robbins.',
    ])
      expect(lynne.text).toContain(part);

    const profiles = chat.practice.graph!.state.enrolmentTypeProfiles;
    const web = profiles.find(({ id }) => id === enrolmentIds.webBased)!;
    const [assigned] = web.assignments;
    web.assignments = [
      {
        ...assigned!,
        target: {
          ...assigned!.target,
          deviceAndAppManagementAssignmentFilterId: filterIds.corporate,
          deviceAndAppManagementAssignmentFilterType: 'exclude',
        },
      },
    ];
    await chat.say("why doesn't Lynne Robbins have JIT");
    await chat.expectCard([
      'How the devices enroll  Not sure',
      '"iOS - web based" may apply (priority 1): web-based device enrollment; its filter decides on the device: only devices that do not match the filter Corporate iOS devices (exclude mode).',
      'Otherwise no enrollment type profile reaches Lynne Robbins.',
    ]);
    web.assignments = [assigned!];

    await chat.say('why has NestorW@contoso.com no JIT?');
    await chat.expectCard([
      'Nestor Wilke has just-in-time registration.',
      'assigned to Finance, which Nestor Wilke is in',
    ]);

    await chat.say('does Pradeep have JIT?');
    await chat.expectCard([
      'Pradeep Gupta does not have just-in-time registration.',
      'To do: Add a group that Pradeep Gupta is in',
    ]);

    await chat.say("why don't I have JIT?");
    await chat.expectCard('Megan Bowen does not have just-in-time registration.');

    // A group is as good as a person.
    await chat.say("why doesn't Sales have JIT");
    await chat.expectCard('Sales does not have just-in-time registration.');

    const { people } = chat.practice.graph!.state;
    people.find(({ displayName }) => displayName === 'Lee Gu')!.displayName = 'Lynne Robbins';
    await chat.say("why doesn't Lynne Robbins have JIT");
    await chat.expectCard(['is the name of 2', 'LynneR@contoso.com', 'LeeG@contoso.com', '[Choose 2]']);
    await chat.click('Choose 1');
    await chat.expectCard('Lynne Robbins');
    await chat.expectCard('How the devices enroll');

    const before = readings(chat);
    await chat.say("why doesn't Nestor Wilke have JIT");
    await chat.expectCard('Nestor Wilke has just-in-time registration.');
    const once = readings(chat) - before;
    for (const asked of [
      "why don't Nestor Wilke and Alex Wilber have JIT",
      'why do NestorW@contoso.com, Alex Wilber not have JIT?',
      'do Nestor Wilke and Alex Wilber have JIT',
    ]) {
      const already = readings(chat);
      await chat.say(asked);
      await chat.expectCard('Nestor Wilke has just-in-time registration.');
      await chat.expectCard(/^Alex Wilber /m);
      await chat.settled();
      expect(readings(chat) - already, asked).toBe(once);
    }

    await chat.say("why don't Quentin, I and Finance, Finance have JIT");
    await chat.expectCard('Megan Bowen does not have just-in-time registration.');
    await chat.expectCard('Finance has just-in-time registration.');
    await chat.expectText(
      'Nobody called \u201CQuentin\u201D is visible to you, and no group. Check how it is written; the beginning of the name is enough.',
    );
    await chat.settled();
    expect(answersOf(chat, 'Finance has just-in-time')).toBe(1);

    // One name as a whole, and also several: nothing is guessed.
    people.find(({ displayName }) => displayName === 'Isaiah Langer')!.displayName = 'Langer, Isaiah';
    await chat.say("why doesn't Langer, Isaiah have JIT");
    await chat.expectCard(/^Langer, Isaiah does not have just-in-time registration/m);
    const { groups } = chat.practice.graph!.state;
    groups.find(({ displayName }) => displayName === 'Operations')!.displayName = 'Finance and Legal';
    await chat.say("why don't Finance and Legal have JIT");
    await chat.expectCard(['is one name, and also 2 others.', '[Choose 3]']);

    await chat.say("why don't Sales, Legal, Interns, Contractors, Engineering, Finance have JIT");
    await chat.expectText('I answered for the first 5 only.');

    await chat.say("why doesn't Quentin have JIT");
    await chat.expectText(
      'Nobody called \u201CQuentin\u201D is visible to you, and no group. Check how it is written; the beginning of the name is enough.',
    );
    expect(chat.writes()).toEqual([]);
  });

  it('names with a comma in them: the whole first, and which one where its parts are names too', async () => {
    const chat = await startConversation();
    const { groups, people } = chat.practice.graph!.state;
    const rename = (name: string, to: string): void => {
      groups.find(({ displayName }) => displayName === name)!.displayName = to;
    };
    const { id } = groups.find(({ displayName }) => displayName === 'Operations')!;
    rename('Operations', 'Sales, EMEA');
    await chat.say('does Sales, EMEA have JIT?');
    await chat.expectCard('Sales, EMEA does not have just-in-time registration.');
    await chat.say("why doesn't Sales, EMEA have JIT");
    await chat.expectCard('Sales, EMEA does not have just-in-time registration.');
    await chat.settled();
    expect(answersOf(chat, 'Sales does not have')).toBe(0);

    rename('Legal', 'EMEA');
    await chat.say('does Sales, EMEA have JIT?');
    await chat.expectCard(['\u201CSales, EMEA\u201D is one group, and also 2 others.', '[Choose 3]']);
    await chat.click('Choose 1');
    await chat.expectCard('Sales, EMEA does not have just-in-time registration.');
    await chat.say("why doesn't Sales, EMEA have JIT?");
    await chat.expectCard(['\u201CSales, EMEA\u201D is one name, and also 2 others.', '[Choose 3]']);
    await chat.say('does "Sales, EMEA" have JIT?');
    await chat.expectCard('Sales, EMEA does not have just-in-time registration.');
    await chat.say('do "Sales", EMEA have JIT?');
    await chat.expectCard('Sales does not have just-in-time registration.');
    await chat.expectCard('EMEA does not have just-in-time registration.');

    await chat.say('set up JIT for com.box.BoxNet for Sales, EMEA');
    await chat.expectCard([
      '\u201CSales, EMEA\u201D is one group, and also 2 others.',
      'Separate groups: Sales + EMEA',
    ]);
    await chat.click('Next', { set: { 'Group for Sales, EMEA': id } });
    await chat.expectCard('[Approve]');
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice)[0]?.assignments.map(({ target }) => target['groupId'])).toEqual([id]);

    rename('Contractors', "Megan's team");
    for (const asked of ['does bowen, megan have JIT', "why doesn't bowen, megan have JIT"]) {
      await chat.say(asked);
      await chat.expectCard('Megan Bowen does not have just-in-time registration.');
    }
    people.find(({ displayName }) => displayName === 'Isaiah Langer')!.displayName = 'Interns, Isaiah';
    await chat.say('does Interns, Isaiah have JIT');
    await chat.expectCard('Interns, Isaiah does not have just-in-time registration');
    await chat.settled();
    expect(answersOf(chat, "Megan's team")).toBe(0);
    expect(answersOf(chat, 'Interns has a policy')).toBe(0);
  });

  it('which apps use JIT, what is wrong with it, and what it cannot do yet', async () => {
    const chat = await startConversation();
    await chat.say('which apps use JIT');
    const { text } = await chat.expectCard('Apps that use JIT registration');
    expect(text).toMatch(/Workday {2}In use\ncom\.workday\.workdayapp\n.*assigned to Finance/);
    expect(text).toMatch(/\(catalog\) {2}By rule\nEvery app that Intune manages on the device takes part/);
    expect(text).toMatch(/Policies that count\n.*Finance[^]*Policies that do not count\n/);
    expect(text).toMatch(/Facilities \(catalog\)" means just-in-time registration but is broken/);

    await chat.say('check JIT');
    const { text: found } = await chat.expectCard('What I found about JIT registration');
    expect(found).toMatch(/iOS SSO for interns {2}1 to mend\n.*blank.*\nTo do: Remove the blank/);
    expect(found).toContain(
      'To do: Assign Microsoft Authenticator as a required app to Interns: the store app "Microsoft Authenticator".',
    );
    expect(found).toMatch(/Nothing to say about iOS - Enterprise SSO \(Finance\)/);

    // The app that Kiosk iPads have is bought: its token ends, and its licences run out.
    const { apps, vppTokens } = chat.practice.graph!.state;
    const bought = apps.find(({ id }) => id === authenticatorIds.vpp)!;
    bought.properties['usedLicenseCount'] = bought.properties['totalLicenseCount'];
    vppTokens.find(({ id }) => id === vppTokenIds.munich)!.properties['state'] = 'expired';
    await chat.say('check JIT');
    await chat.expectCard([
      'All 100 licences of Microsoft Authenticator from the VPP token "Contoso Munich" are in use',
      'The Apple VPP token "Contoso Munich" has expired, so Microsoft Authenticator cannot be installed',
      'To do: Renew it with the Apple Account that it was made with.',
    ]);

    await chat.say('fix JIT');
    await chat.expectText('repairing policies is not in this version yet. Say "check JIT"');
    expect(chat.writes()).toEqual([]);
  });
});

describe('what could not be read', () => {
  it('is named on each answer, and nothing is called missing for it', async () => {
    const chat = await startConversation();
    fault(chat, /configurationPolicies$/, '403');
    await chat.say('which groups have JIT');
    const status = await chat.expectCard(['Could not be read', 'Settings Catalog policies']);
    expect(status.text).not.toMatch(/^Marketing/m);

    fault(chat, /configurationPolicies$/, '403');
    await chat.say('does Sales have JIT?');
    await chat.expectCard([
      'I found no just-in-time registration for Sales, but could not read everything',
      'Settings Catalog policies',
    ]);

    fault(chat, new RegExp(`groups/${groupIds.finance}/transitiveMemberOf`), '403');
    await chat.say('which groups have JIT');
    await chat.expectCard(['Could not be read', 'The groups around Finance']);

    fault(chat, /assignmentFilters$/, '403');
    await chat.say('check JIT');
    await chat.expectCard('The names of assignment filters');

    fault(chat, /appleUserInitiatedEnrollmentProfiles$/, '403');
    await chat.say("why doesn't Nestor Wilke have JIT");
    await chat.expectCard([
      'Nestor Wilke has just-in-time registration.',
      'Enrollment type profiles: Microsoft Graph refused',
    ]);

    // What an answer cannot do without ends it with a sentence.
    fault(chat, /transitiveMemberOf\/microsoft\.graph\.group$/, '403');
    await chat.say("why doesn't Nestor Wilke have JIT");
    await chat.expectText("reading a person's groups");
  });

  it('a missing permission for enrollment is named, and the answer goes on (Alex Wilber)', async () => {
    const chat = await startConversation({ as: 'Alex Wilber' });
    await chat.say("why doesn't Megan Bowen have JIT");
    const { text } = await chat.expectCard('Megan Bowen does not have just-in-time registration.');
    expect(text).toContain(
      'Enrollment type profiles: You have not let me use the permission DeviceManagementServiceConfig.Read.All.',
    );
    expect(text).toMatch(/How the devices enroll {2}Not known/);

    // Which app object suits is not guessed.
    await chat.say('which groups have JIT');
    const status = await chat.expectCard('Groups with JIT registration');
    expect(status.text).toContain(
      'required app to Marketing. Which app object suits, store or VPP, I cannot say, because how the devices enroll could not be read.',
    );
    expect(status.text).toContain(
      'How devices enroll, which decides on the Authenticator app: You have not let me use the permission DeviceManagementServiceConfig.Read.All.',
    );
    expect(status.text).not.toMatch(/the (app of|store app)/);
  });

  it('people are looked up only after consent, which is asked for when it is needed (Diego Siciliani)', async () => {
    const chat = await startConversation({ as: 'Diego Siciliani' });
    const consented = () =>
      chat.practice
        .graph!.state.people.find(({ id }) => id === 'diego')!
        .consentedScopes.includes('User.ReadBasic.All');
    await chat.say('which groups have JIT');
    await chat.expectCard('Groups with JIT registration');
    await chat.say('does Sales EM have JIT?');
    await chat.expectCard(['Sales EMEA', "say: why doesn't Sales EM have JIT"]);
    expect(consented()).toBe(false);
    await chat.say('does Lynne Robbins have JIT?');
    await chat.click('Sign in');
    await chat.expectCard('Lynne Robbins has a policy for just-in-time registration that does not work.');
    expect(consented()).toBe(true);
  });

  it('the whole of a name with a comma outlives the consent', async () => {
    const chat = await startConversation({ as: 'Diego Siciliani' });
    const { people } = chat.practice.graph!.state;
    people.find(({ displayName }) => displayName === 'Lynne Robbins')!.displayName = 'Robbins, Lynne';
    people.find(({ displayName }) => displayName === 'Lee Gu')!.displayName = 'Robbins, Lynne (Guest)';
    await chat.say('does robbins, lynne have JIT?');
    await chat.click('Sign in');
    await chat.expectCard('Robbins, Lynne has a policy for just-in-time registration that does not work.');
  });

  it('of several people nobody is forgotten over the consent', async () => {
    const chat = await startConversation({ as: 'Diego Siciliani' });
    await chat.say("why don't all users have JIT");
    await chat.expectCard('assigned to All users.');
    await chat.say('do Finance, Lynne Robbins, Nestor Wilke have JIT?');
    await chat.expectCard('Finance has just-in-time registration.');
    await chat.expectText('[Sign in');
    await chat.click('Sign in');
    await chat.expectCard('Lynne Robbins has a policy for just-in-time registration that does not work.');
    await chat.expectCard('Nestor Wilke has just-in-time registration.');
  });

  it('somebody without rights on apps gets every answer, and what could not be read is never called missing (Adele Vance)', async () => {
    const chat = await startConversation({ as: 'Adele Vance' });
    const gap =
      /Could not be read[^]*Apps \(their names, and for whom Microsoft Authenticator is\)[^]*reading apps \(your role/;
    const missing = /Authenticator[^.]* not (required|assigned|among)|does not get Microsoft Authenticator/;
    const answered = async (question: string, parts: string[]): Promise<string> => {
      await chat.say(question);
      const { text } = await chat.expectCard(parts);
      expect(text).not.toMatch(missing);
      return text;
    };
    const status = await answered('which groups have JIT', ['Groups with JIT registration']);
    expect(status).toMatch(/Marketing {2}To check\n/);
    expect(status).toMatch(/Interns {2}Broken\n/);
    expect(status).not.toMatch(/ {2}(Incomplete|In order)\n/);
    expect(status).toMatch(gap);
    const finance = await answered('does Finance have JIT', [
      'Finance has a policy for just-in-time registration; whether Microsoft Authenticator, which it needs, comes too I could not check.',
      'Microsoft Authenticator  Not known',
    ]);
    expect(finance).toMatch(gap);
    expect(await answered('which apps use JIT', ['Apps that use JIT registration'])).toMatch(gap);
    expect(await answered('check JIT', ['What I found about JIT registration'])).toMatch(gap);
    await answered('is my tenant ready for JIT', [
      'I could not check Microsoft Teams, because your role does not let you read it.',
      'I could not check Microsoft Authenticator, because your role does not let you read it.',
    ]);
    expect(chat.writes()).toEqual([]);
  });
});

describe('which one is meant, in a group', () => {
  it('only the one who asked chooses; others are told so in private, and may ask themselves', async () => {
    const chat = await startConversation({ in: 'group' });
    const alex = { as: 'Alex Wilber' };
    await chat.say('does Marketing have JIT?');
    await chat.click('Continue');
    const asked = await chat.expectCard([
      'Several groups are called',
      'Only Megan Bowen, who asked, can choose here.',
      '[Choose 2]',
    ]);
    const onCard = (): string =>
      JSON.stringify(
        chat.client.visible('group', 'Megan Bowen').find(({ messageId }) => messageId === asked.messageId)
          ?.cards,
      );
    const before = onCard();
    for (const _ of ['once', 'twice']) {
      await chat.click('Choose 1', alex);
      await chat.expectText(
        'Only the person who asked for it can do this. Ask me the same yourself, and I answer with your own rights.',
        alex,
      );
    }
    await chat.settled();
    expect(onCard()).toBe(before);
    const seen = JSON.stringify(chat.client.visible('group', 'Megan Bowen'));
    expect(seen).not.toContain('Only the person who asked for it');

    await chat.restart();
    await chat.click('Choose 1');
    const answer = await chat.expectCard(['Marketing has a policy', 'As visible to Megan Bowen.']);
    expect(answer.messageId).toBe(asked.messageId);
  });
});

describe('pages', () => {
  it('are turned in place, after a restart too, by whoever presses, with the rights of that person', async () => {
    const chat = await startConversation({ tenantFile: manyGroups(), in: 'group' });
    await chat.say('which groups have JIT');
    await chat.click('Continue');
    const first = await chat.expectCard(['Groups with JIT registration', '[Next]']);
    expect(pageOf(first.text)).toMatch(/^1 of \d+$/);
    expect(first.text).not.toContain('[Previous]');
    expect(first.text).toContain('As visible to Megan Bowen.');

    await chat.restart();
    await chat.click('Next');
    const second = await chat.expectCard(['Groups with JIT registration', '[Previous] [Next]']);
    expect(second.messageId).toBe(first.messageId);
    expect(pageOf(second.text)).toBe(pageOf(first.text)?.replace('1', '2'));
    expect(second.lines.slice(0, 3)).toEqual(first.lines.slice(0, 3));

    await chat.click('Previous', { as: 'Alex Wilber' });
    const third = await chat.expectCard('As visible to Alex Wilber.');
    expect(third.messageId).toBe(first.messageId);
    expect(pageOf(third.text)).toBe(pageOf(first.text));

    // Lee Gu may not read Intune: the card stays as it is for all.
    await chat.click('Next', { as: 'Lee Gu' });
    await chat.expectText('Lee Gu: Microsoft Graph refused this for your account', { as: 'Lee Gu' });
    const card = chat.client
      .visible('group', 'Megan Bowen')
      .find(({ messageId }) => messageId === first.messageId);
    expect(JSON.stringify(card?.cards)).toContain('As visible to Alex Wilber.');

    await chat.say('does Finance have JIT?', { in: 'channel' });
    await chat.expectCard(['Finance has just-in-time registration.', 'As visible to Megan Bowen.'], {
      in: 'channel',
    });

    await chat.say("why doesn't Megan Bowen have JIT");
    const why = await chat.expectCard(['Megan Bowen does not have', '[Next]']);
    await chat.click('Next');
    const rest = await chat.expectCard(['Megan Bowen does not have', '[Previous]']);
    expect(rest.messageId).toBe(why.messageId);
    expect(chat.writes()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { EnrollmentSnapshot } from '../../src/jit/enrollment-snapshot.ts';
import { pickAuthenticator } from '../../src/jit/pick-authenticator.ts';
import { readiness } from '../../src/jit/readiness.ts';
import { enrolmentIds } from '../../src/practice/tenant/contoso/enrolment.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { vppTokenIds } from '../../src/practice/tenant/contoso/vpp-tokens.ts';
import { scopesFor, type Need } from '../../src/sign-in/person.ts';
import { inPractice, type InPractice } from './support/practice-tenant.ts';

const everything = scopesFor('conditional-access');
const itemsOf = async ({ as }: InPractice, personId: string, need: Need) => {
  const tenant = as(personId, scopesFor(need));
  const [snapshot, enrollment] = await Promise.all([
    tenant.readSnapshot({ aboutGroups: [] }),
    tenant.readEnrollment({ conditionalAccess: true }),
  ]);
  return readiness({ snapshot, enrollment, now: new Date(), adminCenter: 'https://intune.microsoft.com' });
};

describe('readiness against the practice Graph', () => {
  it('reads every part, also in small pages', async () => {
    const whole = await (
      await inPractice()
    )
      .as('megan', everything)
      .readEnrollment({ conditionalAccess: true });
    expect(JSON.stringify(whole)).not.toContain('"read":false');
    expect(whole.typeProfiles).toMatchObject({
      value: expect.arrayContaining([
        expect.objectContaining({
          id: enrolmentIds.accountDriven,
          defaultEnrollmentType: 'accountDrivenUserEnrollment',
        }),
      ]) as unknown,
    });
    const profiles = whole.adeTokens.read ? whole.adeTokens.value.map((token) => token.profiles) : [];
    expect(profiles).toMatchObject([{ read: true, value: { length: 3 } }]);
    expect(whole.compliance).toMatchObject({ value: { length: 1 } });
    const paged = await inPractice({ pageSize: 1 });
    const pieces = await paged.as('megan', everything).readEnrollment({ conditionalAccess: true });
    expect(namesIn(pieces)).toEqual(namesIn(whole));
    expect(paged.recorded.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('says of Contoso what is good and what is not', async () => {
    const items = await itemsOf(await inPractice(), 'megan', 'conditional-access');
    expect(Object.fromEntries(items.map(({ topic, state }) => [topic, state]))).toMatchObject({
      'apns-certificate': 'attention',
      'enrollment-type': 'good',
      'ade-token': 'good',
      'ade-profile': 'attention',
      'vpp-token': 'attention',
      compliance: 'good',
      'conditional-access': 'good',
    });
    const reasons = items.map(({ reason }) => reason).join('\n');
    expect(reasons).toMatch(/push certificate expires in 2[34] days/);
    expect(reasons).toContain(
      '"iOS - account-driven (Engineering)" (account-driven User Enrollment) applies first, to one group; then ',
    );
    expect(reasons).toContain('which is blocked for people who also have the account-driven profile');
    expect(reasons).toContain('"Contoso Seattle" has expired');
  });

  it('names the scope that is missing, and checks what can be checked without it', async () => {
    const items = await itemsOf(await inPractice(), 'megan', 'read');
    const missing = items.flatMap(({ topic, missing: right }) =>
      right ? [[topic, right.kind, right.scope]] : [],
    );
    const service = 'DeviceManagementServiceConfig.Read.All';
    expect(missing).toEqual([
      ['enrollment-type', 'scope', expect.stringContaining(service)],
      ['ade-token', 'scope', expect.stringContaining(service)],
      ['ade-profile', 'scope', expect.stringContaining(service)],
      ['conditional-access', 'scope', 'Policy.Read.All'],
    ]);
    expect(items.filter(({ state }) => state === 'could-not-check')).toHaveLength(missing.length);
  });

  it('names the role, where that is what is missing', async () => {
    const house = await inPractice();
    house.graph.state.people.find(({ id }) => id === 'diego')!.intuneRole = 'application-manager';
    const items = await itemsOf(house, 'diego', 'conditional-access');
    const missing = items.flatMap(({ topic, missing: right }) => (right ? [[topic, right.kind]] : []));
    expect(missing).toEqual([
      ['apns-certificate', 'role'],
      ['enrollment-type', 'role'],
      ['ade-token', 'role'],
      ['ade-profile', 'role'],
      ['compliance', 'role'],
      ['conditional-access', 'role'],
    ]);
  });

  it('tells a tenant without a push certificate', async () => {
    const house = await inPractice();
    delete house.graph.state.pushCertificate;
    const [first] = await itemsOf(house, 'megan', 'readiness');
    expect(first).toMatchObject({ topic: 'apns-certificate', state: 'bad' });
  });

  it('takes the first day of time for a date that was never set', async () => {
    const house = await inPractice();
    const { enrolmentTokens, vppTokens, pushCertificate } = house.graph.state;
    delete enrolmentTokens[0]?.properties['lastSuccessfulSyncDateTime'];
    delete pushCertificate?.properties['expirationDateTime'];
    for (const token of vppTokens) delete token.properties['expirationDateTime'];
    const items = await itemsOf(house, 'megan', 'readiness');
    const of = (wanted: string) => items.find(({ topic }) => topic === wanted);
    expect(of('ade-token')).toMatchObject({
      state: 'attention',
      reason: expect.stringMatching(/ never synced and expires in /) as string,
    });
    expect(of('apns-certificate')).toMatchObject({
      state: 'attention',
      reason: 'The Apple MDM push certificate has no end date that I can read.',
    });
    expect(of('vpp-token')?.details.join()).toContain('"Contoso Munich" has no end date that I can read.');
    expect(JSON.stringify(items)).not.toContain('0001');
  });

  it('takes the Authenticator of the token that works for people with account-driven enrollment', async () => {
    const tenant = (await inPractice()).as('megan', everything);
    const [snapshot, enrollment] = await Promise.all([
      tenant.readSnapshot({ aboutGroups: [groupIds.engineering] }),
      tenant.readEnrollment(),
    ]);
    const target = { kind: 'group', groupId: groupIds.engineering } as const;
    const { choice, licences, findings } = pickAuthenticator([target], { ...snapshot, enrollment }, {});
    expect(choice).toMatchObject({ choice: 'use', kind: 'vpp', app: { vppTokenId: vppTokenIds.munich } });
    expect(Object.values(licences)).toEqual(['user']);
    expect(findings.map(({ code }) => code)).toContain('authenticator-user-licence');
  });
});

describe('people in the practice Graph', () => {
  const people = async () => (await inPractice()).as('megan', scopesFor('people'));

  it.each([
    ['Adele Vance', 1],
    ['adele vance', 1],
    ['AdeleV@contoso.com', 1],
    ['Adele', 0],
  ])('finds %s', async (name, exact) => {
    expect(await (await people()).findPeople(name)).toMatchObject({
      people: [{ displayName: 'Adele Vance' }],
      exact,
    });
  });

  it('bears any text', async () => {
    const tenant = await people();
    for (const name of [
      `O'Brien & "Co" \\ [x]`,
      '***',
      '"',
      '\\',
      "'",
      '&$top=1',
      '#',
      '%',
      'a\nb',
      "a' or 1 eq 1",
    ]) {
      expect(await tenant.findPeople(name)).toEqual({ people: [], exact: 0 });
    }
  });

  it('reads a person and all groups around, also in small pages', async () => {
    const tenant = await people();
    const { people: found } = await tenant.findPeople('Miriam Graham');
    const id = found[0]!.id;
    expect(await tenant.readPerson(id)).toEqual(found[0]);
    const groups = await tenant.readMemberships(id);
    expect(groups).toEqual(expect.arrayContaining([groupIds.salesManagers, groupIds.sales]));
    const paged = (await inPractice({ pageSize: 1 })).as('megan', scopesFor('people'));
    expect(await paged.readMemberships(id)).toEqual(groups);
  });

  it('needs the scope for others', async () => {
    const tenant = (await inPractice()).as('megan', scopesFor('read'));
    await expect(tenant.findPeople('Adele Vance')).rejects.toMatchObject({
      code: 'graph-forbidden',
      facts: { missing: 'scope', scopes: 'User.ReadBasic.All' },
    });
  });

  it('knows nobody by an id that is nobody', async () => {
    expect(await (await people()).readPerson('00000000-0000-4000-8000-000000000999')).toBeUndefined();
  });
});

/** What was read in each part, by id. */
const namesIn = (enrollment: EnrollmentSnapshot): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(enrollment).map(([part, { value }]: [string, { value?: unknown }]) => [
      part,
      Array.isArray(value) ? value.map(({ id }: { id: string }) => id) : value !== null,
    ]),
  );

import { consentableScopes } from '../../entra/scopes.ts';
import type { TenantFile } from '../tenant-file.ts';

type Person = TenantFile['people'][number];

const allBut = (...scopes: string[]): string[] =>
  consentableScopes.filter((scope) => !scopes.includes(scope));
const chatting = (
  id: string,
  n: number,
  displayName: string,
  role: Person['intuneRole'],
  more: Partial<Person> = {},
): Person => ({ ...member(id, n, displayName, role), chats: true, ...more });

function member(
  id: string,
  n: number,
  displayName: string,
  intuneRole: Person['intuneRole'] = 'none',
): Person {
  const [first = '', last = ''] = displayName.split(' ');
  return {
    id,
    objectId: `6f2b0c1e-7d34-4b8a-9e51-0000000001${String(n).padStart(2, '0')}`,
    displayName,
    userPrincipalName: `${first}${last.charAt(0)}@contoso.com`,
    intuneRole,
    consentedScopes: allBut('Policy.Read.All'),
    mayGrantConsent: false,
  };
}

/**
 * Six people who chat, and some who are only members of groups. Nobody has consented to reading Conditional Access, and only
 * Megan Bowen can; Alex Wilber cannot read enrolment, and Diego Siciliani can let the bot look up people himself.
 */
export const people: Person[] = [
  chatting('megan', 1, 'Megan Bowen', 'intune-administrator', { mayGrantConsent: true }),
  chatting('alex', 2, 'Alex Wilber', 'intune-administrator', {
    consentedScopes: allBut('DeviceManagementServiceConfig.Read.All', 'Policy.Read.All'),
  }),
  chatting('adele', 3, 'Adele Vance', 'policy-manager'),
  chatting('nestor', 4, 'Nestor Wilke', 'application-manager'),
  chatting('diego', 5, 'Diego Siciliani', 'read-only', {
    consentedScopes: allBut('User.ReadBasic.All', 'Policy.Read.All'),
  }),
  chatting('lee', 6, 'Lee Gu', 'none'),
  member('grady', 7, 'Grady Archie', 'help-desk'),
  member('isaiah', 8, 'Isaiah Langer'),
  member('joni', 9, 'Joni Sherman'),
  member('pradeep', 10, 'Pradeep Gupta'),
  member('miriam', 11, 'Miriam Graham'),
  member('patti', 12, 'Patti Fernandez'),
  member('lynne', 13, 'Lynne Robbins'),
  member('henrietta', 14, 'Henrietta Mueller'),
  member('johanna', 15, 'Johanna Lorenz'),
];

import type { TenantFile } from '../tenant-file.ts';

type Person = TenantFile['people'][number];

const chatting = (
  id: string,
  n: number,
  displayName: string,
  role: Person['intuneRole'],
  grants = false,
): Person => ({
  ...member(id, n, displayName, role),
  chats: true,
  mayGrantConsent: grants,
});

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
    mayGrantConsent: false,
  };
}

/** Six people who chat, and some who are only members of groups. */
export const people: Person[] = [
  chatting('megan', 1, 'Megan Bowen', 'intune-administrator', true),
  chatting('alex', 2, 'Alex Wilber', 'intune-administrator', true),
  chatting('adele', 3, 'Adele Vance', 'policy-manager'),
  chatting('nestor', 4, 'Nestor Wilke', 'application-manager'),
  chatting('diego', 5, 'Diego Siciliani', 'read-only'),
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

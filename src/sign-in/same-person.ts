import type { Person } from './person.ts';

/** Tenant and object id decide; names and addresses prove nothing. GUIDs compare without case. */
export const samePerson = (one: Omit<Person, 'name'>, other: Omit<Person, 'name'>): boolean =>
  one.tenantId.toLowerCase() === other.tenantId.toLowerCase() &&
  one.objectId.toLowerCase() === other.objectId.toLowerCase();

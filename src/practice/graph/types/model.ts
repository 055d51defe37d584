import { appTypes } from './apps.ts';
import { assignmentTypes } from './assignments.ts';
import { complianceTypes } from './compliance.ts';
import { conditionalAccessTypes } from './conditional-access.ts';
import { enrolmentTypes } from './enrolment.ts';
import { policyTypes } from './policies.ts';
import type { GraphType, Property } from './shape.ts';

export type Version = 'v1.0' | 'beta';

const types: Record<string, GraphType> = {
  ...policyTypes,
  ...appTypes,
  ...assignmentTypes,
  ...enrolmentTypes,
  ...complianceTypes,
  ...conditionalAccessTypes,
};

/** `#microsoft.graph.iosStoreApp` → `iosStoreApp`; undefined: no type of that name in that version. */
export function resolveType(odataType: string, version: Version): string | undefined {
  const name = /^#?microsoft\.graph\.(\w+)$/.exec(odataType)?.[1];
  const type = name === undefined ? undefined : types[name];
  return name === undefined || !type || (version === 'v1.0' && type.betaOnly) ? undefined : name;
}

export const odataTypeOf = (name: string): string => `#microsoft.graph.${name}`;
export const isAbstract = (name: string): boolean => types[name]?.abstract === true;
/** Whether a value declared as this type has to say which type it is. */
export const isPolymorphic = (name: string): boolean =>
  Object.values(types).some(({ base }) => base === name);

/** Whether `name` is `ancestor` or stands below it. */
export function isA(name: string, ancestor: string): boolean {
  for (let at: string | undefined = name; at !== undefined; at = types[at]?.base)
    if (at === ancestor) return true;
  return false;
}

/** All properties that a type has in a version, inherited ones first. */
export function propertiesOf(name: string, version: Version): Record<string, Property> {
  const type = types[name];
  if (!type) throw new Error(`no type ${name}`);
  const own = Object.entries(type.properties).filter(([, of]) => version === 'beta' || !of.betaOnly);
  return { ...(type.base === undefined ? {} : propertiesOf(type.base, version)), ...Object.fromEntries(own) };
}

import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '../../../src/jit/canonical.ts';
import type { PracticeTenant, StoredAssignment, StoredObject } from '../../../src/practice/tenant/state.ts';
import { meaningOf } from '../../support/tenant-look.ts';

/** Everything assignable of a tenant, as it was: policies, Settings Catalog policies and apps. */
export type Standing = Pick<PracticeTenant, 'policies' | 'catalogPolicies' | 'apps'>;

const places = ['policies', 'catalogPolicies', 'apps'] as const;

export const standingOf = ({ policies, catalogPolicies, apps }: Standing): Standing =>
  structuredClone({ policies, catalogPolicies, apps });

/** What of the objects that were there is lost or altered, and what was added to them; one line each. */
export function compareForeign(before: Standing, now: Standing): { lost: string[]; added: Added[] } {
  const lost: string[] = [];
  const added: Added[] = [];
  for (const place of places) {
    for (const old of before[place]) {
      const found = (now[place] as StoredObject[]).find(({ id }) => id === old.id);
      const name = `${String(old.properties['displayName'] ?? old.properties['name'])} (${old.id})`;
      if (isDeepStrictEqual(old, found)) continue;
      if (!found) lost.push(`${name} is gone`);
      else if (canonicalJson([old.type, old.properties]) !== canonicalJson([found.type, found.properties]))
        lost.push(`${name} has other properties`);
      else {
        lost.push(
          ...lackOf(old.assignments, found.assignments).map((one) => `${name} lost ${meaningText(one)}`),
        );
        added.push(
          ...lackOf(found.assignments, old.assignments).map((assignment) => ({
            objectId: old.id,
            assignment,
          })),
        );
      }
    }
  }
  return { lost, added };
}

export interface Added {
  objectId: string;
  assignment: StoredAssignment;
}

/** What of `some` has no like in `others`, each like counted once. */
function lackOf(some: StoredAssignment[], others: StoredAssignment[]): StoredAssignment[] {
  const left = others.map(meaningText);
  return some.filter((one) => {
    const at = left.indexOf(meaningText(one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const noFilter = '00000000-0000-0000-0000-000000000000';

/** Equal for what means the same to Intune: no filter is null, none or zeros; a policy's intent is `apply` where it says none. */
export function meaningText(assignment: StoredAssignment): string {
  const { target, intent, ...rest } = meaningOf(assignment) as StoredAssignment;
  const { deviceAndAppManagementAssignmentFilterId: filterId = noFilter, ...whom } = target;
  const filter = filterId === noFilter ? {} : { filterId };
  return canonicalJson({ ...rest, intent: intent ?? 'apply', target: { ...whom, ...filter } });
}

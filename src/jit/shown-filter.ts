import type { Snapshot } from './snapshot.ts';
import type { filterOf } from './targets.ts';

type Filter = NonNullable<ReturnType<typeof filterOf>>;

/** A filter of an assignment, as it is shown: which devices pass is for Intune to say. */
export interface ShownFilter extends Filter {
  /** as the admin named it, or what can be said of one that is deleted or was not read */
  name: string;
}

export function shownFilter(filter: Filter, { filters }: Pick<Snapshot, 'filters'>): ShownFilter {
  const known = filters.read
    ? (filters.value[filter.id] ??
      Object.entries(filters.value).find(([id]) => id.toLowerCase() === filter.id)?.[1])
    : undefined;
  const unknown = filters.read ? 'deleted or not visible' : 'its name I could not read';
  return { ...filter, name: known?.displayName ?? `${filter.id} (${unknown})` };
}

/** How the filter is said: `only devices of filter "Corporate" (include)`. */
export function filterPhrase({ name, mode }: ShownFilter): string {
  if (mode === 'include') return `only devices that match the filter ${name} (include mode)`;
  if (mode === 'exclude') return `only devices that do not match the filter ${name} (exclude mode)`;
  return `only with the filter ${name}, in a mode that I do not know`;
}

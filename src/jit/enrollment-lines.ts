import type { EnrollmentTypeProfile } from './enrollment-snapshot.ts';
import { typesOf, typesPhrase, type Deciding, type decidingProfiles } from './enrollment-types.ts';
import { withRemedy } from './explain-reach.ts';
import type { Line } from './line.ts';
import { few } from './phrases.ts';
import { filterPhrase, shownFilter } from './shown-filter.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * How a person's own devices enroll: each profile that may apply, by priority, up to the first one that does. A filter decides on
 * the device, so what stands behind it may apply as well.
 */
export function enrollmentLines(
  { deciding, rest }: ReturnType<typeof decidingProfiles>,
  name: string,
  snapshot: Snapshot,
): Line[] {
  const last = deciding.at(-1);
  if (!last) {
    return [
      {
        code: 'enrollment-profile-none',
        sentence: `No enrollment type profile reaches ${name}.`,
        remedy: `Create one for web-based or account-driven enrollment, unless the devices come through automated device enrollment.`,
      },
    ];
  }
  const before = rest.length === 0 ? '' : `; it comes before ${few(rest.map(quoted))}`;
  const lines = deciding.map((one, at): Line => {
    const { profile } = one;
    const named = `${at === 0 ? 'The' : 'Otherwise the'} enrollment type profile ${quoted(profile)}`;
    const what = `(priority ${profile.priority ?? 'unknown'}): ${typesPhrase(profile)}`;
    return one.extent === 'whole'
      ? withRemedy('enrollment-profile', `${named} applies ${what}${before}.`, deprecated(profile))
      : withRemedy(
          'enrollment-profile-may-apply',
          `${named} may apply ${what}; ${whyNotSure(one, snapshot)}.`,
          deprecated(profile),
        );
  });
  if (last.extent === 'whole') return lines;
  return [
    ...lines,
    {
      code: 'enrollment-profile-may-apply',
      sentence: `Otherwise no enrollment type profile reaches ${name}.`,
    },
  ];
}

function whyNotSure({ ways }: Deciding, snapshot: Snapshot): string {
  const filters = ways.flatMap(({ filter }) => (filter ? filterPhrase(shownFilter(filter, snapshot)) : []));
  if (filters.length > 0) return `its filter decides on the device: ${[...new Set(filters)].join('; or ')}`;
  return ways.some(({ how }) => how === 'unknown-target')
    ? 'it is assigned in a way that I do not know'
    : 'a group is excluded, which counts only for devices in it';
}

const quoted = ({ displayName }: EnrollmentTypeProfile): string => `"${displayName}"`;

const deprecated = (profile: EnrollmentTypeProfile): string | undefined =>
  typesOf(profile).includes('user')
    ? 'User enrollment with Company Portal is deprecated and may not take part; use account-driven User Enrollment.'
    : undefined;

import type { Tenant } from '../../graph/tenant.ts';
import { groupKind } from '../../jit/group-kind.ts';
import type { Group } from '../../jit/snapshot.ts';
import type { ChosenGroup, OpenName } from '../drafts.ts';
import { cleanText } from '../understand/clean-text.ts';
import { everyoneKind, type EveryoneKind } from '../understand/parse-set-up.ts';
import { mayBeOneName, splitNames, withoutFiller, type NamedItem } from '../understand/split-names.ts';

export interface ResolvedTargets {
  /** all users, all devices, or both, in the order in which they were said */
  everyone: EveryoneKind[];
  groups: ChosenGroup[];
  open: OpenName[];
}

/**
 * Typed names → groups of the tenant. Exactly one group with exactly that name is taken; everything else stays open for the
 * person to choose. "A and B" or "A, B" that is both one group and two is never guessed.
 * `known`: groups chosen earlier, so that editing keeps the one that was meant among groups of the same name.
 */
export async function resolveGroups(options: {
  tenant: Tenant;
  phrase: string;
  role: OpenName['role'];
  known?: ChosenGroup[];
}): Promise<ResolvedTargets> {
  const { role } = options;
  const find = makeFinder(options.tenant, options.known ?? []);
  const { kept, rest } = takeKnown(options.phrase, options.known ?? []);
  // A name with separators or quotes in it cannot be told from a list or a quoted name by its form.
  const name = rest.replace(/^[\s,;]+|[\s,;]+$/g, '');
  const [whole, parts] = await Promise.all([
    mayBeOneName(name) ? find(name) : undefined,
    resolveItems(splitNames(rest), role, find),
  ]);
  const { everyone, groups, open } =
    whole === undefined || whole.exact.length === 0 ? parts : wholeOrParts(name, whole, parts, role);
  return { everyone, groups: once([...kept, ...groups]), open };
}

const once = (groups: ChosenGroup[]): ChosenGroup[] => [
  ...new Map(groups.map((group) => [group.id, group])).values(),
];

async function resolveItems(
  items: NamedItem[],
  role: OpenName['role'],
  find: Find,
): Promise<ResolvedTargets> {
  const result: ResolvedTargets = { everyone: [], groups: [], open: [] };
  for (const item of items) {
    const { everyone, groups, open } = await resolveItem(item, role, find);
    result.everyone.push(...everyone.filter((kind) => !result.everyone.includes(kind)));
    result.groups.push(...groups);
    result.open.push(...open);
  }
  return result;
}

const everyoneNames: Record<EveryoneKind, string> = {
  'all-users': 'all users',
  'all-devices': 'all devices',
};

/** What is one group as a whole, taken apart or not: where every part is a name too, the person chooses. */
function wholeOrParts(
  name: string,
  whole: Found,
  { everyone, groups, open }: ResolvedTargets,
  role: OpenName['role'],
): ResolvedTargets {
  const separate = [
    ...everyone.map((kind) => everyoneNames[kind]),
    ...groups.map(({ displayName }) => displayName),
    ...open.map((one) => one.name),
  ];
  if (separate.length < 2 || open.some(({ exact }) => !exact)) return settle(name, whole, role);
  return {
    ...{ everyone: [], groups: [] },
    open: [{ name, role, exact: true, candidates: whole.exact, separate }],
  };
}

/** Groups chosen earlier come back quoted, as a card shows them, whatever stands in their names. */
function takeKnown(phrase: string, known: ChosenGroup[]): { kept: ChosenGroup[]; rest: string } {
  const kept: ChosenGroup[] = [];
  let rest = phrase;
  for (const group of [...known].sort((a, b) => b.displayName.length - a.displayName.length)) {
    const quoted = `"${group.displayName}"`;
    if (!rest.includes(quoted)) continue;
    kept.push(group);
    rest = rest.replace(quoted, () => ';');
  }
  return { kept, rest };
}

type Found = { exact: ChosenGroup[]; near: ChosenGroup[] };
type Find = (name: string) => Promise<Found>;

function makeFinder(tenant: Tenant, known: ChosenGroup[]): Find {
  const asked = new Map<string, Promise<Found>>();
  const look = async (name: string): Promise<Found> => {
    const before = known.filter(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());
    if (before.length > 0) return { exact: before, near: [] };
    const { groups, exact } = await tenant.findGroups(name);
    const chosen = asChoices(groups);
    return { exact: chosen.slice(0, exact), near: chosen.slice(exact) };
  };
  const once: Find = (name) => {
    const key = name.toLowerCase();
    const answer = asked.get(key) ?? look(name);
    asked.set(key, answer);
    return answer;
  };
  return async (name) => {
    const found = await once(name);
    // An input of a card comes as it was pasted, with what nobody sees.
    const shorter = withoutFiller(cleanText(name));
    return found.exact.length > 0 || shorter === name || shorter === '' ? found : once(shorter);
  };
}

async function resolveItem(item: NamedItem, role: OpenName['role'], find: Find): Promise<ResolvedTargets> {
  const everyone = everyoneKind(item.whole);
  // In quotes, a group that is really called so comes first.
  if (everyone && !(item.quoted && (await find(item.whole)).exact.length > 0))
    return { everyone: [everyone], groups: [], open: [] };
  const whole = await find(item.whole);
  if (item.parts.length === 1) return settle(item.whole, whole, role);
  const kinds = item.parts.flatMap((name) => everyoneKind(name) ?? []);
  const names = item.parts.filter((name) => everyoneKind(name) === undefined);
  const parts = await Promise.all(names.map(async (name) => ({ name, found: await find(name) })));
  const allParts = parts.every(({ found }) => found.exact.length > 0);
  if (whole.exact.length > 0 && allParts) {
    return {
      ...{ everyone: [], groups: [] },
      open: [{ name: item.whole, role, exact: true, candidates: whole.exact, separate: item.parts }],
    };
  }
  if (whole.exact.length > 0) return settle(item.whole, whole, role);
  const settled = parts.map(({ name, found }) => settle(name, found, role));
  return {
    everyone: [...new Set(kinds)],
    groups: settled.flatMap(({ groups }) => groups),
    open: settled.flatMap(({ open }) => open),
  };
}

function settle(name: string, found: Found, role: OpenName['role']): ResolvedTargets {
  if (found.exact.length === 1) return { everyone: [], groups: [found.exact[0]!], open: [] };
  const exact = found.exact.length > 1;
  const candidates = (exact ? found.exact : found.near).slice(0, 10);
  return { everyone: [], groups: [], open: [{ name, role, exact, candidates }] };
}

/** Groups as they are offered: with kind and mail, and the end of the id where that does not tell them apart. */
export function asChoices(groups: Group[]): ChosenGroup[] {
  const detailOf = (group: Group): string =>
    [groupKind(group), group.mail].filter((part) => part !== null && part !== '').join(', ');
  return groups.map((group) => {
    const { id, displayName } = group;
    const same =
      groups.filter((other) => other.displayName === displayName && detailOf(other) === detailOf(group))
        .length > 1;
    return {
      id,
      displayName,
      detail: same ? `${detailOf(group)}, id ends with ${id.slice(-6)}` : detailOf(group),
    };
  });
}

import type { FoundPerson } from '../../graph/read-person.ts';
import type { Group } from '../../jit/snapshot.ts';
import { whichOneCard, type Candidate } from '../cards/which-one-card.ts';
import type { Outgoing } from '../incoming.ts';
import { everyoneKind } from '../understand/parse-set-up.ts';
import { mayBeOneName, splitNames, withoutFiller } from '../understand/split-names.ts';
import type { Turn } from './context.ts';
import { asChoices } from './resolve-groups.ts';
import { mostSubjects, type Subject } from './show-subjects.ts';

/** What a name comes to: whom it means for sure, or what is said or asked instead. */
export type Meant = { sure: Subject } | { instead: Outgoing };

/**
 * Whom `why doesn't … have JIT` is about: people by sign-in name, mail address or name, groups by their exact name, and
 * everyone. What is a name as a whole ("Bowen, Megan") is not taken apart, unless its parts are names too: then the person
 * who asks chooses. One answer for each name; of more than can be answered, one more than that.
 */
export async function whoIsMeant(turn: Turn, said: string): Promise<Meant[]> {
  const names = splitNames(said).flatMap(({ parts, quoted = false }) =>
    parts.map((name) => ({ name, quoted })),
  );
  const [first = { name: said, quoted: false }, ...others] = names;
  if (others.length === 0) return [await whoIsOne(turn, first.name, first)];
  const whole = await find(turn, said);
  if (isNobody(whole))
    return Promise.all(names.slice(0, mostSubjects + 1).map((one) => whoIsOne(turn, one.name, one)));
  if (whole.exact.length === 0) return [settle(turn, whole)];
  const parts = await Promise.all(names.slice(0, mostSubjects).map(({ name }) => find(turn, name)));
  if (parts.some(({ exact }) => exact.length === 0)) return [settle(turn, whole)];
  const explanation = `\u201C${said}\u201D is one name, and also ${names.length} others.`;
  return [whichOne(turn, explanation, [...whole.exact, ...parts.flatMap(({ exact }) => exact)])];
}

/**
 * Whether a list of names is the name of one person ("Bowen, Megan"). Where a part of it is a name of its own (`near` false),
 * only a person of exactly this name counts.
 */
export async function isOnePerson(
  { tenant }: Turn,
  said: string,
  { near }: { near: boolean },
): Promise<boolean> {
  // Quotes say themselves where a name ends.
  if (said.includes('"') || !mayBeOneName(said)) return false;
  const { people, exact } = await tenant.findPeople(plainName(said));
  return exact > 0 || (near && people.length > 0);
}

/** A card that asks the person of this turn, and nobody else. */
export function whichOne(turn: Turn, explanation: string, candidates: Candidate[], hint?: string): Meant {
  return { instead: whichOneCard({ explanation, candidates, asker: turn, ...(hint ? { hint } : {}) }) };
}

export const isMe = (name: string): boolean => /^(?:i|me|myself)$/i.test(name);

/** The same for one name. In quotes, a group that is really called so comes before everyone. */
export async function whoIsOne(turn: Turn, name: string, { quoted = false } = {}): Promise<Meant> {
  if (isMe(name) && !quoted) return { sure: { kind: 'person', id: turn.who.objectId } };
  const everyone = everyoneKind(name);
  if (everyone === undefined) return settle(turn, await find(turn, name));
  const found = quoted ? await find(turn, name) : undefined;
  return found && found.exact.length > 0 ? settle(turn, found) : { sure: { kind: everyone } };
}

/** People and groups of a name, those of exactly this name apart. */
interface Found {
  name: string;
  exact: Candidate[];
  nearPeople: Candidate[];
  nearGroups: Candidate[];
}

const isNobody = ({ exact, nearPeople, nearGroups }: Found): boolean =>
  exact.length + nearPeople.length + nearGroups.length === 0;

async function find({ tenant }: Turn, said: string): Promise<Found> {
  const typed = plainName(said);
  const asTyped = await look(tenant, typed);
  const shorter = withoutFiller(typed);
  return isNobody(asTyped) && shorter !== '' && shorter !== typed ? look(tenant, shorter) : asTyped;
}

async function look(tenant: Turn['tenant'], name: string): Promise<Found> {
  const [{ people, exact }, { groups, exact: exactGroups }] = await Promise.all([
    tenant.findPeople(name),
    tenant.findGroups(name),
  ]);
  return {
    name,
    exact: [...people.slice(0, exact).map(personCandidate), ...groupCandidates(groups.slice(0, exactGroups))],
    nearPeople: people.slice(exact).map(personCandidate),
    nearGroups: groupCandidates(groups.slice(exactGroups)),
  };
}

/** One that fits is taken, since the answer says who it is about; groups whose name is only near are offered where no person is. */
function settle(turn: Turn, { name, exact, nearPeople, nearGroups }: Found): Meant {
  const people = exact.length > 0 ? exact : nearPeople;
  const [only, ...others] = people;
  if (only && others.length === 0) return { sure: only };
  if (exact.length > 0) return whichOne(turn, `\u201C${name}\u201D is the name of ${exact.length}.`, exact);
  const near = only ? people : nearGroups;
  if (near.length === 0)
    return {
      instead: {
        text: `Nobody called \u201C${name}\u201D is visible to you, and no group. Check how it is written; the beginning of the name is enough.`,
      },
    };
  return whichOne(turn, `Nobody is called exactly \u201C${name}\u201D. These are near:`, near);
}

export const personCandidate = ({ id, displayName, userPrincipalName }: FoundPerson): Candidate => ({
  ...{ id, name: displayName, detail: userPrincipalName },
  kind: 'person',
});

const groupCandidates = (groups: Group[]): Candidate[] =>
  asChoices(groups).map(({ id, displayName, detail }) => ({ id, name: displayName, detail, kind: 'group' }));

/** The name without quotes and what people put around it: "the user Megan Bowen", "Megan's iPhone". */
export function plainName(said: string): string {
  const name = said
    .replace(/^"(.*)"$/, '$1')
    .replace(/^(?:the |our )?(?:user|person|employee|colleague)\s+(?=\S)/i, '')
    .replace(/(?<=\S)'s? (?:iphones?|ipads?|phones?|devices?|account)$/i, '')
    .trim();
  return name === '' ? said : name;
}

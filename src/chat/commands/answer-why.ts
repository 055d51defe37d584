import type { Group } from '../../jit/snapshot.ts';
import type { FoundPerson } from '../../graph/read-person.ts';
import { whichOneCard, type Candidate } from '../cards/which-one-card.ts';
import { withoutFiller } from '../understand/split-names.ts';
import type { Turn } from './context.ts';
import { reply } from './reply.ts';
import { asChoices } from './resolve-groups.ts';
import { showGroup } from './show-group.ts';
import { showPerson } from './show-person.ts';

/**
 * `why doesn't PERSON have JIT`: by sign-in name, mail address or name. One that fits is answered at once, since the answer
 * says who it is about; among several the person who asks chooses. A group of exactly that name is as good.
 */
export async function answerWhy(turn: Turn, said: string): Promise<void> {
  if (said === 'me') return showPerson(turn, { id: turn.who.objectId });
  const typed = plainName(said);
  const asTyped = await look(turn, typed);
  const shorter = withoutFiller(typed);
  const again = asTyped.isEmpty && shorter !== '' && shorter !== typed;
  const { people, groups, name } = again ? await look(turn, shorter) : asTyped;
  const exact = [
    ...people.people.slice(0, people.exact).map(personCandidate),
    ...groupCandidates(groups.groups.slice(0, groups.exact)),
  ];
  const near = people.people.map(personCandidate);
  // Groups whose name is only near are offered where no person is.
  const candidates = exact.length > 0 ? exact : near.length > 0 ? near : groupCandidates(groups.groups);
  const [only] = candidates;
  if (!only) {
    await turn.chat.send({ text: `Nobody called \u201C${name}\u201D is visible to you, and no group.` });
    return;
  }
  const isSure = exact.length > 0 || near.length > 0;
  if (candidates.length === 1 && isSure) return showCandidate(turn, only);
  const explanation =
    exact.length > 0
      ? `\u201C${name}\u201D is the name of ${exact.length}.`
      : `Nobody is called exactly \u201C${name}\u201D. These are near:`;
  await reply(turn, whichOneCard(explanation, candidates));
}

/** People and groups of that name. */
async function look({ tenant }: Turn, name: string) {
  const [people, groups] = await Promise.all([tenant.findPeople(name), tenant.findGroups(name)]);
  return { name, people, groups, isEmpty: people.people.length + groups.groups.length === 0 };
}

export const showCandidate = (turn: Turn, { kind, id }: Candidate): Promise<void> =>
  kind === 'group' ? showGroup(turn, { id }) : showPerson(turn, { id });

export const personCandidate = ({ id, displayName, userPrincipalName }: FoundPerson): Candidate => ({
  ...{ id, name: displayName, detail: userPrincipalName },
  kind: 'person',
});

export const groupCandidates = (groups: Group[]): Candidate[] =>
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

import { askSignInForMessage } from '../ask-sign-in.ts';
import type { Candidate } from '../cards/which-one-card.ts';
import type { ChosenGroup, OpenName } from '../drafts.ts';
import { answerAbout } from './answer-why.ts';
import type { Turn } from './context.ts';
import { resolveGroups } from './resolve-groups.ts';
import { mostSubjects } from './show-subjects.ts';
import {
  isMe,
  isOnePerson,
  personCandidate,
  plainName,
  whichOne,
  whoIsMeant,
  whoIsOne,
  type Meant,
} from './who-is-meant.ts';

/**
 * `does Sales have JIT?`: names are resolved as for setting up. Where no group is called so, a person may be: people are
 * looked for at once where the rights are there, also by the whole of what was said ("Bowen, Megan"), and consent for it is
 * asked for only where no group comes near. Everyone, the groups and the people of one question are judged by the same snapshot.
 */
export async function answerHasJit(turn: Turn, said: string): Promise<void> {
  const { house, who, where, chat, tenant } = turn;
  const { everyone, groups, open } = await resolveGroups({ tenant, phrase: said, role: 'include' });
  if (everyone.length + groups.length + open.length === 0) {
    await chat.send({ text: 'Say which group or person you mean, as in "does Sales have JIT".' });
    return;
  }
  // One more than is answered, so that it is seen that there are more.
  const names = open.slice(0, mostSubjects + 1);
  const result = names.some(({ exact }) => !exact) ? await house.signIn.forPerson(who, 'people') : undefined;
  const asked = result?.ok ? { ...turn, tenant: house.openTenant(result.token) } : turn;
  const needConsent = result?.ok ? [] : names.filter((one) => !one.exact && near(one).length === 0);
  const settled = names
    .filter((one) => !needConsent.includes(one))
    .map(async (one) => {
      if (one.exact) return severalGroups(asked, one);
      return result?.ok ? groupOrPerson(asked, one) : nearGroups(asked, one);
    });
  const noPart = everyone.length + groups.length === 0 && open.every((one) => !one.exact && !isMe(one.name));
  const [isOne, ...meant] = await Promise.all([
    result?.ok ? isOnePerson(asked, said, { near: noPart }) : false,
    ...settled,
  ]);
  if (isOne) return answerAbout(asked, await whoIsMeant(asked, said));
  await answerAbout(asked, [
    ...everyone.map((kind) => ({ sure: { kind } })),
    ...groups.map(({ id }) => ({ sure: { kind: 'group' as const, id } })),
    ...meant,
  ]);
  if (result && !result.ok && needConsent.length > 0) {
    const rest = asPhrase(needConsent.map(({ name }) => plainName(name)));
    await askSignInForMessage(house, {
      ...{ who, where, chat, result },
      command: { command: 'why', name: noPart && needConsent.length === names.length ? said : rest },
      need: 'people',
    });
  }
}

/** Names as somebody could have typed them: in quotes where there are several, since a name may hold anything else. */
const asPhrase = (names: string[]): string =>
  names.length === 1 ? names.join() : names.map((name) => (isMe(name) ? name : `"${name}"`)).join(', ');

/** The one who asks is no group, whatever comes near. */
const near = ({ name, candidates }: OpenName): Candidate[] => (isMe(name) ? [] : candidates.map(asCandidate));

/** A name that no group has exactly. */
async function groupOrPerson(turn: Turn, open: OpenName): Promise<Meant> {
  const { name } = open;
  if (near(open).length === 0) return whoIsOne(turn, name);
  const { people, exact } = await turn.tenant.findPeople(plainName(name));
  const [only] = people;
  if (exact === 1 && only) return { sure: personCandidate(only) };
  return whichOne(turn, noGroup(name), [...near(open), ...people.map(personCandidate)]);
}

const nearGroups = (turn: Turn, open: OpenName): Meant =>
  whichOne(
    turn,
    noGroup(open.name),
    near(open),
    `If you mean a person, say: why doesn't ${plainName(open.name)} have JIT`,
  );

/** Groups of exactly this name; where it is one group but also several, those too. */
async function severalGroups(turn: Turn, { name, candidates, separate = [] }: OpenName): Promise<Meant> {
  const { tenant } = turn;
  const parts = await Promise.all(
    separate.map((part) => resolveGroups({ tenant, phrase: `"${part}"`, role: 'include' })),
  );
  const others = parts.flatMap(({ groups, open }) => [...groups, ...open.flatMap((one) => one.candidates)]);
  const explanation =
    separate.length > 0
      ? `\u201C${name}\u201D is one group, and also ${separate.length} others.`
      : `Several groups are called \u201C${name}\u201D.`;
  return whichOne(turn, explanation, [...candidates, ...others].map(asCandidate));
}

const asCandidate = ({ id, displayName, detail }: ChosenGroup): Candidate => ({
  ...{ id, name: displayName, detail },
  kind: 'group',
});

const noGroup = (name: string): string => `No group is called exactly \u201C${name}\u201D. These are near:`;

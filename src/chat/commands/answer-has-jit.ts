import { askSignInForMessage } from '../ask-sign-in.ts';
import { whichOneCard, type Candidate } from '../cards/which-one-card.ts';
import type { ChosenGroup, OpenName } from '../drafts.ts';
import { answerWhy, personCandidate, plainName, showCandidate } from './answer-why.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { reply } from './reply.ts';
import { resolveGroups } from './resolve-groups.ts';
import { showEveryone } from './show-everyone.ts';
import { showGroup } from './show-group.ts';

/** So many groups of one question are answered, each on a card of its own. */
const most = 5;

/**
 * `does Sales have JIT?`: names are resolved as for setting up. Where no group is called so, a person may be: people are
 * looked for at once where the rights are there, and consent for it is asked for only where no group comes near. Everyone and
 * the groups of one question are judged by the same snapshot.
 */
export async function answerHasJit(turn: Turn, name: string): Promise<void> {
  const { everyone, groups, open } = await resolveGroups({
    tenant: turn.tenant,
    phrase: name,
    role: 'include',
  });
  if (everyone === undefined && groups.length + open.length === 0)
    return say(turn, 'Say which group or person you mean, as in "does Sales have JIT".');
  const ids = groups.slice(0, most).map(({ id }) => id);
  if (everyone !== undefined || ids.length > 0) {
    const snapshot = await readEnrolledForAnswer(turn, ids);
    if (everyone !== undefined) await showEveryone(turn, { kind: everyone, snapshot });
    for (const id of ids) await showGroup(turn, { id, snapshot });
  }
  for (const one of open.slice(0, most)) {
    if (one.exact) await reply(turn, whichOneCard(explain(one), await offered(turn, one)));
    else await perhapsPerson(turn, one);
  }
  if (groups.length > most || open.length > most)
    await say(turn, `I answered for the first ${most} only. Ask about the others in a message of their own.`);
}

const say = async ({ chat }: Turn, text: string): Promise<void> => void (await chat.send({ text }));

/** A name that no group has exactly. */
async function perhapsPerson(turn: Turn, { name, candidates }: OpenName): Promise<void> {
  const { house, who, where, chat } = turn;
  const near = candidates.map(asCandidate);
  const person = plainName(name);
  const result = await house.signIn.forPerson(who, 'people');
  if (!result.ok && near.length === 0)
    return askSignInForMessage(house, {
      ...{ who, where, chat, result },
      command: { command: 'why', name: person },
      need: 'people',
    });
  if (!result.ok) {
    const hint = `If you mean a person, say: why doesn't ${person} have JIT`;
    return reply(turn, whichOneCard(noGroup(name), near, hint));
  }
  const asPerson = { ...turn, tenant: house.openTenant(result.token) };
  if (near.length === 0) return answerWhy(asPerson, person);
  const { people, exact } = await asPerson.tenant.findPeople(person);
  const [only] = people;
  if (exact === 1 && only) return showCandidate(asPerson, personCandidate(only));
  await reply(turn, whichOneCard(noGroup(name), [...near, ...people.map(personCandidate)]));
}

/** Groups of exactly this name; where it is one group but also several, those too. */
async function offered({ tenant }: Turn, { candidates, separate = [] }: OpenName): Promise<Candidate[]> {
  const parts = await Promise.all(
    separate.map((name) => resolveGroups({ tenant, phrase: `"${name}"`, role: 'include' })),
  );
  return [
    ...candidates,
    ...parts.flatMap(({ groups, open }) => [...groups, ...open.flatMap((one) => one.candidates)]),
  ].map(asCandidate);
}

const asCandidate = ({ id, displayName, detail }: ChosenGroup): Candidate => ({
  ...{ id, name: displayName, detail },
  kind: 'group',
});

const noGroup = (name: string): string => `No group is called exactly \u201C${name}\u201D. These are near:`;
const explain = ({ name, separate }: OpenName): string =>
  separate
    ? `\u201C${name}\u201D is one group, and also ${separate.length} others.`
    : `Several groups are called \u201C${name}\u201D.`;

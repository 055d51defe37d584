import { reply } from './reply.ts';
import type { Turn } from './context.ts';
import { mostSubjects, showSubjects, type Subject } from './show-subjects.ts';
import { whoIsMeant, type Meant } from './who-is-meant.ts';

/** `why doesn't PERSON have JIT`, also about several, groups and everyone among them. */
export async function answerWhy(turn: Turn, said: string): Promise<void> {
  await answerAbout(turn, await whoIsMeant(turn, said));
}

/** Answers about those who are meant for sure, all from one reading, then says or asks what the other names came to. */
export async function answerAbout(turn: Turn, meant: readonly Meant[]): Promise<void> {
  const taken = meant.slice(0, mostSubjects);
  await showSubjects(turn, once(taken.flatMap((one) => ('sure' in one ? [one.sure] : []))));
  for (const one of taken) if ('instead' in one) await reply(turn, one.instead);
  if (meant.length > mostSubjects)
    await turn.chat.send({
      text: `I answered for the first ${mostSubjects} only. Ask about the others in a message of their own.`,
    });
}

const keyOf = (subject: Subject): string => ('id' in subject ? subject.id : subject.kind);
const once = (subjects: Subject[]): Subject[] => [
  ...new Map(subjects.map((one) => [keyOf(one), one])).values(),
];

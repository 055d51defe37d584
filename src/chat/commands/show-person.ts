import { personVerdict } from '../../jit/person-verdict.ts';
import { verdictCard } from '../cards/verdict-card.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { reply, visibleTo } from './reply.ts';

/** Whether one person has JIT registration: every policy that comes or misses and why, Authenticator, and how devices enroll. */
export async function showPerson(turn: Turn, { id, page = 0 }: { id: string; page?: number }): Promise<void> {
  const { tenant } = turn;
  const [person, memberOf, snapshot] = await Promise.all([
    tenant.readPerson(id),
    tenant.readMemberships(id),
    readEnrolledForAnswer(turn),
  ]);
  if (!person) {
    await turn.chat.send({ text: 'This person is not there any more, or not visible to you.' });
    return;
  }
  const verdict = personVerdict({ snapshot, person, memberOf });
  await reply(
    turn,
    verdictCard(verdict, { page, verb: 'about-person', data: { id }, visibleTo: visibleTo(turn) }),
  );
}

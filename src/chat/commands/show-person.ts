import type { EnrolledSnapshot } from '../../jit/enrollment-snapshot.ts';
import { personVerdict } from '../../jit/person-verdict.ts';
import { verdictCard } from '../cards/verdict-card.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { reply, visibleTo } from './reply.ts';

/**
 * Whether one person has JIT registration: every policy that comes or misses and why, Authenticator, and how devices enroll.
 * `snapshot`: what the question read already.
 */
export async function showPerson(
  turn: Turn,
  about: { id: string; page?: number | undefined; snapshot?: EnrolledSnapshot },
): Promise<void> {
  const { tenant } = turn;
  const { id, page = 0 } = about;
  const [person, memberOf, snapshot] = await Promise.all([
    tenant.readPerson(id),
    tenant.readMemberships(id),
    about.snapshot ?? readEnrolledForAnswer(turn),
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

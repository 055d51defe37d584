import type { EnrollmentTypeProfile } from '../../jit/enrollment-snapshot.ts';
import { personVerdict } from '../../jit/person-verdict.ts';
import type { MaybeRead, Snapshot } from '../../jit/snapshot.ts';
import { verdictCard } from '../cards/verdict-card.ts';
import type { Turn } from './context.ts';
import { readForAnswer } from './read-for-answer.ts';
import { readProfiles } from './read-profiles.ts';
import { reply, visibleTo } from './reply.ts';

/**
 * Whether one person has JIT registration: every policy that comes or misses and why, Authenticator, and how devices enroll.
 * `snapshot` and `enrollmentProfiles`: what the question read already.
 */
export async function showPerson(
  turn: Turn,
  about: {
    id: string;
    page?: number | undefined;
    snapshot?: Snapshot;
    enrollmentProfiles?: MaybeRead<EnrollmentTypeProfile[]>;
  },
): Promise<void> {
  const { tenant } = turn;
  const { id, page = 0 } = about;
  const [person, memberOf, snapshot, enrollmentProfiles] = await Promise.all([
    tenant.readPerson(id),
    tenant.readMemberships(id),
    about.snapshot ?? readForAnswer(turn),
    about.enrollmentProfiles ?? readProfiles(turn),
  ]);
  if (!person) {
    await turn.chat.send({ text: 'This person is not there any more, or not visible to you.' });
    return;
  }
  const verdict = personVerdict({ snapshot, person, memberOf, enrollmentProfiles });
  await reply(
    turn,
    verdictCard(verdict, { page, verb: 'about-person', data: { id }, visibleTo: visibleTo(turn) }),
  );
}

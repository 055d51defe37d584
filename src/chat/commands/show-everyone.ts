import type { EnrolledSnapshot } from '../../jit/enrollment-snapshot.ts';
import { everyoneVerdict } from '../../jit/everyone-verdict.ts';
import { verdictCard } from '../cards/verdict-card.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { reply, visibleTo } from './reply.ts';

/** Whether All users or All devices themselves have JIT registration; `snapshot` where the question read one already. */
export async function showEveryone(
  turn: Turn,
  {
    kind,
    page = 0,
    snapshot,
  }: { kind: 'all-users' | 'all-devices'; page?: number | undefined; snapshot?: EnrolledSnapshot },
): Promise<void> {
  const read = snapshot ?? (await readEnrolledForAnswer(turn));
  const paging = { page, verb: 'about-everyone' as const, data: { kind } };
  await reply(turn, verdictCard(everyoneVerdict(read, kind), { ...paging, visibleTo: visibleTo(turn) }));
}

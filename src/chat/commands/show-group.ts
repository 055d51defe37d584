import type { EnrolledSnapshot } from '../../jit/enrollment-snapshot.ts';
import { groupVerdict } from '../../jit/group-verdict.ts';
import { verdictCard } from '../cards/verdict-card.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { reply, visibleTo } from './reply.ts';

/**
 * Whether one group has JIT registration, directly or through what is around it, and what that rests on. `snapshot`: what
 * the question read already, with the relatives of this group.
 */
export async function showGroup(
  turn: Turn,
  { id, page = 0, snapshot }: { id: string; page?: number | undefined; snapshot?: EnrolledSnapshot },
): Promise<void> {
  const read = snapshot ?? (await readEnrolledForAnswer(turn, [id]));
  const paging = { page, verb: 'about-group' as const, data: { id } };
  await reply(turn, verdictCard(groupVerdict(read, id), { ...paging, visibleTo: visibleTo(turn) }));
}

import { groupVerdict } from '../../jit/group-verdict.ts';
import { verdictCard } from '../cards/verdict-card.ts';
import type { Turn } from './context.ts';
import { reply, visibleTo } from './reply.ts';

/** Whether one group has JIT registration, directly or through what is around it, and what that rests on. */
export async function showGroup(turn: Turn, { id, page = 0 }: { id: string; page?: number }): Promise<void> {
  const snapshot = await turn.tenant.readSnapshot({
    aboutGroups: [id],
    relatives: 'named',
    withoutApps: 'say',
  });
  const verdict = groupVerdict(snapshot, id);
  await reply(
    turn,
    verdictCard(verdict, { page, verb: 'about-group', data: { id }, visibleTo: visibleTo(turn) }),
  );
}

import { coverage } from '../../jit/coverage.ts';
import { statusCard } from '../cards/status-card.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { reply, visibleTo } from './reply.ts';

/** `which groups have JIT`: every group that SSO extension policies name, with what it inherits, and Authenticator alongside. */
export async function showStatus(turn: Turn, page = 0): Promise<void> {
  const snapshot = await readEnrolledForAnswer(turn);
  await reply(turn, statusCard(coverage(snapshot), { page, visibleTo: visibleTo(turn) }));
}

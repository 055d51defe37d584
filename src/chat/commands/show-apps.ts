import { appsWithJit } from '../../jit/apps-with-jit.ts';
import { appsCard } from '../cards/apps-card.ts';
import type { Turn } from './context.ts';
import { readForAnswer } from './read-for-answer.ts';
import { reply, visibleTo } from './reply.ts';

/** `which apps use JIT`: what policies list, and what they let in by rules. */
export async function showApps(turn: Turn, page = 0): Promise<void> {
  const snapshot = await readForAnswer(turn);
  await reply(turn, appsCard(appsWithJit(snapshot), { page, visibleTo: visibleTo(turn) }));
}

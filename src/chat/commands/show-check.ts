import { checkJit } from '../../jit/check-jit.ts';
import { checkCard } from '../cards/check-card.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { reply, visibleTo } from './reply.ts';

/** `check JIT`: everything that looks wrong with existing policies and with Authenticator. Nothing is written. */
export async function showCheck(turn: Turn, page = 0): Promise<void> {
  const found = checkJit(await readEnrolledForAnswer(turn));
  await reply(turn, checkCard(found, { page, visibleTo: visibleTo(turn) }));
}

import { checkJit } from '../../jit/check-jit.ts';
import { checkCard } from '../cards/check-card.ts';
import type { Turn } from './context.ts';
import { readForAnswer } from './read-for-answer.ts';
import { readProfiles } from './read-profiles.ts';
import { reply, visibleTo } from './reply.ts';

/** `check JIT`: everything that looks wrong with existing policies and with Authenticator. Nothing is written. */
export async function showCheck(turn: Turn, page = 0): Promise<void> {
  const [snapshot, enrollmentProfiles] = await Promise.all([readForAnswer(turn), readProfiles(turn)]);
  const found = checkJit(snapshot, { enrollmentProfiles });
  await reply(turn, checkCard(found, { page, visibleTo: visibleTo(turn) }));
}

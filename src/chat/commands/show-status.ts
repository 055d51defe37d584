import { coverage } from '../../jit/coverage.ts';
import { statusCard } from '../cards/status-card.ts';
import type { Turn } from './context.ts';

/** `which groups have JIT`: every SSO extension policy with its targets, and Authenticator alongside. */
export async function showStatus(turn: Turn): Promise<void> {
  const snapshot = await turn.tenant.readSnapshot({ aboutGroups: [] });
  await turn.chat.send(statusCard(coverage(snapshot)));
}

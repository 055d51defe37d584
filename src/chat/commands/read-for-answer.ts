import type { Snapshot } from '../../jit/snapshot.ts';
import type { Turn } from './context.ts';

/** What an answer needs of the tenant; what cannot be read, apps among it, is said in the answer instead of refusing it. */
export const readForAnswer = (
  { tenant }: Pick<Turn, 'tenant'>,
  aboutGroups: string[] = [],
): Promise<Snapshot> => tenant.readSnapshot({ aboutGroups, relatives: 'named', withoutApps: 'say' });

import { makeFile, type FileFormat, type JitFile } from '../files/make-file.ts';
import type { TableQuestion } from '../../jit/table.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { readForAnswer } from './read-for-answer.ts';

/** Reads the tenant as this person sees it, as much as the answer on a card rests on, and makes the file of it. */
export async function readForFile(
  turn: Pick<Turn, 'house' | 'tenant' | 'who'>,
  { question, format }: { question: TableQuestion; format: FileFormat },
): Promise<JitFile> {
  const snapshot = await (question === 'apps' ? readForAnswer(turn) : readEnrolledForAnswer(turn));
  return makeFile({ question, format, snapshot, asVisibleTo: turn.who.name });
}

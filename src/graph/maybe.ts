import type { MaybeRead, MissingRight, Unread } from '../jit/snapshot.ts';
import { explainProblem, Problem } from '../problems.ts';

/** A reading that others can do without: refused or failed it says why. A sign-in that fails is still thrown. */
export async function maybe<T>(reading: Promise<T>): Promise<MaybeRead<T>> {
  try {
    return { read: true, value: await reading };
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'sign-in-needed') throw error;
    return unread(error);
  }
}

/** What could not be read, and the right that was missing where Graph refused it. */
export function unread(problem: Problem): Unread {
  const missing = missingRight(problem);
  return { read: false, why: explainProblem(problem).sentence, ...(missing ? { missing } : {}) };
}

function missingRight({ code, facts }: Problem): MissingRight | undefined {
  if (code !== 'graph-forbidden') return undefined;
  const kind = (['scope', 'role'] as const).find((one) => one === facts['missing']) ?? 'scope-or-role';
  return { kind, scope: leastOf(facts['scopes'] ?? '') };
}

/** Graph names scopes that may write beside those that only read; reading wants none of those. */
function leastOf(scopes: string): string {
  const reading = scopes.split(' or ').filter((scope) => !scope.includes('.ReadWrite.'));
  return reading.length > 0 ? reading.join(' or ') : scopes;
}

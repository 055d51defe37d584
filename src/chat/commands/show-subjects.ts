import type { EnrolledSnapshot } from '../../jit/enrollment-snapshot.ts';
import type { EveryoneKind } from '../understand/parse-set-up.ts';
import type { Turn } from './context.ts';
import { readEnrolledForAnswer } from './read-enrolled.ts';
import { showEveryone } from './show-everyone.ts';
import { showGroup } from './show-group.ts';
import { showPerson } from './show-person.ts';

/** Whom an answer is about, once that is settled. */
export type Subject = { kind: EveryoneKind } | { kind: 'group' | 'person'; id: string };

/** So many of one question are answered, each on a card of its own. */
export const mostSubjects = 5;

/**
 * Whether each has JIT registration, a card for each in this order. Several are judged by one and the same reading of the
 * tenant, so that the answers fit together. People need a tenant that may look for people.
 */
export async function showSubjects(turn: Turn, subjects: readonly Subject[]): Promise<void> {
  const groups = subjects.flatMap((subject) => (subject.kind === 'group' ? [subject.id] : []));
  const snapshot = subjects.length > 1 ? await readEnrolledForAnswer(turn, groups) : undefined;
  for (const subject of subjects) await showSubject(turn, subject, snapshot ? { snapshot } : {});
}

async function showSubject(
  turn: Turn,
  subject: Subject,
  known: { snapshot?: EnrolledSnapshot },
): Promise<void> {
  switch (subject.kind) {
    case 'group':
      return showGroup(turn, { id: subject.id, ...known });
    case 'person':
      return showPerson(turn, { id: subject.id, ...known });
    case 'all-users':
    case 'all-devices':
      return showEveryone(turn, { kind: subject.kind, ...known });
  }
}

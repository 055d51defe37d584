import type { Change, Note } from '../../change/change.ts';
import { problemOf } from '../../change/problem-record.ts';
import { isUndo, onlyCloses } from '../../jit/plan.ts';
import { explainProblem } from '../../problems.ts';

/** Why a review is shown again: a title and lines that a person can compare. */
export function noteLines(
  note: Note,
  { plan, shown }: Pick<Change, 'plan' | 'shown'>,
): { title: string; lines: string[] } {
  switch (note.why) {
    case 'moved':
      return {
        // An undo also depends on what became of the change, and on what this person sees.
        title: `${isUndo(plan) ? 'The tenant, or what I see of it,' : 'The tenant'} changed since this was shown. Nothing was written.`,
        lines:
          note.closed && onlyCloses(plan)
            ? ['What it closes went on meanwhile.', ...differences(note.before, shown, note.blocking)]
            : differences(note.before, shown, note.blocking),
      };
    case 'busy':
      return {
        title: 'Nothing was written.',
        lines: [
          `A change that ${note.by} asked for ${placeTexts[note.place]} ${note.working ? 'is being written right now' : 'was begun and is not finished'} and writes to the same objects. Try again when it is finished, undone or given up.`,
        ],
      };
    case 'stopped':
      return {
        title: 'Nothing was written.',
        lines: ['I was stopped while I checked the tenant. Approve once more.'],
      };
    case 'problem': {
      const { sentence, nextStep } = explainProblem(problemOf(note.problem));
      return { title: 'Nothing was written.', lines: [`${sentence} ${nextStep}`] };
    }
  }
}

/** Where something was asked for, as a sentence names it to others. */
export const placeTexts: Record<Change['place'], string> = {
  personal: 'in a chat with me alone',
  group: 'in a group chat',
  channel: 'in a channel',
};

/** Only what differs: an object may be long, and the review shows the whole of it below. */
const without = (lines: string[], others: string[]): string[] =>
  lines.filter((line) => !others.includes(line));

function differences(before: Change['shown'], after: Change['shown'], blocking: string[]): string[] {
  const lines: string[] = [];
  for (const now of after) {
    const shown = before.find(({ title }) => title === now.title);
    if (!shown) lines.push(`New in the plan: ${now.title}`);
    else {
      const [was, is] = [
        without(shown.before, now.before).join(', '),
        without(now.before, shown.before).join(', '),
      ];
      if (was !== '' && is !== '') lines.push(`${now.title}: was ${was}; is now ${is}`);
      else if (was !== '') lines.push(`${now.title}: no longer ${was}`);
      else if (is !== '') lines.push(`${now.title}: now also ${is}`);
    }
  }
  for (const gone of before.filter(({ title }) => !after.some((now) => now.title === title)))
    lines.push(`No longer in the plan: ${gone.title}`);
  lines.push(...blocking);
  return lines.length > 0 ? lines : ['The same objects hold other values than before.'];
}

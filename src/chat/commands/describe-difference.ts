import type { Finding } from '../../jit/finding.ts';
import type { Change } from '../../change/change.ts';

/** What moved between the plan that was shown and the plan as it is now, in lines a person can compare. */
export function describeDifference(options: {
  before: Change['shown'];
  after: Change['shown'];
  findings: Finding[];
}): string[] {
  const lines: string[] = [];
  for (const now of options.after) {
    const shown = options.before.find(({ title }) => title === now.title);
    if (!shown) lines.push(`New in the plan: ${now.title}`);
    else if (shown.before.join('\n') !== now.before.join('\n'))
      lines.push(
        `${now.title}: was ${shown.before.join(', ') || 'nothing'}; is now ${now.before.join(', ') || 'nothing'}`,
      );
  }
  for (const gone of options.before.filter(({ title }) => !options.after.some((now) => now.title === title)))
    lines.push(`No longer in the plan: ${gone.title}`);
  lines.push(
    ...options.findings.filter(({ severity }) => severity === 'blocks').map(({ sentence }) => sentence),
  );
  return lines.length > 0 ? lines : ['The same objects hold other values than before.'];
}

import type { TableQuestion } from '../../jit/table.ts';
import type { Command } from '../commands.ts';
import type { FileFormat } from '../files/make-file.ts';

type Export = Extract<Command, { command: 'export' }>;
type Name = Command['command'];

/** What is answered on a card when it is said without a format. */
const asFile: Partial<Record<Name, TableQuestion>> = { status: 'groups' };

const sheet = String.raw`(?:excel|spread ?sheet|table)`;
const format = String.raw`(?:an? |the )?(?<format>csv|json|${sheet})(?:[- ](?:file|format|export|table|list|sheet))?`;
const verb = String.raw`(?:export|download|save|dump|give me|get me|get|send me|send|show me|show|list|write|make|create|i need|i want)`;
const jit = String.raw`(?:apple )?(?:jit|just[- ]in[- ]time)(?: registration)?`;

/** How a format is said with a question: behind it, before it, or alone. */
const withFormat: readonly RegExp[] = [
  new RegExp(String.raw`^(?<asked>.+?),? (?:as|in|into|to) ${format}$`, 'is'),
  new RegExp(String.raw`^(?:${verb} )?${format} (?:of|with|for|about)(?: all)?(?: the)? (?<asked>.+)$`, 'is'),
  new RegExp(String.raw`^(?<asked>.+?) ${format}$`, 'is'),
];
const exportAlone = /^(?:export|download)(?:\s+(?<asked>.+))?$/is;

const questions: readonly [TableQuestion, RegExp][] = [
  [
    'groups',
    new RegExp(
      String.raw`^(?:(?:the |all )?${jit}(?: (?:groups?|status|coverage|policies|assignments|report|data))?|(?:the |all )?groups?(?: (?:with|that have|having|and) ${jit})?|status|coverage)$`,
      'i',
    ),
  ],
  [
    'apps',
    new RegExp(
      String.raw`^(?:(?:the |all )?${jit} apps?|(?:which|what) apps? (?:use|have|are in|take part in|work with|with) ${jit}|(?:the |all )?apps?(?: (?:with|in|of|for|that (?:use|have)|using) ${jit})?)$`,
      'i',
    ),
  ],
  [
    'check',
    new RegExp(
      String.raw`^(?:check(?: (?:the |my |our )?${jit})?|(?:the |all )?${jit} (?:check|checks|findings|problems|issues|mistakes|errors)|(?:the )?findings|what(?:'s| is) wrong(?: with ${jit})?)$`,
      'i',
    ),
  ],
];

/**
 * "which groups have JIT as CSV", "export JIT groups" and their like; undefined where it is no question that a file can
 * answer. `nameOf` is the command that a text alone means. Without a format it is CSV.
 */
export function parseExport(said: string, nameOf: (text: string) => Name | undefined): Export | undefined {
  for (const pattern of [...withFormat, exportAlone]) {
    const found = pattern.exec(said)?.groups;
    if (!found) continue;
    const asked = withoutFiller(found['asked'] ?? 'jit');
    const name = nameOf(asked);
    const question = (name && asFile[name]) ?? questions.find(([, phrase]) => phrase.test(asked))?.[0];
    if (question) return { command: 'export', question, format: formatOf(found['format']) };
  }
  return undefined;
}

/** `send me a list of the groups with JIT and save it` → `groups with JIT`; a verb alone asks for what an export is of. */
const withoutFiller = (asked: string): string =>
  asked
    .replace(/,? and (?:export|save|download)(?: it| that| this)?$/i, '')
    .replace(new RegExp(String.raw`^${verb} `, 'i'), '')
    .replace(/^(?:an? |the )?(?:list|table|file|report|overview) of (?:all )?(?:the )?/i, '')
    .replace(/^(?:export|download)$/i, 'jit')
    .trim();

const formatOf = (word: string | undefined): FileFormat => (word?.toLowerCase() === 'json' ? 'json' : 'csv');

import type { Command } from '../commands.ts';
import { cleanText } from './clean-text.ts';
import { parseExport } from './parse-export.ts';
import { parseQuestion } from './parse-question.ts';
import { parseSetUp } from './parse-set-up.ts';
import { readinessWords } from './readiness-words.ts';

const jit = String.raw`(?:apple )?(?:jit|just[- ]in[- ]time)(?: registration)?(?: (?:policy|profile|sso|registration))?`;
const setUp = new RegExp(
  String.raw`^(?:set[- ]?up|setup|create|enable|turn on|switch on|configure|deploy|roll out|introduce|new|make|start|activate)(?: me)?(?: a| an| the| new)* ${jit}\b(.*)$`,
  'is',
);
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'i');

const questions: [RegExp, Command][] = [
  [
    whole(String.raw`help|hi|hello|hey|\?|start|get started|what can you do|what do you do|commands|menu`),
    { command: 'help' },
  ],
  [whole(readinessWords(jit)), { command: 'readiness' }],
  [
    whole(
      String.raw`(?:(?:show|list)(?: me)? )?(?:the |our )?(?:(?:change |audit |${jit} )?history|audit(?: log| trail| chain)?|(?:recent|last|latest) changes)(?: of ${jit})?|what(?: has|'?s)? changed(?: (?:in|with) ${jit})?|who (?:has )?changed (?:what|${jit})|who did what`,
    ),
    { command: 'history' },
  ],
  [
    whole(
      String.raw`(?:(?:show|list)(?: me)? )?(?:the |my |our )?(?:pending|open|waiting|unfinished)(?: (?:changes?|approvals?|reviews?|requests?))?|what(?:'?s| is) (?:pending|open|waiting|unfinished)`,
    ),
    { command: 'pending' },
  ],
];
const orders: [RegExp, Command][] = [
  [
    whole('cancel|stop|abort|quit|exit|never ?mind|forget it|cancel it|cancel that|no,? cancel'),
    { command: 'cancel' },
  ],
  [whole('continue|go on|resume|i (?:have )?signed in|signed in'), { command: 'continue' }],
  [whole('sign ?out|log ?out|sign-out|sign me out'), { command: 'sign-out' }],
  [whole('approve|approved|approve it|yes,? approve|reject|lgtm'), { command: 'approve-in-words' }],
  [
    whole(
      String.raw`(?:undo|revert|roll ?back|take back|reverse)(?: (?:it|that|this|the|my|our|last|latest|previous|change|changes|one|set-?up|${jit}))*|take (?:it|that) back`,
    ),
    { command: 'undo' },
  ],
];

/** Sentences of the product that a later version answers; said plainly instead of misunderstood. */
const later: { pattern: RegExp; what: string; instead?: string }[] = [
  { pattern: /^add .+ to (?:jit|just)/i, what: 'adding to an existing policy' },
  { pattern: /^remove .+ from (?:jit|just)/i, what: 'removing from an existing policy' },
  {
    pattern: /^(?:fix|repair|mend) (?:my |our |the )?(?:jit|just)/i,
    what: 'repairing policies',
    instead: 'Say "check JIT": it shows what is wrong, and what to do about each.',
  },
  { pattern: /^export\b.*\bterraform\b/i, what: 'the export as Terraform' },
  { pattern: /^export\b/i, what: 'an export in that form' },
];

const among = (table: [RegExp, Command][], text: string): Command | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1];
const questionOf = (text: string): Command | undefined => among(questions, text) ?? parseQuestion(text);

/** What is said before a question, as in "do you know which groups have JIT". */
const asking =
  /^(?:(?:tell|show)(?: me| us)?|let me know|do you know|does any(?:one|body) know|know|find out|(?:check|see|verify)(?=\s+(?:which|who)))\s+(?=(?:which|what|what'?s|who|who'?s|why|where|how|if|whether|is|are|am|does|do|has|have)\s)/i;

function commandOf(text: string): Command | undefined {
  const asked = text.replace(asking, '');
  return asked === text ? (among(orders, text) ?? questionOf(text)) : questionOf(asked);
}

/**
 * Text → typed command. Never guesses: what is no command becomes an `answer`, which only counts if a question is open.
 * The text may hold line breaks (a pasted list) and whatever Teams adds to a mention.
 */
export function understand(text: string): Command {
  const clean = cleanText(text);
  const said = clean
    .replace(
      /^(?:(?:please|pls|hey,?|hi,?|hello,?|(?:can|could|would) you|(?:can|could|would) (?:any|some)(?:one|body)(?= (?:please )?(?:tell|show|explain|check|see|verify|list|find|say|give|let))|i want to|i need to|i'd like to|let's)\s+)+(?=\S)/i,
      '',
    )
    .replace(/[?!.]+$/, '')
    .replace(/,?\s+please$/i, '')
    .trim();
  const file = parseExport(said, (text) => commandOf(text)?.command);
  if (file) return file;
  const set = setUp.exec(said);
  if (set) return parseSetUp(set[1] ?? '');
  const known = commandOf(said) ?? commandOf(clean);
  if (known) return known;
  const found = later.find(({ pattern }) => pattern.test(said));
  if (found) {
    const { what, instead } = found;
    return { command: 'not-yet', what, ...(instead === undefined ? {} : { instead }) };
  }
  return { command: 'answer', text: clean };
}

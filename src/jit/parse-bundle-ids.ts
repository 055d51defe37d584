import { trimBlanks, withoutInvisible } from './blanks.ts';
import { looksLikeBundleId } from './bundle-id-syntax.ts';
import { readIdColumn } from './read-id-column.ts';

/**
 * Splits a paste into candidates for `checkBundleIds`, in its order: commas, semicolons, lines, tabs, bullets, numbers,
 * quotes, "and", JSON, the bundle ID column of a table, Name (id). Drops nothing that could be meant as a bundle ID;
 * whether a candidate is one is decided later. Never throws, never returns an empty candidate.
 */
export function parseBundleIds(text: string): string[] {
  const clean = cleanPaste(text);
  return fromJson(clean)?.flatMap(splitList) ?? readIdColumn(clean) ?? splitList(clean);
}

/** Without invisible characters, HTML and Markdown around the text; every line ends with `\n`. */
function cleanPaste(text: string): string {
  const plain = withoutInvisible(
    text
      .replace(/&nbsp;|&#160;|&#xA0;/gi, ' ')
      .replace(/&(zwnj|zwj|shy|#8203|#xFEFF);/gi, '')
      .replace(/&quot;|[“”„«»]/gi, '"')
      .replace(/[‘’‚]/g, "'")
      .replace(/<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/gi, '\n')
      .replace(/&lt;/gi, '<')
      .replace(/&gt;/gi, '>')
      .replace(/&amp;/gi, '&')
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'),
  );
  return trimBlanks(
    plain
      .replace(/^[^\S\n]*```\w*[^\S\n]*$/gm, '')
      .replace(/\[([^[\]\n]+)\]\(([^()\s]+)\)/g, (_, shown: string, url: string) =>
        url.toLowerCase().includes(shown.trim().toLowerCase()) ? shown : url,
      ),
  );
}

/** The strings of a JSON paste: of an object those under a bundle ID key, else those that look like one. */
function fromJson(text: string): string[] | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  const collect = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (Array.isArray(value)) return value.flatMap(collect);
    if (typeof value !== 'object' || value === null) return [];
    const entries = Object.entries(value);
    const named = entries.filter(([key]) => /bundle[\s_-]?id/i.test(key));
    if (named.length > 0) return named.flatMap(([, inner]) => collect(inner));
    return entries.flatMap(([, inner]) =>
      collect(inner).filter((found) => typeof inner !== 'string' || looksLikeBundleId(found.trim())),
    );
  };
  try {
    return collect(JSON.parse(text));
  } catch {
    return undefined; // not JSON after all, or nested beyond reason: a list in brackets is split like any other
  }
}

function splitList(text: string): string[] {
  return text
    .split(/[\n\t,;|、，；]|\s(?:and|or|plus|&|\+|\/)\s/iu)
    .flatMap(piecesOf)
    .filter((piece) => piece !== '');
}

/** Longer entries are no list line: they are only split at blanks, which keeps every paste linear in its length. */
const longestEntry = 1000;

/** One entry of a list without what stands around it; several where blanks separate nothing but bundle IDs. */
function piecesOf(entry: string): string[] {
  const short = entry.length <= longestEntry;
  const bare = short ? peel(entry) : trimBlanks(entry);
  const words = wordsOf(bare);
  if (words.length > 1 && words.every((word) => looksLikeBundleId(word) || /^wefwef$|:\/\//i.test(word)))
    return words;
  return (short ? besideName(bare) : undefined) ?? [bare];
}

const wordsOf = (text: string): string[] =>
  text.split(/\s+/u).map((word) => (word.length <= longestEntry ? peel(word) : word));

/** Peels bullets, numbers, quotes, brackets, emphasis and a closing full stop, layer by layer. */
function peel(entry: string): string {
  let before;
  let now = trimBlanks(entry);
  do {
    before = now;
    now = trimBlanks(
      now
        .replace(/^(?:(?:[-*+>–—]\s+)?\[[ xX]?\]|[-*+>–—]|\d{1,3}[.:])\s+/, '')
        .replace(/^(?:[•‣◦·▪▫●○■□✓✔→]|\(?\d{1,3}\)|-(?=[A-Za-z]))/, '')
        .replace(/^\d{1,3}\.(?=[a-z]{2,4}\.[A-Za-z])/, '')
        .replace(/^(?:and|or|plus)\s+/i, '')
        .replace(/\s+(?:and|or|plus|&|\+)$/i, '')
        .replace(/^(\*{1,3}|_{1,3}|`+)([^*`]+)\1$/, '$2')
        .replace(/^["'`([{<]+/, '')
        .replace(/^([^(]*)\)+$/, '$1')
        .replace(/["'`\]}>.!?:]+$/, ''),
    );
  } while (now !== before);
  return /^[-*+&]$/.test(now) ? '' : now;
}

/** dotted and in one piece: meant as a bundle ID, right or wrong */
const isAttempt = (word: string): boolean => /^[^\s.]+(\.[^\s.]+)+$/u.test(word) && /[A-Za-z]/.test(word);

/** The bundle IDs in `Name (id)`, `Name: id`, `name=id`, `Name - id`, `id (Name)`; undefined if they are not plain to see. */
function besideName(entry: string): string[] | undefined {
  if (entry.includes('://')) return undefined;
  const [, first, , last] = /^([^:=(]+?)(\s*[:=(]\s*|\s+(?:[-–—→]|->|=>)\s+)(.+)$/u.exec(entry) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const [left, right] = [wordsOf(peel(first)), wordsOf(peel(last))];
  if (right.every(isAttempt) && !left.some(isAttempt)) return right;
  return left.every(looksLikeBundleId) && !right.some((word) => word.includes('.')) ? left : undefined;
}

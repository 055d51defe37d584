import { looksLikeBundleId } from '../../jit/bundle-id.ts';
import type { Command } from '../commands.ts';

type SetUp = Extract<Command, { command: 'set-up' }>;
type Segment = { keyword: 'for' | 'apps' | 'groups' | 'except'; phrase: string };

const keywords: [Segment['keyword'], RegExp][] = [
  ['except', /^(?:except(?: for)?|excluding|exclude|but not|without|minus)(?: the)?(?: groups?)?\b/i],
  ['apps', /^(?:for|with|using|and|on)(?: the)? (?:apps?|applications?|bundle ?ids?)\b:?/i],
  ['groups', /^(?:for|to|and|on)(?: the)? groups?\b:?/i],
  ['for', /^(?:for|to|on|with|and assign(?: it)? to|assigned to)\b/i],
];

/**
 * The rest of a "set up JIT …" sentence: `for APPS for TARGETS except TARGETS` in any order that can be told apart.
 * A phrase that may be either (one "for" with plain names) stays in `appsOrTargets`; the tenant decides.
 */
export function parseSetUp(rest: string): SetUp {
  const result: SetUp = { command: 'set-up' };
  const open: string[] = [];
  for (const { keyword, phrase } of segments(rest)) {
    if (phrase === '') continue;
    if (keyword === 'except') result.exclude = join(result.exclude, phrase);
    else if (saysNoApps(phrase)) result.noApps = true;
    else if (keyword === 'apps' || mentionsBundleId(phrase)) result.apps = join(result.apps, phrase);
    else if (keyword === 'groups' || isEveryone(phrase)) result.targets = join(result.targets, phrase);
    else open.push(phrase);
  }
  assignOpen(result, open);
  return result;
}

/** Phrases that may be apps or groups: with two of them the first are apps; with one, what is missing decides. */
function assignOpen(result: SetUp, open: string[]): void {
  const appsKnown = result.apps !== undefined || result.noApps === true;
  const [first, ...others] = open;
  if (first === undefined) return;
  if (others.length > 0 && !appsKnown) {
    result.apps = first;
    result.targets = join(result.targets, others.join(', '));
  } else if (appsKnown) result.targets = join(result.targets, open.join(', '));
  else if (result.targets !== undefined) result.apps = open.join(', ');
  else result.appsOrTargets = first;
}

function segments(rest: string): Segment[] {
  const found: Segment[] = [];
  let keyword: Segment['keyword'] = 'for';
  let phrase = '';
  const tokens = rest.match(/"[^"]*"|\n|[^\s"]+/g) ?? [];
  for (let at = 0; at < tokens.length; at += 1) {
    const hit = keywords
      .map(([kind, pattern]) => ({ kind, match: pattern.exec(tokens.slice(at).join(' ')) }))
      .find(({ match }) => match !== null);
    if (hit?.match) {
      found.push({ keyword, phrase: tidy(phrase) });
      keyword = hit.kind;
      phrase = '';
      at += hit.match[0].split(' ').length - 1;
    } else phrase += ` ${tokens[at]}`;
  }
  found.push({ keyword, phrase: tidy(phrase) });
  return found;
}

const tidy = (phrase: string): string =>
  phrase
    .trim()
    .replace(/ ([,;])/g, '$1')
    .replace(/^(?:[,;:]|and\b)\s*/i, '')
    .replace(/[,;]?(?:\s+and)?$/i, '')
    .trim();
const join = (before: string | undefined, phrase: string): string =>
  before === undefined ? phrase : `${before}, ${phrase}`;
const mentionsBundleId = (phrase: string): boolean =>
  phrase
    .split(/[\s,;]+/)
    .some((word) => looksLikeBundleId(word.replace(/^["'(]+|["').]+$/g, '')) || /^https?:\/\//i.test(word));

export type EveryoneKind = 'all-users' | 'all-devices';

/** "all users", "everyone", "all devices" and their like. */
export function everyoneKind(phrase: string): EveryoneKind | undefined {
  const plain = phrase
    .trim()
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/\s+/g, ' ');
  if (
    /^(?:all(?: licensed)? users|everyone|everybody|all people|all|the whole company|whole company|all employees)$/.test(
      plain,
    )
  )
    return 'all-users';
  if (/^(?:all|every)(?: the)? (?:devices?|iphones?|ipads?|iphones and ipads)$/.test(plain))
    return 'all-devices';
  return undefined;
}
const isEveryone = (phrase: string): boolean => everyoneKind(phrase) !== undefined;

/** "none", "no apps", "only Microsoft apps": JIT without additional bundle IDs. */
export function saysNoApps(phrase: string): boolean {
  return /^(?:none|no|no (?:other |more |additional )?apps?|no bundle ids?|nothing|(?:only|just)(?: the)? microsoft(?: apps?)?|microsoft apps? only)\.?$/i.test(
    phrase.trim(),
  );
}

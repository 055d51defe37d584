import { ODataError } from './odata-error.ts';

/** The part of OData's $filter that the practice Graph knows. */
export type Filter =
  | { op: 'and' | 'or'; left: Filter; right: Filter }
  | { op: 'not'; of: Filter }
  | { op: 'isof'; type: string }
  | { op: 'startswith'; path: string; value: string }
  | { op: 'eq' | 'ne'; path: string; value: Literal }
  | { op: 'in'; path: string; values: Literal[] };
export type Literal = string | boolean | null;

type Token = { kind: 'text'; value: string } | { kind: 'word' | 'sign'; value: string };

/** Parses a $filter. Throws ODataError with OData's kind of sentence when it is malformed or uses something unknown. */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  let at = 0;

  const peek = (): Token | undefined => tokens[at];
  const isWord = (word: string): boolean => peek()?.kind === 'word' && peek()?.value === word;
  const fail = (): never => {
    throw new ODataError(
      `Invalid filter clause: syntax error at '${peek()?.value ?? 'the end'}' in '${text}'.`,
    );
  };
  const take = (kind: Token['kind'], value?: string): string => {
    const token = peek();
    if (token?.kind !== kind || (value !== undefined && token.value !== value)) return fail();
    at += 1;
    return token.value;
  };

  const parseOr = (): Filter => chain('or', () => chain('and', parseNot));
  function chain(op: 'and' | 'or', next: () => Filter): Filter {
    let left = next();
    while (isWord(op)) {
      take('word');
      left = { op, left, right: next() };
    }
    return left;
  }
  function parseNot(): Filter {
    if (!isWord('not')) return parsePrimary();
    take('word');
    return { op: 'not', of: parseNot() };
  }
  function parsePrimary(): Filter {
    if (peek()?.kind === 'sign') return inParentheses(parseOr);
    if (isWord('isof')) {
      take('word');
      return { op: 'isof', type: inParentheses(() => take('text')) };
    }
    if (isWord('startswith')) {
      take('word');
      return inParentheses(parseStartsWith);
    }
    return parseComparison(take('word'));
  }
  function parseStartsWith(): Filter {
    const path = take('word');
    take('sign', ',');
    return { op: 'startswith', path, value: take('text') };
  }
  function parseComparison(path: string): Filter {
    const op = take('word');
    if (op === 'eq' || op === 'ne') return { op, path, value: literal() };
    if (op !== 'in') return fail();
    return { op, path, values: inParentheses(literals) };
  }
  function literals(): Literal[] {
    const values = [literal()];
    while (peek()?.value === ',') {
      take('sign', ',');
      values.push(literal());
    }
    return values;
  }
  function literal(): Literal {
    if (peek()?.kind === 'text') return take('text');
    const word = take('word');
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : fail();
  }
  function inParentheses<T>(content: () => T): T {
    take('sign', '(');
    const value = content();
    take('sign', ')');
    return value;
  }

  const filter = parseOr();
  return at === tokens.length ? filter : fail();
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w./]*)|([(),]))/y;
  while (pattern.lastIndex < text.trimEnd().length) {
    const start = pattern.lastIndex;
    const found = pattern.exec(text);
    if (!found) throw new ODataError(unreadable(text, start));
    if (found[1] !== undefined) tokens.push({ kind: 'text', value: found[1].replaceAll("''", "'") });
    else if (found[2] !== undefined) tokens.push({ kind: 'word', value: found[2] });
    else tokens.push({ kind: 'sign', value: found[3] ?? '' });
  }
  return tokens;
}

const unreadable = (text: string, at: number): string =>
  text.slice(at).trimStart().startsWith("'")
    ? `Invalid filter clause: There is an unterminated string literal at position ${at} in '${text}'.`
    : `Invalid filter clause: syntax error at position ${at} in '${text}'.`;

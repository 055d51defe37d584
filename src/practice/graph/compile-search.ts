import { ODataError } from './odata/odata-error.ts';

type Clause<T> = { property: keyof T; words: string[] };

/**
 * Makes a test out of a $search: quoted clauses `"displayName:words"`, joined by AND or OR (AND first). All words of a clause
 * have to begin some word of the property, in any order and case. Throws ODataError when it is malformed, or names
 * something that is not `searchable`.
 */
export function compileSearch<T>(
  search: string,
  searchable: readonly (keyof T & string)[],
): (object: T) => boolean {
  const alternatives = splitClauses(search).map((all) => all.map((clause) => readClause(clause, searchable)));
  return (object) => alternatives.some((all) => all.every((clause) => matches(clause, object)));
}

/** `"a" AND "b" OR "c"` → [[a, b], [c]], still escaped inside. */
function splitClauses(search: string): string[][] {
  const pattern = /\s*"((?:[^"\\]|\\["\\])*)"\s*(AND|OR|$)/y;
  const alternatives: string[][] = [[]];
  for (;;) {
    const found = pattern.exec(search);
    if (found?.[1] === undefined)
      throw new ODataError(
        `Syntax error: character in $search is invalid or a quote is missing in '${search}'.`,
      );
    alternatives.at(-1)?.push(found[1]);
    if (found[2] === '') return alternatives;
    if (found[2] === 'OR') alternatives.push([]);
  }
}

function readClause<T>(clause: string, searchable: readonly (keyof T & string)[]): Clause<T> {
  const [, name = '', text = ''] = /^(\w+):(.*)$/s.exec(clause) ?? [];
  const property = searchable.find((known) => known === name);
  if (!property)
    throw new ODataError(
      `The clause '${clause}' of $search does not begin with a searchable property and a colon.`,
    );
  return { property, words: wordsOf(text.replace(/\\(["\\])/g, '$1')) };
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

function matches<T>({ property, words }: Clause<T>, object: T): boolean {
  const present = wordsOf(String(object[property] ?? ''));
  return words.length > 0 && words.every((word) => present.some((candidate) => candidate.startsWith(word)));
}

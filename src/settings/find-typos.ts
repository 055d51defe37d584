import { settingsTable } from './table.ts';

const ours = settingsTable.map((row) => row.name);

/** Names that are none of ours but one or two slips away from one; short names are allowed one slip only. */
export function findTypos(names: readonly string[]): string[] {
  return names
    .filter((name) => !ours.includes(name))
    .flatMap((name) => {
      const meant = ours.find((known) => slips(name.toUpperCase(), known) <= (known.length > 6 ? 2 : 1));
      return meant === undefined ? [] : [`${name} in .env is not a setting; expected ${meant}?`];
    });
}

/** How many letters have to be added, left out or exchanged to get from one word to the other (Levenshtein). */
function slips(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [at, wanted] of Array.from(to).entries())
      next.push(
        Math.min((row[at] ?? 0) + (letter === wanted ? 0 : 1), (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1),
      );
    row = next;
  }
  return row[to.length] ?? 0;
}

/**
 * Blanks in the widest sense: white space, control and format characters, fillers. They come with pastes from Teams, web
 * pages and spreadsheets, and Intune keeps them (a blank around a key or value breaks just-in-time registration).
 */
const blank = /[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** those that take no room on the screen: what is left without them is what the person saw */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The text without blanks at its start and end. Linear in the length, whatever is pasted. */
export function trimBlanks(text: string): string {
  const points = [...text];
  let start = 0;
  let end = points.length;
  while (start < end && blank.test(points[start] ?? '')) start += 1;
  while (end > start && blank.test(points[end - 1] ?? '')) end -= 1;
  return points.slice(start, end).join('');
}

/** The text without any blank at all, for comparing only. */
export const withoutBlanks = (text: string): string =>
  [...text].filter((point) => !blank.test(point)).join('');

/** The text without characters that nobody sees (zero-width, byte order mark, soft hyphen, direction marks). */
export const withoutInvisible = (text: string): string => text.replace(invisible, '');

export const hasBlank = (text: string): boolean => blank.test(text);

/** One line: every run of blanks becomes one space, none at the ends. */
export const oneLine = (text: string): string =>
  trimBlanks(withoutInvisible(text))
    .replace(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .trim();

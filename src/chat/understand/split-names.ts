/**
 * Splits a typed list of names. Commas, semicolons, bullets and line breaks always separate; "and", "&" and "+" only may
 * (a group can be called "Sales and Marketing"), so an item keeps its soft parts beside the whole. Quotes keep a name together.
 */
export interface NamedItem {
  whole: string;
  /** the pieces between "and", "&", "+"; one element if there is none or the name was quoted */
  parts: string[];
  /** in quotes, so it is a name whatever it says */
  quoted?: boolean;
}

export function splitNames(phrase: string): NamedItem[] {
  const items: NamedItem[] = [];
  // An apostrophe inside a word (O'Brien) is no quote; only double quotes keep a name together.
  const hard = phrase.match(/(?:"[^"]*"|[^,;\n\u2022"])+/g) ?? [];
  for (const piece of hard) {
    const whole = piece
      .trim()
      .replace(/^(?:and|&|or)\s+/i, '')
      .replace(/^[-*]\s+/, '')
      .trim();
    const quoted = /^"([^"]+)"$/.exec(whole)?.[1]?.trim();
    if (quoted) {
      items.push({ whole: quoted, parts: [quoted], quoted: true });
      continue;
    }
    const parts = (whole.match(/"[^"]*"|[^"]+/g) ?? [])
      .flatMap((run) =>
        run.startsWith('"')
          ? [run.slice(1, -1)]
          : run.split(/\s+(?:and|&|\+)\s+|^(?:and|&)\s+|\s+(?:and|&)$/i),
      )
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length > 0) items.push({ whole: whole.replace(/"/g, ''), parts });
  }
  return items;
}

/** Whether a phrase with separators in it may all the same be one name: in Entra that is one line of at most 256 characters. */
export const mayBeOneName = (phrase: string): boolean =>
  /[,;"]/.test(phrase) && !phrase.includes('\n') && phrase.length <= 256;

/** The name without "the" before and "group(s)" behind, for a second try when the name as typed finds nothing. */
export function withoutFiller(name: string): string {
  return name
    .replace(/^(?:the\s+)?(?:groups?\s+)?(?:called\s+|named\s+)?/i, '')
    .replace(/\s+groups?$/i, '')
    .trim();
}

/**
 * Text as Teams sends it, made plain: HTML blanks, zero-width characters and runs of blanks go, quotes become straight,
 * accents too that stand for an apostrophe.
 * Line breaks stay, because a pasted list is one item a line.
 */
export function cleanText(text: string): string {
  return text
    .replace(/&nbsp;/gi, ' ')
    .replace(/&amp;/gi, '&')
    .replace(/[\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF\u00AD]/g, '')
    .replace(/[\u201C\u201D\u201E\u201F\u00AB\u00BB]/g, '"')
    .replace(/[\u2018\u2019\u201A\u201B]/g, "'")
    .replace(/(?<=\p{L})[\u00B4\u0060](?=\p{L})/gu, "'")
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** Letters, digits, hyphens and dots, no empty part: Apple's rule for a bundle ID. */
const syntax = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

/** Our own limit; Apple and Intune document none. */
export const longestBundleId = 155;

/** Whether Apple could have accepted it; says nothing about dots (`wefwef` is one). */
export const isBundleIdSyntax = (text: string): boolean => syntax.test(text) && /[A-Za-z]/.test(text);

/**
 * Whether a word in a sentence is meant as a bundle ID: reverse-DNS style with a dot, starting with a letter. True for
 * Microsoft's too (they are refused later, with a reason), false for `wefwef`, `1.2.3`, `e.g`.
 */
export const looksLikeBundleId = (text: string): boolean =>
  text.length >= 5 &&
  text.length <= longestBundleId &&
  isBundleIdSyntax(text) &&
  /^[A-Za-z][A-Za-z0-9-]*\./.test(text);

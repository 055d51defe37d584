/** A text literal of OData's $filter: in single quotes, those inside doubled. Encoding for the URL comes after. */
export const odataText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A clause of $search on one property: in double quotes, with `"` and `\` inside escaped (reference graph.md 7). */
export const searchClause = (property: string, text: string): string =>
  `"${property}:${text.replace(/["\\]/g, '\\$&')}"`;

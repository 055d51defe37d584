import { Problem } from '../problems.ts';

/** A path below the version: `path` goes over the wire with its ids encoded, `template` names the place in logs. */
export interface GraphPath {
  path: string;
  template: string;
}

/**
 * Tag for Graph paths: at`/groups/${id}/owners`. Whatever stands in an id, it stays one segment; ids that cannot be one
 * (empty, or dots that a URL folds away) throw Problem('graph-not-found').
 */
export function at(parts: TemplateStringsArray, ...ids: string[]): GraphPath {
  if (ids.some((id) => ['', '.', '..'].includes(id)))
    throw new Problem('graph-not-found', { what: 'an id that is none' });
  return {
    path: String.raw({ raw: parts }, ...ids.map(encodeURIComponent)),
    template: String.raw({ raw: parts }, ...ids.map(() => '{id}')),
  };
}

/** A query string with every value encoded, `&` and `"` among them; `$` stays as OData writes it. Empty: no query. */
export function queryString(query: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Whether a URL that Graph gave us (a nextLink) stays at Graph: same scheme, host and port, no user information. */
export function isAtOrigin(url: string, origin: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin: found, username, password } = new URL(url);
  return found === origin && username === '' && password === '';
}

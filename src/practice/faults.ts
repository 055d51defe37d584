/**
 * Faults that the practice Graph produces on demand. A fault waits for the requests that it matches and is used up by
 * them. "before" kinds mean that the request is not carried out, "after" kinds that it is, and the answer gets lost.
 */
export const faultKinds = {
  timeout: 'not carried out, never answered',
  'reset-before': 'not carried out, the connection is cut',
  'reset-after': 'carried out, then the connection is cut',
  '429': 'not carried out, 429 with Retry-After: 1',
  '429-no-retry-after': 'not carried out, 429 without Retry-After',
  '500': 'not carried out, 500',
  '500-after': 'carried out, then 500',
  '502': 'not carried out, 502',
  '502-after': 'carried out, then 502',
  '503': 'not carried out, 503 with Retry-After: 1',
  '503-after': 'carried out, then 503',
  '504': 'not carried out, 504',
  '504-after': 'carried out, then 504',
  '401': 'not carried out, 401 as for an expired token',
  '403': 'not carried out, 403 with an empty message',
  truncated: 'carried out, the answer breaks off half-way',
  'html-502': 'not carried out, 502 with a page of HTML',
} as const;

export type FaultKind = keyof typeof faultKinds;

export interface Fault {
  /**
   * which requests: the method, any if absent, and the path without version and query. Text matches whole segments
   * anywhere in the path (`/assign` does not match `/assignments`); a regular expression sees the path as it came. `query`
   * tells requests of one path apart, and sees it decoded.
   */
  match: { method?: string; path: RegExp | string; query?: RegExp };
  kind: FaultKind;
  /** how many requests it hits; 1 if absent */
  times?: number;
  /** how many requests that it matches it lets pass before, whatever other faults do to them; 0 if absent */
  skip?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** the oldest waiting fault for this request, used up by one; undefined: none */
  take(method: string, path: string, query?: string): FaultKind | undefined;
  /** faults not yet used up, as `METHOD PATH KIND xTIMES` lines: a script that ends with some left has a mistake */
  waiting(): string[];
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: (Fault & { left: number; toSkip: number })[] = [];
  return {
    add: (fault) => {
      waiting.push({ ...fault, left: fault.times ?? 1, toSkip: fault.skip ?? 0 });
    },
    take: (method, path, query = '') => {
      const matching = waiting.filter((fault) => matches(fault.match, method, path, query));
      const found = matching.find(({ toSkip }) => toSkip === 0);
      for (const fault of matching) if (fault.toSkip > 0) fault.toSkip -= 1;
      if (!found) return undefined;
      found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.kind;
    },
    waiting: () =>
      waiting.map(({ match, kind, left }) => `${match.method ?? '*'} ${String(match.path)} ${kind} x${left}`),
    clear: () => {
      waiting = [];
    },
  };
}

/**
 * Reads `[METHOD] /PATH KIND [xTIMES]`, as in `POST /assign 503-after x2`; without a method any request counts.
 * Throws an Error that says what is wrong and lists the kinds.
 */
export function parseFaultLine(line: string): Fault {
  const parts = line.trim().split(/\s+/);
  const method = /^[A-Za-z]+$/.test(parts[0] ?? '') ? parts.shift()?.toUpperCase() : undefined;
  const [path, kind, count = 'x1', ...rest] = parts;
  const times = Number(/^x([1-9]\d*)$/.exec(count)?.[1] ?? Number.NaN);
  if (method && !['GET', 'POST', 'PATCH', 'DELETE'].includes(method))
    throw mistake(line, `"${method}" is no method`);
  if (!path?.startsWith('/')) throw mistake(line, 'the path has to begin with /');
  if (!isFaultKind(kind)) throw mistake(line, kind ? `"${kind}" is no kind` : 'the kind is missing');
  if (Number.isNaN(times) || rest.length > 0) throw mistake(line, 'after the kind only x1, x2, … may follow');
  return { match: { ...(method ? { method } : {}), path }, kind, times };
}

const isFaultKind = (kind: string | undefined): kind is FaultKind =>
  kind !== undefined && Object.hasOwn(faultKinds, kind);

function mistake(line: string, why: string): Error {
  const kinds = Object.entries(faultKinds).map(([kind, meaning]) => `  ${kind}: ${meaning}`);
  return new Error(
    [`fault "${line.trim()}": ${why}. Write: [METHOD] /PATH KIND [xTIMES]. Kinds:`, ...kinds].join('\n'),
  );
}

function matches(match: Fault['match'], method: string, path: string, query: string): boolean {
  if (match.method && match.method !== method) return false;
  if (match.query && !match.query.test(decodeURIComponent(query.replaceAll('+', ' ')))) return false;
  if (match.path instanceof RegExp) return match.path.test(path);
  const literal = match.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`${literal}(?=$|[/(])`, 'i').test(path);
}

/** One request on its way through the chain. Links pass on a changed copy, never change it in place. */
export interface GraphCall {
  /** absolute */
  url: string;
  method: 'GET' | 'POST' | 'DELETE';
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal?: AbortSignal;
  /** a `$batch` of reads is a read, though it is a POST */
  kind: 'read' | 'write';
  /** version and path with `{id}` for ids, without the query; what the record shows */
  template: string;
  /** statuses that the caller answers itself, so they are not retried */
  handBack: readonly number[];
  /** never sent again here, whatever comes: it holds what was read a moment ago, and waiting makes that old */
  once?: boolean;
}

export type Send = (call: GraphCall) => Promise<Response>;
export type Link = (call: GraphCall, next: Send) => Promise<Response>;

/** Puts links in front of what finally sends; the first link sees the call first and the answer last. */
export const chain = (links: readonly Link[], last: Send): Send =>
  links.reduceRight<Send>((next, link) => (call) => link(call, next), last);

/** The clock of everything that waits; tests bring their own. Milliseconds. */
export interface Timing {
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** 0 to 1, as Math.random */
  random: () => number;
}

/**
 * Node's own `fetch`, trusting one more authority. NODE_EXTRA_CA_CERTS is read at the start of a process only; but
 * `fetch` takes a dispatcher for each request, and the class of the one that Node uses can be had from it.
 */
export async function trustingFetch(
  ca: string,
): Promise<{ fetch: typeof fetch; close: () => Promise<void> }> {
  await fetch('data:,').then((response) => response.text());
  const inUse = (globalThis as unknown as Record<symbol, Dispatcher>)[
    Symbol.for('undici.globalDispatcher.1')
  ]!;
  const dispatcher = new inUse.constructor({ connect: { ca } });
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher } as unknown as RequestInit),
    close: () => dispatcher.destroy(),
  };
}

interface Dispatcher {
  constructor: new (options: { connect: { ca: string } }) => Dispatcher;
  destroy(): Promise<void>;
}

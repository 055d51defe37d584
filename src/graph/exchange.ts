import type { Send } from './chain.ts';
import { UnreadableAnswer } from './failure.ts';

/**
 * The end of the chain: one request through `fetch`, and its answer read to the end, so that a body which breaks off
 * is noticed inside the chain, where it can be retried. Never follows a redirect: a token goes to one origin only.
 * Throws what `fetch` throws, and UnreadableAnswer for a 2xx whose body is cut or no JSON.
 */
export function exchange(fetch: typeof globalThis.fetch): Send {
  return async ({ url, method, headers, body, signal }) => {
    const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
    const unreadable = new UnreadableAnswer(response.status, response.headers.get('request-id') ?? undefined);
    const text = await response.text().catch(() => {
      if (response.ok) throw unreadable;
      return '';
    });
    if (response.ok && isJson(response) && text !== '' && !parses(text)) throw unreadable;
    return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
  };
}

const isJson = (response: Response): boolean => /\bjson\b/i.test(response.headers.get('content-type') ?? '');

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

import type { FailureKind } from './failure.ts';

/** What came of one call, after its retries: an answer of any status, or none that can be used. */
export type Result =
  | {
      got: 'answer';
      status: number;
      headers: Headers;
      /** parsed JSON; undefined where there is none */
      body: unknown;
      /** Graph's id, else ours */
      requestId: string;
      /** with a 403, where they can be told: the delegated scopes that the token held */
      heldScopes?: readonly string[];
    }
  | { got: 'failure'; kind: FailureKind; code: string; requestId: string };

/** The body as JSON; undefined where it is none, as in an HTML page of a gateway. */
export async function jsonOf(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text()) as unknown;
  } catch {
    return undefined;
  }
}

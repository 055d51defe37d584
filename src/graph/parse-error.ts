import { z } from 'zod/v4';

/** What an error body of Graph says, fit for showing: no URL of the service, nothing that looks like a token. */
export interface ParsedError {
  code: string;
  message: string;
  /** what Intune's support asks for */
  activityId?: string;
  requestId?: string;
  retryAfterSeconds?: number;
  /** the message was Intune's JSON inside the string */
  fromIntune: boolean;
}

const odata = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.object({ 'request-id': z.string().nullish() }).nullish(),
  }),
});
const intune = z.object({
  Message: z.string().nullish(),
  RetryAfter: z.union([z.number(), z.string()]).nullish(),
});

/**
 * Reads an OData error, and Intune's form of it, whose `message` is JSON again with the text, the ids and a URL run
 * together (reference graph.md 2.6). Never throws: what is not understood gives empty texts.
 */
export function parseError(body: unknown): ParsedError {
  const outer = odata.safeParse(body);
  if (!outer.success) return { code: '', message: '', fromIntune: false };
  const { code, message, innerError } = outer.data.error;
  const text = message ?? '';
  const nested = intune.safeParse(jsonIn(text));
  const inner = nested.success ? nested.data : undefined;
  const retryAfter = Number(inner?.RetryAfter ?? NaN);
  return {
    code: code ?? '',
    message: clean(inner?.Message ?? (inner ? '' : text)),
    activityId: /Activity ID:\s*([0-9a-f-]{36})/i.exec(text)?.[1],
    requestId: innerError?.['request-id'] ?? undefined,
    retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
    fromIntune: nested.success,
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function clean(text: string): string {
  return text
    .split(' - Operation ID')[0]!
    .replace(/(\bUrl:\s*)?\bhttps?:\/\/[^\s"'<>]+/gi, '')
    .replace(/\b(Bearer\s+\S+|eyJ[\w-]+(\.[\w-]*)*)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}

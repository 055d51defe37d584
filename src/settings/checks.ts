import { z } from 'zod/v4';

/** A host name or address that can only be this machine (as URL.hostname writes it). */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  hostname === '::1' ||
  /^127(\.\d{1,3}){3}$/.test(hostname);

const text = (expected: string) => z.string({ error: `is missing; expected ${expected}` });

/** A GUID, in lower case. */
export const guid = (what: string) => {
  const expected = `${what}, a GUID such as 00000000-1111-4222-8333-444444444444`;
  return text(expected)
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, { error: `is not a GUID; expected ${expected}` })
    .transform((value) => value.toLowerCase());
};

/** One of the words; what is missing stays undefined. */
export const oneOf = <Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `has an unknown value; expected one of: ${words.join(', ')}` });

interface UrlRules {
  /** only scheme, host and port */
  originOnly: boolean;
  /** http is allowed where the host is this machine */
  httpOnLoopback: boolean;
}

const urlFault = (value: string, rules: UrlRules): string | undefined => {
  if (!URL.canParse(value)) return 'is not a URL';
  const url = new URL(value);
  const mayBeHttp = rules.httpOnLoopback && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && mayBeHttp)) return 'is not https';
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (url.search !== '' || url.hash !== '') return 'holds a query or fragment';
  if (rules.originOnly && url.pathname !== '/') return 'has a path';
  return undefined;
};

const checkedUrl = (expected: string, rules: UrlRules) =>
  z.string().superRefine((value, context) => {
    const fault = urlFault(value, rules);
    if (fault !== undefined)
      context.addIssue({ code: 'custom', message: `${fault}; expected ${expected}`, continue: false });
  });

/** An origin, written as URL.origin writes it. */
export const origin = (expected: string, httpOnLoopback: boolean) =>
  checkedUrl(expected, { originOnly: true, httpOnLoopback }).transform((value) => new URL(value).origin);

/** A URL, kept to the letter: issuers are compared as strings. */
export const url = (expected: string) => checkedUrl(expected, { originOnly: false, httpOnLoopback: true });

/** A port that a server can be given: 1 to 65535. */
export const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535, {
    error: 'is not a port; expected a number from 1 to 65535',
  })
  .transform(Number);

/** Comma-separated `host` or `host:port`, in lower case. */
export const hosts = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((entry) => entry.trim().toLowerCase())
      .filter((entry) => entry !== ''),
  )
  .refine((entries) => entries.length > 0 && entries.every(isHost), {
    error:
      'is not a list of hosts; expected comma-separated host or host:port, without scheme, path or wildcard',
  });

const isHost = (entry: string): boolean => {
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/.test(entry)) return false;
  return URL.canParse(`https://${entry}`);
};

/** Whether a `host` or `host:port` names this machine. */
export const isLoopbackHost = (entry: string): boolean => isLoopback(new URL(`https://${entry}`).hostname);

/** What the server binds to: a host name or address, no scheme and no port. */
export const bindHost = z.string().regex(/^([0-9a-f:.]+|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/i, {
  error: 'is not a host; expected a host name or address to listen on, such as 0.0.0.0',
});

import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

interface Page {
  status: number;
  location: string | undefined;
  text: string;
}

/** As many pages as a sign-in may take before something goes in circles. */
const mostPages = 10;

/**
 * Does in a browser's place what a person does on the sign-in page: opens `url`, follows redirects with cookies, accepts on
 * Entra's consent page and comes back to the bot. Answers the text of the last page. Throws where it leads nowhere, or
 * where the page offers no Accept.
 */
export async function browseSignIn({ url, caPem }: { url: string; caPem: string }): Promise<string> {
  const cookies = new Map<string, Map<string, string>>();

  function open(at: URL, form?: URLSearchParams): Promise<Page> {
    const jar = cookies.get(at.host) ?? new Map<string, string>();
    cookies.set(at.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...(cookie === '' ? {} : { cookie }),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    };
    const options = { method: form ? 'POST' : 'GET', headers };
    return new Promise((resolve, reject) => {
      const call =
        at.protocol === 'https:' ? httpsRequest(at, { ...options, ca: caPem }) : httpRequest(at, options);
      call.on('error', reject).on('response', (answer) => {
        for (const set of answer.headers['set-cookie'] ?? []) {
          const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/);
          jar.set(name, value);
        }
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text }),
        );
      });
      call.end(form?.toString());
    });
  }

  let at = new URL(url);
  let page = await open(at);
  for (let pages = 1; pages < mostPages; pages += 1) {
    if (page.location) {
      at = new URL(page.location, at);
      page = await open(at);
      continue;
    }
    const ticket = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1];
    if (!ticket) {
      if (page.status >= 400)
        throw new Error(`the sign-in page answered ${page.status}: ${plain(page.text)}`);
      return page.text;
    }
    if (!page.text.includes('value="accept"'))
      throw new Error(`there is nothing to accept: ${plain(page.text)}`);
    const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1] ?? '';
    at = new URL(action, at);
    page = await open(at, new URLSearchParams({ ticket, answer: 'accept' }));
  }
  throw new Error('the sign-in page leads in circles');
}

const plain = (html: string): string =>
  html
    .replace(/<style.*?<\/style>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

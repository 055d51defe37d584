import type { PracticePerson } from '../tenant/state.ts';

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 "Segoe UI",sans-serif;max-width:28rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.4rem 1.2rem;margin:1rem .5rem 0 0}code{font-size:.9em}</style>
</head><body>${body}</body></html>`;

/**
 * The page on which the practice person says yes or no. `ticket` names the waiting request; the form posts it with
 * `answer` accept or cancel. Without a right to consent only going back is offered.
 */
export function consentPage(of: {
  person: PracticePerson;
  scopes: string[];
  asksForMfa: boolean;
  mayAccept: boolean;
  ticket: string;
  action: string;
}): string {
  const list = of.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const factor = of.asksForMfa
    ? '<p>Another factor is asked for. Accept stands for having given it.</p>'
    : '';
  const asked = of.mayAccept
    ? `<h1>Permissions requested</h1><p>JIT bot wants to do this as you:</p><ul>${list}</ul>${factor}`
    : `<h1>Need admin approval</h1><p>JIT bot needs permissions that only an admin can grant:</p><ul>${list}</ul>`;
  const accept = of.mayAccept ? '<button name="answer" value="accept">Accept</button>' : '';
  return page(
    'Sign in to the practice tenant',
    `<p>Practice tenant. You are <strong>${escapeHtml(of.person.displayName)}</strong> (${escapeHtml(of.person.userPrincipalName)}).</p>
${asked}<form method="post" action="${escapeHtml(of.action)}"><input type="hidden" name="ticket" value="${escapeHtml(of.ticket)}">
${accept}<button name="answer" value="cancel">Cancel</button></form>`,
  );
}

export const errorPage = (sentence: string): string =>
  page('Sign-in error', `<h1>Sorry, the sign-in does not work</h1><p>${escapeHtml(sentence)}</p>`);

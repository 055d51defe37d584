import type { SignInTrouble } from './explain-sign-in-error.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);

const page = (options: {
  heading: string;
  paragraphs: string[];
  outcome: string;
  value: string;
  button: string;
}): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(options.heading)}</title>
<link rel="stylesheet" href="/auth/page.css">
<script src="/auth/teams.js" defer></script>
<script src="/auth/end.js" defer></script>
</head>
<body>
<main data-outcome="${escape(options.outcome)}" data-value="${escape(options.value)}">
<h1>${escape(options.heading)}</h1>
${options.paragraphs.map((text) => `<p>${escape(text)}</p>`).join('\n')}
${options.button}
</main>
</body>
</html>
`;

/** The page after a sign-in that worked; its script tells Teams, which closes the window. `value` is of no meaning. */
export const successPage = (value: string): string =>
  page({
    heading: 'You are signed in',
    paragraphs: [
      'You can close this window and go back to Teams.',
      'If the bot does not go on by itself within a few seconds, say it once more.',
    ],
    outcome: 'success',
    value,
    button: '',
  });

/** The page after one that did not; it stays until the person has read it, and the button tells Teams. */
export const troublePage = ({ heading, text, nextStep, reason }: SignInTrouble): string =>
  page({
    heading,
    paragraphs: [text, nextStep],
    outcome: 'failure',
    value: reason,
    button: '<button type="button" hidden>Close this window</button>',
  });

/** Follows the colours of the system; enough contrast in both. */
export const pageStyle = `:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 "Segoe UI", system-ui, sans-serif; color: #242424; background: #fff; }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 1rem; }
button { font: inherit; padding: .5rem 1rem; border: 1px solid #616161; border-radius: 4px; color: inherit; background: transparent; cursor: pointer; }
button:focus-visible { outline: 3px solid #5b5fc7; outline-offset: 2px; }
@media (prefers-color-scheme: dark) { body { color: #fff; background: #1f1f1f; } button { border-color: #adadad; } button:focus-visible { outline-color: #a6a7dc; } }
`;

/** Takes the query out of the address bar, then tells Teams how it went: success at once, failure when it was read. */
export const pageScript = `(function () {
  'use strict';
  var main = document.querySelector('main');
  var button = document.querySelector('button');
  history.replaceState(null, '', location.pathname);
  if (!main || !window.microsoftTeams) return;
  var teams = window.microsoftTeams;
  teams.app.initialize().then(function () {
    if (main.dataset.outcome === 'success') {
      teams.authentication.notifySuccess(main.dataset.value);
    } else if (button) {
      button.hidden = false;
      button.addEventListener('click', function () {
        teams.authentication.notifyFailure(main.dataset.value);
      });
    }
  }, function () {});
})();
`;

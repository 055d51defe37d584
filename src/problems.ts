/**
 * The registry of errors: a stable code, a sentence an admin understands, and the next step.
 * Promise: whatever goes wrong and reaches a person, goes through here; no exception text ever does.
 * `{name}` in a sentence is filled from the problem's facts, which must hold no token and no secret.
 */
export const problems = {
  'tenant-not-served': {
    sentence: 'This bot serves another organization.',
    nextStep: 'Ask your own IT department for the bot of your organization.',
  },
  'sign-in-needed': {
    sentence: 'I need you to sign in before I can do this as you.',
    nextStep: 'Use the sign-in button, then I go on by myself.',
  },
  'sign-in-other-person': {
    sentence: 'The sign-in belongs to another account than the one you use in Teams.',
    nextStep: 'Sign in with the account that you use in this chat.',
  },
  'sign-in-invalid': {
    sentence: 'The sign-in that Teams sent could not be used.',
    nextStep: 'Say it once more; if it stays so, sign out of Teams and in again.',
  },
  'sign-in-failed': {
    sentence: 'The sign-in was not completed ({reason}).',
    nextStep: 'Say it once more to try again.',
  },
  'sign-in-unreachable': {
    sentence: 'The sign-in service did not answer in time, so nothing was done.',
    nextStep: 'Try again in a minute.',
  },
  'app-credential-refused': {
    sentence: "The bot's own credential was refused by Microsoft Entra ID.",
    nextStep: 'Whoever runs the bot has to check CLIENT_SECRET or the certificate ({error}).',
  },
  'graph-forbidden': {
    sentence: 'Microsoft Graph refused this for your account: {what}.',
    nextStep:
      'You need the rights for it (for policies and apps Intune Administrator, or a custom Intune role with device configurations and mobile apps; for people and groups a role in Microsoft Entra ID that reads them), and the app needs consent for {scopes}.',
  },
  'graph-bad-request': {
    sentence: 'Intune did not accept the request: {message}',
    nextStep: 'Nothing more was written. Support id: {requestId}.',
  },
  'graph-not-found': {
    sentence: 'Intune does not know this object any more: {what}.',
    nextStep: 'It was deleted, or it is not visible to you. Start again to read the tenant anew.',
  },
  'graph-throttled': {
    sentence: 'Microsoft Graph asks us to slow down, so I stopped.',
    nextStep: 'Try again in {seconds} seconds.',
  },
  'graph-unavailable': {
    sentence: 'Microsoft Graph did not give a usable answer ({status}).',
    nextStep: 'Try again in a minute. Support id: {requestId}.',
  },
  'graph-unexpected-answer': {
    sentence: 'Microsoft Graph answered in a form that I do not understand ({what}).',
    nextStep: 'Nothing was changed on the strength of it. Support id: {requestId}.',
  },
  'tenant-moved': {
    sentence: 'Somebody changed {what} a moment ago, so I did not write over it.',
    nextStep:
      'Cancel this, or Undo it where something was written, and start again: the review then starts from what is there now.',
  },
  'objects-busy': {
    sentence: 'A change that {by} asked for is at the same objects and not finished.',
    nextStep: 'Try again when it is finished, undone or given up.',
  },
  'stopped-in-the-middle': {
    sentence: 'I was stopped in the middle of this.',
    nextStep: 'Resume goes on where it stopped: what was sent is looked for first, and not sent again.',
  },
  'stood-still': {
    sentence: 'I stood still for more than a minute in the middle of this, so I stopped before I wrote more.',
    nextStep: 'Go on with Resume where something was written, else with Approve.',
  },
  'sent-by-other': {
    sentence:
      'The request to create {what} was sent as another account and got no answer. As you I do not see what came of it, which may be hidden from you, so I did not send it again.',
    nextStep:
      'Let the one who approved it use Resume, who sees what came of it. Undo takes back what is known, and Cancel gives it up.',
  },
  'gone-or-hidden': {
    sentence:
      'I do not see {what} as you: it is deleted, or not visible to you. So I did not count it as taken back.',
    nextStep:
      'Let the one who approved it use Resume, who saw it before, or somebody who can see it; Cancel gives it up.',
  },
  'several-alike': {
    sentence:
      'I cannot tell which one I created, so I sent nothing more: of {what} there is more than one{which}.',
    nextStep: 'Leave only one of them in the Intune admin center, then use Resume; or Undo this.',
  },
  'app-not-published': {
    sentence: 'Intune has not published {what} yet, so it cannot be assigned.',
    nextStep: 'Use Resume in a minute.',
  },
  'multi-admin-approval': {
    sentence:
      'Your tenant protects this with Multi Admin Approval, so Intune waits for another admin before it does it: {what}.',
    nextStep:
      'Let another admin approve it in the Intune admin center under Tenant administration > Multi Admin Approval (Intune tells nobody by itself), then use Resume here.',
  },
  'intune-approval-of-other': {
    sentence: 'Intune ties its approval to the account that asked for it, and that is not yours.',
    nextStep: 'Let the one who approved the change use Resume, or Undo it.',
  },
  'intune-approval-ended': {
    sentence: 'The approval that Intune asked for is {status}, so this was not carried out: {what}.',
    nextStep: 'The next attempt asks Intune for a new one: Resume where it was begun, or Approve.',
  },
  'upload-place-refused': {
    sentence: 'Teams named a place for the file that is not in SharePoint or OneDrive, so I sent nothing.',
    nextStep: 'Say it once more; if it stays so, tell whoever runs the bot.',
  },
  'file-not-saved': {
    sentence: 'The file could not be saved in your OneDrive ({why}).',
    nextStep: 'Say once more what you want as a file to try again.',
  },
  'file-too-large': {
    sentence: 'The answer is too large for one file.',
    nextStep: 'Ask for another one, or look into the Intune admin center.',
  },
  'not-entitled': {
    sentence: 'You are not a member of the group that may approve changes here.',
    nextStep: 'Let a member of that group decide.',
  },
  'entitlement-not-checked': {
    sentence: 'I could not check whether you may approve changes here. {reason}',
    nextStep: 'Nothing was written. Try again, or let another approver decide.',
  },
  'not-visible': {
    sentence: 'You cannot see everything that this writes to or is for: {what}.',
    nextStep: 'Let somebody approve who can see it.',
  },
  'not-intune-tenant': {
    sentence: 'This tenant has no Intune licence, so there is nothing to set up.',
    nextStep: 'Assign Intune licences first.',
  },
  unexpected: {
    sentence: 'Something went wrong on my side, and I stopped.',
    nextStep: 'Try again; if it stays so, give this id to whoever runs the bot: {reference}.',
  },
} as const satisfies Record<string, { sentence: string; nextStep: string }>;

export type ProblemCode = keyof typeof problems;

export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(problems, text);

/** An error that a person may see. `facts` fill the sentence; `cause` is for the log only. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly facts: Readonly<Record<string, string>> = {},
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'Problem';
  }
}

/** What an admin reads of a problem. A fact that is not known reads as "unknown". */
export function explainProblem(problem: Problem): { code: ProblemCode; sentence: string; nextStep: string } {
  const { sentence, nextStep } = problems[problem.code];
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => problem.facts[name] ?? 'unknown');
  return { code: problem.code, sentence: fill(sentence), nextStep: fill(nextStep) };
}

import { cardMessage } from '../cards/render.ts';
import type { Outgoing } from '../incoming.ts';

const sentences = [
  { said: 'set up JIT', meaning: 'I ask for what I need, one thing at a time.' },
  {
    said: 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales',
    meaning: 'Everything in one sentence.',
  },
  { said: 'set up JIT for com.box.BoxNet for all users except Contractors', meaning: 'With exclusions.' },
  { said: 'which groups have JIT', meaning: 'Policies, groups and Authenticator, as visible to you.' },
  {
    said: 'is my tenant ready for JIT',
    meaning: 'Certificate, tokens, enrollment, compliance, apps: what is fine and what to do.',
  },
  {
    said: 'which groups have JIT as CSV',
    meaning: 'A file in your OneDrive; also "export JIT apps as JSON", "check JIT as CSV".',
  },
  { said: 'history', meaning: 'Who asked, who approved, and what was written, with request-ids.' },
  {
    said: 'undo the last change',
    meaning: 'Takes back what I wrote, after a review; what others added since stays.',
  },
  { said: 'show pending changes', meaning: 'What waits for a decision, or stopped half-way.' },
  { said: 'cancel', meaning: 'Ends what we are in the middle of. Nothing is written without Approve.' },
];

/** What the bot can do; also the greeting after it was installed. */
export const helpMessage = (): Outgoing =>
  cardMessage('help', { sentences }, 'I set up JIT registration in Intune');

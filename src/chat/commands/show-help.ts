import { cardMessage } from '../cards/render.ts';
import type { Outgoing } from '../incoming.ts';

const sentences = [
  { said: 'set up JIT', meaning: 'I ask for what I need, one thing at a time.' },
  {
    said: 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales',
    meaning: 'Everything in one sentence.',
  },
  { said: 'set up JIT for com.box.BoxNet for all users except Contractors', meaning: 'With exclusions.' },
  { said: 'which groups have JIT', meaning: 'What is in order and what is not, the worst first.' },
  { said: 'does Sales have JIT', meaning: 'One group, with what it inherits; or a person.' },
  {
    said: "why doesn't Megan Bowen have JIT",
    meaning: 'Every policy and why it comes or not, Authenticator, and how devices enroll.',
  },
  { said: 'which apps use JIT', meaning: 'What policies list, and what they let in by rules.' },
  { said: 'check JIT', meaning: 'Everything that looks wrong, and what to do about it.' },
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

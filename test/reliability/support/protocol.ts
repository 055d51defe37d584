import type { ClickAnswer, Outgoing, Where } from '../../../src/chat/incoming.ts';
import type { ApprovalMode } from '../../../src/change/may-press.ts';
import type { Person } from '../../../src/sign-in/person.ts';

/** What a test asks of a process with a house in it (house-child.ts), over IPC. Clock times are epoch milliseconds. */
export type Command =
  /** a new house on this file; whatever house was there is dropped */
  | { do: 'open'; path: string; graphRoot: string; clock: number; mode: ApprovalMode; turns: number[] }
  | { do: 'say'; who: Person; where: Where; text: string }
  | { do: 'click'; who: Person; where: Where; verb: string; data: object; cardId: string }
  | { do: 'sweep' }
  | { do: 'clock'; clock: number }
  /**
   * Once the house asked `after` times more for something outside of itself (records, Graph, messages; or only for writes to
   * Graph), it is dropped and made anew; `done`: what it asked for the last time still happens, and it never hears of it
   */
  | { do: 'drop'; after: number; of: 'anything' | 'writes'; done: boolean }
  /** takes back a drop that did not happen yet */
  | { do: 'keep' }
  /** what its houses read of Graph hangs, until `go-on` */
  | { do: 'stall' }
  | { do: 'go-on' }
  /** answers when neither work nor a request is under way, but for what hangs */
  | { do: 'idle' };

export interface Idle {
  /** lines of the house's log that tell of something unexpected */
  complaints: string[];
  /** houses of this process that ended in the middle, so far */
  dropped: number;
}

/** `dropped`: the house did not live to see the end. */
export type Answer =
  { got: 'dropped' } | { got: 'done' } | { got: 'click'; answer: ClickAnswer } | { got: 'idle'; idle: Idle };

export type ToChild =
  { id: number; command: Command } | { answerTo: number; messageId: string } | { answerTo: number };

export type FromChild =
  | { ready: true }
  | { answerTo: number; answer: Answer }
  | { ask: number; send: Outgoing; where: Where }
  | { ask: number; edit: Outgoing; messageId: string; where: Where };

import { fork, type ChildProcess } from 'node:child_process';
import type { MessageBoard } from '../../support/start-house.ts';
import type { Answer, Command, FromChild, ToChild } from './protocol.ts';

/** A process with a house in it, as a test holds it. */
export interface HouseProcess {
  /** `dropped` also where the process was killed meanwhile */
  ask: (command: Command) => Promise<Answer>;
  /** SIGKILL, and a new process in its place, with no house in it yet */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Messages of its houses go to the board. */
export async function startHouseProcess(board: MessageBoard): Promise<HouseProcess> {
  let waiting = new Map<number, { tell: (answer: Answer) => void; fail: (error: Error) => void }>();
  let ending = false;
  let asked = 0;
  let child = await start();

  async function start(): Promise<ChildProcess> {
    const started = fork(new URL('house-child.ts', import.meta.url), {
      execArgv: ['--no-deprecation', '--import', import.meta.resolve('tsx')],
    });
    await new Promise<void>((resolve, reject) => {
      started.on('message', (message: FromChild) => {
        if ('ready' in message) resolve();
        else void hear(started, message);
      });
      started.once('exit', (code) => {
        if (ending) return;
        const error = new Error(`a process with a house ended with ${code}`);
        reject(error);
        for (const { fail } of waiting.values()) fail(error);
      });
    });
    return started;
  }

  async function hear(from: ChildProcess, message: Exclude<FromChild, { ready: true }>): Promise<void> {
    if ('answer' in message) {
      waiting.get(message.answerTo)?.tell(message.answer);
      waiting.delete(message.answerTo);
      return;
    }
    const answerTo = message.ask;
    const reply: ToChild =
      'send' in message
        ? { answerTo, messageId: await board.send(message.where, message.send) }
        : { answerTo };
    if ('edit' in message) await board.edit(message.where, message.messageId, message.edit);
    if (from.connected) from.send(reply, () => undefined);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    ending = true;
    child.kill(signal);
    await ended;
    ending = false;
    for (const { tell } of waiting.values()) tell({ got: 'dropped' });
    waiting = new Map();
  }

  return {
    ask: (command) =>
      new Promise((tell, fail) => {
        asked += 1;
        waiting.set(asked, { tell, fail });
        child.send({ id: asked, command } satisfies ToChild, () => undefined);
      }),
    kill: async () => {
      await end('SIGKILL');
      child = await start();
    },
    stop: () => end('SIGTERM'),
  };
}

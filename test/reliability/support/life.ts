import type { Answer } from './protocol.ts';

/** The life of a house that can end in the middle of whatever it does, as that of a process does. */
export interface Life {
  /** lets work that reaches outside of the house through, while it lives; afterwards it never comes back */
  through: <T>(work: () => Promise<T>, isWrite?: boolean) => Promise<T>;
  /** the same for all that an object does; it takes so many turns of the event loop, in turn */
  outside: <T extends object>(object: T, turns?: number[]) => T;
  /** how much of it is under way */
  busy: () => number;
  end: () => void;
  /** ends before the work (or only the write) that comes after so many more; `done`: that one happens, and the house never hears of it */
  endAfter: (fuse: { after: number; of: 'anything' | 'writes'; done: boolean }) => void;
  stay: () => void;
  orDropped: (answer: Promise<Answer>) => Promise<Answer>;
}

/** `next` is called at the end of the life, not for `end`, which somebody asked for who knows what comes next. */
export function makeLife(next: () => void): Life {
  const never = new Promise<never>(() => undefined);
  let ended = false;
  let busy = 0;
  let turn = 0;
  let fuse: { after: number; of: 'anything' | 'writes'; done: boolean } | undefined;
  let tellDropped = (): void => undefined;
  const dropped = new Promise<Answer>((resolve) => {
    tellDropped = () => {
      resolve({ got: 'dropped' });
    };
  });
  const end = (): void => {
    ended = true;
    tellDropped();
  };
  async function through<T>(work: () => Promise<T>, isWrite = false): Promise<T> {
    if (ended) return never;
    const counts = fuse?.of === 'anything' || isWrite;
    const last = fuse && counts && fuse.after-- === 0 ? fuse : undefined;
    if (last) {
      end();
      if (last.done) work().catch(() => undefined);
      next();
      return never;
    }
    busy += 1;
    try {
      const value = await work();
      return ended ? never : value;
    } catch (error) {
      if (ended) return never;
      throw error;
    } finally {
      busy -= 1;
    }
  }
  return {
    through,
    outside: (object, turns = []) =>
      new Proxy(object, {
        get: (target, key) => {
          const member = Reflect.get(target, key) as (...values: unknown[]) => Promise<unknown>;
          return (...values: unknown[]) =>
            through(async () => {
              for (let left = turns[turn++ % turns.length] ?? 0; left > 0; left -= 1) await nextTurn();
              return member.apply(target, values);
            });
        },
      }),
    busy: () => busy,
    end,
    endAfter: (next) => {
      fuse = { ...next };
    },
    stay: () => {
      fuse = undefined;
    },
    orDropped: (answer) => Promise.race([answer, dropped]),
  };
}

/** The next turn of the event loop, in which other messages and answers are heard. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

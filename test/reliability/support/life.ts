import type { Answer } from './protocol.ts';

/** The life of a house that can end in the middle of whatever it does, as that of a process does. */
export interface Life {
  /** lets work that reaches outside of the house through, while it lives; afterwards it never comes back */
  through: <T>(work: () => Promise<T>) => Promise<T>;
  /** the same for all that an object does */
  outside: <T extends object>(object: T) => T;
  /** how much of it is under way */
  busy: () => number;
  end: () => void;
  /** ends before the work that comes after so many more; `done`: that one happens, and the house never hears of it */
  endAfter: (more: number, done: boolean) => void;
  stay: () => void;
  orDropped: (answer: Promise<Answer>) => Promise<Answer>;
}

/** `next` is called at the end of the life, not for `end`, which somebody asked for who knows what comes next. */
export function makeLife(next: () => void): Life {
  const never = new Promise<never>(() => undefined);
  let ended = false;
  let busy = 0;
  let fuse: { left: number; done: boolean } | undefined;
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
  async function through<T>(work: () => Promise<T>): Promise<T> {
    if (ended) return never;
    const last = fuse !== undefined && fuse.left-- === 0 ? fuse : undefined;
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
    outside: (object) =>
      new Proxy(object, {
        get: (target, key) => {
          const member = Reflect.get(target, key) as (...values: unknown[]) => Promise<unknown>;
          return (...values: unknown[]) => through(() => member.apply(target, values));
        },
      }),
    busy: () => busy,
    end,
    endAfter: (left, done) => {
      fuse = { left, done };
    },
    stay: () => {
      fuse = undefined;
    },
    orDropped: (answer) => Promise.race([answer, dropped]),
  };
}

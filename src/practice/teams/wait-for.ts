import type { EventEmitter } from 'node:events';

export interface WaitOptions {
  timeoutMs: number;
  /** what is waited for, and what there was instead, for the error */
  describe: () => string;
}

/**
 * Resolves with the first truthy value of `predicate`, which is asked at once and after every `change` event: no polling.
 * Rejects with `describe()` when the time is over.
 */
export function waitFor<T>(
  events: EventEmitter,
  predicate: () => T,
  { timeoutMs, describe }: WaitOptions,
): Promise<NonNullable<T>> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      events.off('change', look);
      clearTimeout(timer);
      end();
    };
    const look = (): void => {
      try {
        const value = predicate();
        if (value) finish(() => resolve(value));
      } catch (error) {
        finish(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    const timer = setTimeout(() => finish(() => reject(new Error(describe()))), timeoutMs);
    events.on('change', look);
    look();
  });
}

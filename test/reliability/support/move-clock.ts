import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/**
 * Loaded into the bot's process before it starts (`--import`): its clock is CLOCK_AHEAD_MS ahead, as if that time had passed
 * since the last process died, and a pause takes no time but moves the clock.
 */

let ahead = Number(process.env['CLOCK_AHEAD_MS']);
if (!Number.isFinite(ahead)) throw new Error('CLOCK_AHEAD_MS is not a number');

const RealDate = Date;
const now = (): number => RealDate.now() + ahead;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: [], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});

timers.setTimeout = async <T>(milliseconds?: number, value?: T): Promise<T> => {
  ahead += milliseconds ?? 0;
  await timers.setImmediate();
  return value as T;
};
syncBuiltinESMExports();

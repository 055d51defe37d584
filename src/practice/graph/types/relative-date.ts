const dayMs = 24 * 60 * 60 * 1000;

/** `in 34 days` or `3 days ago`, seen from `now`, as the moment that is meant; any other value as it is. */
export function absoluteDate(value: unknown, now: Date): unknown {
  if (typeof value !== 'string') return value;
  const ahead = /^in (\d{1,5}) days?$/.exec(value)?.[1];
  const back = /^(\d{1,5}) days? ago$/.exec(value)?.[1];
  if (ahead === undefined && back === undefined) return value;
  return new Date(now.getTime() + (Number(ahead ?? 0) - Number(back ?? 0)) * dayMs).toISOString();
}

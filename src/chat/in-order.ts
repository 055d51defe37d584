/** Runs work one after another per key and at the same time across keys; a failed piece does not stop the next. */
export function makeInOrder(): (key: string, work: () => Promise<void>) => Promise<void> {
  const tails = new Map<string, Promise<void>>();
  return (key, work) => {
    const tail = (tails.get(key) ?? Promise.resolve()).then(work, work);
    const done = tail
      .catch(() => undefined)
      .then(() => {
        if (tails.get(key) === done) tails.delete(key);
      });
    tails.set(key, done);
    return tail;
  };
}

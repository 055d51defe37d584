/** The seed of this run's random tests; RELIABILITY_SEED=n repeats one. */
export const seed = Number(process.env['RELIABILITY_SEED'] ?? Date.now() % 1_000_000);

/** Numbers from 0 to below 1, the same for the same seed. */
export function makeRandom(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

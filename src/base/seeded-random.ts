/** Repeatable chance for tests: the same seed gives the same numbers (mulberry32). Never for secrets. */
export type SeededRandom = {
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** An integer from 0 to `bound`, exclusive. */
  below(bound: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Bytes, in the shape that sealing asks for. */
  bytes(length: number): Buffer;
};

/** Chance from a seed: 32 bits of it count. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}

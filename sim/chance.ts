import { type SeededRandom, seededRandom } from '../src/base/seeded-random.ts';

/** Repeatable chance of one simulation: the same seed gives the same run. */
export class Chance {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** True with this probability. */
  is(probability: number): boolean {
    return this.#random.chance(probability);
  }

  /** An integer from `low` to `high`, both possible. */
  between(low: number, high: number): number {
    return low + this.#random.below(high - low + 1);
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.#random.below(list.length)];
  }

  /** One of a list that is never empty. */
  of<T>(list: readonly [T, ...T[]]): T {
    return this.pick(list) ?? list[0];
  }

  /** A name by weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.entries(weights) as [Name, number][];
    let left = this.#random.next() * names.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of names) {
      left -= weight;
      if (left < 0) return name;
    }
    return (names.at(-1) as [Name, number])[0];
  }

  shuffled<T>(list: readonly T[]): T[] {
    const keyed = list.map((item) => ({ item, key: this.#random.next() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }

  bytes(length: number): Buffer {
    return this.#random.bytes(length);
  }
}

import { UNKNOWN } from '../terms/axes.ts';

/** The number of a fact that is unknown, and of any word that no rule lists. */
export const UNKNOWN_NUMBER = 0;
export const OTHER_NUMBER = 1;

/** The words of one axis as small numbers, so that a word of a fact is looked up once and then is an index. Grows as rules are read. */
export class WordNumbers {
  readonly #numbers = new Map<string, number>([[UNKNOWN, UNKNOWN_NUMBER]]);

  /** The number of a word that a rule lists; given if it has none yet. */
  give(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#numbers.set(word, number);
    return number;
  }

  /** The number of a word of a fact; a fact that is no text is unknown. */
  of(word: unknown): number {
    return typeof word === 'string' ? (this.#numbers.get(word) ?? OTHER_NUMBER) : UNKNOWN_NUMBER;
  }

  /** Above every number given so far. */
  get end(): number {
    return this.#numbers.size + 1;
  }
}

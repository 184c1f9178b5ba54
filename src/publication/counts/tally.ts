import type { CountedAs, OutcomeClass } from './classes.ts';

/** Names of the parts of a cell's key; words of a vocabulary have no `/`. */
export type CellKey = {
  readonly agency: string;
  readonly activityClass: string;
  readonly outcomeClass: OutcomeClass;
};

/** Aggregated numbers, and nothing else: no entry can be told from them again. */
export class Tally {
  readonly cells = new Map<string, number>();
  room = 0;
  uncounted = 0;
  erased = 0;
  filler = 0;
  entries = 0;

  /** Counts one entry. */
  count(counted: CountedAs): void {
    this.entries += 1;
    if (counted.as !== 'cell') this[counted.as] += 1;
    else this.#add(keyText(counted), 1);
  }

  /** Adds what the other has counted. */
  addAll(other: Tally): void {
    for (const [key, number] of other.cells) this.#add(key, number);
    this.room += other.room;
    this.uncounted += other.uncounted;
    this.erased += other.erased;
    this.filler += other.filler;
    this.entries += other.entries;
  }

  #add(key: string, number: number): void {
    this.cells.set(key, (this.cells.get(key) ?? 0) + number);
  }
}

/** A cell's key as text. */
export function keyText({ agency, activityClass, outcomeClass }: CellKey): string {
  return `${agency}/${activityClass}/${outcomeClass}`;
}

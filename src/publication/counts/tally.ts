import { type CountedAs, type OutcomeClass, type TouchedAs, touchedAs } from './classes.ts';

/** Names of the parts of a cell's key; words of a vocabulary have no `/`. */
export type CellKey = {
  readonly agency: string;
  readonly activityClass: string;
  readonly outcomeClass: OutcomeClass;
};

/** Aggregated numbers, and nothing else: no entry can be told from them again. */
export class Tally {
  readonly cells = new Map<string, number>();
  /** Of the acts in the cells, by commitment and what became of them: an act may touch several, or none. */
  readonly touched = new Map<string, number>();
  room = 0;
  uncounted = 0;
  erased = 0;
  filler = 0;
  entries = 0;

  /** Counts one entry. @param touches commitments that it touches, by id */
  count(counted: CountedAs, touches: readonly string[] = []): void {
    this.entries += 1;
    if (counted.as !== 'cell') {
      this[counted.as] += 1;
      return;
    }
    add(this.cells, keyText(counted), 1);
    for (const commitment of touches) add(this.touched, touchedText(commitment, touchedAs(counted)), 1);
  }

  /** Adds what the other has counted. */
  addAll(other: Tally): void {
    for (const [key, number] of other.cells) add(this.cells, key, number);
    for (const [key, number] of other.touched) add(this.touched, key, number);
    this.room += other.room;
    this.uncounted += other.uncounted;
    this.erased += other.erased;
    this.filler += other.filler;
    this.entries += other.entries;
  }
}

function add(numbers: Map<string, number>, key: string, number: number): void {
  numbers.set(key, (numbers.get(key) ?? 0) + number);
}

/** The key of what became of acts that touch a commitment. */
export function touchedText(commitment: string, as: TouchedAs): string {
  return `${commitment}/${as}`;
}

/** A cell's key as text. */
export function keyText({ agency, activityClass, outcomeClass }: CellKey): string {
  return `${agency}/${activityClass}/${outcomeClass}`;
}

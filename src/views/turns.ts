import { ViewBusy } from './port.ts';

/** Reads of one person: under way, and how those that wait for one of them are begun, first come first. */
type Reads = { atOnce: number; readonly waiting: (() => void)[] };

/** So that nobody keeps all others from reading: so many reads of one person at a time, and so many that wait for these. */
export class Turns {
  readonly #atOnceMax: number;
  readonly #waitingMax: number;
  readonly #of = new Map<string, Reads>();

  constructor(max: { readonly atOnce: number; readonly waiting: number }) {
    this.#atOnceMax = max.atOnce;
    this.#waitingMax = max.waiting;
  }

  /** @throws ViewBusy where as many of theirs wait already */
  async take<Read>(person: string, read: () => Promise<Read>): Promise<Read> {
    const reads = this.#of.get(person) ?? { atOnce: 0, waiting: [] };
    this.#of.set(person, reads);
    if (reads.atOnce < this.#atOnceMax) reads.atOnce += 1;
    else {
      if (reads.waiting.length >= this.#waitingMax)
        throw new ViewBusy('as much is being read for this person as may be');
      await new Promise<void>((begin) => reads.waiting.push(begin));
    }
    try {
      return await read();
    } finally {
      const next = reads.waiting.shift();
      // Its place goes on to the next.
      if (next !== undefined) next();
      else reads.atOnce -= 1;
      if (reads.atOnce === 0) this.#of.delete(person);
    }
  }
}

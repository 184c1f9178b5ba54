import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore, Opening } from '../ledger/store/port.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import type { ReadThrough } from '../terms/api/erasing.ts';
import type { EntryFields } from '../terms/entry.ts';
import { RecordSets } from './record-sets.ts';

export type PastPorts = {
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  readonly keys: SubjectKeys;
  /** The ledger's origin. */
  readonly ledger: string;
};

/** An entry as it can be read now; `fields` is undefined where it is closed. */
export type PastEntry = {
  readonly index: number;
  readonly boxes: readonly Opening[];
  readonly fields: EntryFields | undefined;
};

/** Entries read at once: acts wait for no more than the opening of these, some 100 µs each. */
const AT_ONCE = 96;

/** The room is closing, and reads no further: nothing may be concluded from what was read. */
export class ReadingStopped extends Error {
  override readonly name = 'ReadingStopped';
}

/**
 * Which entries of the whole ledger belong together, for whoever erases. Nothing is read before somebody asks. The first who asks waits until every entry was
 * opened once (about 100 µs each); who comes meanwhile waits for the same reading, and who comes later for what was entered since.
 */
export class PastIndex {
  readonly #ports: PastPorts;
  readonly #sets = new RecordSets();
  #reading: Promise<void> = Promise.resolve();
  #wanted = 0;
  #stopped = false;

  constructor(ports: PastPorts) {
    this.#ports = ports;
  }

  /** How far the reading is; null where nothing is being read. */
  get now(): ReadThrough | null {
    return this.#wanted > this.#sets.size ? { read: this.#sets.size, of: this.#wanted } : null;
  }

  /** Resolves when everything before this index is taken in. @throws ReadingStopped where the room closes before */
  async readTo(size: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, size);
    const turn = this.#reading.then(() => this.#readOn(size));
    this.#reading = turn.catch(() => {
      this.#wanted = this.#sets.size;
    });
    await turn;
  }

  /**
   * The entries that may belong to a record, or to `entry-<index>`, ascending. Those that were erased meanwhile are among them, and what held together through
   * them alone: {@link read} says which are closed.
   */
  together(name: string): number[] {
    return this.#sets.together(name);
  }

  /** Entries as they can be read now. */
  async read(from: number, to: number): Promise<PastEntry[]> {
    const { store, keys, ledger } = this.#ports;
    const [bytes, boxes] = [await store.entries(from, to), await store.openings(from, to)];
    const openings = Map.groupBy(boxes, ({ index }) => index);
    return bytes.map((entry, n) => {
      const index = from + n;
      const own: readonly Opening[] = openings.get(index) ?? [];
      const read = unsealEntry({ bytes: entry, index, openings: own, ledger, keys });
      return { index, boxes: own, fields: read.state === 'open' ? read.fields : undefined };
    });
  }

  /** Reads no further. */
  stop(): void {
    this.#stopped = true;
  }

  async #readOn(size: number): Promise<void> {
    for (let from = this.#sets.size; from < size; from = this.#sets.size) {
      if (this.#stopped) throw new ReadingStopped('the room is closing');
      const entries = await this.read(from, Math.min(size, from + AT_ONCE));
      if (entries.length === 0) throw new RangeError(`entry ${from} was to be read, and is not there`);
      for (const { index, fields } of entries) this.#sets.take(index, fields);
    }
  }
}

import type { MemoryStore, StoreFault } from '../src/ledger/store/memory.ts';
import type { Batch, LedgerIdentity, LedgerStore, Opening, Snapshot } from '../src/ledger/store/port.ts';

/** Told what became of every batch: the simulation knows what the room cannot. */
export type StoreWitness = { persisted(batch: Batch): void; lost(batch: Batch): void };

/** The store in memory, with a witness, and a hook to make it lie. */
export class SimStore implements LedgerStore {
  readonly inner: MemoryStore;
  readonly #witness: StoreWitness;
  readonly #lies: ((batch: Batch) => boolean) | undefined;
  readonly #alters: (batch: Batch) => Batch;
  /** Every box of a person that was ever in the store, by its entry: what an old copy of the database may hold. */
  readonly copies = new Map<number, Opening[]>();
  /** Entries of which a box was put under another key since somebody looked. */
  readonly rewrapped = new Set<number>();

  /**
   * @param lies says of a batch whether to acknowledge it without keeping it, and `alters` what it keeps instead: for showing that this is found out
   */
  constructor(
    inner: MemoryStore,
    witness: StoreWitness,
    lies?: (batch: Batch) => boolean,
    alters: (batch: Batch) => Batch = (batch) => batch,
  ) {
    this.inner = inner;
    this.#witness = witness;
    this.#lies = lies;
    this.#alters = alters;
  }

  failNext(fault: StoreFault): void {
    this.inner.failNext(fault);
  }

  async append(batch: Batch): Promise<void> {
    if (this.#lies?.(batch) === true) {
      this.#witness.persisted(batch);
      return;
    }
    const before = this.inner.data.frontier;
    try {
      await this.inner.append(this.#alters(batch));
    } catch (error) {
      // The frontier is a new object after every write: that is how to know what the caller cannot.
      if (this.inner.data.frontier === before) this.#witness.lost(batch);
      else this.#persisted(batch);
      throw error;
    }
    this.#persisted(batch);
  }

  create(identity: LedgerIdentity): Promise<void> {
    return this.inner.create(identity);
  }

  claimWriter(): Promise<number> {
    return this.inner.claimWriter();
  }

  load(): Promise<Snapshot> {
    return this.inner.load();
  }

  entries(from: number, to: number): Promise<Uint8Array[]> {
    return this.inner.entries(from, to);
  }

  openings(from: number, to: number): Promise<Opening[]> {
    return this.inner.openings(from, to);
  }

  keyIds(): Promise<string[]> {
    return this.inner.keyIds();
  }

  boxesUnder(key: string, from: number, limit: number): Promise<Opening[]> {
    return this.inner.boxesUnder(key, from, limit);
  }

  async rewrap(epoch: number, old: string, boxes: readonly Opening[]): Promise<void> {
    await this.inner.rewrap(epoch, old, boxes);
    for (const { index } of boxes) this.rewrapped.add(index);
    this.#copy(boxes);
  }

  scrub(): Promise<readonly string[]> {
    return this.inner.scrub();
  }

  #persisted(batch: Batch): void {
    this.#copy(batch.openings);
    this.#witness.persisted(batch);
  }

  #copy(boxes: readonly Opening[]): void {
    for (const box of boxes) {
      if (box.group !== 'person') continue;
      const copies = this.copies.get(box.index);
      if (copies === undefined) this.copies.set(box.index, [box]);
      else copies.push(box);
    }
  }

  size(): Promise<number> {
    return this.inner.size();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

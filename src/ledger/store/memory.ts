import { Bug } from '../../base/assert.ts';
import type { RowChange } from '../../terms/entry.ts';
import {
  type Batch,
  FencedOut,
  type Frontier,
  type LedgerIdentity,
  type LedgerStore,
  NotCommitted,
  type Opening,
  type Snapshot,
  UnknownCommit,
} from './port.ts';

/**
 * How the next append goes wrong: `not-committed` is refused and not written; `failed-but-persisted` and
 * `unknown-not-persisted` both end in {@link UnknownCommit}, the one with the batch in the store and the other without.
 */
export type StoreFault = 'not-committed' | 'failed-but-persisted' | 'unknown-not-persisted';

/** The data of a store in memory; several handles may share it, as several processes share a database. */
export class MemoryData {
  identity: LedgerIdentity | null = null;
  epoch = 0;
  frontier: Frontier = { size: 0, hashes: [] };
  readonly entries: Uint8Array[] = [];
  readonly openings: Opening[] = [];
  readonly rows = new Map<string, RowChange>();
  readonly documents = new Map<string, string>();
}

/** {@link LedgerStore} for tests and simulation: durable as long as its {@link MemoryData} is held; faults on demand. */
export class MemoryStore implements LedgerStore {
  readonly data: MemoryData;
  #faults: StoreFault[] = [];
  #closed = false;

  constructor(data: MemoryData = new MemoryData()) {
    this.data = data;
  }

  /** Lets the next append fail in this way; called twice, the next two. */
  failNext(fault: StoreFault): void {
    this.#faults.push(fault);
  }

  async create(identity: LedgerIdentity): Promise<void> {
    this.#checkOpen();
    if (this.data.identity) throw new Error(`there is a ledger already: \`${this.data.identity.origin}\``);
    this.data.identity = { ...identity };
  }

  async claimWriter(): Promise<number> {
    this.#checkOpen();
    this.data.epoch += 1;
    return this.data.epoch;
  }

  async load(): Promise<Snapshot> {
    this.#checkOpen();
    const { identity, frontier, rows, documents } = this.data;
    return {
      identity: identity && { ...identity },
      frontier: { size: frontier.size, hashes: frontier.hashes.map(copy) },
      rows: [...rows.values()].map((change) => structuredClone(change)),
      documents: new Map(documents),
    };
  }

  async append(batch: Batch): Promise<void> {
    this.#checkOpen();
    // A real store answers later: whoever relies on an answer in the same turn is found out here.
    await Promise.resolve();
    const fault = this.#faults.shift();
    if (fault === 'not-committed') throw new NotCommitted('injected: the batch is not committed');
    if (fault === 'unknown-not-persisted') throw new UnknownCommit('injected: the answer was lost, nothing is written');
    this.#write(batch);
    if (fault === 'failed-but-persisted') throw new UnknownCommit('injected: the answer was lost, all is written');
  }

  async entries(from: number, to: number): Promise<Uint8Array[]> {
    this.#checkOpen();
    if (to - from > 65_536) throw new Bug(`\`${to - from}\` entries were asked for at once`);
    return this.data.entries.slice(from, Math.max(from, to)).map(copy);
  }

  async openings(from: number, to: number): Promise<Opening[]> {
    this.#checkOpen();
    const { openings } = this.data;
    const first = firstAtOrAfter(openings, from);
    return openings.slice(first, Math.max(first, firstAtOrAfter(openings, to))).map(copyOpening);
  }

  async boxesUnder(key: string, from: number, limit: number): Promise<Opening[]> {
    this.#checkOpen();
    const { openings } = this.data;
    const found: Opening[] = [];
    for (let n = firstAtOrAfter(openings, from); n < openings.length && found.length < limit; n++) {
      const opening = openings[n];
      if (opening?.key === key) found.push(copyOpening(opening));
    }
    return found;
  }

  async keyIds(): Promise<string[]> {
    this.#checkOpen();
    return [...new Set(this.data.openings.map(({ key }) => key))];
  }

  async rewrap(epoch: number, old: string, boxes: readonly Opening[]): Promise<void> {
    this.#checkOpen();
    await Promise.resolve();
    this.#checkEpoch(epoch);
    const { openings } = this.data;
    for (const box of boxes) {
      for (let n = firstAtOrAfter(openings, box.index); openings[n]?.index === box.index; n++) {
        if (openings[n]?.group === box.group && openings[n]?.key === old) openings[n] = copyOpening(box);
      }
    }
  }

  async scrub(): Promise<readonly string[]> {
    this.#checkOpen();
    return [];
  }

  async size(): Promise<number> {
    this.#checkOpen();
    return this.data.entries.length;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** All of it in one synchronous turn, checks first: that is the transaction. */
  #write(batch: Batch): void {
    const { data } = this;
    this.#checkEpoch(batch.epoch);
    if (batch.first !== data.entries.length) {
      throw new NotCommitted(`the batch begins at \`${batch.first}\`, the ledger has ${data.entries.length} entries`);
    }
    if (batch.frontier.size !== batch.first + batch.entries.length) {
      throw new Bug(`the frontier is of size \`${batch.frontier.size}\`, the batch ends elsewhere`);
    }
    const closed = new Set(batch.closes);
    const kept = data.openings.filter(({ index, group }) => group !== 'person' || !closed.has(index));
    if (kept.length < data.openings.length) data.openings.splice(0, data.openings.length, ...kept);
    for (const entry of batch.entries) data.entries.push(copy(entry));
    const openings = batch.openings.map(copyOpening);
    openings.sort((a, b) => a.index - b.index || (a.group < b.group ? -1 : 1));
    for (const opening of openings) data.openings.push(opening);
    for (const change of batch.changes) {
      const name = JSON.stringify([change.slice, change.id]);
      if (change.row === null) data.rows.delete(name);
      else data.rows.set(name, structuredClone(change));
    }
    for (const { id, text } of batch.documents) if (!data.documents.has(id)) data.documents.set(id, text);
    data.frontier = { size: batch.frontier.size, hashes: batch.frontier.hashes.map(copy) };
  }

  #checkEpoch(epoch: number): void {
    if (epoch === this.data.epoch) return;
    throw new FencedOut(`writer epoch \`${epoch}\` is over; the store is at ${this.data.epoch}`);
  }

  #checkOpen(): void {
    if (this.#closed) throw new Bug('the store is closed');
  }
}

function firstAtOrAfter(openings: readonly Opening[], index: number): number {
  let low = 0;
  let high = openings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((openings[middle]?.index ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

function copy(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}

function copyOpening(opening: Opening): Opening {
  return { ...opening, nonce: copy(opening.nonce), box: copy(opening.box) };
}

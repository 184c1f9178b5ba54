import { SECOND } from '../base/clock.ts';
import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import { type ActsRow, type FollowedEntry, UnreadableEntry } from './acts-row.ts';
import { foldEntry } from './folded.ts';
import type { ActsView } from './port.ts';

/** Entries folded in one transaction. */
const FOLD_AT_ONCE = 512;
/** Entries kept in memory for a view that is slower than the door; beyond, they are read from the store again. */
const AHEAD_MAX = 4_096;
/** After an error of the database, the next attempt waits this long. */
const RETRY_MS = SECOND;

export type FollowerPorts = {
  /** Shown with its lag. */
  readonly name: string;
  readonly view: ActsView;
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  /** The ledger's origin. */
  readonly ledger: string;
  readonly keys: SubjectKeys;
  /** Entries committed when the follower starts. */
  readonly size: number;
  /** Rows, after they are in the view, in order. Must not throw. */
  readonly applied?: (rows: readonly ActsRow[]) => void;
  readonly warn: (message: string) => void;
  /** An entry of our own store that cannot be read: nothing is shown past it. */
  readonly fatal: (error: unknown) => void;
};

/**
 * Folds the ledger into a view, from where the view's cursor stands, and keeps up with what is committed. What it is told of is taken
 * from memory; what it missed is read from the store, with the same result. Decisions never read a view.
 */
export class Follower {
  readonly #ports: FollowerPorts;
  #size: number;
  #next = 0;
  #ahead: FollowedEntry[] = [];
  #running: Promise<void> | undefined;
  #stopped = false;
  #waiters: { readonly next: number; readonly resolve: (there: boolean) => void }[] = [];

  private constructor(ports: FollowerPorts) {
    this.#ports = ports;
    this.#size = ports.size;
  }

  /** Folds what is missing, then returns a follower that keeps up. */
  static async open(ports: FollowerPorts): Promise<Follower> {
    const follower = new Follower(ports);
    follower.#next = await ports.view.cursor();
    if (follower.#next > ports.size) {
      ports.warn(`the view \`${ports.name}\` is ahead of the ledger and is folded again`);
      await ports.view.clear();
      follower.#next = 0;
    }
    while (follower.#next < follower.#size) await follower.#fold();
    return follower;
  }

  /** Index of the next entry to fold: everything before is in the view. */
  get next(): number {
    return this.#next;
  }

  /** Entries committed and not in the view yet. */
  get lag(): number {
    return this.#size - this.#next;
  }

  /** Takes note of committed entries, in order. */
  follow(entries: readonly FollowedEntry[]): void {
    this.#size += entries.length;
    this.#ahead.push(...entries);
    if (this.#ahead.length > AHEAD_MAX) this.#ahead = [];
    this.#wake();
  }

  /** Resolves true once entry `index` is in the view, or false after `withinMs`. For reading one's own writes. */
  async reached(index: number, withinMs: number): Promise<boolean> {
    if (this.#next > index) return true;
    return await new Promise<boolean>((resolve) => {
      const waiter = { next: index + 1, resolve };
      this.#waiters.push(waiter);
      setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        resolve(this.#next > index);
      }, withinMs).unref();
    });
  }

  /** Folds the whole ledger again from its first entry. */
  async rebuild(): Promise<void> {
    await this.#running;
    await this.#ports.view.clear();
    this.#next = 0;
    this.#ahead = [];
    while (this.#next < this.#size) await this.#fold();
  }

  /** Stops where it is; the next start goes on from there. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    for (const { resolve } of this.#waiters.splice(0)) resolve(false);
  }

  #wake(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (!this.#stopped && this.#next < this.#size) {
      try {
        await this.#fold();
      } catch (error) {
        if (error instanceof UnreadableEntry) {
          this.#stopped = true;
          this.#ports.fatal(error);
          return;
        }
        this.#ports.warn(
          `the view \`${this.#ports.name}\` lags: ${error instanceof Error ? error.message : String(error)}`,
        );
        await pause(RETRY_MS);
        // Perhaps the transaction was committed and only its answer was lost.
        this.#next = await this.#ports.view.cursor().catch(() => this.#next);
      }
    }
  }

  async #fold(): Promise<void> {
    const { view, applied } = this.#ports;
    const to = Math.min(this.#size, this.#next + FOLD_AT_ONCE);
    const entries = this.#fromMemory(to) ?? (await this.#fromStore(to));
    const folded = entries.map(foldEntry);
    await view.append(folded);
    this.#next = to;
    const firstAhead = this.#ahead[0]?.index ?? to;
    if (firstAhead < to) this.#ahead.splice(0, to - firstAhead);
    applied?.(folded.map(({ row }) => row));
    const there = this.#waiters.filter((waiter) => waiter.next <= to);
    this.#waiters = this.#waiters.filter((waiter) => waiter.next > to);
    for (const { resolve } of there) resolve(true);
  }

  #fromMemory(to: number): FollowedEntry[] | undefined {
    const first = this.#ahead[0]?.index;
    if (first === undefined || first > this.#next) return undefined;
    const found = this.#ahead.slice(this.#next - first, to - first);
    return found.length === to - this.#next ? found : undefined;
  }

  async #fromStore(to: number): Promise<FollowedEntry[]> {
    const { store, ledger, keys } = this.#ports;
    const from = this.#next;
    const [bytes, boxes] = [await store.entries(from, to), await store.openings(from, to)];
    const openings = Map.groupBy(boxes, ({ index }) => index);
    return bytes.map((entry, n) => {
      const index = from + n;
      const read = unsealEntry({ bytes: entry, index, openings: openings.get(index) ?? [], ledger, keys });
      if (read.state === 'damaged') throw new UnreadableEntry(`the store is damaged: ${read.why}`);
      return { index, recorded: read.recorded, fields: read.fields };
    });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

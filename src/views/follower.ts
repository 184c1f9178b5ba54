import { type Clock, SECOND } from '../base/clock.ts';
import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import type { ErasureRow } from '../matters/erasures/rows.ts';
import { type ActsRow, type FollowedEntry, type Touches, UnreadableEntry } from './acts-row.ts';
import { type Folded, foldEntry } from './folded.ts';
import { type ActsView, RowsRefused } from './port.ts';
import { unreadable, withStorableTexts } from './unreadable.ts';

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
  readonly clock: Pick<Clock, 'monotonicNow'>;
  readonly touches: Touches;
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
  /** When the view last moved, or began to lag; monotonic, ms. */
  #moved: number;
  #waiters: { readonly next: number; readonly resolve: (there: boolean) => void }[] = [];

  private constructor(ports: FollowerPorts) {
    this.#ports = ports;
    this.#size = ports.size;
    this.#moved = ports.clock.monotonicNow();
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

  /** For how long the view has lagged without moving, ms; 0 where it lags behind nothing. */
  get stillForMs(): number {
    return this.lag === 0 ? 0 : this.#ports.clock.monotonicNow() - this.#moved;
  }

  /** Takes note of committed entries, in order. */
  follow(entries: readonly FollowedEntry[]): void {
    if (this.lag === 0) this.#moved = this.#ports.clock.monotonicNow();
    this.#size += entries.length;
    for (const entry of entries) this.#ahead.push(entry);
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
    const { applied } = this.#ports;
    const to = Math.min(this.#size, this.#next + FOLD_AT_ONCE);
    const entries = await this.#withoutErased(this.#fromMemory(to) ?? (await this.#fromStore(to)));
    const folded = await this.#append(entries.map((entry) => ({ entry, folded: this.#folded(entry) })));
    this.#next = to;
    this.#moved = this.#ports.clock.monotonicNow();
    const firstAhead = this.#ahead[0]?.index ?? to;
    if (firstAhead < to) this.#ahead.splice(0, to - firstAhead);
    applied?.(folded.map(({ row }) => row));
    const there = this.#waiters.filter((waiter) => waiter.next <= to);
    this.#waiters = this.#waiters.filter((waiter) => waiter.next > to);
    for (const { resolve } of there) resolve(true);
  }

  #folded(entry: FollowedEntry): Folded {
    try {
      return foldEntry(entry, this.#ports.touches);
    } catch (error) {
      // Closed to us: that the keys are not those of this ledger is for the operator to mend.
      if (error instanceof UnreadableEntry) throw error;
      return this.#unreadable(entry, error);
    }
  }

  /**
   * Adds entries, and gives them as they were added. One that the view does not take holds up none that come after it: it is found by halving, and shown
   * with other characters in place of those that no database takes, or else as unreadable.
   */
  async #append(read: readonly { readonly entry: FollowedEntry; readonly folded: Folded }[]): Promise<Folded[]> {
    const { view } = this.#ports;
    const folded = read.map((one) => one.folded);
    const refused = await appended(view, folded);
    if (refused === undefined) return folded;
    const [first, ...more] = read;
    if (first === undefined) return [];
    if (more.length > 0) {
      const half = Math.ceil(read.length / 2);
      return [...(await this.#append(read.slice(0, half))), ...(await this.#append(read.slice(half)))];
    }
    const replaced = withStorableTexts(first.folded);
    if ((await appended(view, [replaced])) === undefined) {
      this.#ports.warn(
        `ENTRY ${first.entry.index} IS SHOWN WITH U+FFFD FOR CHARACTERS that the database does not take: ${refused.message}`,
      );
      return [replaced];
    }
    const shown = this.#unreadable(first.entry, refused);
    await view.append([shown]);
    return [shown];
  }

  #unreadable(entry: FollowedEntry, why: unknown): Folded {
    const { name, warn } = this.#ports;
    const said = why instanceof Error ? why.message : String(why);
    warn(`ENTRY ${entry.index} IS SHOWN AS UNREADABLE, and the view \`${name}\` goes on past it: ${said}`);
    return unreadable(entry);
  }

  #fromMemory(to: number): FollowedEntry[] | undefined {
    const first = this.#ahead[0]?.index;
    if (first === undefined || first > this.#next) return undefined;
    const found = this.#ahead.slice(this.#next - first, to - first);
    return found.length === to - this.#next ? found : undefined;
  }

  /** The same entries, those as they are closed by now that another of them erased; what it erased before them is gone from the view. */
  async #withoutErased(entries: readonly FollowedEntry[]): Promise<FollowedEntry[]> {
    const erased = new Set(entries.flatMap(erasedBy));
    if (erased.size === 0) return [...entries];
    // Before the cursor moves past the entry that erased them: after a crash they are forgotten again.
    await this.#forget([...erased].filter((index) => index < this.#next));
    const read = entries.map(async (entry) => {
      return erased.has(entry.index) ? await this.#read(entry.index, entry.index + 1) : [entry];
    });
    return (await Promise.all(read)).flat();
  }

  /** Folds entries again that are closed for ever by now, so that nothing of what they said is left in the view. */
  async #forget(indexes: readonly number[]): Promise<void> {
    for (let n = 0; n < indexes.length; n += FOLD_AT_ONCE) {
      const closed: Folded[] = [];
      for (const index of indexes.slice(n, n + FOLD_AT_ONCE)) {
        for (const entry of await this.#read(index, index + 1)) closed.push(this.#folded(entry));
      }
      await this.#ports.view.replace(closed);
    }
  }

  async #fromStore(to: number): Promise<FollowedEntry[]> {
    return await this.#read(this.#next, to);
  }

  async #read(from: number, to: number): Promise<FollowedEntry[]> {
    const { store, ledger, keys } = this.#ports;
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

/** The entries that this one closed for ever. */
function erasedBy({ fields }: FollowedEntry): readonly number[] {
  if (fields.kind !== 'record.erase') return [];
  return (fields.changes ?? []).flatMap(({ slice, row }) => (slice === 'erasures' ? (row as ErasureRow).entries : []));
}

/** Why the view does not take these rows; undefined once it has them. */
async function appended(view: ActsView, folded: readonly Folded[]): Promise<RowsRefused | undefined> {
  try {
    await view.append(folded);
    return undefined;
  } catch (error) {
    if (error instanceof RowsRefused) return error;
    throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

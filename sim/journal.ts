import type { Entered, Moment, Step } from '../src/desk/step.ts';
import type { SliceName, Slices } from '../src/matters/slices.ts';
import type { EntryFields, RowChange } from '../src/terms/entry.ts';

/** Something that must never be. The simulation stops at the first. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly invariant: string;

  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.invariant = invariant;
  }
}

/** Throws a {@link Violation} unless `holds`. */
export function must(holds: boolean, invariant: string, what: () => string): asserts holds {
  if (!holds) throw new Violation(invariant, what());
}

/** One act that went through `step`, and what came of it. */
export type Stepped = { readonly entered: Entered; readonly moment: Moment; readonly result: Step };

/** An entry as it was committed. */
export type Logged = { readonly index: number; readonly recorded: number; readonly fields: EntryFields };

/** Rows by slice and id, folded from changes in the plainest way. */
export class Rows {
  readonly #slices = new Map<string, Map<string, object>>();

  apply(changes: readonly RowChange[]): void {
    for (const { slice, id, row } of changes) {
      const rows = this.#slices.get(slice) ?? new Map<string, object>();
      this.#slices.set(slice, rows);
      if (row === null) rows.delete(id);
      else rows.set(id, row);
    }
  }

  get<S extends SliceName>(slice: S, id: string): Slices[S] | undefined {
    return this.#slices.get(slice)?.get(id) as Slices[S] | undefined;
  }

  all<S extends SliceName>(slice: S): Slices[S][] {
    return [...(this.#slices.get(slice)?.values() ?? [])] as Slices[S][];
  }

  /** All rows, sorted, but those of some slices. */
  dump(except: readonly string[] = []): RowChange[] {
    const slices = [...this.#slices].filter(([slice]) => !except.includes(slice));
    const all = slices.flatMap(([slice, rows]) => [...rows].map(([id, row]) => ({ slice, id, row })));
    return all.sort((a, b) => (`${a.slice}/${a.id}` < `${b.slice}/${b.id}` ? -1 : 1));
  }
}

/** Looks at every committed step, in order, before and after its changes are taken into the journal's rows. */
export type Watcher = {
  before?(stepped: Stepped, journal: Journal): void;
  after?(stepped: Stepped, journal: Journal): void;
};

/**
 * What was committed, as the simulation saw it go by: entries, and the rows they fold to. Steps of a batch wait here until the store
 * has said, or shown, that it holds them.
 */
export class Journal {
  readonly entries: Logged[] = [];
  /** Rows folded from the `changes` of entries alone. */
  readonly rows = new Rows();
  /** Rows folded from all changes, the bookkeeping beside the entries among them. */
  readonly everything = new Rows();
  readonly #watchers: readonly Watcher[];
  #speculative: Stepped[] = [];

  constructor(watchers: readonly Watcher[]) {
    this.#watchers = watchers;
  }

  /** Steps that no commit has decided yet. */
  get speculative(): readonly Stepped[] {
    return this.#speculative;
  }

  stepped(stepped: Stepped): void {
    this.#speculative.push(stepped);
  }

  /** The batch is not in the store. */
  dropped(): void {
    this.#speculative = [];
  }

  /** The batch is in the store. */
  committed(): void {
    const batch = this.#speculative;
    this.#speculative = [];
    for (const stepped of batch) this.#take(stepped);
  }

  #take(stepped: Stepped): void {
    for (const watcher of this.#watchers) watcher.before?.(stepped, this);
    const { result, moment } = stepped;
    for (const { fields } of result.entries) {
      this.rows.apply(fields.changes);
      this.entries.push({ index: this.entries.length, recorded: moment.recorded, fields });
    }
    this.everything.apply(result.changes);
    for (const watcher of this.#watchers) watcher.after?.(stepped, this);
  }
}

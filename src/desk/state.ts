import { type Records, SLICE_INDEXES, type SliceName, type SliceRecords, type Slices } from '../matters/slices.ts';
import type { RowChange } from '../terms/entry.ts';

type AnyRow = object;
const INDEXED = SLICE_INDEXES as Readonly<Partial<Record<SliceName, readonly string[]>>>;
const NO_IDS: ReadonlySet<string> = new Set();

/**
 * The state of decisions: what the entries so far have left standing. Only {@link State.apply} changes it, and only the door calls
 * that (docs/decisions/0006-state-and-entries.md). `step` reads it through a {@link draftOn draft}.
 */
export class State {
  readonly #slices = new Map<string, Map<string, AnyRow>>();
  readonly #indexes = new Map<string, Map<string, Set<string>>>();

  get<S extends SliceName>(slice: S, id: string): Slices[S] | undefined {
    return this.#slices.get(slice)?.get(id) as Slices[S] | undefined;
  }

  *values<S extends SliceName>(slice: S): Iterable<Slices[S]> {
    for (const row of this.#slices.get(slice)?.values() ?? []) yield row as Slices[S];
  }

  *entries<S extends SliceName>(slice: S): Iterable<[string, Slices[S]]> {
    for (const pair of this.#slices.get(slice) ?? []) yield pair as [string, Slices[S]];
  }

  idsWhere(slice: SliceName, member: string, value: string): ReadonlySet<string> {
    if (!INDEXED[slice]?.includes(member)) throw new RangeError(`\`${slice}\` has no index on \`${member}\``);
    return this.#indexes.get(`${slice}.${member}`)?.get(value) ?? NO_IDS;
  }

  /** Applies changes in order. Gives back the changes that undo them, in the order in which to apply those. */
  apply(changes: readonly RowChange[]): RowChange[] {
    const undo: RowChange[] = [];
    for (const { slice, id, row } of changes) {
      const rows = this.#slices.get(slice) ?? new Map<string, AnyRow>();
      this.#slices.set(slice, rows);
      const before = rows.get(id);
      undo.unshift({ slice, id, row: before ?? null });
      if (before !== undefined) this.#unindex(slice, id, before);
      if (row === null) rows.delete(id);
      else {
        rows.set(id, row);
        this.#index(slice, id, row);
      }
    }
    return undo;
  }

  /** All rows, sorted, for comparing two states and for counting. */
  dump(except: readonly string[] = []): RowChange[] {
    const all: RowChange[] = [];
    for (const slice of [...this.#slices.keys()].sort()) {
      if (except.includes(slice)) continue;
      const rows = this.#slices.get(slice) ?? new Map<string, AnyRow>();
      for (const id of [...rows.keys()].sort()) all.push({ slice, id, row: rows.get(id) ?? null });
    }
    return all;
  }

  #index(slice: string, id: string, row: AnyRow): void {
    for (const member of INDEXED[slice as SliceName] ?? []) {
      const index = this.#indexes.get(`${slice}.${member}`) ?? new Map<string, Set<string>>();
      this.#indexes.set(`${slice}.${member}`, index);
      const value = String((row as Record<string, unknown>)[member]);
      const ids = index.get(value) ?? new Set<string>();
      index.set(value, ids.add(id));
    }
  }

  #unindex(slice: string, id: string, row: AnyRow): void {
    for (const member of INDEXED[slice as SliceName] ?? []) {
      const index = this.#indexes.get(`${slice}.${member}`);
      const value = String((row as Record<string, unknown>)[member]);
      const ids = index?.get(value);
      ids?.delete(id);
      if (ids?.size === 0) index?.delete(value);
    }
  }
}

/** Planned changes on top of a state that stays as it is. */
export type Draft = {
  readonly records: Records;
  /** The changes planned since the last call, in order of first mention, each row once. */
  take(): RowChange[];
};

/** A draft on a state: reads see the planned changes, the state does not. */
export function draftOn(state: State): Draft {
  const planned = new Map<string, Map<string, AnyRow | null>>();
  let fresh = new Map<string, RowChange>();
  const note = (slice: string, id: string, row: AnyRow | null) => {
    const rows = planned.get(slice) ?? new Map<string, AnyRow | null>();
    planned.set(slice, rows.set(id, row));
    fresh.set(`${slice}/${id}`, { slice, id, row });
  };
  const made = new Map<string, SliceRecords<SliceName>>();
  const records = new Proxy({} as Records, {
    get(_target, slice: string) {
      const known = made.get(slice);
      if (known !== undefined) return known;
      const view = sliceDraft(state, slice as SliceName, () => planned.get(slice), note);
      made.set(slice, view);
      return view;
    },
  });
  return {
    records,
    take() {
      const changes = [...fresh.values()];
      fresh = new Map();
      return changes;
    },
  };
}

function sliceDraft<S extends SliceName>(
  state: State,
  slice: S,
  planned: () => ReadonlyMap<string, AnyRow | null> | undefined,
  note: (slice: string, id: string, row: AnyRow | null) => void,
): SliceRecords<S> {
  return {
    get(id) {
      const row = planned()?.get(id);
      return row === undefined ? state.get(slice, id) : ((row ?? undefined) as Slices[S] | undefined);
    },
    where(member, value) {
      const rows: Slices[S][] = [];
      for (const id of state.idsWhere(slice, member, value)) {
        const row = state.get(slice, id);
        if (row !== undefined && !planned()?.has(id)) rows.push(row);
      }
      for (const row of planned()?.values() ?? []) {
        if (row !== null && String((row as Record<string, unknown>)[member]) === value) rows.push(row as Slices[S]);
      }
      return rows;
    },
    *values() {
      for (const [id, row] of state.entries(slice)) if (!planned()?.has(id)) yield row;
      for (const row of planned()?.values() ?? []) if (row !== null) yield row as Slices[S];
    },
    set: (id, row) => note(slice, id, row),
    remove: (id) => note(slice, id, null),
  };
}

import {
  type Records,
  SLICE_INDEXES,
  SLICE_TIMES,
  type SliceName,
  type SliceRecords,
  type Slices,
} from '../matters/slices.ts';
import type { RowChange } from '../terms/entry.ts';
import { type Span, StandingIndex } from './standing-index.ts';

type AnyRow = object;
const INDEXED = SLICE_INDEXES as Readonly<Partial<Record<SliceName, readonly string[]>>>;
const TIMES = SLICE_TIMES as Readonly<Partial<Record<SliceName, (row: never) => Span>>>;
const NO_IDS: ReadonlySet<string> = new Set();

/**
 * The state of decisions: what the entries so far have left standing. Only {@link State.apply} changes it, and only the door calls
 * that (docs/decisions/0006-state-and-entries.md). `step` reads it through a {@link draftOn draft}.
 */
export class State {
  readonly #slices = new Map<string, Map<string, AnyRow>>();
  readonly #indexes = new Map<string, Map<string, Set<string>>>();
  readonly #standing = new Map<string, Map<string, StandingIndex>>();

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

  /** Ids of rows that end after a room time, or not at all, and began up to another; who began last comes first. */
  idsLasting(slice: SliceName, member: string, value: string, after: number, begunBy?: number): Iterable<string> {
    if (TIMES[slice] === undefined || !INDEXED[slice]?.includes(member)) {
      throw new RangeError(`\`${slice}\` has no index by time on \`${member}\``);
    }
    return this.#standing.get(`${slice}.${member}`)?.get(value)?.lasting(after, begunBy) ?? [];
  }

  /** Applies changes in order. Gives back the changes that undo them, in the order in which to apply those. */
  apply(changes: readonly RowChange[]): RowChange[] {
    const undo: RowChange[] = [];
    for (const { slice, id, row } of changes) {
      const rows = this.#slices.get(slice) ?? new Map<string, AnyRow>();
      this.#slices.set(slice, rows);
      const before = rows.get(id);
      undo.push({ slice, id, row: before ?? null });
      if (row === null) rows.delete(id);
      else rows.set(id, row);
      this.#index(slice as SliceName, id, before, row ?? undefined);
    }
    return undo.reverse();
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

  #index(slice: SliceName, id: string, before: AnyRow | undefined, row: AnyRow | undefined): void {
    const time = TIMES[slice];
    for (const member of INDEXED[slice] ?? []) {
      const was = memberOf(before, member);
      const value = memberOf(row, member);
      if (was !== undefined && was !== value) this.#unindex(slice, member, was, id);
      if (value === undefined) continue;
      const ids = indexOf(this.#indexes, `${slice}.${member}`, value, () => new Set<string>());
      ids.add(id);
      if (time === undefined) continue;
      const standing = indexOf(this.#standing, `${slice}.${member}`, value, () => new StandingIndex());
      standing.set(id, time(row as never));
    }
  }

  #unindex(slice: SliceName, member: string, value: string, id: string): void {
    for (const indexes of [this.#indexes, this.#standing]) {
      const index: Map<string, Set<string> | StandingIndex> | undefined = indexes.get(`${slice}.${member}`);
      const ids = index?.get(value);
      ids?.delete(id);
      if (ids?.size === 0) index?.delete(value);
    }
  }
}

function memberOf(row: AnyRow | undefined, member: string): string | undefined {
  return row === undefined ? undefined : String((row as Record<string, unknown>)[member]);
}

function indexOf<T>(indexes: Map<string, Map<string, T>>, name: string, value: string, made: () => T): T {
  const index = indexes.get(name) ?? new Map<string, T>();
  indexes.set(name, index);
  const found = index.get(value) ?? made();
  index.set(value, found);
  return found;
}

/** Planned changes on top of a state that stays as it is. */
export type Draft = {
  readonly records: Records;
  /** The changes planned since the last call, in order of first mention, each row once. */
  take(): RowChange[];
};

type Note = (slice: string, id: string, row: AnyRow | null) => void;

/** A draft on a state: reads see the planned changes, the state does not. */
export function draftOn(state: State): Draft {
  let fresh = new Map<string, RowChange>();
  const note: Note = (slice, id, row) => void fresh.set(`${slice}/${id}`, { slice, id, row });
  const made = new Map<string, SliceRecords<SliceName>>();
  const records = new Proxy({} as Records, {
    get(_target, slice: string) {
      const known = made.get(slice);
      if (known !== undefined) return known;
      const view = new SliceDraft(state, slice as SliceName, note);
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

/** One slice of a draft. A class, for an act looks at a dozen slices: what each of them can do is made once and not for every act. */
class SliceDraft<S extends SliceName> implements SliceRecords<S> {
  readonly #state: State;
  readonly #slice: S;
  readonly #planned = new Map<string, AnyRow | null>();
  readonly #note: Note;

  constructor(state: State, slice: S, note: Note) {
    this.#state = state;
    this.#slice = slice;
    this.#note = note;
  }

  get(id: string): Slices[S] | undefined {
    const row = this.#planned.get(id);
    return row === undefined ? this.#state.get(this.#slice, id) : ((row ?? undefined) as Slices[S] | undefined);
  }

  where(member: string, value: string): readonly Slices[S][] {
    const rows: Slices[S][] = [];
    for (const id of this.#state.idsWhere(this.#slice, member, value)) {
      const row = this.#state.get(this.#slice, id);
      if (row !== undefined && !this.#planned.has(id)) rows.push(row);
    }
    for (const row of this.#planned.values()) {
      if (row !== null && memberOf(row, member) === value) rows.push(row as Slices[S]);
    }
    return rows;
  }

  standing(member: string, value: string, at: number): readonly Slices[S][] {
    return [...this.#lasting(member, value, at, at)];
  }

  lasting(member: string, value: string, after: number): Iterable<Slices[S]> {
    return this.#lasting(member, value, after, Number.POSITIVE_INFINITY);
  }

  *#lasting(member: string, value: string, after: number, begunBy: number): Generator<Slices[S]> {
    const time = TIMES[this.#slice];
    for (const row of this.#planned.values()) {
      if (row === null || memberOf(row, member) !== value || time === undefined) continue;
      const [from, until] = time(row as never);
      if (from <= begunBy && after < until) yield row as Slices[S];
    }
    for (const id of this.#state.idsLasting(this.#slice, member, value, after, begunBy)) {
      const row = this.#state.get(this.#slice, id);
      if (row !== undefined && !this.#planned.has(id)) yield row;
    }
  }

  *values(): Iterable<Slices[S]> {
    for (const [id, row] of this.#state.entries(this.#slice)) if (!this.#planned.has(id)) yield row;
    for (const row of this.#planned.values()) if (row !== null) yield row as Slices[S];
  }

  set(id: string, row: Slices[S]): void {
    this.#plan(id, row);
  }

  remove(id: string): void {
    this.#plan(id, null);
  }

  #plan(id: string, row: AnyRow | null): void {
    this.#planned.set(id, row);
    this.#note(this.#slice, id, row);
  }
}

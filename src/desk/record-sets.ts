import { isErasable } from '../matters/erasures/rows.ts';
import { recordName } from '../matters/retention/rows.ts';
import type { EntryFields } from '../terms/entry.ts';

/** The number of a record, as matters are called; a desk or a mandate that an entry names is none. */
const RECORD = /^[A-Z]+(?:-[a-z0-9][a-z0-9-]*)?-[1-9][0-9]*$/;

/** The matter of an entry, where that is a record. */
export function recordNamed({ matter }: Pick<EntryFields, 'matter'>): string | undefined {
  return matter !== undefined && RECORD.test(matter) ? matter : undefined;
}

/**
 * Which entries belong together: those that name one record or set a row of it, and all that some entry set together with it, and so on. Keeps a few numbers
 * for each entry, and the names of records.
 */
export class RecordSets {
  readonly #sets = new DisjointSets();
  /** The element that each entry is, by its index; undefined where it was not opened. */
  readonly #entries: (number | undefined)[] = [];
  /** The index of the entry that each element is; undefined where it is a record. */
  readonly #indexes: (number | undefined)[] = [];
  readonly #records = new Map<string, number>();

  /** How far entries were taken in: index of the next. */
  get size(): number {
    return this.#entries.length;
  }

  /** Takes in an entry; those between the last one and this are as if they were closed. @param fields undefined where it cannot be opened */
  take(index: number, fields: Pick<EntryFields, 'matter' | 'changes'> | undefined): void {
    while (this.#entries.length < index) this.#entries.push(undefined);
    if (fields === undefined) {
      this.#entries[index] = undefined;
      return;
    }
    const entry = this.#add(index);
    this.#entries[index] = entry;
    const rows = fields.changes.flatMap(({ slice, id }) => (isErasable(slice) ? [recordName(slice, id)] : []));
    for (const name of [recordNamed(fields) ?? [], rows].flat()) {
      const other = this.#elementOf(name) ?? this.#addRecord(name);
      if (other !== undefined) this.#sets.join(entry, other);
    }
  }

  /** The entries that belong to a record, or to the entry `entry-<index>`, ascending; none where it was never mentioned. */
  together(name: string): number[] {
    const named = this.#elementOf(name);
    if (named === undefined) return [];
    return this.#sets
      .withIt(named)
      .flatMap((element) => this.#indexes[element] ?? [])
      .sort((a, b) => a - b);
  }

  #add(index: number | undefined): number {
    const element = this.#sets.add();
    this.#indexes[element] = index;
    return element;
  }

  /** An entry is no record of its own: one that was not opened is not made here. */
  #addRecord(name: string): number | undefined {
    if (indexNamed(name) !== undefined) return undefined;
    const element = this.#add(undefined);
    this.#records.set(name, element);
    return element;
  }

  #elementOf(name: string): number | undefined {
    const index = indexNamed(name);
    return index === undefined ? this.#records.get(name) : this.#entries[index];
  }
}

function indexNamed(name: string): number | undefined {
  const [, index] = /^entry-([0-9]{1,15})$/.exec(name) ?? [];
  return index === undefined ? undefined : Number(index);
}

/** Elements that belong together (union-find, with paths halved), each in a ring with those that it belongs with. */
class DisjointSets {
  readonly #parents: number[] = [];
  readonly #next: number[] = [];

  add(): number {
    const element = this.#parents.length;
    this.#parents.push(element);
    this.#next.push(element);
    return element;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    if (a === b) return;
    this.#parents[a] = b;
    // Two rings become one where each goes on with the other.
    [this.#next[a], this.#next[b]] = [this.#next[b] ?? b, this.#next[a] ?? a];
  }

  /** The element and all that belong with it. */
  withIt(element: number): number[] {
    const all = [element];
    for (let at = this.#next[element] ?? element; at !== element; at = this.#next[at] ?? element) all.push(at);
    return all;
  }

  #root(element: number): number {
    let at = element;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      const above = this.#parents[parent] ?? parent;
      this.#parents[at] = above;
      at = above;
    }
  }
}

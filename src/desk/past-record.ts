import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore, Opening } from '../ledger/store/port.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import { HOST_AUDIENCE } from '../matters/audience.ts';
import { mayErase, namedBy } from '../matters/erasures/erase.ts';
import { entryName, isErasable, type PastRecord, type RowName } from '../matters/erasures/rows.ts';
import { recordName } from '../matters/retention/rows.ts';
import type { EntryFields } from '../terms/entry.ts';
import { deriveActor } from './facts/actor.ts';
import { draftOn, type State } from './state.ts';
import type { Entered, Room } from './step.ts';

export type PastPorts = {
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  readonly keys: SubjectKeys;
  /** The ledger's origin. */
  readonly ledger: string;
};

/** An act waits so often for what the room's clock ended before it. */
const PUT_OFFS_MAX = 16;
/** Entries read at once. */
const AT_ONCE = 512;
/** The number of a record, as matters are called; a desk or a mandate that an entry names is none. */
const RECORD = /^[A-Z]+(?:-[a-z0-9][a-z0-9-]*)?-[1-9][0-9]*$/;

/**
 * Finds all that the ledger holds of one record: every entry that names it or set a row of it, and every record that some entry set together with it, and
 * so on: a request with its deed, its approval and what was done under it. What was erased before is closed, and is not found again.
 *
 * Reads every entry once, some 60 µs each; what it keeps meanwhile is a number for each entry and the names of records.
 */
export class PastReader {
  readonly #ports: PastPorts;
  readonly #of: string;
  readonly #sets = new DisjointSets();
  /** The element that each entry is, by its index; undefined where it cannot be opened. */
  readonly #entries: (number | undefined)[] = [];
  readonly #records = new Map<string, number>();
  #putOffs = 0;
  #found: Omit<PastRecord, 'of' | 'upTo'> = {
    entries: [],
    names: [],
    kinds: [],
    rows: [],
    others: [],
    agencies: [],
    actors: [],
    keys: [],
  };

  /** @param of the number of a record, or `entry-<index>` */
  constructor(ports: PastPorts, of: string) {
    this.#ports = ports;
    this.#of = of;
  }

  /** Everything before this index is looked at, and the record is known. */
  async readTo(size: number): Promise<void> {
    for (let from = this.#entries.length; from < size; from = this.#entries.length) {
      for (const { index, fields } of await this.#read(from, Math.min(size, from + AT_ONCE))) {
        this.#entries[index] = fields === undefined ? undefined : this.#take(index, fields);
      }
    }
    const named = this.#elementOf(this.#of, false);
    const root = named === undefined ? undefined : this.#sets.root(named);
    const entries: number[] = [];
    for (const [index, element] of this.#entries.entries()) {
      if (root !== undefined && element !== undefined && this.#sets.root(element) === root) entries.push(index);
    }
    this.#found = await this.#whatTheySet(entries);
  }

  /** May its act wait for another turn? Not for ever, for others wait behind it. */
  putOff(): boolean {
    if (!this.isBegun) return false;
    this.#putOffs += 1;
    return this.#putOffs <= PUT_OFFS_MAX;
  }

  /** Was anything read? What was not begun in the queue is not begun behind it. */
  get isBegun(): boolean {
    return this.#entries.length > 0;
  }

  /** What was found so far. */
  record(): PastRecord {
    return { of: this.#of, upTo: this.#entries.length, ...this.#found };
  }

  #take(index: number, { matter, changes }: EntryFields): number {
    const entry = this.#sets.add();
    this.#entries[index] = entry;
    const rows = changes.flatMap(({ slice, id }) => (isErasable(slice) ? [recordName(slice, id)] : []));
    const named = matter !== undefined && RECORD.test(matter) ? [matter] : [];
    for (const name of [...named, ...rows]) {
      const other = this.#elementOf(name, true);
      if (other !== undefined) this.#sets.join(entry, other);
    }
    return entry;
  }

  /** The element of a record or an entry; a record that was never mentioned gets one where `make` says so. */
  #elementOf(name: string, make: boolean): number | undefined {
    const [, index] = /^entry-([0-9]{1,15})$/.exec(name) ?? [];
    if (index !== undefined) return this.#entries[Number(index)];
    const known = this.#records.get(name);
    if (known !== undefined || !make) return known;
    const fresh = this.#sets.add();
    this.#records.set(name, fresh);
    return fresh;
  }

  async #whatTheySet(entries: readonly number[]): Promise<Omit<PastRecord, 'of' | 'upTo'>> {
    const names = new Set<string>();
    const rows = new Map<string, RowName>();
    const others = new Map<string, RowName>();
    const kinds = new Set<string>();
    const agencies = new Set<string>();
    const actors = new Set<string>();
    const keys = new Set<string>();
    for (const entry of entries) {
      names.add(entryName(entry));
      for (const { fields, boxes } of await this.#read(entry, entry + 1)) {
        if (fields !== undefined) kinds.add(fields.kind);
        if (fields?.act !== undefined) actors.add(fields.act.actor);
        for (const agency of fields?.audience.agencies ?? []) agencies.add(agency);
        if (fields?.audience.everyone === true) agencies.add(HOST_AUDIENCE);
        if (fields?.matter !== undefined && RECORD.test(fields.matter)) names.add(fields.matter);
        for (const { group, key } of boxes) if (group === 'person') keys.add(key);
        for (const { slice, id } of fields?.changes ?? []) {
          (isErasable(slice) ? rows : others).set(`${slice}/${id}`, { slice, id });
          if (isErasable(slice)) names.add(recordName(slice, id));
        }
      }
    }
    return {
      entries,
      names: [...names].sort(),
      rows: [...rows.values()],
      others: [...others.values()],
      kinds: [...kinds].sort(),
      agencies: [...agencies].sort(),
      actors: [...actors].sort(),
      keys: [...keys].sort(),
    };
  }

  async #read(from: number, to: number) {
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
}

/** What the door stands on, as far as it is needed to read the past. */
export type PastOfPorts = Omit<PastPorts, 'ledger'> & {
  readonly origin: string;
  readonly state: State;
  readonly room: Pick<Room, 'directory'>;
};

/**
 * Of an act that erases, what it erases: read through the whole ledger before it takes its place in the queue, where its actor sits at the desk for it by
 * now. Of anybody else's nothing is read, and so nothing is found; it is refused for that as well, should they sit down meanwhile.
 * @param at room time, ms
 */
export async function pastOf(
  { store, keys, origin, state, room: { directory } }: PastOfPorts,
  { signed: { act }, detail }: Entered,
  size: number,
  at: number,
): Promise<PastReader | undefined> {
  if (act.kind !== 'record.erase') return undefined;
  const past = new PastReader({ store, keys, ledger: origin }, namedBy(detail as Parameters<typeof namedBy>[0]));
  const actor = deriveActor(draftOn(state).records, directory, act.actor, at);
  if (mayErase(actor, directory)) await past.readTo(size);
  return past;
}

/** Elements that belong together (union-find, with paths halved). */
class DisjointSets {
  readonly #parents: number[] = [];

  add(): number {
    return this.#parents.push(this.#parents.length) - 1;
  }

  root(element: number): number {
    let at = element;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      const above = this.#parents[parent] ?? parent;
      this.#parents[at] = above;
      at = above;
    }
  }

  join(one: number, other: number): void {
    this.#parents[this.root(one)] = this.root(other);
  }
}

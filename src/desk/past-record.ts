import { HOST_AUDIENCE } from '../matters/audience.ts';
import { mayErase, namedBy } from '../matters/erasures/erase.ts';
import { entryName, isErasable, type PastRecord, type RowName } from '../matters/erasures/rows.ts';
import { recordName } from '../matters/retention/rows.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { deriveActor } from './facts/actor.ts';
import { type PastEntry, type PastIndex, ReadingStopped } from './past-index.ts';
import { refuse } from './received.ts';
import { RecordSets, recordNamed } from './record-sets.ts';
import type { Stamper } from './stamp.ts';
import { draftOn, type State } from './state.ts';
import type { Entered, Room } from './step.ts';

/** An act waits so often for what the room's clock ended before it. */
const PUT_OFFS_MAX = 16;

/**
 * Finds all that the ledger holds of one record: every entry that names it or set a row of it, and every record that some entry set together with it, and
 * so on: a request with its deed, its approval and what was done under it. What was erased before is closed, and is not found again.
 */
export class PastReader {
  readonly #index: PastIndex;
  readonly #of: string;
  /** Room time at which the act that erases came, ms. */
  readonly came: number | undefined;
  #upTo = 0;
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
  constructor(index: PastIndex, of: string, came?: number) {
    this.came = came;
    this.#index = index;
    this.#of = of;
  }

  /** Everything before this index is looked at, and the record is known. @throws ReadingStopped where the room closes before */
  async readTo(size: number): Promise<void> {
    await this.#index.readTo(size);
    const open: (PastEntry & { readonly fields: object })[] = [];
    for (const index of this.#index.together(this.#of).filter((one) => one < size)) {
      for (const entry of await this.#index.read(index, index + 1)) {
        const { fields } = entry;
        if (fields !== undefined) open.push({ ...entry, fields });
      }
    }
    // Among those that still open: what once hung together by what was erased since does not any more.
    const sets = new RecordSets();
    for (const { index, fields } of open) sets.take(index, fields);
    const own = new Set(sets.together(this.#of));
    this.#found = whatTheySet(open.filter(({ index }) => own.has(index)));
    this.#upTo = size;
  }

  /** May its act wait for another turn? Not for ever, for others wait behind it. */
  putOff(): boolean {
    if (!this.isBegun) return false;
    this.#putOffs += 1;
    return this.#putOffs <= PUT_OFFS_MAX;
  }

  /** Was anything read? What was not begun in the queue is not begun behind it. */
  get isBegun(): boolean {
    return this.#upTo > 0;
  }

  /** What was found so far. */
  record(): PastRecord {
    return { of: this.#of, upTo: this.#upTo, ...this.#found };
  }
}

/** What open entries name and set, and the keys that close what is personal in them. */
function whatTheySet(entries: readonly PastEntry[]): Omit<PastRecord, 'of' | 'upTo'> {
  const names = new Set<string>();
  const rows = new Map<string, RowName>();
  const others = new Map<string, RowName>();
  const kinds = new Set<string>();
  const agencies = new Set<string>();
  const actors = new Set<string>();
  const keys = new Set<string>();
  for (const { index, fields, boxes } of entries) {
    if (fields === undefined) continue;
    const { kind, act, audience, changes } = fields;
    names.add(entryName(index));
    kinds.add(kind);
    if (act !== undefined) actors.add(act.actor);
    for (const agency of audience.agencies) agencies.add(agency);
    if (audience.everyone) agencies.add(HOST_AUDIENCE);
    const named = recordNamed(fields);
    if (named !== undefined) names.add(named);
    for (const { group, key } of boxes) if (group === 'person') keys.add(key);
    for (const { slice, id } of changes) {
      (isErasable(slice) ? rows : others).set(`${slice}/${id}`, { slice, id });
      if (isErasable(slice)) names.add(recordName(slice, id));
    }
  }
  return {
    entries: entries.map(({ index }) => index),
    names: [...names].sort(),
    rows: [...rows.values()],
    others: [...others.values()],
    kinds: [...kinds].sort(),
    agencies: [...agencies].sort(),
    actors: [...actors].sort(),
    keys: [...keys].sort(),
  };
}

/** What the door stands on, as far as it is needed to read the past. */
export type PastOfPorts = {
  readonly state: State;
  readonly stamper: Pick<Stamper, 'peek'>;
  readonly room: Pick<Room, 'directory'>;
};

/**
 * Of an act that erases, what it erases: read through the whole ledger before it takes its place in the queue, where its actor sits at the desk for it by
 * now. Of anybody else's nothing is read, and so nothing is found; it is refused for that as well, should they sit down meanwhile.
 */
export async function pastOf(
  { state, stamper, room: { directory } }: PastOfPorts,
  index: PastIndex,
  { signed: { act }, detail }: Entered,
  size: number,
): Promise<PastReader | EdgeRefusal | undefined> {
  if (act.kind !== 'record.erase') return undefined;
  const { at } = stamper.peek();
  const past = new PastReader(index, namedBy(detail as Parameters<typeof namedBy>[0]), at);
  const actor = deriveActor(draftOn(state).records, directory, act.actor, at);
  try {
    if (mayErase(actor, directory)) await past.readTo(size);
  } catch (error) {
    if (error instanceof ReadingStopped) return refuse('stopping', error.message, 5);
    throw error;
  }
  return past;
}

import { LIMITS } from '../../base/limits.ts';
import { agencies, HOST_AUDIENCE } from '../../matters/audience.ts';
import type { Directory } from '../../matters/definition.ts';
import type { ErasureRow, HoldRow } from '../../matters/erasures/rows.ts';
import { audienceOf } from '../../matters/retention/reviews.ts';
import { type ReviewRow, recordName } from '../../matters/retention/rows.ts';
import { type Viewer, visibleTo } from '../../views/audience.ts';
import type { ReadableRecords } from '../readable-records.ts';

/** Rows looked at before others have their turn. */
const AT_ONCE = 500;
/** Holds and erasures that are listed. */
const BESIDE_MAX = 100;

type Listed<Row> = { readonly rows: readonly Row[]; readonly more: number };

export type RetentionLists = {
  readonly due: Listed<ReviewRow>;
  readonly extended: Listed<ReviewRow>;
  readonly held: Listed<HoldRow>;
  readonly erased: Listed<ErasureRow>;
  /** The hold that stands the longest on what is named, by that name. */
  readonly holds: ReadonlyMap<string, HoldRow>;
};

/**
 * What is to be answered, as far as a reader may see it. Every row is looked at, in turns with others, and few are kept.
 * @param at room time, ms
 */
export function* retentionLists(
  { records }: Pick<ReadableRecords, 'records'>,
  directory: Directory,
  viewer: Viewer,
  at: number,
): Generator<void, RetentionLists> {
  const isVisible = visibleTo(viewer);
  const hosts = isVisible({ kind: 'hold.place', person: null, audience: agencies(HOST_AUDIENCE) });
  const due = new First<ReviewRow>(LIMITS.reviewsListed, (row) => row.due);
  const extended = new First<ReviewRow>(LIMITS.reviewsListed, (row) => row.due);
  let looked = 0;
  for (const review of records.reviews.values()) {
    looked += 1;
    if (looked % AT_ONCE === 0) yield;
    if (review.status === 'ended') continue;
    const audience = audienceOf(records, directory, review) ?? null;
    if (!isVisible({ kind: 'retention.due', person: null, audience })) continue;
    (review.status === 'due' ? due : extended).add(review);
  }
  const held = new First<HoldRow>(BESIDE_MAX, ({ until }) => until);
  const erased = new First<ErasureRow>(BESIDE_MAX, ({ index }) => -index);
  const holds = new Map<string, HoldRow>();
  for (const hold of hosts ? records.holds.values() : []) {
    looked += 1;
    if (looked % AT_ONCE === 0) yield;
    if (hold.lifted !== null || hold.until <= at) continue;
    held.add(hold);
    for (const name of namesOf(hold.of, records)) {
      if ((holds.get(name)?.until ?? 0) < hold.until) holds.set(name, hold);
    }
  }
  for (const erasure of hosts ? records.erasures.values() : []) {
    looked += 1;
    if (looked % AT_ONCE === 0) yield;
    erased.add(erasure);
  }
  return { due: due.listed(), extended: extended.listed(), held: held.listed(), erased: erased.listed(), holds };
}

/** What a hold stands on, and the deed that a request goes with. */
function namesOf(of: string, { requests }: ReadableRecords['records']): string[] {
  const deed = requests.get(of)?.deed ?? null;
  return deed === null ? [of] : [of, deed];
}

/** The record that a review is of, as holds name it. */
export function heldName({ kind, of }: ReviewRow): string {
  return kind === 'log' ? of : recordName(kind, of);
}

/** The first few of many rows, by a number. */
class First<Row> {
  readonly #max: number;
  readonly #of: (row: Row) => number;
  readonly #rows: Row[] = [];
  #count = 0;

  constructor(max: number, of: (row: Row) => number) {
    this.#max = max;
    this.#of = of;
  }

  add(row: Row): void {
    this.#count += 1;
    const last = this.#rows.at(-1);
    if (this.#rows.length === this.#max && last !== undefined && this.#of(last) <= this.#of(row)) return;
    let at = this.#rows.length;
    while (at > 0 && this.#of(this.#rows[at - 1] as Row) > this.#of(row)) at -= 1;
    this.#rows.splice(at, 0, row);
    if (this.#rows.length > this.#max) this.#rows.pop();
  }

  listed(): Listed<Row> {
    return { rows: this.#rows, more: this.#count - this.#rows.length };
  }
}

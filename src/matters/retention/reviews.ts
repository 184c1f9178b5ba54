import type { Audience } from '../../terms/entry.ts';
import { RETAINED_KINDS, type RetainedKind } from '../../terms/retention.ts';
import { agencies, HOST_AUDIENCE } from '../audience.ts';
import type { Actor, Directory, Effects, Ending } from '../definition.ts';
import type { PastRecord } from '../erasures/rows.ts';
import type { Records, Slices } from '../slices.ts';
import { DATE_RECORDS, dateOf, reviewOf } from './dates.ts';
import { reviewAudience } from './over.ts';
import { extensionTimer, type ReviewRow, recordName, reviewId } from './rows.ts';

/** What the clock looks at to bring a record up. */
export const REVIEW_RECORDS = [...new Set([...DATE_RECORDS, ...RETAINED_KINDS])] as const;
export type ReviewRecords = Pick<Records, (typeof REVIEW_RECORDS)[number]>;

/** The timer of a record's date. It is in no state: the rows and the rules say when it is due (desk/due-reviews.ts). */
export function reviewTimer(kind: RetainedKind, id: string): string {
  return `review:${kind}:${id}`;
}

/** The record comes up: its date by the rules has come, and it never came up before. Nothing where that is not so. */
export function firstReview(
  records: ReviewRecords,
  directory: Directory,
  timed: string,
  { at, index }: { readonly at: number; readonly index: number },
): Ending[] {
  const [slice = '', ...rest] = timed.split(':');
  const kind = RETAINED_KINDS.find((one) => one === slice);
  const id = rest.join(':');
  const row = kind === undefined ? undefined : rowOf(records, kind, id);
  if (kind === undefined || row === undefined || reviewOf(records, kind, id) !== undefined) return [];
  const dated = dateOf(records, kind, row);
  if (dated === undefined || dated.due > at) return [];
  const of = recordName(kind, id);
  const review: ReviewRow = {
    id: reviewId(of),
    of,
    kind,
    rule: dated.rule.id,
    version: dated.retention.version,
    status: 'due',
    due: dated.due,
    times: 1,
    extendedBy: null,
    erasure: null,
    index,
  };
  const write = () => records.reviews.set(review.id, review);
  return [
    { kind: 'retention.due', matter: review.id, person: null, audience: reviewAudience(kind, row, directory), write },
  ];
}

/** A record that was kept longer comes up again. */
export function laterReview(records: ReviewRecords, directory: Directory, id: string, index: number): Ending[] {
  const review = records.reviews.get(id);
  if (review?.status !== 'extended') return [];
  const row = rowOf(records, review.kind, rowId(review));
  if (row === undefined) return [];
  const write = () => records.reviews.set(id, { ...review, status: 'due', times: review.times + 1, index });
  const audience = reviewAudience(review.kind, row, directory);
  return [{ kind: 'retention.due', matter: id, person: null, audience, write }];
}

/** The ends of the reviews of a record that is being erased: planned before its rows are gone, for who is shown them stands there. */
export function endedReviews(
  records: ReviewRecords,
  directory: Directory,
  effects: Effects,
  { rows }: Pick<PastRecord, 'rows'>,
  { erasure, index }: { readonly erasure: string; readonly index: number },
): Ending[] {
  return rows.flatMap(({ slice, id }): Ending[] => {
    const kind = RETAINED_KINDS.find((one) => one === slice);
    const row = kind === undefined ? undefined : rowOf(records, kind, id);
    const review = kind === undefined ? undefined : reviewOf(records, kind, id);
    if (kind === undefined || row === undefined || review === undefined) return [];
    const audience = reviewAudience(kind, row, directory);
    const write = () => {
      records.reviews.set(review.id, { ...review, status: 'ended', erasure, index });
      effects.clearTimer(extensionTimer(review.id));
    };
    return [{ kind: 'retention.ended', matter: review.id, person: null, audience, write }];
  });
}

/** Did all of a record come up that is kept by date, and is nothing of it kept longer? */
export function isTimeOver(records: ReviewRecords, { rows }: Pick<PastRecord, 'rows'>): boolean {
  const reviews = rows.flatMap(({ slice, id }) => {
    const kind = RETAINED_KINDS.find((one) => one === slice);
    const row = kind === undefined ? undefined : rowOf(records, kind, id);
    if (kind === undefined || row === undefined || goesWithOther(records, kind, row)) return [];
    return [reviewOf(records, kind, id)];
  });
  return reviews.length > 0 && reviews.every((review) => review?.status === 'due');
}

/** A request has no review of its own while the deed is there that it asks for. */
function goesWithOther(records: ReviewRecords, kind: RetainedKind, row: object): boolean {
  if (kind !== 'requests') return false;
  const { deed } = row as Slices['requests'];
  return deed !== null && records.deeds.get(deed) !== undefined;
}

/** Who is shown a review: as its entries say, of the record as it stands; undefined once that is erased. */
export function audienceOf(records: OwnedRecords, directory: Directory, review: ReviewRow): Audience | undefined {
  const { kind } = review;
  // Of the other kinds a guest has none to itself.
  if (!isOwned(kind)) return agencies(HOST_AUDIENCE);
  const row = rowOf(records, kind, rowId(review));
  return row === undefined ? undefined : reviewAudience(kind, row, directory);
}

/** May somebody of the host know of this review? */
export function isShownToHost(
  records: OwnedRecords,
  directory: Directory,
  { agency }: Pick<Actor, 'agency'>,
  review: ReviewRow,
): boolean {
  const shown = audienceOf(records, directory, review)?.agencies ?? [];
  return shown.includes(agency) || shown.includes(HOST_AUDIENCE);
}

/** Kinds of which a guest has some to itself. */
export const OWNED_KINDS = [
  'incidents',
  'items',
  'log',
  'releases',
  'taskings',
] as const satisfies readonly RetainedKind[];
type OwnedRecords = Pick<Records, (typeof OWNED_KINDS)[number]>;

function isOwned(kind: RetainedKind): kind is (typeof OWNED_KINDS)[number] {
  return (OWNED_KINDS as readonly string[]).includes(kind);
}

/** The row of a retained kind. */
export function rowOf<K extends RetainedKind>(records: Pick<Records, K>, kind: K, id: string): Slices[K] | undefined {
  return records[kind].get(id);
}

/** The id of a review's row in its slice. */
export function rowId({ kind, of }: Pick<ReviewRow, 'kind' | 'of'>): string {
  return kind === 'log' ? of.replace(/^entry-/, '') : of;
}

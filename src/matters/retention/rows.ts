import type { RetainedKind, RetentionRule } from '../../terms/retention.ts';
import { entryName } from '../erasures/rows.ts';

/** The rules in force: one row, by {@link IN_FORCE}. */
export type RetentionRow = {
  readonly version: number;
  readonly digest: string;
  readonly rules: readonly RetentionRule[];
  readonly by: string;
  /** Since when these stand, and since when any did (room time, ms): from then on is counted what does not say when it was over. */
  readonly at: number;
  readonly first: number;
  readonly index: number;
};
export const IN_FORCE = 'in-force';

/**
 * That the time of a record came. `due`: it waits for an answer; `extended`: it is kept until a stated time; `ended`: the record was erased.
 */
export type ReviewRow = {
  readonly id: string;
  /** The record, or `entry-<index>`. */
  readonly of: string;
  readonly kind: RetainedKind;
  /** The rule by which its date was counted, `retention/3`, and of which version. */
  readonly rule: string;
  readonly version: number;
  readonly status: 'due' | 'extended' | 'ended';
  /** Room time, ms, at which it was to come up: by the rule, or as it was extended. How long it waits is counted from here. */
  readonly due: number;
  /** How often it came up. */
  readonly times: number;
  /** Who kept it longer last; null where nobody did. */
  readonly extendedBy: string | null;
  /** What erased it, `ERA-4`; null where nothing did. */
  readonly erasure: string | null;
  readonly index: number;
};

/** What a row of a slice is called, where it is spoken of as a record: a line of the log by its entry, everything else by its number. */
export function recordName(slice: string, id: string): string {
  return slice === 'log' ? entryName(Number(id)) : id;
}

/**
 * The id of a record's review. It is made of the record's name and is no count, whose gaps would tell one side of the other's; and it is no record's own
 * number, so that what is entered of a review stays when the record is erased (desk/past-record.ts).
 */
export function reviewId(record: string): string {
  return `REV-${record}`;
}

/** The timer at which a record that was kept longer comes up again. */
export function extensionTimer(review: string): string {
  return `extension:${review}`;
}

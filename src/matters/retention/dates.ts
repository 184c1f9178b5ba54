import { DAY } from '../../base/clock.ts';
import { type RetainedKind, type RetentionRule, ruleFor } from '../../terms/retention.ts';
import type { Records, Slices } from '../slices.ts';
import { OVER_RECORDS, overSince, purposeOf } from './over.ts';
import { IN_FORCE, type RetentionRow, type ReviewRow, recordName, reviewId } from './rows.ts';

export const DATE_RECORDS = ['retentions', 'reviews', ...OVER_RECORDS] as const;
export type DateRecords = Pick<Records, (typeof DATE_RECORDS)[number]>;

/** When a record is to come up (room time, ms), and by which rule. */
export type Dated = { readonly due: number; readonly rule: RetentionRule; readonly retention: RetentionRow };

/** The date of a record by the rules in force; undefined where it goes on, or where no rule names it: then it has none. */
export function dateOf<K extends RetainedKind>(records: DateRecords, kind: K, row: Slices[K]): Dated | undefined {
  const retention = records.retentions.get(IN_FORCE);
  if (retention === undefined) return undefined;
  const rule = ruleFor(retention.rules, kind, purposeOf(kind, row));
  const since = overSince(kind, row, records);
  if (rule === undefined || since === undefined) return undefined;
  return { due: (since ?? retention.first) + rule.days * DAY, rule, retention };
}

/** The review of a record, where it ever came up. */
export function reviewOf(records: Pick<Records, 'reviews'>, kind: RetainedKind, id: string): ReviewRow | undefined {
  return records.reviews.get(reviewId(recordName(kind, id)));
}

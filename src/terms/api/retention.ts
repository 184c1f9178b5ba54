import * as z from 'zod';
import { Time } from '../act.ts';
import { RETAINED_KINDS } from '../retention.ts';
import { digits } from './digits.ts';
import { ReadThrough } from './erasing.ts';
import { plainText } from './plain-text.ts';

const Kind = z.enum(RETAINED_KINDS);

const RuleShown = z.object({
  /** As it is cited: `retention/3`. */
  id: z.string(),
  kind: Kind,
  /** null: for whatever purpose no other rule of the kind names. */
  purposes: z.array(z.string()).nullable(),
  days: z.int(),
  basis: z.enum(['assumption', 'instrument']),
  /** In words, with its sources, where the event still supplies this very document. */
  text: z.string().nullable(),
  source: z.array(z.string()),
});

const RulesShown = z.object({
  version: z.int(),
  digest: z.string(),
  rules: z.array(RuleShown),
  /** Kinds that none of them names for every purpose: how long they are kept, nobody has said. */
  open: z.array(Kind),
});
export type RulesShown = z.infer<typeof RulesShown>;

const ReviewShown = z.object({
  id: z.string(),
  /** The record, or `entry-<index>`. */
  of: z.string(),
  kind: Kind,
  rule: z.string(),
  /** What the record is called, or the words that opened it; empty where those are not to be shown. */
  title: z.string(),
  due: Time,
  times: z.int(),
  extendedBy: z.string().nullable(),
  /** The hold that stands on it the longest. */
  held: z.object({ hold: z.string(), until: Time }).nullable(),
});
export type ReviewShown = z.infer<typeof ReviewShown>;

const HoldShown = z.object({
  id: z.string(),
  of: z.string(),
  by: z.string(),
  from: Time,
  until: Time,
  reason: z.string().nullable(),
});
export type HoldShown = z.infer<typeof HoldShown>;

const ErasureShown = z.object({
  id: z.string(),
  of: z.string(),
  basis: z.string(),
  entries: z.int(),
  by: z.string(),
  at: Time,
  finished: z.boolean(),
  reason: z.string().nullable(),
});
export type ErasureShown = z.infer<typeof ErasureShown>;

/**
 * `GET /api/retention`: how long records are kept, and what is to be answered. The rules are everybody's to read; of the lists each reader is told what they may
 * see. `more…` says how much is beside what is listed.
 */
export const RetentionShown = z.object({
  at: Time,
  inForce: RulesShown.extend({ by: z.string(), since: Time }).nullable(),
  /** As the event supplies them, where they are not those in force. */
  supplied: RulesShown.nullable(),
  /** Up for review: who waits longest first. */
  due: z.array(ReviewShown),
  moreDue: z.int(),
  /** Kept longer: what comes up soonest first. */
  extended: z.array(ReviewShown),
  moreExtended: z.int(),
  /** Holds that stand: what ends soonest first. */
  held: z.array(HoldShown),
  moreHeld: z.int(),
  /** The last first. */
  erased: z.array(ErasureShown),
  moreErased: z.int(),
});
export type RetentionShown = z.infer<typeof RetentionShown>;

/** One of the two. */
export const RecordQuery = z.strictObject({ record: plainText(160, 1).optional(), entry: digits().optional() });

/** `GET /api/retention/record`: what would be erased with a record, as far as the reader may see it. Reads the ledger through. */
export const RecordShown = z.object({
  of: z.string(),
  /** Numbers of the records that go together, and lines of the log by their entries. */
  records: z.array(z.string()),
  entries: z.int(),
  kinds: z.array(z.object({ kind: z.string(), count: z.int() })),
  /** First and last time of what was entered of it. */
  from: Time,
  until: Time,
  /** What stands against erasing it now by who asks, as house rules; those of R-40 only against erasing it because its time is over. */
  against: z.array(z.enum(['R-37', 'R-38', 'R-40', 'R-42'])),
});
export type RecordShown = z.infer<typeof RecordShown>;

/** The same, where the ledger is still being read through for the first that asked: the answer is asked for again in a while. */
export const RecordReading = z.object({ reading: ReadThrough });
export const RecordAnswer = z.union([RecordShown, RecordReading]);
export type RecordAnswer = z.infer<typeof RecordAnswer>;

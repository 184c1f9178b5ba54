import * as z from 'zod';
import { Time } from '../act.ts';
import { OUTCOMES } from '../outcome.ts';
import { digits } from './digits.ts';
import { plainText } from './plain-text.ts';

/** A word of the vocabulary with what it is called. */
export const Named = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/** The same sentence in every language of the screens. */
export const Told = z.object({ en: z.string(), it: z.string() });
export type Told = z.infer<typeof Told>;

export const NearMissShown = z.object({
  clause: z.string(),
  failed: z.array(z.object({ axis: z.string(), was: z.string(), wanted: z.array(z.string()) })),
});

/** A clause, commitment or house rule as it is cited, with its text and what it rests on. */
export const ClauseShown = z.object({
  id: z.string(),
  text: z.string(),
  /** `house-rule` and `commitment` beside what a clause of a mandate rests on. */
  basis: z.enum(['instrument', 'assumption', 'commitment', 'house-rule']),
  source: z.array(z.string()),
});
export type ClauseShown = z.infer<typeof ClauseShown>;

/** Somebody's deed as a reporter tells of it: words of the vocabulary, or `unknown`. */
export const ReportedDeed = z.object({
  agency: z.string(),
  component: z.string(),
  role: z.string(),
  activity: z.string(),
  place: z.string(),
  purpose: z.string(),
});
export type ReportedDeed = z.infer<typeof ReportedDeed>;

/** In which words a deed was declared. */
export const Declared = z.object({ activity: z.string(), purpose: z.string() });
export type Declared = z.infer<typeof Declared>;

/** How a mandate stood before a version of it came into force: with that same version, suspended, where it was resumed. */
export const MandateStood = z.object({ version: z.int(), status: z.enum(['in-force', 'suspended', 'expired']) });
export type MandateStood = z.infer<typeof MandateStood>;

/** What the host offers in the place of what was asked. */
export const Offered = z.object({
  activity: z.string(),
  purpose: z.string(),
  place: z.string(),
  from: Time,
  until: Time,
  /** In the words of who offers it. */
  what: z.string(),
});

/** What an act answers to a request, as its detail says. */
export const AnswerShown = z.object({
  answer: z.enum(['approve', 'refuse', 'counter-offer']),
  /** Who decides: whose act it is, or whose word of mouth it enters. */
  giver: z.string(),
  /** How the word came to whoever enters it; null where the giver's own act says it. */
  channel: z.enum(['telephone', 'radio', 'in-person']).nullable(),
  conditions: z.string().nullable(),
  offer: Offered.nullable(),
});
export type AnswerShown = z.infer<typeof AnswerShown>;

/** One entry as lists show it; members are null where the entry has none or its box is closed for ever. */
export const ActsRowShown = z.object({
  index: z.int(),
  at: Time,
  recorded: z.int(),
  kind: z.string(),
  form: z.enum(['proposal', 'report']).nullable(),
  outcome: z.enum(OUTCOMES),
  clauses: z.array(z.string()),
  atEntry: z.object({ outcome: z.enum(OUTCOMES), clauses: z.array(z.string()) }).nullable(),
  near: z.array(NearMissShown),
  /** Commitments that forbid what the act is about, by id, whatever became of it. */
  touches: z.array(z.string()),
  agency: z.string(),
  component: z.string().nullable(),
  role: z.string().nullable(),
  desk: z.string().nullable(),
  room: z.string().nullable(),
  person: z.string().nullable(),
  activity: z.string(),
  place: z.string().nullable(),
  purpose: z.string().nullable(),
  matter: z.string().nullable(),
  /** Claimed time of the deed, ms; null where the entry follows from another. */
  deedAt: Time.nullable(),
  /** Corrections that took effect: the index of the line that they correct. */
  corrects: z.int().nullable(),
  /** Occurrences: the deed that is reported, and that `outcome` is the verdict on; the other members are of the reporter. */
  reported: ReportedDeed.nullable(),
  /** Deeds that were decided again: what they were declared to be; `activity` and `purpose` are what they were found to be. */
  declared: Declared.nullable(),
  /** Of a version of a mandate that came into force with this entry: how the mandate stood before. Null where it had none in force yet, and of all else. */
  stood: MandateStood.nullable(),
  /** The reason that the act states, whole; null where it states none. */
  reason: z.string().nullable(),
  /** Answers to a request: what is answered, and by whom. Whether it took effect is the outcome's to say. */
  answer: AnswerShown.nullable(),
  summary: z.string(),
});
export type ActsRowShown = z.infer<typeof ActsRowShown>;

/** Query members of every list. */
export const PageQuery = z.strictObject({
  /** Where the page before ended, as it was given. */
  cursor: plainText(200).optional(),
  limit: digits(1, 500).prefault('100'),
  /** Index of an entry that must be in the view: one's own writes are read. */
  after: digits().optional(),
});

/** `view` is the number of entries that the answer rests on; `next` is null on the last page. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ view: z.int(), rows: z.array(row), next: z.string().nullable() });
}

import * as z from 'zod';
import { Time } from '../act.ts';
import { digits } from './digits.ts';
import { ActsRowShown, AnswerShown, ClauseShown, PageQuery, pageOf } from './parts.ts';
import { plainText } from './plain-text.ts';

/** Kinds of record that lists show, by the name of their slice. */
export const SHOWN_SLICES = [
  'accompaniments',
  'alerts',
  'approvals',
  'challenges',
  'clearances',
  'conferrals',
  'consultations',
  'declarations',
  'deeds',
  'incidents',
  'items',
  'log',
  'mandates',
  'occurrences',
  'people',
  'releases',
  'requests',
  'shifts',
  'statements',
  'taskings',
] as const;
export type ShownSlice = (typeof SHOWN_SLICES)[number];

/** The act of which an entry is a consequence, as far as the reader may know whose it is. */
const CauseShown = z.object({
  index: z.int(),
  kind: z.string(),
  person: z.string().nullable(),
  desk: z.string().nullable(),
  reason: z.string().nullable(),
});

/** A record as it stands. `row` is the row of the slice (src/matters/<matter>/rows.ts), less what the reader may not see. */
export const MatterShown = z.object({
  slice: z.enum(SHOWN_SLICES),
  id: z.string(),
  /** Still going on: not ended, answered, closed, expired or removed. */
  open: z.boolean(),
  row: z.record(z.string(), z.json()),
  /** The words of the act that opened it (never of protected material, whose title is in `row`). */
  text: z.string(),
  opened: z.object({ index: z.int(), at: Time, person: z.string().nullable(), desk: z.string().nullable() }),
  /** The last entry about it that the reader may see: an incident's closing, with who closed it and why. */
  changed: z.object({
    index: z.int(),
    at: Time,
    kind: z.string(),
    person: z.string().nullable(),
    desk: z.string().nullable(),
    reason: z.string().nullable(),
    /** The room’s clock did it, at a time that was set before. */
    byClock: z.boolean(),
    /** Where nobody did that entry but it followed from an act: that act; null where the reader may not see it. */
    cause: CauseShown.nullable(),
  }),
  /** Requests, and the approvals and deeds that rest on one: the host's answer, once there is one that took effect. */
  answered: AnswerShown.extend({
    index: z.int(),
    at: Time,
    /** Who entered it: the giver, or for a word of mouth the loggist. */
    enteredBy: z.string().nullable(),
    desk: z.string().nullable(),
    reason: z.string().nullable(),
  }).nullable(),
});
export type MatterShown = z.infer<typeof MatterShown>;

export const MattersQuery = PageQuery.extend({ open: z.enum(['true', 'false']).optional() });
export const MattersPage = pageOf(MatterShown);
/** An entry of a record's history; `follows` is the act that it followed from, where it did and the reader may see that act. */
const HistoryRow = ActsRowShown.extend({ follows: z.object({ index: z.int(), kind: z.string() }).nullable() });

/** `GET /api/matters/:slice/:id`: with its history, oldest first. */
export const MatterDetail = z.object({ view: z.int(), matter: MatterShown, history: z.array(HistoryRow) });

/** Why something waits for the reader's own answer. */
export const QUEUE_REASONS = [
  'approval',
  'challenge',
  'countersign',
  'counter-offer',
  'approved-deed',
  'tasking',
  'declaration',
  'alert',
  'draft-review',
  'draft-signature',
  'draft-enforcement',
  'draft-exception',
  'draft-objected',
] as const;

/** What can wait for an answer: records that lists show, and drafts of mandates (`GET /api/mandates/drafts`). */
const QueuedShown = MatterShown.extend({ slice: z.enum([...SHOWN_SLICES, 'drafts']) });

/** `GET /api/queue`: what waits for *my* answer, most urgent first. */
export const QueueItem = z.object({
  why: z.enum(QUEUE_REASONS),
  matter: z.string(),
  matterShown: QueuedShown,
  /** What an answer must bind, where one is asked for. */
  digest: z.string().nullable(),
  /** Room time by which it lapses; null where it does not. */
  due: Time.nullable(),
  clauses: z.array(ClauseShown),
  /** Alarms of the same person that stand beside this one, their latest. */
  moreOfSame: z.int(),
});
/** `more`: what waits beside these. Agencies, and people within them, take turns in what is told. */
export const Queue = z.object({ view: z.int(), at: Time, items: z.array(QueueItem), more: z.int() });
export type Queue = z.infer<typeof Queue>;

/** `GET /api/search`: records and entries that hold the words, as far as the reader may see them. */
export const SearchQuery = z.strictObject({
  q: plainText(200, 1),
  limit: digits(1, 100).prefault('30'),
});
export const SearchAnswer = z.object({ view: z.int(), matters: z.array(MatterShown), acts: z.array(ActsRowShown) });

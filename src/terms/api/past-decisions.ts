import * as z from 'zod';
import { Time } from '../act.ts';
import { APPROVALS, OUTCOMES } from '../outcome.ts';
import { digits } from './digits.ts';
import { PageQuery, pageOf } from './parts.ts';

/** Entries that are looked at for one page. */
export const DECISIONS_PAGE_MAX = 200;

/** The closed, non-personal tokens that a decision used (docs/formats.md §8). */
const FactsShown = z.object({
  agency: z.string(),
  activity: z.string(),
  approval: z.enum(APPROVALS),
  axes: z.record(z.string(), z.string()),
  broken: z.array(z.string()),
  /** Room time for which it was decided, ms. */
  time: Time,
});

/** `GET /api/mandates/decisions`: decisions that were taken, latest first, for trying a draft on them. */
export const DecisionsQuery = PageQuery.extend({
  /** Entries that are looked at; what holds no decision that is for the reader is left out, so that a page may hold fewer, or none. */
  limit: digits(1, DECISIONS_PAGE_MAX).prefault('100'),
  /** Room time of entry, ms, half-open. */
  from: digits().optional(),
  until: digits().optional(),
});

/** A decision of the past: what was decided on, and what came of it. */
export const DecisionShown = z.object({
  index: z.int(),
  /** Room time of entry, ms. */
  at: Time,
  kind: z.string(),
  form: z.enum(['proposal', 'report']).nullable(),
  outcome: z.enum(OUTCOMES),
  facts: FactsShown,
});
export type DecisionShown = z.infer<typeof DecisionShown>;

export const DecisionsPage = pageOf(DecisionShown);

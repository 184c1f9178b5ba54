import * as z from 'zod';
import { CLEARED } from '../../terms/axes.ts';
import { OUTCOMES } from '../../terms/outcome.ts';

/** A deed word for word, as somebody asked for it: what an approval binds. Times in ms of room time. */
export const DeedTerms = z.object({
  person: z.string(),
  activity: z.string(),
  purpose: z.string(),
  place: z.string(),
  from: z.int(),
  until: z.int(),
  what: z.string(),
});
export type DeedTerms = z.infer<typeof DeedTerms>;

/** A release that was asked for. */
export const ReleaseTerms = z.object({
  person: z.string(),
  item: z.string(),
  to: z.string(),
  purpose: z.string(),
  place: z.string().optional(),
  note: z.string().nullable().optional(),
  toAgency: z.string().optional(),
  toComponent: z.string().optional(),
});
export type ReleaseTerms = z.infer<typeof ReleaseTerms>;

export const DeedRow = DeedTerms.extend({
  id: z.string(),
  agency: z.string(),
  digest: z.string(),
  status: z.enum(['waiting', 'open', 'ended', 'refused']),
  request: z.string().nullable(),
  clauses: z.array(z.string()),
  /** The challenge of it that is open. */
  challenge: z.string().nullable().optional(),
});
export type DeedRow = z.infer<typeof DeedRow>;

const Judged = z.object({
  activity: z.string(),
  purpose: z.string(),
  outcome: z.enum(OUTCOMES),
  clauses: z.array(z.string()),
});
export type Judged = z.infer<typeof Judged>;

export const ChallengeRow = z.object({
  id: z.string(),
  of: z.string(),
  person: z.string(),
  agency: z.string(),
  declared: Judged,
  seems: Judged.pick({ activity: true, purpose: true }),
  raisedBy: z.string(),
  status: z.enum(['open', 'stands', 'reclassified']),
  answeredBy: z.string().nullable(),
  found: Judged.nullable(),
});
export type ChallengeRow = z.infer<typeof ChallengeRow>;

/** The report of a deed; one that its doer did not declare has no `own`. */
export const OccurrenceRow = z.object({
  id: z.string(),
  activity: z.string(),
  reporter: z.string(),
  deedAt: z.int(),
  own: z.object({ purpose: z.string(), place: z.string() }).optional(),
  challenge: z.string().nullable().optional(),
});

export const RequestRow = z.object({
  id: z.string(),
  requester: z.string(),
  agency: z.string(),
  asks: z.union([z.object({ deed: DeedTerms }), z.object({ release: ReleaseTerms })]),
  digest: z.string(),
  deed: z.string().nullable(),
  deadline: z.int(),
  status: z.enum(['waiting', 'approved', 'refused', 'countered', 'lapsed', 'withdrawn', 'ended']),
  counter: z.object({ deed: DeedTerms, digest: z.string() }).nullable(),
  clauses: z.array(z.string()),
});
export type RequestRow = z.infer<typeof RequestRow>;

export const ApprovalRow = z.object({
  request: z.string(),
  digest: z.string(),
  person: z.string(),
  agency: z.string(),
  giver: z.string(),
  enteredBy: z.string(),
  channel: z.string().nullable(),
  countersigned: z.int().nullable(),
  /** Why, as the giver said it; absent where the room does not say it with the approval. */
  reason: z.string().nullish(),
  conditions: z.string().nullable(),
  from: z.int(),
  until: z.int(),
  ended: z.int().nullable(),
  used: z.string().nullable(),
});
export type ApprovalRow = z.infer<typeof ApprovalRow>;

export const ConferralRow = z.object({
  id: z.string(),
  to: z.string(),
  agency: z.string(),
  power: z.string(),
  from: z.int(),
  until: z.int(),
  ended: z.int().nullable(),
});
export type ConferralRow = z.infer<typeof ConferralRow>;

export const ClearanceRow = z.object({
  id: z.string(),
  to: z.string(),
  agency: z.string(),
  clears: z.enum(CLEARED),
  thing: z.string().nullable(),
  from: z.int(),
  until: z.int(),
  ended: z.int().nullable(),
});
export type ClearanceRow = z.infer<typeof ClearanceRow>;

export const AccompanimentRow = z.object({
  id: z.string(),
  guest: z.string(),
  agency: z.string(),
  officer: z.string(),
  /** Whose act entered it; absent where that was not kept yet. */
  enteredBy: z.string().optional(),
  from: z.int(),
  ended: z.int().nullable(),
});
export type AccompanimentRow = z.infer<typeof AccompanimentRow>;

/** Who raised an alert is told only to those who may know. */
export const AlertRow = z.object({
  id: z.string(),
  alert: z.enum(['emergency', 'evacuation']),
  raisedBy: z.string().optional(),
  place: z.string(),
  raised: z.int(),
  cancelled: z.int().nullable(),
});
export type AlertRow = z.infer<typeof AlertRow>;

export const PersonRow = z.object({
  id: z.string(),
  agency: z.string(),
  component: z.string(),
  roles: z.array(z.string()),
  removed: z.int().nullable(),
});
export type PersonRow = z.infer<typeof PersonRow>;

export const ShiftRow = z.object({
  person: z.string(),
  desk: z.string(),
  room: z.string(),
  role: z.string(),
  from: z.int(),
  until: z.int().nullable(),
});
export type ShiftRow = z.infer<typeof ShiftRow>;

/** Does an approval stand now and wait to be used? */
export function isUsable({ from, until, ended, used }: ApprovalRow, now: number): boolean {
  return used === null && ended === null && from <= now && now < until;
}

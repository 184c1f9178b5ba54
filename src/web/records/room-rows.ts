import * as z from 'zod';
import { OUTCOMES } from '../../terms/outcome.ts';

/** Rows of what the room works on, as records show them (src/matters/). Times in ms of room time. */
export const IncidentRow = z.object({
  id: z.string(),
  agency: z.string(),
  /** Absent where the reader may not see the entry that opened it. */
  title: z.string().optional(),
  category: z.string(),
  gravity: z.enum(['minor', 'serious', 'major']),
  place: z.string(),
  opened: z.int(),
  closed: z.int().nullable(),
});
export type IncidentRow = z.infer<typeof IncidentRow>;

export const TaskingRow = z.object({
  id: z.string(),
  agency: z.string(),
  from: z.string(),
  to: z.string(),
  incident: z.string().nullable(),
  status: z.enum(['issued', 'acknowledged', 'done']),
  due: z.int().nullable(),
});
export type TaskingRow = z.infer<typeof TaskingRow>;

/** Desks of others are absent for guests. */
export const DeclarationRow = z.object({
  id: z.string(),
  state: z.string(),
  made: z.int(),
  waiting: z.array(z.string()),
  acknowledged: z.array(z.string()),
});
export type DeclarationRow = z.infer<typeof DeclarationRow>;

export const OccurrenceRow = z.object({
  id: z.string(),
  reporter: z.string(),
  agency: z.string(),
  activity: z.string(),
  deedAt: z.int(),
  outcome: z.enum(OUTCOMES),
  clauses: z.array(z.string()),
  /** The challenge of it that is open. */
  challenge: z.string().nullable().optional(),
});
export type OccurrenceRow = z.infer<typeof OccurrenceRow>;

export const HANDLINGS = ['clear', 'green', 'amber', 'amber-strict', 'red'] as const;
export type Handling = (typeof HANDLINGS)[number];

export const ItemRow = z.object({
  id: z.string(),
  owner: z.string(),
  originator: z.string(),
  title: z.string(),
  handling: z.enum(HANDLINGS),
  originatorControl: z.boolean(),
  expires: z.int(),
  expired: z.boolean(),
});
export type ItemRow = z.infer<typeof ItemRow>;

export const ReleaseRow = z.object({
  id: z.string(),
  item: z.string(),
  by: z.string(),
  byAgency: z.string(),
  to: z.string(),
  toAgency: z.string(),
  purpose: z.string(),
  at: z.int(),
  recalled: z.int().nullable(),
});
export type ReleaseRow = z.infer<typeof ReleaseRow>;

/** `of` is an item, or `record` for the whole record. */
export const ConsultationRow = z.object({
  id: z.string(),
  person: z.string(),
  agency: z.string(),
  of: z.string(),
  release: z.string(),
  purpose: z.string(),
  from: z.int(),
  until: z.int(),
  ended: z.int().nullable(),
});
export type ConsultationRow = z.infer<typeof ConsultationRow>;

import * as z from 'zod';
import { Hex64, Time } from '../act.ts';
import { CLEARED } from '../axes.ts';
import { COERCIVENESS, SAFETY } from '../mandate-set.ts';
import { Named } from './parts.ts';

/** What a mandate is written, read and proved with: the same that the room itself reads it with (src/mandates). */

const Words = z.array(z.string());
const Bound = Time.nullable();
const SourceShown = z.object({
  id: z.string(),
  kind: z.enum(['report', 'public', 'law', 'exercise']),
  title: z.string(),
  date: z.string().nullable(),
  note: z.string().nullable(),
});
const AgencyWhole = Named.extend({
  state: z.string().nullable(),
  standing: z.enum(['host-authority', 'host', 'organiser', 'guest']),
  components: z.array(Named),
});
const DeskWhole = Named.extend({ roles: Words, agencies: Words.nullable() });
const ZoneWhole = z.object({
  id: z.string(),
  kind: z.string(),
  places: Words,
  leaves: Words,
  from: Bound,
  until: Bound,
  source: z.string().nullable(),
});

/** The vocabulary with everything that decides; positions of places decide nothing and are left out. */
const VocabularyWhole = z.object({
  id: z.string(),
  version: z.int(),
  agencies: z.array(AgencyWhole),
  offices: z.array(Named.extend({ agency: z.string().nullable() })),
  roles: z.array(Named),
  activities: z.array(
    Named.extend({
      coerciveness: z.enum(COERCIVENESS),
      power: z.string().nullable(),
      clearance: z.enum(CLEARED).nullable(),
      safety: z.enum(SAFETY),
    }),
  ),
  activityGroups: z.array(z.object({ id: z.string(), members: Words })),
  purposes: z.array(Named),
  places: z.array(Named.extend({ within: z.string().nullable() })),
  rooms: z.array(Named.extend({ owner: z.string(), place: z.string(), desks: z.array(DeskWhole) })),
  incidentCategories: Words,
  zoneKinds: Words,
  zones: z.array(ZoneWhole),
  phases: z.array(z.object({ id: z.string(), from: Time, until: Time })),
});

const ScopeShown = z.object({
  agency: Words.nullable(),
  activity: Words.nullable(),
  axes: z.record(z.string(), Words),
  windows: z.array(z.tuple([Bound, Bound])).nullable(),
});
const CommitmentHead = z.object({
  id: z.string(),
  by: z.string(),
  date: z.string().nullable(),
  text: z.string(),
  source: Words,
  binds: z
    .union([
      z.literal('everyone'),
      z.literal('guests'),
      z.object({ agency: Words, component: z.union([z.literal('any'), Words]) }),
    ])
    .nullable(),
});
const CommitmentWhole = z.discriminatedUnion('form', [
  CommitmentHead.extend({
    form: z.literal('rule'),
    effect: z.enum(['forbid', 'require-approval']),
    scope: ScopeShown,
    written: z.record(z.string(), z.json()),
  }),
  CommitmentHead.extend({ form: z.literal('statement'), why: z.string() }),
]);

export const MANDATE_STATUSES = ['in-force', 'suspended', 'expired', 'not-in-force'] as const;

/** What drafts are written within: the same for everybody and for as long as the room runs. */
export const DraftingEvent = z.object({
  id: z.string(),
  title: z.string(),
  modes: z.array(z.enum(['exercise', 'live'])),
  timezone: z.string(),
  rootMandate: z.string(),
  sources: z.array(SourceShown),
  vocabulary: VocabularyWhole,
  names: z.object({ it: z.record(z.string(), z.string()) }),
  commitments: z.array(CommitmentWhole),
  questions: z.array(z.object({ id: z.string(), text: z.string(), axis: z.string().nullable(), source: Words })),
});
export type DraftingEvent = z.infer<typeof DraftingEvent>;

/** `GET /api/mandates/documents`: the event and every mandate of it as data, for reading, proving and comparing drafts outside the room. */
export const MandateDocumentsShown = z.object({
  view: z.int(),
  set: z.string(),
  event: DraftingEvent,
  documents: z.array(
    z.object({
      mandate: z.string(),
      version: z.int(),
      /** SHA-256 of `text`. */
      digest: Hex64,
      status: z.enum(MANDATE_STATUSES),
      /** The checked document as canonical JSON (`mandateText`). */
      text: z.string(),
    }),
  ),
});
export type MandateDocumentsShown = z.infer<typeof MandateDocumentsShown>;

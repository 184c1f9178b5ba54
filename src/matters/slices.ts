import { type AccompanimentRow, accompanimentSpan } from './accompaniments/rows.ts';
import type { AlertRow } from './alerts/rows.ts';
import type { ApprovalRow } from './approvals/rows.ts';
import type { ChallengeRow } from './challenges/rows.ts';
import { type ClearanceRow, clearanceSpan } from './clearances/rows.ts';
import { type ConferralRow, conferralSpan } from './conferrals/rows.ts';
import { type ConsultationRow, consultationSpan } from './consultations/rows.ts';
import type { DeclarationRow } from './declarations/rows.ts';
import { type DeedRow, deedSpan } from './deeds/rows.ts';
import type { ErasureRow, HoldRow } from './erasures/rows.ts';
import type { DirectionRow } from './exercises/rows.ts';
import type { IncidentRow } from './incidents/rows.ts';
import type { ConsentRow, ItemRow, ReleaseRow } from './items/rows.ts';
import type { ActRow, ChainRow, CounterRow, DisclosureRow, LedgerRow, RefusalRow, RepeatRow } from './ledger/rows.ts';
import type { LogRow } from './log/rows.ts';
import type { DraftRow, MandateRow, SetRow } from './mandates/rows.ts';
import type { OccurrenceRow } from './occurrences/rows.ts';
import { type RequestRow, requestSpan } from './requests/rows.ts';
import type { RetentionRow, ReviewRow } from './retention/rows.ts';
import { enrolmentSpan, type KeyRow, type PersonRow } from './roster/rows.ts';
import { type ShiftRow, shiftSpan } from './shifts/rows.ts';
import type { StatementRow } from './statements/rows.ts';
import type { TaskingRow } from './taskings/rows.ts';
import type { TimerRow } from './timers/rows.ts';

/** The state of decisions: one slice a kind of record, rows by id. Committed in the same transaction as the entries. */
export type Slices = {
  accompaniments: AccompanimentRow;
  acts: ActRow;
  alerts: AlertRow;
  approvals: ApprovalRow;
  chains: ChainRow;
  challenges: ChallengeRow;
  clearances: ClearanceRow;
  conferrals: ConferralRow;
  consents: ConsentRow;
  consultations: ConsultationRow;
  counters: CounterRow;
  declarations: DeclarationRow;
  deeds: DeedRow;
  directions: DirectionRow;
  disclosures: DisclosureRow;
  drafts: DraftRow;
  erasures: ErasureRow;
  holds: HoldRow;
  incidents: IncidentRow;
  items: ItemRow;
  keptActs: ActRow;
  keys: KeyRow;
  ledger: LedgerRow;
  log: LogRow;
  mandates: MandateRow;
  occurrences: OccurrenceRow;
  people: PersonRow;
  refusals: RefusalRow;
  releases: ReleaseRow;
  repeats: RepeatRow;
  requests: RequestRow;
  retentions: RetentionRow;
  reviews: ReviewRow;
  sets: SetRow;
  shifts: ShiftRow;
  statements: StatementRow;
  taskings: TaskingRow;
  timers: TimerRow;
};
export type SliceName = keyof Slices;

/** By which member the rows of a slice are also found. Indexes are derived, never stored. */
export const SLICE_INDEXES = {
  accompaniments: ['guest', 'officer'],
  approvals: ['digest', 'person'],
  clearances: ['to'],
  conferrals: ['to'],
  consultations: ['person', 'of', 'release'],
  deeds: ['person', 'approval', 'agency'],
  people: ['agency'],
  releases: ['item', 'toAgency'],
  requests: ['requester', 'agency'],
  shifts: ['person', 'desk'],
} as const satisfies { readonly [S in SliceName]?: readonly (keyof Slices[S])[] };

/**
 * When a row of these slices stands, half-open (room time, ms); by its time it is found through the indexes without looking at what ended before. What
 * somebody did in the past must not make what they do now slower, for them or for anybody.
 */
export const SLICE_TIMES = {
  accompaniments: accompanimentSpan,
  clearances: clearanceSpan,
  conferrals: conferralSpan,
  consultations: consultationSpan,
  deeds: deedSpan,
  people: enrolmentSpan,
  requests: requestSpan,
  shifts: shiftSpan,
} as const satisfies { readonly [S in SliceName]?: (row: Slices[S]) => readonly [from: number, until: number] };

/**
 * Slices that are kept beside the entries instead of in them, because entries already say it: the ids of acts entered, each actor's
 * chain, and the count of a refusal while its window is open (docs/decisions/0006-state-and-entries.md).
 */
export const BOOKKEEPING_SLICES = ['acts', 'keptActs', 'chains', 'refusals'] as const satisfies readonly SliceName[];

/** Reading and planning changes of one slice. `set` and `remove` plan; nothing is durable before the commit. */
export type SliceRecords<S extends SliceName> = {
  get(id: string): Slices[S] | undefined;
  /** Rows whose indexed member (see {@link SLICE_INDEXES}) has this value, in no order. */
  where(member: string, value: string): readonly Slices[S][];
  /** As {@link where}, but only what stands at a room time (see {@link SLICE_TIMES}). */
  standing(member: string, value: string, at: number): readonly Slices[S][];
  /** As {@link where}, but only what ends after a room time, or has no end; looked at one by one, and of what is committed the last to begin first. */
  lasting(member: string, value: string, after: number): Iterable<Slices[S]>;
  /** All rows, in no order. */
  values(): Iterable<Slices[S]>;
  set(id: string, row: Slices[S]): void;
  remove(id: string): void;
};
export type Records = { readonly [S in SliceName]: SliceRecords<S> };

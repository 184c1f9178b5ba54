import type { Records, SliceName } from '../slices.ts';

/** Why something is erased: its time is over, whom it is about asked for it, or somebody with the power ordered it. */
export const ERASURE_BASES = ['retention', 'request', 'order'] as const;
export type ErasureBasis = (typeof ERASURE_BASES)[number];

/** What was erased, without the data: which entries nobody can open any more. */
export type ErasureRow = {
  readonly id: string;
  /** The record as it was named, or the entry. */
  readonly of: string;
  readonly basis: ErasureBasis;
  /** Entries whose boxes of the person are gone, ascending. */
  readonly entries: readonly number[];
  /** Ids of the keys under which those boxes were: they are given up, and what else was under them is put under new ones. */
  readonly keys: readonly string[];
  readonly by: string;
  readonly at: number;
  /** `ordered`: the boxes are gone, the keys not yet. */
  readonly status: 'ordered' | 'done';
  readonly index: number;
};

/** A stop on erasing a record, until a time. */
export type HoldRow = {
  readonly id: string;
  /** The record, or `entry-<index>`. */
  readonly of: string;
  readonly by: string;
  /** Room time, ms. */
  readonly from: number;
  readonly until: number;
  readonly lifted: number | null;
  /** Who lifted it. Absent while nobody did, and of holds of before this was kept. */
  readonly liftedBy?: string;
  /** Room time at which its time was over. Absent while it is not, and of holds of before this was kept. */
  readonly ended?: number;
  readonly index: number;
};

/** Slices whose rows are records that can be erased. What shows who was enrolled, sat where, consulted what, what was in force and what offices said in public, is kept. */
export const ERASABLE = [
  'accompaniments',
  'alerts',
  'approvals',
  'challenges',
  'clearances',
  'conferrals',
  'consents',
  'declarations',
  'deeds',
  'incidents',
  'items',
  'log',
  'occurrences',
  'releases',
  'requests',
  'taskings',
] as const satisfies readonly SliceName[];
export type ErasableSlice = (typeof ERASABLE)[number];

/** Rows that an erased entry may have set beside: they hold nothing of anybody, and are stated again. */
export const RESTATED = ['counters', 'timers', 'refusals', 'repeats'] as const satisfies readonly SliceName[];

/** What kinds of entries begin with that are never erased, not even where they were refused. */
export const KEPT_KINDS = [
  'clock.',
  'consultation.',
  'desk.',
  'duty.',
  'erasure.',
  'hold.',
  'ledger.',
  'mandate.',
  'record.',
  'retention.',
  'roster.',
] as const;

/** Can rows of this slice be erased? */
export function isErasable(slice: string): slice is ErasableSlice {
  return (ERASABLE as readonly string[]).includes(slice);
}

/** Numbers of records begin with capitals: `REQ-us-ice-3`. */
export function entryName(index: number): string {
  return `entry-${index}`;
}

export type RowName = { readonly slice: string; readonly id: string };

/** A record as the ledger holds it: all that was ever entered of it. Read from the entries before the act is decided, never from a caller. */
export type PastRecord = {
  /** As the act names it. */
  readonly of: string;
  /** Everything before this index was looked at. */
  readonly upTo: number;
  /** Ascending. */
  readonly entries: readonly number[];
  /** What else the record is known by: the numbers and entries that belong together. */
  readonly names: readonly string[];
  /** Rows of {@link ERASABLE} slices that its entries set. */
  readonly rows: readonly RowName[];
  /** All other rows that they set. */
  readonly others: readonly RowName[];
  /** Kinds of its entries. */
  readonly kinds: readonly string[];
  /** Agencies that are shown some of its entries. */
  readonly agencies: readonly string[];
  /** Whose acts they are. */
  readonly actors: readonly string[];
  /** Ids of the keys that close them. */
  readonly keys: readonly string[];
};

/** Does a hold stand on something of this record at a room time? */
export function isHeld(records: Pick<Records, 'holds'>, names: readonly string[], at: number): boolean {
  return [...records.holds.values()].some(
    ({ of, until, lifted }) => lifted === null && at < until && names.includes(of),
  );
}

/**
 * Did this person lift a hold that somebody else had placed on something of this record? It is asked for as long as the record is there: another hold,
 * placed and lifted by oneself, makes nothing of it good.
 */
export function hasLiftedOfOther(records: Pick<Records, 'holds'>, names: readonly string[], person: string): boolean {
  return [...records.holds.values()].some(
    ({ of, by, liftedBy }) => liftedBy === person && by !== person && names.includes(of),
  );
}

/** The timer at which a hold is over. */
export function holdTimer(hold: string): string {
  return `hold:${hold}`;
}

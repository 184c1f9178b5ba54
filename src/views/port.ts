import type { ShownSlice } from '../terms/api/matters.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { ActsRow } from './acts-row.ts';
import type { Viewer } from './audience.ts';
import type { Folded } from './folded.ts';
import type { AskedWord } from './words.ts';

/** Which rows of a list are wanted. */
export type PageRequest = {
  /** Rows after this index, oldest first. Without it: the latest rows, oldest of them first. */
  readonly after?: number | undefined;
  readonly limit: number;
};

/** Which acts are looked for; members that are absent do not restrict. */
export type ActsFilter = {
  /** Words that the entry must hold ({@link askedWords}); none at all finds nothing. */
  readonly words?: readonly AskedWord[] | undefined;
  /** Without it all but fillers. */
  readonly kind?: string | undefined;
  readonly matter?: string | undefined;
  /** Finds only where the viewer may know whose act it is. */
  readonly person?: string | undefined;
  readonly agency?: string | undefined;
  readonly room?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** Reports only, whose outcome is the verdict on what they tell of, or all but them ({@link isReport}). */
  readonly report?: 'yes' | 'no' | undefined;
  /** Room time of entry, ms, half-open. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
};

export type ActsRequest = ActsFilter & {
  readonly order: 'asc' | 'desc';
  /** The index of the last row of the page before. */
  readonly past?: number | undefined;
  readonly limit: number;
};

/** Where a page of matters ended: they are listed by the entry that opened them, latest first, then by id; where several kinds are found, then by kind. */
export type MattersPosition = { readonly opened: number; readonly id: string };

export type MattersRequest = {
  readonly slice: ShownSlice;
  /** Only these, where they are named. */
  readonly ids?: readonly string[] | undefined;
  readonly open?: boolean | undefined;
  readonly past?: MattersPosition | undefined;
  readonly limit: number;
};

/**
 * A record as one viewer may know it: as the last entry that they may see left it, so that a change they may not see of changes nothing
 * that they are shown.
 */
export type SeenMatter = {
  readonly slice: ShownSlice;
  readonly id: string;
  readonly open: boolean;
  readonly row: object;
  /** The words of the act that opened it; empty where the viewer may not see that act. */
  readonly text: string;
  /** The first of its entries that the viewer may see. */
  readonly first: ActsRow;
  /** Whether that is the one that opened it. */
  readonly openingSeen: boolean;
  /** The last of its entries that the viewer may see. */
  readonly last: ActsRow;
  /** Where a list goes on after it. */
  readonly position: MattersPosition;
};

/** The view does not take these rows as they are: nothing of them was kept, and trying the same again changes nothing. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused';
}

/** More is being read than can be: trying again in a while helps. */
export class ViewBusy extends Error {
  override readonly name = 'ViewBusy';
}

/**
 * Where the view of acts and matters lies. Implementations: `postgres.ts` (real), `memory.ts` (tests); one contract suite (`testing/contract.ts`)
 * holds for both. Nothing here is the truth: all of it can be made again from the ledger. Whatever reads for a viewer may throw {@link ViewBusy}.
 *
 * Trust: whoever can read the tables reads in clear what the boxes of the ledger close, as they do with the state of decisions beside them.
 */
export type ActsView = {
  /** Index of the next entry to fold. */
  cursor(): Promise<number>;
  /**
   * Adds entries from the cursor on, sets their records and moves the cursor, in one transaction. Refuses what does not continue it.
   * @throws RowsRefused where it is the rows that it cannot hold
   */
  append(entries: readonly Folded[]): Promise<void>;
  /**
   * Puts these in the place of entries that are in the view, for entries that were erased: every record that one of them had set is gone, and the cursor stays.
   */
  replace(entries: readonly Folded[]): Promise<void>;
  /** Forgets everything, to be folded again from the first entry. */
  clear(): Promise<void>;
  /** What this viewer may see, by the audience rule; fillers are left out. */
  page(viewer: Viewer, request: PageRequest): Promise<ActsRow[]>;
  /** The same, with filters and in either order. */
  acts(viewer: Viewer, request: ActsRequest): Promise<ActsRow[]>;
  /** One entry; undefined where there is none, or none that is theirs. */
  act(viewer: Viewer, index: number): Promise<ActsRow | undefined>;
  /** The entries of these that are theirs, oldest first. */
  actsAt(viewer: Viewer, indexes: readonly number[]): Promise<ActsRow[]>;
  /** Entries of these kinds whose matter is one of these, oldest first. */
  actsOf(viewer: Viewer, matters: readonly string[], kinds: readonly string[], limit: number): Promise<ActsRow[]>;
  /** Corrections of a line, oldest first. */
  corrections(viewer: Viewer, index: number, limit: number): Promise<ActsRow[]>;
  /** Entries that followed from this one, oldest first. */
  follows(viewer: Viewer, index: number, limit: number): Promise<ActsRow[]>;
  matters(viewer: Viewer, request: MattersRequest): Promise<SeenMatter[]>;
  matter(viewer: Viewer, slice: ShownSlice, id: string): Promise<SeenMatter | undefined>;
  /** Entries that set a record or name it as their matter, oldest first. */
  history(viewer: Viewer, slice: ShownSlice, id: string, limit: number): Promise<ActsRow[]>;
  /** Records whose opening words hold all of these, latest first. */
  searchMatters(viewer: Viewer, words: readonly AskedWord[], limit: number): Promise<SeenMatter[]>;
  close(): Promise<void>;
};

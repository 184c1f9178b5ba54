import type { ActsRow } from './acts-row.ts';
import type { Viewer } from './audience.ts';

/** Which rows of a list are wanted. */
export type PageRequest = {
  /** Rows after this index, oldest first. Without it: the latest rows, oldest of them first. */
  readonly after?: number | undefined;
  readonly limit: number;
};

/**
 * Where the view of acts lies. Implementations: `postgres.ts` (real), `memory.ts` (tests); one contract suite (`contract.ts`) holds for both.
 * Nothing here is the truth: all of it can be made again from the ledger.
 *
 * Trust: whoever can read the table reads in clear what the boxes of the ledger close, as they do with the state of decisions beside it.
 */
export type ActsView = {
  /** Index of the next entry to fold. */
  cursor(): Promise<number>;
  /** Adds rows from the cursor on and moves the cursor, in one transaction. Refuses rows that do not continue it. */
  append(rows: readonly ActsRow[]): Promise<void>;
  /** Forgets everything, to be folded again from the first entry. */
  clear(): Promise<void>;
  /** What this viewer may see, by the audience rule. */
  page(viewer: Viewer, request: PageRequest): Promise<ActsRow[]>;
  close(): Promise<void>;
};

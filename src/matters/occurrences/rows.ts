import type { Outcome } from '../../terms/outcome.ts';
import type { Basis, Reclassified } from '../deeds/rows.ts';

/** Something reported to have happened, with the verdict on it. */
export type OccurrenceRow = {
  readonly id: string;
  readonly reporter: string;
  /** The desk that the reporter held then, or null. Absent where it was reported before this was kept. */
  readonly desk?: string | null;
  /** The agency whose deed it is said to be, or `unknown`. */
  readonly agency: string;
  readonly activity: string;
  readonly deedAt: number;
  /** Room time of entry, ms. Absent where it was reported before this was kept. */
  readonly at?: number;
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
  /** What its doer declared beside, where it is a deed of the reporter's own, and what taking its verdict again must know. */
  readonly own?: {
    readonly purpose: string;
    readonly place: string;
    readonly basis: Pick<Basis, 'set' | 'component'>;
  };
  /** The challenge that is open, or null; absent while there was none. */
  readonly challenge?: string | null;
  /** As it was found to be last; absent where it stands as declared. */
  readonly reclassified?: Reclassified;
  readonly index: number;
};

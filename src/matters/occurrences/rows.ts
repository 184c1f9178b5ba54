import type { Outcome } from '../../terms/outcome.ts';

/** Something reported to have happened, with the verdict on it. */
export type OccurrenceRow = {
  readonly id: string;
  readonly reporter: string;
  /** The agency whose deed it is said to be, or `unknown`. */
  readonly agency: string;
  readonly activity: string;
  readonly deedAt: number;
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
  readonly index: number;
};

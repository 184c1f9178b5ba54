import type { Outcome } from '../../terms/outcome.ts';

/** What a deed is taken for, and what was decided on it so. */
export type Judged = {
  readonly activity: string;
  readonly purpose: string;
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
};

/** The host disputes what a deed was declared to be. It stands until it is answered, whoever leaves meanwhile. */
export type ChallengeRow = {
  readonly id: string;
  /** The deed, or the report of one's own deed: `DEED-…`, `OCC-…`. */
  readonly of: string;
  /** Who did it, and their agency. */
  readonly person: string;
  readonly agency: string;
  readonly declared: Judged;
  readonly seems: { readonly activity: string; readonly purpose: string };
  readonly raisedBy: string;
  readonly status: 'open' | 'stands' | 'reclassified';
  readonly answeredBy: string | null;
  /** What it was found to be, where it was reclassified. */
  readonly found: Judged | null;
  readonly index: number;
};

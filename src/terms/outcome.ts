/** The four outcomes of a decision. Nothing else can come out of one. */
export const OUTCOMES = ['permitted', 'needs-approval', 'prohibited', 'outside'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The host's answer to this very act, as far as the records know. */
export const APPROVALS = ['granted', 'none', 'unknown'] as const;
export type ApprovalFact = (typeof APPROVALS)[number];

/**
 * The closed, non-personal tokens that a decision used (docs/formats.md §8). Every axis of the vocabulary is there; any
 * token may be `unknown`. `broken` holds the house rules that the records show to be broken, sorted.
 */
export type FactsVector = {
  readonly agency: string;
  readonly activity: string;
  readonly approval: ApprovalFact;
  readonly axes: Readonly<Record<string, string>>;
  readonly broken: readonly string[];
  /** Room time for which the decision is taken, in milliseconds. */
  readonly time: number;
};

/** A permit that would have applied but for the axes named; `wanted` says what it asks for there, in words of the vocabulary. */
export type NearMiss = {
  readonly clause: string;
  readonly failed: readonly { readonly axis: string; readonly was: string; readonly wanted: readonly string[] }[];
};

/** What an interpreter gives for a set and a vector, and all that replay must give again. */
export type Verdict = { readonly outcome: Outcome; readonly clauses: readonly string[] };

/** A decision as it is recorded. */
export type Decision = Verdict & {
  readonly set: string;
  readonly facts: FactsVector;
  readonly near: readonly NearMiss[];
};

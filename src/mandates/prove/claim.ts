import type { MandateSet, TimeWindow } from '../../terms/mandate-set.ts';
import type { ApprovalFact, Outcome } from '../../terms/outcome.ts';

/**
 * A part of all possible acts: a product of sets of words and of windows of time. null and absent axes mean "whatever", the token `unknown`
 * among it. A list means the words it holds, so `unknown` only where it stands in it.
 */
export type Region = {
  readonly agency: readonly string[] | null;
  readonly activity: readonly string[] | null;
  readonly axes: Readonly<Record<string, readonly string[]>>;
  readonly windows: readonly TimeWindow[] | null;
  readonly approval: readonly ApprovalFact[] | null;
};

/** Every possible act. */
export const EVERYTHING: Region = { agency: null, activity: null, axes: {}, windows: null, approval: null };

/** What is said of every act of a region. */
export type Claim =
  /** None is permitted, not even with the host's approval. */
  | { readonly says: 'never'; readonly region: Region }
  /** Every one is permitted, without anybody's approval. */
  | { readonly says: 'always'; readonly region: Region }
  /** None is permitted while the host has not approved it. */
  | { readonly says: 'unless-approved'; readonly region: Region }
  /** None gets more than it got under another set: what was not permitted is not, and what was out of reach of an approval is still. */
  | { readonly says: 'no-new-permission-since'; readonly region: Region; readonly before: MandateSet }
  /** Every one gets the outcome that it gets under another set. */
  | { readonly says: 'equivalent'; readonly region: Region; readonly to: MandateSet };

/**
 * Acts that break a claim: every act of the region gets these outcomes. Its words and windows are closed under the claim's own region, and an
 * axis that makes no difference is left out.
 */
export type Counterexample = {
  readonly region: Region;
  readonly outcome: Outcome;
  /** Under the other set, where the claim speaks of one. */
  readonly other: Outcome | null;
};

/** What came of proving a claim. `cells` counts the regions of one outcome each into which the acts were taken apart. */
export type Proof =
  | { readonly result: 'proved'; readonly cells: number }
  /** All that breaks it, merged; `complete` is false where the search for more was ended, and `ended` says by what: the budget, or the number of regions gathered before they are merged. */
  | {
      readonly result: 'refuted';
      readonly cells: number;
      readonly counterexamples: readonly Counterexample[];
      readonly complete: boolean;
      readonly ended?: 'budget' | 'regions';
    }
  /** The budget ended before anything was found. Nothing is known. */
  | { readonly result: 'undecided'; readonly cells: number };

/** What is taken for granted of the facts of an act; it stands beside each proof. */
export type Assumptions = {
  /** The components of each agency: an act is of a component of its own agency, or of none that is known. Any, where an agency is not listed. */
  readonly componentsOf?: ReadonlyMap<string, readonly string[]>;
  /** The activities of an agency that has no others. */
  readonly activitiesOf?: ReadonlyMap<string, readonly string[]>;
};

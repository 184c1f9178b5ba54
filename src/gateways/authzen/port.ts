import type { Outcome } from '../../terms/outcome.ts';

/** What a deed is asked about with: words that may be unknown, and times in room time (ms). */
export type Question = {
  readonly person: string;
  readonly activity: string;
  readonly purpose: string | undefined;
  readonly where: { readonly type: string; readonly id: string };
  readonly from: number;
  readonly until: number;
  readonly what: string | undefined;
  readonly counters: string | undefined;
};

export type Decided = {
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
  /** Id of the mandate set. */
  readonly set: string;
  readonly reason: string;
};

/** The desk as one reader may ask it: the same for somebody whom they may not ask about as for nobody at all. */
export type AccessPort = {
  /** Room time, ms. */
  readonly now: number;
  decide(question: Question): Decided;
  /** People whom the reader may ask about, sorted. */
  people(): readonly string[];
  /** Words of this type of resource, sorted; none where there is no such type. */
  resources(type: string): readonly string[];
  /** Activities that are deeds, sorted. */
  activities(): readonly string[];
};

/** The only type of subject. */
export const PERSON = 'person';

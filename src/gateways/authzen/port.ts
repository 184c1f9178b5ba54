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
  /** How many decisions of the desk that is, one at each place and moment; the same whether its person exists or not. At least 1. */
  decisions(question: Question): number;
  /** People whom the reader may ask about, sorted. */
  people(): readonly string[];
  /** Words of this type of resource, sorted; none where there is no such type. */
  resources(type: string): readonly string[];
  /** Activities that are deeds, sorted. */
  activities(): readonly string[];
};

/** A request that was understood: what it costs, known before anything is decided, and its answer, which may be left off at each `yield` and gone on with. */
export type Asked<Answer> = { readonly decisions: number; answer(): Generator<void, Answer> };

/** Decisions of one request. */
export const DECISIONS_MAX = 1_000;

/** The only type of subject. */
export const PERSON = 'person';

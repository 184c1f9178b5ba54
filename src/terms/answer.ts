import type { NearMiss, Outcome, Verdict } from './outcome.ts';

/** What the sender of an act is told once it is durable. */
export type Answer = {
  readonly act: string;
  /** Index of the entry in the ledger. */
  readonly index: number;
  readonly state: 'recorded';
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
  readonly near: readonly NearMiss[];
  /** The mandate set decided under. */
  readonly set: string;
  /** The matter opened or acted on: `REQ-us-ice-1`. */
  readonly matter?: string;
  /** The deed opened or begun, which a request for approval is about. */
  readonly deed?: string;
  /** Digest of the deed or release that was asked for; what an approval must bind. */
  readonly digest?: string;
  /** Reports: the verdict as of the time of entry, beside the one at the time of the deed. */
  readonly atEntry?: Verdict;
  /** Room time of entry, ms. */
  readonly at: number;
  /** Wall-clock time of record, ms. */
  readonly recorded: number;
  /** The same refusal came before: this many times by now, counted under `index`. */
  readonly repeated?: number;
  /** True when this very act had been entered before and the first answer is given again. */
  readonly again?: true;
};

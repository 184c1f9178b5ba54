/** A mutant that changes nothing anybody could see, so that no test can fail: why, and where it stands. */
export type Equivalent = {
  readonly file: string;
  /** The line as it is written, without the space around it. */
  readonly line: string;
  /** The line with the mutant, likewise. */
  readonly mutated: string;
  readonly reason: string;
};

/** Kept short: where the code can be written so that the mutant is gone, that is better. One that is not there any more is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [];

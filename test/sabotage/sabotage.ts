/** One thing broken on purpose: an exact, small change of one file, and the tests that must fail because of it. */
export type Sabotage = {
  readonly name: string;
  /** What a person or a programmer could have got away with. */
  readonly why: string;
  readonly file: string;
  /** Stands in the file exactly once; otherwise the sabotage no longer fits, and says so. */
  readonly find: string;
  readonly replace: string;
  /** The test files of which at least one must fail. */
  readonly tests: readonly string[];
};

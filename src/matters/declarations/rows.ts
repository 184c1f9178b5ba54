export type DeclarationRow = {
  readonly id: string;
  readonly state: string;
  readonly made: number;
  /** Desks that were open and have not acknowledged yet. */
  readonly waiting: readonly string[];
  readonly acknowledged: readonly string[];
  readonly index: number;
};

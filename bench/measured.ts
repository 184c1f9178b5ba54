/** `tiny` is for the smoke test: it runs everything and measures nothing. */
export type Size = 'full' | 'short' | 'tiny';

/** What one benchmark found; printed as one line of JSON. null where a member does not apply. */
export type Measured = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, measured in the same run. */
  readonly against: string | null;
  readonly againstValue: number | null;
  /** `value` by `againstValue`; the median of the ratios of pairs where these were measured in pairs. */
  readonly ratio: number | null;
  /** How many times the thing was done for `value`. */
  readonly samples: number;
  /** Things in one transaction, checkpoint or call. */
  readonly batch: number;
  /** Bytes of one thing. */
  readonly bytes: number | null;
  readonly target: string | null;
  /** Whether the target was met; null where there is none. It decides nothing: machines differ. */
  readonly met: boolean | null;
  readonly note: string;
};

/** Id of the one row of the slice: how the exercise is directed. */
export const DIRECTION = 'exercise';

/** How the exercise is directed; no row while nobody directed it. */
export type DirectionRow = {
  readonly id: typeof DIRECTION;
  readonly paused: boolean;
  /** Room milliseconds in a millisecond of the wall; null: as started. */
  readonly speed: number | null;
  /** Ids of the injects that were given, in order. */
  readonly injected: readonly string[];
  /** Index of the latest direction. */
  readonly index: number;
};

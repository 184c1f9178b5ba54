/** The clock of the machine, injected everywhere so that tests and simulations own time. */
export type Clock = {
  /** Wall clock, milliseconds since 1970-01-01T00:00:00Z. May jump. */
  wallNow(): number;
  /** Never goes back and never jumps; milliseconds since some moment. */
  monotonicNow(): number;
};

export const systemClock: Clock = {
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
};

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `2026-02-05T06:00:00Z` for a time in milliseconds; whole seconds, as the room's screens show them. */
export function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -'.000Z'.length)}Z`;
}

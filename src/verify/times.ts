/** Times for people. */

/** ISO 8601 of milliseconds since 1970, or the number where it is beyond what a date holds. */
export function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString();
}

/** A duration as one reads it: `60 minutes`, `90 seconds`. */
export function durationText(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (Number.isInteger(minutes)) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${milliseconds / 1000} seconds`;
}

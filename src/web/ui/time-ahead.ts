import { DAY, MINUTE } from '../../base/clock.ts';
import { readTime } from './date-time.ts';

/** `+90m`, `+2h`, `+1d`. */
const SPAN = /^\+ ?(\d{1,4}) ?(m|min|h|d)$/i;
const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE, min: MINUTE, h: 60 * MINUTE, d: DAY };

/**
 * The moment (ms) of a typed time that lies ahead: `13:30` (the next such time), `05/02 13:30`, with `Z` for UTC, or a span from now (`+60m`, `+2h`), to the minute.
 * Undefined where it is none.
 */
export function readTimeAhead(text: string, zone: string, now: number): number | undefined {
  const span = SPAN.exec(text.trim());
  if (span !== null) {
    const ms = Number(span[1]) * (UNIT_MS[span[2]?.toLowerCase() ?? ''] ?? 0);
    return Math.floor((now + ms) / MINUTE) * MINUTE;
  }
  if (text.includes('/')) return readTime(text, zone, now);
  // The latest such time that is not after this time tomorrow is the next one from now on. Where the clock changes, the hour of the day still holds.
  return readTime(text, zone, now + DAY - 2 * MINUTE);
}

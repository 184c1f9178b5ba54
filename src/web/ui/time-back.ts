import { MINUTE } from '../../base/clock.ts';
import { readTime } from './date-time.ts';

/** `-10m`, `-2h`; also with the minus sign that phones and word processors write. */
const AGO = /^[-−–] ?(\d{1,4}) ?(m|min|h)$/i;

/**
 * The moment (ms) of a typed time that lies back: `12:40` (the latest such time), `05/02 12:40`, with `Z` for UTC, or a span before now (`-10m`, `-2h`), to
 * the minute. Undefined where it is none.
 */
export function readTimeBack(text: string, zone: string, now: number): number | undefined {
  const ago = AGO.exec(text.trim());
  if (ago === null) return readTime(text, zone, now);
  const ms = Number(ago[1]) * (ago[2]?.toLowerCase() === 'h' ? 60 * MINUTE : MINUTE);
  return Math.floor((now - ms) / MINUTE) * MINUTE;
}

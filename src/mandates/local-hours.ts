import { DAY, HOUR, MINUTE } from '../base/clock.ts';
import { Remembered } from '../base/remembered.ts';
import type { TimeWindow } from '../terms/mandate-set.ts';

/** Days that one `daily` may be spread over; more windows than this in a clause is a mistake in its mandate's dates. */
export const DAILY_DAYS_MAX = 400;

/**
 * Hours of the day in local time, as the windows of every day that touches a span of time.
 *
 * A local time that does not exist on its day (the clock was put forward over it) is the first moment after the gap; one that
 * exists twice (the clock was put back) is the earlier moment for `from` and the later one for `until`, so that a window is
 * never shorter than its author can have meant. `until` at or before `from` means the next day; `24:00` is the day's end.
 * @param from minutes after local midnight, 0 to 1439
 * @param until minutes after local midnight, 1 to 1440
 * @param span ms of room time, bounded on both ends
 * @param timezone a name that `isTimezone` accepts
 */
export function dailyWindows(
  from: number,
  until: number,
  span: readonly [number, number],
  timezone: string,
): TimeWindow[] {
  const zone = ZONES.of(timezone);
  const windows: TimeWindow[] = [];
  const nights = until <= from ? DAY : 0;
  // A day before and after: local dates differ from UTC dates, and a night's window begins on the day before.
  const firstDay = Math.floor(span[0] / DAY) * DAY - 2 * DAY;
  for (let day = firstDay; day <= span[1] + DAY; day += DAY) {
    const opens = zone.instantOf(day + from * MINUTE, Math.min);
    const closes = zone.instantOf(day + nights + until * MINUTE, Math.max);
    if (opens < closes && opens < span[1] && closes > span[0]) {
      windows.push([Math.max(opens, span[0]), Math.min(closes, span[1])]);
    }
  }
  return windows;
}

/** Whether a clause is written in hours of the day: then its windows follow from the time zone table of whoever compiled it. */
export function isInLocalHours({ written }: { readonly written: Readonly<Record<string, unknown>> }): boolean {
  const windows = [written.time].flat();
  return windows.some((window) => typeof window === 'object' && window !== null && 'daily' in window);
}

/** Whether a text names a time zone, `Europe/Rome`. */
export function isTimezone(name: string): boolean {
  // The runtime takes an offset for one too.
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Minutes after midnight of `08:30`; undefined where the text is no time of day. `24:00` is the end of the day. */
export function minutesOfDay(text: string): number | undefined {
  const match = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (match === null) return undefined;
  return match[1] === undefined ? (24 * HOUR) / MINUTE : Number(match[1]) * 60 + Number(match[2]);
}

/** Offsets are asked for again and again, once a clause and day; the runtime takes microseconds for each. */
const ZONES = new Remembered(16, (timezone: string) => new ZoneOffsets(timezone));

/** Offsets of today's zones change at whole quarters of an hour of UTC; ms. */
const QUARTER = 900_000;
const OFFSETS_MAX = 200_000;

/** The offsets of a time zone from UTC, from the time zone table of the runtime (ECMA-402). */
class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Remembered(OFFSETS_MAX, (quarter: number) => this.#askedAt(quarter * QUARTER));

  constructor(timezone: string) {
    this.#format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /**
   * The moment at which clocks of the zone show a local time, written as if it were UTC; the first one after it where they never do.
   * @param local ms
   * @param which of the moments, where there are two
   */
  instantOf(local: number, which: (...moments: number[]) => number): number {
    const before = this.#offsetAt(local - DAY);
    const after = this.#offsetAt(local + DAY);
    const instants = [local - before, local - after].filter((instant) => instant + this.#offsetAt(instant) === local);
    if (instants.length > 0) return which(...instants);
    return this.#changeTo(after, local - Math.max(before, after));
  }

  /** The first moment of an offset, which is none that holds at `start` but begins within the next hours. */
  #changeTo(offset: number, start: number): number {
    let quarter = start - (start % QUARTER);
    while (this.#offsetAt(quarter) !== offset) quarter += QUARTER;
    return quarter;
  }

  /** Local time minus UTC, ms. */
  #offsetAt(instant: number): number {
    return this.#offsets.of(Math.floor(instant / QUARTER));
  }

  #askedAt(instant: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  }
}

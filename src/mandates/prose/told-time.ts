import { DAY, MINUTE } from '../../base/clock.ts';
import { Remembered } from '../../base/remembered.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { ALWAYS } from '../time-windows.ts';
import type { ProsePhrases } from './phrases.ts';

/** The same hours on so many days on end are told as hours of the day; on fewer, day by day. */
const HOURS_MIN = 3;

/**
 * Windows of time in words, in the event's own time zone. Hours that come again every day are told as such, with the first and the last day; what does not
 * fit into them is told beside. Nothing is left out.
 */
export function toldTime(windows: readonly TimeWindow[], timezone: string, phrases: ProsePhrases): string {
  const clock = CLOCKS.of(phrases.locale).of(timezone);
  const runs: TimeWindow[][] = [];
  for (const window of windows) {
    const run = runs.at(-1) ?? [];
    const last = run.at(-1);
    if (last !== undefined && isNextDay(last, window, clock)) run.push(window);
    else runs.push([window]);
  }
  const windowTold = ([from, until]: TimeWindow) =>
    phrases.between(from === null ? undefined : clock.moment(from), until === null ? undefined : clock.moment(until));
  const hoursTold = (run: readonly TimeWindow[]) => {
    const [from, until] = run[0] ?? ALWAYS;
    const [last] = run.at(-1) ?? ALWAYS;
    const first = clock.at(from ?? 0);
    return phrases.daily(first.time, clock.at(until ?? 0).time, first.day, clock.at(last ?? 0).day);
  };
  return phrases.or(runs.flatMap((run) => (run.length < HOURS_MIN ? run.map(windowTold) : [hoursTold(run)])));
}

/** One moment in words, in the event's own time zone: `5 February 2026, 07:00`. */
export function toldMoment(ms: number, timezone: string, locale: string): string {
  return CLOCKS.of(locale).of(timezone).moment(ms);
}

type LocalClock = {
  /** The time with its offset where the clock shows it twice on its day. */
  at(time: number): { readonly day: string; readonly time: string };
  /** Day and time; seconds and milliseconds where there are any. */
  moment(time: number): string;
};

/** Same hours on the next local day. Hours are told by the minute, and without the day on which they end. */
function isNextDay(before: TimeWindow, after: TimeWindow, clock: LocalClock): boolean {
  const [a, b] = [bounds(before), bounds(after)];
  // No bound is no whole minute either.
  if ([a.from, a.until, b.from, b.until].some((time) => time % MINUTE !== 0)) return false;
  const isSame = clock.at(a.from).time === clock.at(b.from).time && clock.at(a.until).time === clock.at(b.until).time;
  // A day of 23 or 25 hours is a day as well.
  return isSame && b.until - b.from < DAY && clock.at(b.from).day === clock.at(a.from + DAY).day;
}

function bounds([from, until]: TimeWindow): { readonly from: number; readonly until: number } {
  return { from: from ?? Number.NaN, until: until ?? Number.NaN };
}

/** Formats of dates take long to make. By locale, then by time zone. */
const CLOCKS = new Remembered(16, (locale: string) => new Remembered(16, (zone: string) => makeClock(zone, locale)));

/** By how much clocks are put back somewhere in the world: Lord Howe Island, nearly everywhere, Troll. */
const PUT_BACK_MINUTES = [30, 60, 120];

function makeClock(timeZone: string, locale: string): LocalClock {
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  /** `GMT+02:00` of `10/25/2026, GMT+02:00`. */
  const offsetOf = (moment: number) => offset.format(moment).split(', ')[1];
  const moments = new Remembered(1_000, (moment: number) => {
    const shown = { day: day.format(moment), time: time.format(moment) };
    // Within hours of each other, the same time is of the same day.
    const isShownAt = (other: number) => time.format(other) === shown.time;
    const isTwice = PUT_BACK_MINUTES.some(
      (minutes) => isShownAt(moment - minutes * MINUTE) || isShownAt(moment + minutes * MINUTE),
    );
    return isTwice ? { day: shown.day, time: `${shown.time} (${offsetOf(moment)})` } : shown;
  });
  return {
    at: (time) => moments.of(time),
    moment(moment) {
      const local = moments.of(moment);
      const rest = moment % MINUTE;
      return `${local.day}, ${local.time}${rest === 0 ? '' : ` + ${rest} ms`}`;
    },
  };
}

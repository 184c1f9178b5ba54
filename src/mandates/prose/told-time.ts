import { DAY, MINUTE } from '../../base/clock.ts';
import { Remembered } from '../../base/remembered.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import type { ProsePhrases } from './phrases.ts';

/** The same hours on so many days on end are told as hours of the day; on fewer, day by day. */
const HOURS_MIN = 3;

/**
 * Windows of time in words, in the event's own time zone. Hours that come again every day are told as such, with the first and the last day; what does not
 * fit into them is told beside. Nothing is left out.
 */
export function toldTime(windows: readonly TimeWindow[], timezone: string, phrases: ProsePhrases): string {
  const clock = CLOCKS.of(phrases.locale).of(timezone);
  const told: string[] = [];
  let run: TimeWindow[] = [];
  const flush = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (run.length >= HOURS_MIN && first !== undefined && last !== undefined) {
      const [from, until] = [clock.at(first[0] ?? 0), clock.at(first[1] ?? 0)];
      told.push(phrases.daily(from.time, until.time, from.day, clock.at(last[0] ?? 0).day));
    } else for (const window of run) told.push(windowTold(window));
    run = [];
  };
  const windowTold = ([from, until]: TimeWindow) =>
    phrases.between(from === null ? undefined : clock.moment(from), until === null ? undefined : clock.moment(until));
  for (const window of windows) {
    const last = run.at(-1);
    if (last !== undefined && !isNextDay(last, window, clock)) flush();
    run.push(window);
  }
  flush();
  return phrases.or(told);
}

type LocalClock = {
  /** The time with its offset where the clock shows it twice on its day. */
  at(time: number): { readonly day: string; readonly time: string };
  /** Day and time; seconds and milliseconds where there are any. */
  moment(time: number): string;
};

/** Same hours on the next local day. */
function isNextDay([a, b]: TimeWindow, [from, until]: TimeWindow, clock: LocalClock): boolean {
  if (a === null || b === null || from === null || until === null) return false;
  // Hours that are told by the minute must be whole minutes.
  if ([a, b, from, until].some((time) => time % MINUTE !== 0)) return false;
  const isSame = clock.at(a).time === clock.at(from).time && clock.at(b).time === clock.at(until).time;
  // Hours are told without the day on which they end.
  const areWithinDays = b - a < DAY && until - from < DAY;
  // A day of 23 or 25 hours is a day as well.
  return isSame && areWithinDays && clock.at(from).day === clock.at(a + DAY).day;
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
  const offsetOf = (moment: number) => offset.format(moment).split(', ').at(-1);
  const shownAt = (moment: number) => ({ day: day.format(moment), time: time.format(moment) });
  const moments = new Remembered(1_000, (moment: number) => {
    const shown = shownAt(moment);
    const isShownAt = (other: number) => shownAt(other).day === shown.day && shownAt(other).time === shown.time;
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

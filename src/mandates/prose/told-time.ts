import { DAY, MINUTE } from '../../base/clock.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import type { ProsePhrases } from './phrases.ts';

/** The same hours on so many days on end are told as hours of the day; on fewer, day by day. */
const HOURS_MIN = 3;

/**
 * Windows of time in words, in the event's own time zone. Hours that come again every day are told as such, with the first and the last day; what does not
 * fit into them is told beside. Nothing is left out.
 */
export function toldTime(windows: readonly TimeWindow[], timezone: string, phrases: ProsePhrases): string {
  const clock = localClock(timezone, phrases.locale);
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

/** One moment in words, in the event's own time zone: `5 February 2026, 07:00`. */
export function toldMoment(ms: number, timezone: string, locale: string): string {
  return localClock(timezone, locale).moment(ms);
}

type LocalClock = {
  at(time: number): { readonly day: string; readonly time: string };
  /** Day and time, and the offset where it is needed to tell two moments apart; seconds and milliseconds where there are any. */
  moment(time: number): string;
};

/** Same hours on the next local day. */
function isNextDay([a, b]: TimeWindow, [from, until]: TimeWindow, clock: LocalClock): boolean {
  if (a === null || b === null || from === null || until === null) return false;
  // Hours that are told by the minute must be whole minutes.
  if ([a, b, from, until].some((time) => time % MINUTE !== 0)) return false;
  const isSame = clock.at(a).time === clock.at(from).time && clock.at(b).time === clock.at(until).time;
  // A day of 23 or 25 hours is a day as well.
  const day = clock.at(a + DAY).day;
  return isSame && b - a < DAY && clock.at(from).day === day;
}

/** Formats of dates take long to make. */
const CLOCKS = new Map<string, LocalClock>();
const CLOCKS_MAX = 16;

function localClock(timezone: string, locale: string): LocalClock {
  const key = `${locale} ${timezone}`;
  const known = CLOCKS.get(key);
  if (known !== undefined) return known;
  if (CLOCKS.size >= CLOCKS_MAX) CLOCKS.clear();
  const made = makeClock(timezone, locale);
  CLOCKS.set(key, made);
  return made;
}

function makeClock(timeZone: string, locale: string): LocalClock {
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offsetOf = (at: number) => offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const at = (moment: number) => ({ day: day.format(moment), time: time.format(moment) });
  return {
    at,
    moment(moment) {
      const local = at(moment);
      const rest = moment % MINUTE === 0 ? '' : ` + ${moment % MINUTE} ms`;
      const twin = [moment - 2 * 3_600_000, moment - 3_600_000, moment + 3_600_000, moment + 2 * 3_600_000];
      const isTwice = twin.some((other) => at(other).day === local.day && at(other).time === local.time);
      return `${local.day}, ${local.time}${rest}${isTwice ? ` (${offsetOf(moment)})` : ''}`;
    },
  };
}

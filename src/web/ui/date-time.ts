import { DAY, MINUTE } from '../../base/clock.ts';

/** Formatters are dear to make; there are few zones on a screen. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(ms: number, zone: string): Record<string, string> {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(ms).map(({ type, value }) => [type, value]));
}

/** `05/02 12:40:07`: day, month and time of a moment (ms) in a zone (IANA name). */
export function dayAndTime(ms: number, zone: string): string {
  const { day, month, hour, minute, second } = partsOf(ms, zone);
  return `${day}/${month} ${hour}:${minute}:${second}`;
}

/** `05/02 12:40` in a zone: as the fields of forms have it. */
export function dayAndMinute(ms: number, zone: string): string {
  return dayAndTime(ms, zone).slice(0, -3);
}

/** `05/02/2026 12:40` in a zone: of a moment that may lie in another year; its seconds where it has any. */
export function dateAndMinute(ms: number, zone: string): string {
  const { day, month, year, hour, minute, second } = partsOf(ms, zone);
  return `${day}/${month}/${year} ${hour}:${minute}${ms % MINUTE === 0 ? '' : `:${second}`}`;
}

/** `12:40:07` in a zone. */
export function timeOnly(ms: number, zone: string): string {
  return dayAndTime(ms, zone).slice(6);
}

/** How far local time is ahead of UTC at a moment, ms. */
export function zoneOffset(ms: number, zone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(ms, zone);
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return local - Math.floor(ms / 1000) * 1000;
}

/**
 * What a clock of a zone is called beside its time: its city, or where its name holds none how far it is ahead of UTC at the moment (`UTC+4`). Names such as
 * `Etc/GMT-4` have the sign of POSIX, which is the other way round.
 */
export function clockName(ms: number, zone: string): string {
  const [area, ...places] = zone.split('/');
  const city = places.at(-1);
  if (city !== undefined && area !== 'Etc') return city.replaceAll('_', ' ');
  const minutes = Math.round(zoneOffset(ms, zone) / MINUTE);
  if (minutes === 0) return 'UTC';
  const apart = Math.abs(minutes);
  const rest = apart % 60 === 0 ? '' : `:${String(apart % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(apart / 60)}${rest}`;
}

/**
 * The moment (ms) of a typed time: `12:40` (the latest such time not after `now`), `05/02 12:40` or `05/02/2026 12:40`, in the zone, or in UTC with a
 * `Z` at the end. Undefined where it is none.
 */
export function readTime(text: string, zone: string, now: number): number | undefined {
  const read = /^(?:(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))? +)?(\d{1,2}):(\d{2})(?::(\d{2}))?( ?[zZ])?$/.exec(text.trim());
  if (read === null) return undefined;
  const [, day, month, year, hour, minute, second = '0', zulu] = read;
  const where = zulu === undefined ? zone : 'UTC';
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const today = partsOf(now, where);
  const on = [Number(year ?? today['year']), Number(month ?? today['month']), Number(day ?? today['day'])] as const;
  const wall = Date.UTC(on[0], on[1] - 1, on[2], Number(hour), Number(minute), Number(second));
  const back = new Date(wall);
  if (back.getUTCDate() !== on[2] || back.getUTCMonth() !== on[1] - 1) return undefined;
  const moment = fromWall(wall, where);
  return day === undefined && moment > now + MINUTE ? fromWall(wall - DAY, where) : moment;
}

/** The offset is that of the moment itself, which the first guess may miss by the hour of a change. */
function fromWall(wall: number, zone: string): number {
  const guess = wall - zoneOffset(wall, zone);
  return wall - zoneOffset(guess, zone);
}

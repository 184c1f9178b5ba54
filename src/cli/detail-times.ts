import { HOUR, MINUTE } from '../base/clock.ts';
import { isOfNoDay, parseTime } from '../mandates/document-schema.ts';
import type { Act } from '../terms/act.ts';
import { wrongUsage } from './options.ts';

/** Members of details that are times of the room (docs/acts.md). */
const TIMES: ReadonlySet<string> = new Set(['due', 'expires', 'from', 'until', 'validUntil']);
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR };

/**
 * A detail with its times in milliseconds, where a person wrote them as `2026-02-06T20:00:00Z`, or as `+90m` or `+2h` from the room's
 * time. What is no time is left as it is; the room checks it.
 */
export function withTimes(detail: Act['detail'], roomNow: number): Act['detail'] {
  return within(detail, roomNow) as Act['detail'];
}

function within(value: unknown, roomNow: number): unknown {
  if (Array.isArray(value)) return value.map((item) => within(item, roomNow));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    const isTime = TIMES.has(name) && typeof member === 'string';
    return [name, isTime ? timeOf(name, member, roomNow) : within(member, roomNow)];
  });
  return Object.fromEntries(members);
}

function timeOf(name: string, text: string, roomNow: number): number {
  const [, count, unit] = /^\+([1-9][0-9]{0,4})([mh])$/.exec(text) ?? [];
  if (count !== undefined) return roomNow + Number(count) * (UNITS[unit ?? ''] ?? 0);
  if (isOfNoDay(text)) throw wrongUsage(`\`${name}\` is \`${text}\`: the calendar has no such day`);
  const time = parseTime(text);
  if (time === undefined) {
    throw wrongUsage(`\`${name}\` is a time like \`2026-02-06T20:00:00Z\` or \`+90m\`, not \`${text}\``);
  }
  return time;
}

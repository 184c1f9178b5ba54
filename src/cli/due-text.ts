import { DAY, isoTime } from '../base/clock.ts';
import type { RetentionShown } from '../terms/api/retention.ts';
import { plain } from './plain-text.ts';

/**
 * What is up for review, a record on each line, the longest overdue first, and how one of them is erased; in calm lines, each ending in a line feed.
 * @param person who asked
 */
export function dueText({ at, inForce, due, moreDue, held, moreHeld }: RetentionShown, person: string): string {
  if (inForce === null) return 'no retention rules are in force: no record has a date\n';
  const rules = `retention rules: version ${inForce.version}, in force since ${isoTime(inForce.since)} by ${plain(inForce.by)}\n`;
  if (due.length === 0) return `${rules}nothing is up for review\n`;
  const width = Math.max(...due.map(({ of }) => of.length));
  const lines = due.map(({ of, kind, rule, title, due: when, times, held: hold }) => {
    const days = Math.floor((at - when) / DAY);
    const overdue = `due ${isoTime(when)}, ${days} ${days === 1 ? 'day' : 'days'} ago`;
    const again = times > 1 ? `, came up ${times} times` : '';
    const stands = hold === null ? '' : `; held by ${plain(hold.hold)} until ${isoTime(hold.until)}`;
    return `${plain(of).padEnd(width)}  ${kind} ${plain(rule)}  ${overdue}${again}${stands}  ${plain(title)}`.trimEnd();
  });
  const more = moreDue === 0 ? [] : [`${moreDue} more are not listed`];
  const free = due.find((review) => review.held === null);
  const all =
    moreDue === 0 ? 'what is held is not erased' : 'all that are listed are held, and what is held is not erased';
  const how =
    free === undefined
      ? `holds that stand: ${held.length + moreHeld}; ${all}`
      : `erase one by its name: remit erase ${plain(free.of)} --as ${plain(person)} --basis retention --reason "why"`;
  return `${rules}${[...lines, ...more, how].join('\n')}\n`;
}

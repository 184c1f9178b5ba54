import type { AlertRow } from '../../matters/alerts/rows.ts';
import type { SeenMatter } from '../../views/port.ts';
import { fairly } from '../fairly.ts';
import type { Waiting } from './waiting.ts';

/** Something that waits for the reader. */
export type Found = { readonly seen: SeenMatter; readonly waiting: Waiting };

/** What one queue holds, and how much of that alarms take. */
export const ITEMS_MAX = 200;
const ALARMS_MAX = 50;

/**
 * Who gets a place in a queue, most urgent first. Of the alarms of one person the latest stands for all; agencies, and within them people, take turns, and alarms
 * leave room for the rest: nobody pushes what somebody else asks off the screen of who answers.
 * @returns each with how many alarms of the same person it stands for beside its own; and how many got no place
 */
export function placesOf(found: readonly Found[]): {
  readonly items: readonly (Found & { readonly more: number })[];
  readonly more: number;
} {
  const { alarms = [], others = [] } = Object.groupBy(found, ({ waiting }) =>
    waiting.why === 'alert' ? 'alarms' : 'others',
  );
  const latestFirst = alarms.toSorted((a, b) => b.seen.position.opened - a.seen.position.opened);
  const raised = [...Map.groupBy(latestFirst, raiserOf).values()].flatMap(([latest, ...more]) =>
    latest === undefined ? [] : [{ ...latest, more: more.length }],
  );
  const placed = fairly(raised, [agencyOf]).slice(0, ALARMS_MAX);
  const asked = fairly(
    others.toSorted(byUrgency).map((one) => ({ ...one, more: 0 })),
    [agencyOf, ({ seen }) => seen.first.person],
  );
  const rest = asked.slice(0, ITEMS_MAX - placed.length);
  const items = [...placed, ...rest].sort(byUrgency);
  return { items, more: raised.length - placed.length + asked.length - rest.length };
}

function raiserOf({ seen }: Found): string {
  return (seen.row as AlertRow).raisedBy;
}

function agencyOf({ seen }: Found): string {
  return seen.first.agency;
}

/** Alerts, then what lapses soonest, then what does not lapse, oldest first. */
function byUrgency(a: Found, b: Found): number {
  const alarm = Number(b.waiting.why === 'alert') - Number(a.waiting.why === 'alert');
  const [due, other] = [a, b].map(({ waiting }) => waiting.due ?? Number.MAX_SAFE_INTEGER);
  return alarm || (due ?? 0) - (other ?? 0) || a.seen.position.opened - b.seen.position.opened;
}

import * as z from 'zod';
import { DAY } from '../../base/clock.ts';
import { Line, PersonId, Time } from '../../terms/act.ts';
import { CLEARED, type Cleared } from '../../terms/axes.ts';
import { isHost, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import type { Records } from '../slices.ts';

/** The longest time for which one act clears anything. */
const CLEARANCE_MS_MAX = 30 * DAY;

/**
 * Does a clearance of this very person, weapon or vehicle stand in some of that time? Whoever took one of two back would take nothing back: the things are told apart
 * by how they are written, letters large and small alike.
 */
function isClearedAlready(
  records: Pick<Records, 'clearances'>,
  {
    to,
    clears,
    thing,
    from,
    until,
  }: { to: string; clears: Cleared; thing?: string | undefined; from: number; until: number },
  at: number,
): boolean {
  const same = (one: string | null | undefined) =>
    (one ?? '').normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return [...records.clearances.lasting('to', to, Math.max(from, at))].some((row) => {
    return row.ended === null && row.from < until && row.clears === clears && same(row.thing) === same(thing);
  });
}

/** The host clears one guest, or one weapon or vehicle of theirs, for a time. What may be done with it a mandate says: by itself it permits nothing. */
export const clearanceGrant = defineAct({
  kind: 'clearance.grant',
  forms: ['proposal', 'report'],
  conferring: true,
  detail: z.strictObject({
    to: PersonId,
    clears: z.enum(CLEARED),
    thing: Line.optional(),
    from: Time,
    until: Time,
    reason: Line,
  }),
  example: {
    to: 'guest-a-officer',
    clears: 'weapon',
    thing: 'service pistol, serial number 0417',
    from: 1_770_290_000_000,
    until: 1_770_300_000_000,
    reason: 'journeys between hotel and hall',
  },
  records: ['clearances', 'people'],
  check({ clears, thing }) {
    if (clears === 'person') return thing === undefined ? undefined : 'thing: a person is cleared without a thing';
    return thing === undefined ? `thing: which ${clears} is cleared must be said` : undefined;
  },
  broken: ({ actor, detail, directory, records, at }) => {
    const guest = records.people.get(detail.to);
    const bounded = detail.from < detail.until && at < detail.until && detail.until - detail.from <= CLEARANCE_MS_MAX;
    const allowed =
      isHost(actor.agency, directory) &&
      guest !== undefined &&
      guest.removed === null &&
      directory.standing(guest.agency) === 'guest' &&
      bounded &&
      !isClearedAlready(records, detail, at);
    return allowed ? [] : ['R-43'];
  },
  plan({ act, detail, records, at, index }, effects) {
    const guest = records.people.get(detail.to);
    if (guest === undefined) throw new RangeError('planned for a guest who is not enrolled');
    const { agency } = guest;
    const id = effects.number('CLR', agency);
    const { to, clears, thing = null, from, until } = detail;
    const row = { id, to, agency, clears, thing, giver: act.actor, from, until, entered: at, ended: null, index };
    records.clearances.set(id, row);
    effects.timer(`clearance:${id}`, until);
    return { matter: id, audience: withHost(agency) };
  },
});

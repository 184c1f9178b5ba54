import * as z from 'zod';
import { DAY } from '../../base/clock.ts';
import { Line, PersonId, Time, Word } from '../../terms/act.ts';
import { isHost, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** The longest time for which one act confers a power. */
const CONFERRAL_MS_MAX = 30 * DAY;

/** The host grants one executive power to one guest for a time. Without accompaniment and approval it permits nothing yet. */
export const conferralGrant = defineAct({
  kind: 'conferral.grant',
  forms: ['proposal', 'report'],
  conferring: true,
  detail: z.strictObject({ to: PersonId, power: Word, from: Time, until: Time, reason: Line }),
  example: {
    to: 'guest-b-officer',
    power: 'identity-check',
    from: 1_770_290_000_000,
    until: 1_770_300_000_000,
    reason: 'joint check at the ferry terminal',
  },
  records: ['conferrals', 'people'],
  broken: ({ actor, detail, directory, records, judge, at }) => {
    const guest = records.people.get(detail.to);
    const bounded = detail.from < detail.until && at < detail.until && detail.until - detail.from <= CONFERRAL_MS_MAX;
    const allowed =
      isHost(actor.agency, directory) &&
      guest !== undefined &&
      guest.removed === null &&
      directory.standing(guest.agency) === 'guest' &&
      directory.powers.includes(detail.power) &&
      bounded &&
      !judge.rulesOut(detail.to, detail.power);
    return allowed ? [] : ['R-15'];
  },
  plan({ act, detail, records, at, index }, effects) {
    const guest = records.people.get(detail.to);
    if (guest === undefined) throw new RangeError('planned for a guest who is not enrolled');
    const id = effects.number('CONF', guest.agency);
    const { to, power, from, until } = detail;
    const row = { id, to, agency: guest.agency, power, giver: act.actor, from, until, entered: at, ended: null, index };
    records.conferrals.set(id, row);
    effects.timer(`conferral:${id}`, until);
    return { matter: id, audience: withHost(guest.agency) };
  },
});

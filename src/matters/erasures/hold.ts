import * as z from 'zod';
import { DAY } from '../../base/clock.ts';
import { Line, Time } from '../../terms/act.ts';
import { agencies, HOST_AUDIENCE, isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { Erasable, namedBy, ONE_OF_THEM } from './erase.ts';
import { holdTimer } from './rows.ts';

/** A hold says until when; it is placed again, with a reason, where that is not enough. */
const HOLD_DAYS_MAX = 400;

/** Keeps a record from being erased until a time: a complaint, an inquiry or a court wants it. */
export const holdPlace = defineAct({
  kind: 'hold.place',
  forms: ['proposal'],
  detail: z
    .strictObject({ ...Erasable, until: Time, reason: Line })
    .refine(({ record, entry }) => (record === undefined) !== (entry === undefined), ONE_OF_THEM),
  example: { record: 'OCC-guest-a-1', until: 1_789_600_000_000, reason: 'a complaint was made' },
  records: ['holds'],
  broken: ({ actor, detail, directory, at }) => [
    ...(isHost(actor.agency, directory) && actor.desk !== null ? [] : (['R-38'] as const)),
    ...(detail.until > at && detail.until <= at + HOLD_DAYS_MAX * DAY ? [] : (['R-12'] as const)),
  ],
  plan({ actor, detail, records, at, index }, effects) {
    const id = effects.number('HOLD');
    records.holds.set(id, {
      id,
      of: namedBy(detail),
      by: actor.id,
      from: at,
      until: detail.until,
      lifted: null,
      index,
    });
    effects.timer(holdTimer(id), detail.until);
    return { matter: id, audience: agencies(HOST_AUDIENCE) };
  },
});

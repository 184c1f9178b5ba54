import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { agencies, HOST_AUDIENCE, isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { holdTimer } from './rows.ts';

/** Ends a hold before its time. */
export const holdLift = defineAct({
  kind: 'hold.lift',
  forms: ['proposal'],
  detail: z.strictObject({ hold: MatterId, reason: Line }),
  example: { hold: 'HOLD-1', reason: 'the complaint was answered' },
  records: ['holds'],
  broken: ({ actor, detail, records, directory, at }) => {
    if (!isHost(actor.agency, directory) || actor.desk === null) return ['R-38'];
    const hold = records.holds.get(detail.hold);
    return hold === undefined || hold.lifted !== null || hold.until <= at ? ['R-06'] : [];
  },
  plan({ actor, detail, records, at }, effects) {
    const hold = records.holds.get(detail.hold);
    if (hold === undefined) throw new RangeError('planned for a hold that is not there');
    records.holds.set(hold.id, { ...hold, lifted: at, liftedBy: actor.id });
    effects.clearTimer(holdTimer(hold.id));
    return { matter: hold.id, audience: agencies(HOST_AUDIENCE) };
  },
});

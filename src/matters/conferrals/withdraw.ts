import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { isTheirs, withHost } from '../audience.ts';
import { coerciveEndings } from '../deeds/coercive.ts';
import { defineAct } from '../definition.ts';

/** The host takes a conferred power back; deeds that use it end in the same commit. */
export const conferralWithdraw = defineAct({
  kind: 'conferral.withdraw',
  forms: ['proposal'],
  detail: z.strictObject({ conferral: MatterId, reason: Line }),
  example: { conferral: 'CONF-guest-b-1', reason: 'the joint check is over' },
  records: ['conferrals', 'deeds'],
  broken: ({ actor, detail, records, directory, at }) => {
    const conferral = records.conferrals.get(detail.conferral);
    const theirs = conferral !== undefined && isTheirs(conferral.agency, actor, directory);
    return theirs && conferral.ended === null && at < conferral.until ? [] : ['R-06'];
  },
  plan({ detail, records, directory, at }, effects) {
    const conferral = records.conferrals.get(detail.conferral);
    if (conferral === undefined) throw new RangeError('planned for a conferral that is not there');
    records.conferrals.set(conferral.id, { ...conferral, ended: at });
    effects.clearTimer(`conferral:${conferral.id}`);
    for (const ending of coerciveEndings(records, effects, directory, conferral.to, conferral.power, at))
      effects.end(ending);
    return { matter: conferral.id, audience: withHost(conferral.agency) };
  },
});

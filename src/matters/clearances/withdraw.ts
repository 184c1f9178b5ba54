import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { isTheirs, withHost } from '../audience.ts';
import { unclearedEndings } from '../deeds/cleared.ts';
import { defineAct } from '../definition.ts';

/** The host takes a clearance back; open deeds that are not permitted without it end in the same commit. */
export const clearanceWithdraw = defineAct({
  kind: 'clearance.withdraw',
  forms: ['proposal'],
  detail: z.strictObject({ clearance: MatterId, reason: Line }),
  example: { clearance: 'CLR-guest-a-1', reason: 'the weapon was handed in' },
  records: ['clearances', 'deeds'],
  broken: ({ actor, detail, records, directory, at }) => {
    const clearance = records.clearances.get(detail.clearance);
    const theirs = clearance !== undefined && isTheirs(clearance.agency, actor, directory);
    return theirs && clearance.ended === null && at < clearance.until ? [] : ['R-06'];
  },
  plan({ detail, records, directory, judge, at }, effects) {
    const clearance = records.clearances.get(detail.clearance);
    if (clearance === undefined) throw new RangeError('planned for a clearance that is not there');
    const endings = unclearedEndings(records, effects, { directory, judge }, [clearance], at);
    records.clearances.set(clearance.id, { ...clearance, ended: at });
    effects.clearTimer(`clearance:${clearance.id}`);
    for (const ending of endings) effects.end(ending);
    return { matter: clearance.id, audience: withHost(clearance.agency) };
  },
});

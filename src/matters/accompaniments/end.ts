import * as z from 'zod';
import { MatterId } from '../../terms/act.ts';
import { isTheirs, withHost } from '../audience.ts';
import { unaccompaniedEndings } from '../deeds/coercive.ts';
import { defineAct } from '../definition.ts';
import { officersBeside } from './rows.ts';

/** The officer is no longer beside the guest; with the last one, the guest's deeds end that are coercive or permitted only beside an officer. */
export const accompanimentEnd = defineAct({
  kind: 'accompaniment.end',
  forms: ['proposal'],
  detail: z.strictObject({ accompaniment: MatterId }),
  example: { accompaniment: 'ACC-guest-b-1' },
  records: ['accompaniments', 'deeds', 'approvals'],
  broken: ({ actor, detail, records, directory }) => {
    const row = records.accompaniments.get(detail.accompaniment);
    const theirs = row !== undefined && isTheirs(row.agency, actor, directory);
    return theirs && row.ended === null ? [] : ['R-06'];
  },
  plan({ detail, records, directory, judge, at }, effects) {
    const row = records.accompaniments.get(detail.accompaniment);
    if (row === undefined) throw new RangeError('planned for an accompaniment that is not there');
    records.accompaniments.set(row.id, { ...row, ended: at });
    const remaining = officersBeside(records, row.guest, at);
    const endings = unaccompaniedEndings(records, effects, directory, judge, row.guest, remaining, at);
    for (const ending of endings) effects.end(ending);
    return { matter: row.id, audience: withHost(row.agency) };
  },
});

import * as z from 'zod';
import { EntryIndex, Line, Text } from '../../terms/act.ts';
import { DUTY_OFFICER_ROLE } from '../../terms/act-kinds.ts';
import { own } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** Amends an earlier line. The original stays, and both times are shown. */
export const logCorrect = defineAct({
  kind: 'log.correct',
  forms: ['proposal'],
  detail: z.strictObject({ entry: EntryIndex, text: Text, reason: Line }),
  example: { entry: 41, text: 'gates open, south side slow', reason: 'wrong side noted' },
  records: ['log'],
  broken: ({ actor, detail, records }) => {
    const line = records.log.get(String(detail.entry));
    const mayCorrect = line?.person === actor.id || (line?.room === actor.room && actor.role === DUTY_OFFICER_ROLE);
    return mayCorrect ? [] : ['R-09'];
  },
  plan({ actor, detail, records, directory, index }) {
    const line = records.log.get(String(detail.entry));
    if (line === undefined) throw new RangeError('planned for a line that is not there');
    records.log.set(String(detail.entry), { ...line, correctedBy: index });
    return { audience: own(actor, directory) };
  },
});

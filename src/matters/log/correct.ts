import * as z from 'zod';
import { EntryIndex, Line, Text } from '../../terms/act.ts';
import { DUTY_OFFICER_ROLE } from '../../terms/act-kinds.ts';
import { isHost, isOwn, own } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** Amends an earlier line. The original stays, and both times are shown. */
export const logCorrect = defineAct({
  kind: 'log.correct',
  forms: ['proposal'],
  detail: z.strictObject({ entry: EntryIndex, text: Text, reason: Line }),
  example: { entry: 41, text: 'gates open, south side slow', reason: 'wrong side noted' },
  records: ['log'],
  broken: ({ actor, detail, records, directory }) => {
    const line = records.log.get(String(detail.entry));
    if (line?.person === actor.id) return [];
    if (line === undefined || actor.desk === null || actor.role !== DUTY_OFFICER_ROLE) return ['R-09'];
    // A duty officer corrects what they may read: their own side's, and in a guest's room what is written there. A guest's own line in a
    // room of the host is to the host as if it were not there.
    const isOwners = !isHost(actor.agency, directory) && directory.room(line.room)?.owner === actor.agency;
    return line.room === actor.room && (isOwners || isOwn(line.agency, actor, directory)) ? [] : ['R-09'];
  },
  plan({ actor, detail, records, directory, index }) {
    const line = records.log.get(String(detail.entry));
    if (line === undefined) throw new RangeError('planned for a line that is not there');
    records.log.set(String(detail.entry), { ...line, correctedBy: index });
    return { audience: own(actor, directory) };
  },
});

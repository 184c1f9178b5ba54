import * as z from 'zod';
import { MatterId, Text } from '../../terms/act.ts';
import { own } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** A line in the room's log. As a report: a late entry, with the time of the deed it tells of. */
export const logLine = defineAct({
  kind: 'log.line',
  forms: ['proposal', 'report'],
  detail: z.strictObject({ text: Text, about: MatterId.optional() }),
  example: { text: 'gates open, north side slow', about: 'INC-1' },
  records: ['log'],
  plan({ actor, records, directory, at, index }) {
    records.log.set(String(index), {
      index,
      person: actor.id,
      room: actor.room,
      agency: actor.agency,
      desk: actor.desk,
      at,
      correctedBy: null,
    });
    return { audience: own(actor, directory) };
  },
});

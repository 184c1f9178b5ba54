import * as z from 'zod';
import { own } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** Closes the actor's shift. */
export const deskSignOff = defineAct({
  kind: 'desk.sign-off',
  forms: ['proposal'],
  detail: z.strictObject({}),
  example: {},
  records: ['shifts'],
  plan({ actor, records, directory, at }) {
    for (const shift of records.shifts.where('person', actor.id)) {
      if (shift.until === null) records.shifts.set(shift.id, { ...shift, until: at });
    }
    return { ...(actor.desk === null ? {} : { matter: actor.desk }), audience: own(actor, directory) };
  },
});

import * as z from 'zod';
import { companionEndings } from '../accompaniments/ending.ts';
import { own } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** Closes the actor's shift. An officer who goes off duty is beside nobody any more. */
export const deskSignOff = defineAct({
  kind: 'desk.sign-off',
  forms: ['proposal'],
  detail: z.strictObject({}),
  example: {},
  records: ['shifts', 'accompaniments', 'deeds', 'approvals'],
  plan({ actor, records, directory, judge, at }, effects) {
    for (const shift of records.shifts.standing('person', actor.id, at)) {
      records.shifts.set(shift.id, { ...shift, until: at });
    }
    for (const ending of companionEndings(records, effects, directory, judge, actor.id, at)) effects.end(ending);
    return { ...(actor.desk === null ? {} : { matter: actor.desk }), audience: own(actor, directory) };
  },
});

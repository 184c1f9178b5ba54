import * as z from 'zod';
import { Text } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** "I did this": accepted always, with the verdict as of the time of the deed and as of now. Never authority for anything. */
export const deedReport = defineAct({
  kind: 'deed.report',
  forms: ['report'],
  deskless: true,
  detail: z.strictObject({ what: Text }),
  example: { what: 'walked with the delegation to the ferry, unplanned' },
  records: ['occurrences'],
  plan({ act, actor, records, at, index }, effects, verdict) {
    const id = effects.number('OCC', actor.agency);
    const { outcome, clauses, set } = verdict;
    records.occurrences.set(id, {
      id,
      reporter: actor.id,
      desk: actor.desk,
      agency: actor.agency,
      activity: act.activity,
      deedAt: act.deedAt,
      at,
      outcome,
      clauses,
      own: { purpose: act.purpose, place: act.place, basis: { set, component: actor.component } },
      index,
    });
    return { matter: id, audience: withHost(actor.agency) };
  },
});

import * as z from 'zod';
import { Text, Word } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/**
 * Anybody reports a deed of anybody: always accepted, the verdict on the deed beside it. What the reporter does not know is `unknown`.
 */
export const occurrenceReport = defineAct({
  kind: 'occurrence.report',
  forms: ['report'],
  deskless: true,
  detail: z.strictObject({
    deed: z.strictObject({
      agency: Word,
      component: Word,
      role: Word,
      activity: Word,
      purpose: Word,
      place: Word,
    }),
    text: Text,
  }),
  example: {
    deed: {
      agency: 'guest-a',
      component: 'unknown',
      role: 'unknown',
      activity: 'identity-check',
      purpose: 'unknown',
      place: 'ferry-terminal',
    },
    text: 'two persons in civilian clothes asked passengers for their papers',
  },
  records: ['occurrences'],
  words: ({ deed }) => [
    { list: 'activity', word: deed.activity, field: 'detail.deed.activity' },
    ...(['agency', 'component', 'role', 'purpose', 'place'] as const).map(
      (list) => ({ list, word: deed[list], field: `detail.deed.${list}`, mayBeUnknown: true }) as const,
    ),
  ],
  subject: ({ detail }) => {
    const { agency, component, role, activity, purpose, place } = detail.deed;
    return { activity, purpose, place, stated: { agency, component, role } };
  },
  plan({ act, actor, detail, records, at, index }, effects, verdict) {
    const id = effects.number('OCC', actor.agency);
    const { agency, activity } = detail.deed;
    const { outcome, clauses } = verdict;
    records.occurrences.set(id, {
      id,
      reporter: actor.id,
      desk: actor.desk,
      agency,
      activity,
      deedAt: act.deedAt,
      at,
      outcome,
      clauses,
      index,
    });
    return { matter: id, audience: withHost(actor.agency) };
  },
});

import * as z from 'zod';
import { Line, Text, Word } from '../../terms/act.ts';
import { isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { incidentAudience } from './whose.ts';

/** Opens an incident. The vocabulary's categories hold no assembly: a gathering of people is no incident. */
export const incidentOpen = defineAct({
  kind: 'incident.open',
  forms: ['proposal'],
  detail: z.strictObject({
    title: Line,
    category: Word,
    gravity: z.enum(['minor', 'serious', 'major']),
    text: Text,
  }),
  example: { title: 'queue at gate 4', category: 'crowd', gravity: 'minor' as const, text: 'two hundred waiting' },
  records: ['incidents'],
  words: ({ category }) => [{ list: 'incident category', word: category, field: 'detail.category' }],
  plan({ act, actor, detail, records, directory, at, index }, effects) {
    const id = isHost(actor.agency, directory) ? effects.number('INC') : effects.number('INC', actor.agency);
    const { title, category, gravity } = detail;
    records.incidents.set(id, {
      id,
      agency: actor.agency,
      title,
      category,
      gravity,
      place: act.place,
      opened: at,
      closed: null,
      index,
    });
    return { matter: id, audience: incidentAudience(actor.agency, actor, directory) };
  },
});

import * as z from 'zod';
import { isDay } from '../../base/day.ts';
import { Line, MatterId, Text, Word } from '../../terms/act.ts';
import { plainText } from '../../terms/api/plain-text.ts';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** What an office bound by the arrangement said in public, in our own words. Critics are not catalogued. */
export const statementRegister = defineAct({
  kind: 'statement.register',
  forms: ['proposal'],
  detail: z.strictObject({
    office: Word,
    saidOn: z.string().refine(isDay, 'a day of the calendar is written like 2026-01-27'),
    where: Line.nullable(),
    text: Text,
    source: plainText(40, 1),
    contradicts: z.array(MatterId).max(50),
  }),
  example: {
    office: 'host-minister',
    saidOn: '2026-01-27',
    where: null,
    text: 'the guests only advise',
    source: 'R4',
    contradicts: [],
  },
  records: ['statements'],
  // A single word is an id, and what it stands for can be looked up. What the event's documents do not list yet is named as one would cite it.
  check({ source }, { directory: { sources } }) {
    if (sources.includes(source) || /\S\s+\S/u.test(source)) return undefined;
    return `source: \`${source}\` is no source of the event (${sources.slice(0, 20).join(', ')}); another one is named in more than one word`;
  },
  broken: ({ detail, directory, records }) => {
    const bound = (directory.office(detail.office)?.agency ?? null) !== null;
    const known = detail.contradicts.every((id) => records.statements.get(id) !== undefined);
    return [...(bound ? [] : (['R-25'] as const)), ...(known ? [] : (['R-06'] as const))];
  },
  plan({ detail, records, index }, effects) {
    const id = effects.number('STAT');
    const { office, saidOn, source, contradicts } = detail;
    records.statements.set(id, { id, office, said: saidOn, source, contradicts, index });
    return { matter: id, audience: EVERYONE };
  },
});

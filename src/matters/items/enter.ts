import * as z from 'zod';
import { sha256Hex } from '../../base/digest.ts';
import { type Act, Line, Text, Time } from '../../terms/act.ts';
import { ownOnly } from '../audience.ts';
import { defineAct } from '../definition.ts';
import type { Records } from '../slices.ts';

const NUMBER_MIN = 10_000;
const NUMBERS = 90_000;

export const HANDLINGS = ['clear', 'green', 'amber', 'amber-strict', 'red'] as const;

/** An assessment or a piece of intelligence, graded (source A, B, C, X; information 1 to 4). It is its originator's. */
export const itemEnter = defineAct({
  kind: 'item.enter',
  forms: ['proposal'],
  detail: z.strictObject({
    title: Line,
    text: Text,
    handling: z.enum(HANDLINGS),
    originatorControl: z.boolean(),
    grading: z.strictObject({ source: z.enum(['A', 'B', 'C', 'X']), information: z.int().min(1).max(4) }),
    expires: Time,
  }),
  example: {
    title: 'pickpocket groups on the ferries',
    text: 'two groups known from earlier events were seen in the region',
    handling: 'amber' as const,
    originatorControl: true,
    grading: { source: 'B' as const, information: 2 },
    expires: 1_770_400_000_000,
  },
  records: ['items'],
  broken: ({ detail, at }) => (detail.expires > at ? [] : ['R-11']),
  plan({ act, actor, detail, records, directory, index }, effects) {
    const id = itemId(act, actor.agency, records);
    const { title, handling, originatorControl, expires } = detail;
    records.items.set(id, {
      id,
      owner: actor.agency,
      originator: actor.id,
      title,
      handling,
      originatorControl,
      expires,
      expired: false,
      index,
    });
    effects.timer(`item:${id}`, expires);
    return { matter: id, audience: ownOnly(actor, directory) };
  },
});

/**
 * Five digits drawn from the act's id, and from nothing that it says: who guesses the text could try it against them. Whoever an item is released to learns its number, from the act that they are shown and name it by; a count
 * would tell them how many there are that they were never given.
 */
function itemId(act: Act, agency: string, { items }: Pick<Records, 'items'>): string {
  let number = NUMBER_MIN + (Number.parseInt(sha256Hex(act.id).slice(0, 12), 16) % NUMBERS);
  while (items.get(`ITEM-${agency}-${number}`) !== undefined) number += 1;
  return `ITEM-${agency}-${number}`;
}

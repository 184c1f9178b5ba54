import * as z from 'zod';
import { Line } from '../../terms/act.ts';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** The operator accepts that the machine's clock jumped. The desk, halted until then, goes on at the new time. */
export const clockAccept = defineAct({
  kind: 'clock.accept',
  forms: ['proposal'],
  // R-19 does not bind the operator, whose clock is what is in question: an old acceptance would do for every later jump.
  keptForGood: true,
  deskless: true,
  detail: z.strictObject({ reason: Line }),
  example: { reason: 'the machine slept over the night' },
  records: [],
  broken: ({ actor }) => (actor.kind === 'operator' ? [] : ['R-28']),
  plan: () => ({ audience: EVERYONE, person: null }),
});

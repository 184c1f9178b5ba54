import * as z from 'zod';
import { Line, Text } from '../../terms/act.ts';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** A change of state that every open desk must acknowledge. The host's declaration is never held up. */
export const declarationMake = defineAct({
  kind: 'declaration.make',
  forms: ['proposal'],
  keptForGood: true,
  detail: z.strictObject({
    // Any line: a declaration of the host is never held up, not for the spelling of its state either.
    state: Line,
    text: Text,
  }),
  example: { state: 'heightened', text: 'all desks: check your rosters' },
  records: ['declarations', 'shifts'],
  plan({ detail, records, at, index }, effects) {
    const id = effects.number('DECL');
    const open = [...records.shifts.values()].filter((shift) => shift.until === null).map((shift) => shift.desk);
    records.declarations.set(id, {
      id,
      state: detail.state,
      made: at,
      waiting: [...new Set(open)].sort(),
      acknowledged: [],
      index,
    });
    return { matter: id, audience: EVERYONE };
  },
});

import * as z from 'zod';
import { MatterId } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** A desk has seen a declaration. A desk that opened later may acknowledge too; once each. */
export const declarationAcknowledge = defineAct({
  kind: 'declaration.acknowledge',
  forms: ['proposal'],
  detail: z.strictObject({ declaration: MatterId }),
  example: { declaration: 'DECL-1' },
  records: ['declarations'],
  broken: ({ actor, detail, records }) => {
    const declaration = records.declarations.get(detail.declaration);
    const first = declaration !== undefined && !declaration.acknowledged.includes(actor.desk ?? '');
    return first ? [] : ['R-06'];
  },
  plan({ actor, detail, records }) {
    const declaration = records.declarations.get(detail.declaration);
    if (declaration === undefined || actor.desk === null) throw new RangeError('planned without declaration or desk');
    records.declarations.set(declaration.id, {
      ...declaration,
      waiting: declaration.waiting.filter((desk) => desk !== actor.desk),
      acknowledged: [...declaration.acknowledged, actor.desk].sort(),
    });
    return { matter: declaration.id, audience: withHost(actor.agency) };
  },
});

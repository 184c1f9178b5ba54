import * as z from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { agencies } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** An entry that says nothing, so that the growth of the ledger says less (docs/decisions/0022-opened-to-the-public.md). */
export const ledgerFill = defineAct({
  kind: 'ledger.fill',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({}),
  example: {},
  records: [],
  broken: ({ act, actor, at }) => {
    if (actor.kind !== 'timer') return ['R-27'];
    // The general rule binds persons only, and an id is forgotten after a while: an old filler must not be entered again.
    return Math.abs(act.signedAt - at) > LIMITS.signedSkewMs ? ['R-19'] : [];
  },
  plan: () => ({ audience: agencies(), person: null }),
});

import * as z from 'zod';
import { MatterId, Word } from '../../terms/act.ts';
import { sitsHere, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** The originator consents to onward release of an item to one agency. */
export const itemConsent = defineAct({
  kind: 'item.consent',
  forms: ['proposal'],
  detail: z.strictObject({ item: MatterId, to: Word }),
  example: { item: 'ITEM-guest-a-1', to: 'guest-b' },
  records: ['items', 'consents'],
  broken: ({ actor, detail, records, directory }) => {
    const item = records.items.get(detail.item);
    const theirs = sitsHere(actor) && item?.owner === actor.agency;
    const allowed = theirs && directory.standing(detail.to) !== undefined;
    // That an item of somebody else is over is theirs to know: it is refused like one that never was.
    return [...(allowed ? [] : (['R-10'] as const)), ...(theirs && item?.expired === true ? (['R-06'] as const) : [])];
  },
  plan({ actor, detail, records, index }) {
    const { item, to } = detail;
    records.consents.set(`${item}/${to}`, { item, to, by: actor.id, index });
    return { matter: item, audience: withHost(actor.agency) };
  },
});

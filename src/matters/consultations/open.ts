import * as z from 'zod';
import { MINUTE } from '../../base/clock.ts';
import { Line, MatterId } from '../../terms/act.ts';
import { OVERSIGHT_ROLES } from '../../terms/act-kinds.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import { isHost, ownOnly } from '../audience.ts';
import { type Context, defineAct } from '../definition.ts';
import type { ReleaseRow } from '../items/rows.ts';
import { oldest } from '../oldest.ts';
import { WHOLE_RECORD } from './rows.ts';

/** The longest time for which one act opens protected material, minutes. */
const CONSULTATION_MINUTES_MAX = 60;

const Detail = z.strictObject({
  /** An item, or the whole record. */
  of: z.union([z.literal(WHOLE_RECORD), MatterId]),
  minutes: z.int().min(1).max(CONSULTATION_MINUTES_MAX),
  reason: Line,
});
type Consultation = Context<z.infer<typeof Detail>, 'consultations' | 'items' | 'releases'>;

/** Opens one item, or for oversight the whole record, to the actor: for the claimed purpose and some minutes, before the first byte is shown. */
export const consultationOpen = defineAct({
  kind: 'consultation.open',
  forms: ['proposal'],
  detail: Detail,
  example: { of: 'ITEM-guest-a-1', minutes: 15, reason: 'to brief the evening shift' },
  records: ['consultations', 'items', 'releases'],
  broken(context: Consultation): readonly HouseRule[] {
    const { actor, detail, records, directory, at } = context;
    if (detail.of === WHOLE_RECORD) {
      const oversees = isHost(actor.agency, directory) && actor.desk !== null && OVERSIGHT_ROLES.includes(actor.role);
      return oversees ? [] : ['R-29'];
    }
    const item = records.items.get(detail.of);
    // What is not theirs to read is refused like what is not there, expired or not. Who holds no desk reads nothing, and is not told what there is.
    if (actor.desk === null || item === undefined || !isReadable(context)) return ['R-29'];
    return item.expired || item.expires <= at ? ['R-06'] : [];
  },
  plan(context: Consultation, effects, verdict) {
    const { act, actor, detail, records, directory, at, index } = context;
    const id = effects.number('CONS', actor.agency);
    const until = at + detail.minutes * MINUTE;
    records.consultations.set(id, {
      id,
      person: actor.id,
      agency: actor.agency,
      of: detail.of,
      release: releaseTo(context)?.id ?? '',
      purpose: act.purpose,
      from: at,
      until,
      ended: null,
      clauses: verdict.clauses,
      index,
    });
    effects.timer(`consultation:${id}`, until);
    return { matter: id, audience: ownOnly(actor, directory) };
  },
});

/** Is it the actor's own agency's, or was it released to the actor by name, and not asked back? */
function isReadable(context: Consultation): boolean {
  const { actor, detail, records } = context;
  return records.items.get(detail.of)?.owner === actor.agency || releaseTo(context) !== undefined;
}

/** The first release by which the item came to the actor and that stands; none is looked for where it is their agency's own. */
function releaseTo({ actor, detail, records }: Consultation): ReleaseRow | undefined {
  if (records.items.get(detail.of)?.owner === actor.agency) return undefined;
  const standing = records.releases
    .where('item', detail.of)
    .filter((row) => row.to === actor.id && row.recalled === null);
  return oldest(standing);
}

import * as z from 'zod';
import { MatterId } from '../../terms/act.ts';
import { usable } from '../approvals/rows.ts';
import { withHost } from '../audience.ts';
import { isFullOfDeeds } from '../bounds.ts';
import { defineAct } from '../definition.ts';
import { oldest } from '../oldest.ts';
import { basisOf } from './basis.ts';
import { guardRules } from './coercive.ts';
import { isBeforeItsTime } from './time.ts';

/** Begins a deed that waited for approval or for its time. It is decided again, now: what the host approved must still stand. */
export const deedBegin = defineAct({
  kind: 'deed.begin',
  forms: ['proposal'],
  detail: z.strictObject({ deed: MatterId }),
  example: { deed: 'DEED-guest-a-1' },
  records: ['deeds', 'approvals', 'accompaniments'],
  subject: ({ act, detail, records, directory, at }) => {
    const deed = records.deeds.get(detail.deed);
    const begins = deed?.person === act.actor && deed.status === 'waiting';
    // R-22 holds up no deed that gets people out, but it opens no deed that is over, nor somebody else's.
    // Somebody else's deed is none to this actor: nothing of it shows in the decision.
    if (deed?.person !== act.actor || (!begins && directory.safety(deed.activity) !== 'none')) {
      return { activity: act.activity, purpose: act.purpose, place: act.place };
    }
    const { activity, purpose, place, digest, until } = deed;
    return { activity, purpose, place, digest, lasts: { from: at, until } };
  },
  broken: ({ act, actor, detail, records, directory, at }) => {
    const deed = records.deeds.get(detail.deed);
    if (deed === undefined || deed.person !== act.actor) return ['R-21'];
    if (deed.status !== 'waiting') return ['R-06'];
    const inTime = !isBeforeItsTime(deed.from, at) && at < deed.until;
    const asAsked = deed.place === act.place && deed.purpose === act.purpose;
    const approval = oldest(records.approvals.where('digest', deed.digest).filter((row) => usable(row, at)));
    const guard = guardRules(records, directory, deed, approval, at);
    const isFull = isFullOfDeeds(records, { person: act.actor, agency: actor.agency }, at);
    return [
      ...guard,
      ...(asAsked ? [] : (['R-04'] as const)),
      ...(inTime ? [] : (['R-21'] as const)),
      ...(isFull ? (['R-36'] as const) : []),
    ];
  },
  plan({ actor, detail, records, at }, effects, { clauses, set }) {
    const deed = records.deeds.get(detail.deed);
    if (deed === undefined) throw new RangeError('planned for a deed that is not there');
    const approval = oldest(records.approvals.where('digest', deed.digest).filter((row) => usable(row, at)));
    if (approval !== undefined) records.approvals.set(approval.request, { ...approval, used: deed.id });
    records.deeds.set(deed.id, {
      ...deed,
      status: 'open',
      approval: approval?.request ?? '',
      clauses,
      basis: basisOf(actor, at, set),
    });
    effects.timer(`deed:${deed.id}`, deed.until);
    return { matter: deed.id, deed: deed.id, digest: deed.digest, audience: withHost(deed.agency) };
  },
});

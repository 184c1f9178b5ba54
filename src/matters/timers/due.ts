import * as z from 'zod';
import { plainText } from '../../terms/api/plain-text.ts';
import { approvalEnding, deedsUnder } from '../approvals/ending.ts';
import { agencies, EVERYONE, HOST_AUDIENCE } from '../audience.ts';
import { clearanceEnding } from '../clearances/ending.ts';
import { conferralEnding } from '../conferrals/ending.ts';
import { consultationEnding, consultationEndings } from '../consultations/ending.ts';
import { unclearedEndings } from '../deeds/cleared.ts';
import { coerciveEndings } from '../deeds/coercive.ts';
import { deedEnding } from '../deeds/ending.ts';
import { type Context, defineAct, type Effects, type Ending } from '../definition.ts';
import { againstBeginning, begin, takeBack } from '../mandates/begin.ts';
import { audienceOfDraft } from '../mandates/drafts.ts';
import { endedByChange } from '../mandates/ending.ts';
import { recompose } from '../mandates/recompose.ts';
import { requestEnding } from '../requests/ending.ts';
import { firstReview, laterReview, REVIEW_RECORDS } from '../retention/reviews.ts';
import { TIMED, type Timed } from './rows.ts';

const Detail = z.strictObject({ timer: plainText(200) });
const RECORDS = [
  'timers',
  'requests',
  'approvals',
  'deeds',
  'conferrals',
  'clearances',
  'consultations',
  'items',
  'mandates',
  'drafts',
  'sets',
  'refusals',
  'people',
  'repeats',
  'holds',
  ...REVIEW_RECORDS,
] as const;
type Due = Context<z.infer<typeof Detail>, (typeof RECORDS)[number]>;

/** The room's clock begins what was set to begin and ends what is over. The entry carries the kind of what came about, and further ends follow from it. */
export const timerDue = defineAct({
  kind: 'timer.due',
  forms: ['proposal'],
  deskless: true,
  detail: Detail,
  example: { timer: 'request:REQ-guest-a-1' },
  records: RECORDS,
  broken: ({ actor }) => (actor.kind === 'timer' ? [] : ['R-27']),
  plan(context: Due, effects) {
    const { timer } = context.detail;
    const [first, ...rest] = endingsOf(context, effects);
    effects.clearTimer(timer);
    // What it was set for is gone already: the clock's act is recorded, and changes nothing but the timer.
    if (first === undefined) return { audience: agencies('host'), person: null };
    first.write();
    for (const ending of rest) effects.end(ending);
    const { kind, matter, audience, person } = first;
    return { kind, matter, audience, person };
  },
});

function endingsOf(context: Due, effects: Effects): Ending[] {
  const [what, ...id] = context.detail.timer.split(':');
  if (!TIMED.includes(what as Timed)) return [];
  return ENDINGS[what as Timed](context, effects, id.join(':'));
}

const ENDINGS = {
  request({ records }, effects, id) {
    const request = records.requests.get(id);
    return request?.status === 'waiting' ? [requestEnding(records, effects, request, 'lapsed')] : [];
  },
  countersign({ records, at }, effects, id) {
    const approval = records.approvals.get(id);
    if (approval === undefined || approval.ended !== null || approval.countersigned !== null) return [];
    return [
      approvalEnding(records, effects, approval, 'approval.lapsed', at),
      ...deedsUnder(records, effects, approval),
    ];
  },
  approval({ records, at }, effects, id) {
    const approval = records.approvals.get(id);
    if (approval === undefined || approval.ended !== null) return [];
    return [
      approvalEnding(records, effects, approval, 'approval.expired', at),
      ...deedsUnder(records, effects, approval),
    ];
  },
  deed({ records }, effects, id) {
    const deed = records.deeds.get(id);
    return deed?.status === 'open' ? [deedEnding(records, effects, deed)] : [];
  },
  conferral({ records, directory, at }, effects, id) {
    const conferral = records.conferrals.get(id);
    if (conferral === undefined || conferral.ended !== null) return [];
    return [
      conferralEnding(records, effects, conferral, at),
      ...coerciveEndings(records, effects, directory, conferral.to, conferral.power, at),
    ];
  },
  clearance({ records, directory, judge, at }, effects, id) {
    const clearance = records.clearances.get(id);
    if (clearance === undefined || clearance.ended !== null) return [];
    return [
      clearanceEnding(records, effects, clearance, at),
      // As of its end, though the room comes to it later: one that began meanwhile was nothing to go on with.
      ...unclearedEndings(records, effects, { directory, judge }, [clearance], Math.min(at, clearance.until)),
    ];
  },
  consultation({ records, directory, at }, effects, id) {
    const row = records.consultations.get(id);
    return row?.ended === null ? [consultationEnding(records, effects, directory, row, at)] : [];
  },
  item({ records, directory, at }, effects, id) {
    const item = records.items.get(id);
    if (item === undefined || item.expired) return [];
    const write = () => records.items.set(id, { ...item, expired: true });
    const reading = records.consultations.where('of', id);
    return [
      { kind: 'item.expired', matter: id, person: item.originator, audience: agencies(item.owner), write },
      ...consultationEndings(records, effects, directory, reading, at),
    ];
  },
  mandate({ records, directory, judge, at, index }, effects, id) {
    const mandate = records.mandates.get(id);
    if (mandate?.status !== 'in-force') return [];
    // Planned at once: what else ends is asked under the mandates that remain.
    records.mandates.set(id, { ...mandate, status: 'expired' });
    const after = judge.under(recompose(records, effects, at, index));
    const change = { before: judge, after, gone: mandate };
    return [
      { kind: 'mandate.expired', matter: id, person: null, audience: EVERYONE, write: () => undefined },
      ...endedByChange(records, effects, directory, change, at),
    ];
  },
  begin({ records, directory, judge, at, index }, effects, id) {
    const draft = records.drafts.get(id);
    if (draft?.status !== 'due') return [];
    const matter = draft.mandate;
    // Since it was put down for this time, other mandates may have come into force beside which it would break a promise.
    if (againstBeginning(records, directory, judge, draft, at).length > 0) {
      const write = () => takeBack(records, effects, draft);
      return [
        { kind: 'mandate.lapsed', matter, person: null, audience: audienceOfDraft(draft.holder, directory), write },
      ];
    }
    const ends = begin(records, effects, { directory, judge }, draft, { at, index });
    return [{ kind: 'mandate.begun', matter, person: null, audience: EVERYONE, write: () => undefined }, ...ends];
  },
  hold({ records, at }, _effects, id) {
    const hold = records.holds.get(id);
    if (hold === undefined || hold.lifted !== null || hold.ended !== undefined) return [];
    const write = () => records.holds.set(id, { ...hold, ended: at });
    return [{ kind: 'hold.ended', matter: id, person: null, audience: agencies(HOST_AUDIENCE), write }];
  },
  review: ({ records, directory, at, index }, _effects, id) => firstReview(records, directory, id, { at, index }),
  extension: ({ records, directory, index }, _effects, id) => laterReview(records, directory, id, index),
  refusal({ records }, _effects, id) {
    const refusal = records.refusals.get(id);
    if (refusal === undefined) return [];
    const agency = records.people.get(refusal.person)?.agency;
    return [
      {
        kind: 'refusal.repeated',
        matter: `#${refusal.index}`,
        person: refusal.person,
        audience: refusal.audience ?? agencies(...(agency === undefined ? [] : [agency])),
        write: () => {
          const { index, count, person } = refusal;
          records.repeats.set(String(index), { index, count, person });
          records.refusals.remove(id);
        },
      },
    ];
  },
} as const satisfies Record<Timed, (context: Due, effects: Effects, id: string) => Ending[]>;

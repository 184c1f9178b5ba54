import * as z from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { Line, MatterId, Time } from '../../terms/act.ts';
import { usable } from '../approvals/rows.ts';
import { withHost } from '../audience.ts';
import { deedBound, isFullOfDeeds, requestBound } from '../bounds.ts';
import { type Context, defineAct } from '../definition.ts';
import { oldest } from '../oldest.ts';
import { answerBy } from '../requests/deadline.ts';
import type { Records } from '../slices.ts';
import { basisOf } from './basis.ts';
import { guardRules } from './coercive.ts';
import { deedTerms, termsDigest } from './digest.ts';
import { type DeedRow, isAskedAbout } from './rows.ts';
import { isSafety } from './safety.ts';
import { isBeforeItsTime } from './time.ts';

const Detail = z.strictObject({ until: Time, what: Line, counters: MatterId.optional() });

/** Asks to do something: permitted, it is open at once, or waits for its time; where it needs the host's approval, a request waits for the answer. */
export const deedPropose = defineAct({
  kind: 'deed.propose',
  forms: ['proposal'],
  keptForGood: true,
  detail: Detail,
  example: { until: 1_770_300_000_000, what: 'assess the threat to the delegation’s hotel' },
  records: ['deeds', 'requests', 'approvals', 'accompaniments'],
  subject: ({ act, detail }) => ({
    activity: act.activity,
    purpose: act.purpose,
    place: act.place,
    lasts: { from: act.deedAt, until: detail.until },
    digest: termsDigest(deedTerms(act, detail)),
  }),
  broken: ({ act, actor, detail, records, directory, at }) => {
    const terms = deedTerms(act, detail);
    const digest = termsDigest(terms);
    const approval = oldest(records.approvals.where('digest', digest).filter((row) => usable(row, at)));
    const guard = guardRules(records, directory, { ...terms, agency: actor.agency }, approval, at);
    const whose = { person: act.actor, agency: actor.agency };
    const offer = detail.counters === undefined ? undefined : records.requests.get(detail.counters);
    const takesUp =
      detail.counters === undefined || (offer?.requester === act.actor && offer.counter?.digest === digest);
    return [
      ...guard,
      ...(takesUp ? [] : (['R-04'] as const)),
      ...(detail.until <= act.deedAt ? (['R-12'] as const) : []),
      ...new Set([...deedBound(records, whose, at), ...requestBound(records, whose, at)]),
    ];
  },
  plan(context, effects, { clauses, set }) {
    const { act, actor, detail, records, directory, at } = context;
    const { agency } = actor;
    const digest = termsDigest(deedTerms(act, detail));
    const approval = oldest(records.approvals.where('digest', digest).filter((row) => usable(row, at)));
    const again = waitingAlready(records, act.actor, digest, at);
    const id = again?.id ?? effects.number('DEED', agency);
    // what is for later waits until then, whichever way it is asked for and whether the host approved it, and is begun.
    const isUnheld = isSafety(directory, { activity: act.activity, agency });
    const waits = isBeforeItsTime(act.deedAt, at) && !isUnheld;
    const status =
      isUnheld && isFullOfDeeds(records, { person: act.actor, agency }, at) ? 'ended' : waits ? 'waiting' : 'open';
    if (approval !== undefined && !waits) records.approvals.set(approval.request, { ...approval, used: id });
    records.deeds.set(id, {
      ...deedTerms(act, detail),
      id,
      agency,
      digest,
      status,
      request: approval?.request ?? again?.request ?? null,
      approval: waits ? '' : (approval?.request ?? ''),
      clauses,
      ...(waits ? {} : { basis: basisOf(actor, at, set) }),
      index: again?.index ?? context.index,
    });
    if (status === 'open') {
      effects.timer(`deed:${id}`, isUnheld ? Math.min(detail.until, at + LIMITS.safetyDeedMs) : detail.until);
    }
    return { matter: id, deed: id, digest, audience: withHost(agency) };
  },
  ask(context: Context<z.infer<typeof Detail>, 'deeds' | 'requests' | 'approvals'>, effects, verdict) {
    const { act, actor, detail, records, at, index } = context;
    const terms = deedTerms(act, detail);
    const digest = termsDigest(terms);
    const again = waitingAlready(records, act.actor, digest, at);
    const deed = again?.id ?? effects.number('DEED', actor.agency);
    const id = effects.number('REQ', actor.agency);
    const deadline = answerBy(at, act.deedAt);
    const { clauses } = verdict;
    records.deeds.set(deed, {
      ...terms,
      id: deed,
      agency: actor.agency,
      digest,
      status: 'waiting',
      request: id,
      approval: '',
      clauses,
      index: again?.index ?? index,
    });
    records.requests.set(id, {
      id,
      requester: act.actor,
      agency: actor.agency,
      asks: { deed: terms },
      digest,
      deed,
      deadline,
      status: 'waiting',
      counter: null,
      clauses,
      index,
    });
    effects.timer(`request:${id}`, deadline);
    return { matter: id, deed, digest, audience: withHost(actor.agency) };
  },
});

/**
 * Word for word the same deed is the same: one that waits already, and is not being asked about, is what is proposed. Another beside it would wait
 * for an approval that is spent, and nothing would end it.
 */
function waitingAlready(
  records: Pick<Records, 'deeds' | 'requests'>,
  person: string,
  digest: string,
  at: number,
): DeedRow | undefined {
  const same = records.deeds.standing('person', person, at).filter((deed) => deed.digest === digest);
  return oldest(same.filter((deed) => deed.status === 'waiting' && !isAskedAbout(records, deed)));
}

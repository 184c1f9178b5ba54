import * as z from 'zod';
import { sha256Hex } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import { Line, MatterId, PersonId } from '../../terms/act.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import { usable } from '../approvals/rows.ts';
import { agencies, sitsHere } from '../audience.ts';
import { requestBound } from '../bounds.ts';
import { termsDigest } from '../deeds/digest.ts';
import { type Context, defineAct } from '../definition.ts';
import { oldest } from '../oldest.ts';
import { answerBy } from '../requests/deadline.ts';
import type { ReleaseTerms } from '../requests/rows.ts';
import type { PersonRow } from '../roster/rows.ts';

const Detail = z.strictObject({ item: MatterId, to: PersonId, note: Line.optional() });
type Release = Context<z.infer<typeof Detail>, 'items' | 'consents' | 'releases' | 'people' | 'requests' | 'approvals'>;

/** Discloses one item to one named recipient for the claimed purpose. It stays under its originator's control. */
export const itemRelease = defineAct({
  kind: 'item.release',
  forms: ['proposal', 'report'],
  conferring: true,
  detail: Detail,
  example: { item: 'ITEM-guest-a-1', to: 'host-duty-a', note: 'for the evening briefing' },
  records: ['items', 'consents', 'releases', 'people', 'requests', 'approvals'],
  subject(context: Release) {
    const { act, detail, records } = context;
    const item = isHeld(context) ? records.items.get(detail.item) : undefined;
    const recipient = knownRecipient(context)?.component ?? 'unknown';
    return {
      activity: act.activity,
      purpose: act.purpose,
      place: act.place,
      item: { handling: item?.handling ?? 'unknown', consent: consent(context), recipient },
      digest: termsDigest(releaseTerms(context)),
    };
  },
  broken(context: Release) {
    const { act, actor, detail, records, at } = context;
    const item = records.items.get(detail.item);
    const recipient = knownRecipient(context);
    const releasable = item !== undefined && item.expires > at && isHeld(context) && recipient?.removed === null;
    const asker = { person: act.actor, agency: actor.agency };
    const broken: HouseRule[] = act.form === 'report' ? [] : requestBound(records, asker, at);
    if (consent(context) === 'missing') broken.push('R-10');
    return releasable ? broken : [...broken, 'R-11'];
  },
  plan(context: Release, effects) {
    const { act, actor, detail, records, at, index } = context;
    const item = records.items.get(detail.item);
    const recipient = records.people.get(detail.to);
    if (item === undefined || recipient === undefined) throw new RangeError('planned for an item that is not there');
    const id = effects.number('REL', `${actor.agency}-${recipient.agency}`);
    const digest = termsDigest(releaseTerms(context));
    const approval = oldest(records.approvals.where('digest', digest).filter((row) => usable(row, at)));
    if (approval !== undefined) records.approvals.set(approval.request, { ...approval, used: id });
    records.releases.set(id, {
      id,
      item: item.id,
      by: actor.id,
      byAgency: actor.agency,
      to: recipient.id,
      toAgency: recipient.agency,
      purpose: act.purpose,
      at,
      recalled: null,
      index,
    });
    return { matter: id, audience: agencies(actor.agency, recipient.agency, item.owner) };
  },
  ask(context: Release, effects, verdict) {
    const { act, actor, records, at, index } = context;
    const release = releaseTerms(context);
    const digest = termsDigest(release);
    const id = effects.number('REQ', actor.agency);
    const deadline = answerBy(at, at + Number.MAX_SAFE_INTEGER);
    records.requests.set(id, {
      id,
      requester: act.actor,
      agency: actor.agency,
      asks: { release },
      digest,
      deed: null,
      deadline,
      status: 'waiting',
      counter: null,
      clauses: verdict.clauses,
      index,
    });
    effects.timer(`request:${id}`, deadline);
    return { matter: id, digest, audience: agencies(actor.agency, 'host') };
  },
});

/** Where, with which words and to whom: who the recipient is now, not only what they are called. */
function releaseTerms(context: Release): ReleaseTerms {
  const { act, detail } = context;
  const recipient = knownRecipient(context);
  return {
    person: act.actor,
    item: detail.item,
    to: detail.to,
    purpose: act.purpose,
    place: act.place,
    note: detail.note === undefined ? null : sha256Hex(canonicalJson(detail.note)),
    toAgency: recipient?.agency ?? UNKNOWN,
    toComponent: recipient?.component ?? UNKNOWN,
  };
}

/** Is it the agency's own, or was it released to it? Of any other item the agency learns nothing here, not even that it exists; and nobody who holds no desk. */
function isHeld({ actor, detail, records }: Release): boolean {
  if (!sitsHere(actor)) return false;
  if (records.items.get(detail.item)?.owner === actor.agency) return true;
  return records.releases
    .where('item', detail.item)
    .some((release) => release.toAgency === actor.agency && release.recalled === null);
}

/**
 * The recipient: only where it is done from a desk and of an item that may be given, so that nobody learns from an answer, or from the facts of their own
 * report, who is enrolled and of which component without something to give.
 */
function knownRecipient(context: Release): PersonRow | undefined {
  const { detail, records } = context;
  if (!isHeld(context)) return undefined;
  return records.people.get(detail.to);
}

/** `given`, `missing` or `not-needed`; an item that the agency does not hold has no consent. */
function consent(context: Release): 'given' | 'missing' | 'not-needed' {
  const { actor, detail, records } = context;
  const item = isHeld(context) ? records.items.get(detail.item) : undefined;
  if (item === undefined || item.owner === actor.agency || !item.originatorControl) return 'not-needed';
  const to = knownRecipient(context)?.agency ?? '';
  return to === item.owner || records.consents.get(`${item.id}/${to}`) !== undefined ? 'given' : 'missing';
}

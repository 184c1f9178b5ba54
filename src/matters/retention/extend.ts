import * as z from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { Line, Time } from '../../terms/act.ts';
import { agencies, HOST_AUDIENCE } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { Erasable, mayErase, namedBy, ONE_OF_THEM } from '../erasures/erase.ts';
import { isShownToHost, OWNED_KINDS } from './reviews.ts';
import { extensionTimer, reviewId } from './rows.ts';

/** Keeps a record that came up for review until a stated time, for a reason; then it comes up again. */
export const retentionExtend = defineAct({
  kind: 'retention.extend',
  forms: ['proposal'],
  detail: z
    .strictObject({ ...Erasable, until: Time, reason: Line })
    .refine(({ record, entry }) => (record === undefined) !== (entry === undefined), ONE_OF_THEM),
  example: { record: 'DEED-guest-a-1', until: 1_789_600_000_000, reason: 'the court has not decided yet' },
  records: ['reviews', ...OWNED_KINDS],
  broken: ({ actor, detail, records, directory, at }) => {
    if (!mayErase(actor, directory)) return ['R-41'];
    const review = records.reviews.get(reviewId(namedBy(detail)));
    // A review of what a guest keeps to itself is to the host as if it were not there.
    if (review?.status !== 'due' || !isShownToHost(records, directory, actor, review)) return ['R-06'];
    return detail.until > at && detail.until <= at + LIMITS.extensionMs ? [] : ['R-41'];
  },
  plan({ actor, detail, records, index }, effects) {
    const review = records.reviews.get(reviewId(namedBy(detail)));
    if (review === undefined) throw new RangeError('planned for a review that is not there');
    const { until } = detail;
    records.reviews.set(review.id, { ...review, status: 'extended', due: until, extendedBy: actor.id, index });
    effects.timer(extensionTimer(review.id), until);
    return { matter: review.id, audience: agencies(HOST_AUDIENCE) };
  },
});

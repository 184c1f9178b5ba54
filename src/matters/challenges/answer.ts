import * as z from 'zod';
import { Line, MatterId, Word } from '../../terms/act.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import { approvalEnding } from '../approvals/ending.ts';
import { isHost, withHost } from '../audience.ts';
import { deedEnding } from '../deeds/ending.ts';
import { type DeedRow, readingsOf } from '../deeds/rows.ts';
import { defineAct, type Effects, type Ending, type Judge } from '../definition.ts';
import type { Records } from '../slices.ts';
import { challengedOf, setChallenged } from './done.ts';

/**
 * Another officer of the host answers a challenge: the deed stands as declared, or it is decided again as what it was found to be. Both decisions stand;
 * one that is still open, and would not be permitted so, ends. To be found something else gives no authority.
 */
export const challengeAnswer = defineAct({
  kind: 'challenge.answer',
  forms: ['proposal'],
  detail: z
    .strictObject({
      challenge: MatterId,
      answer: z.enum(['stands', 'reclassified']),
      activity: Word.optional(),
      purpose: Word.optional(),
      reason: Line,
    })
    .refine(
      ({ answer, activity, purpose }) =>
        (answer === 'reclassified') === (activity !== undefined) &&
        (activity === undefined) === (purpose === undefined),
      { path: ['activity'], message: 'what is reclassified has `activity` and `purpose`, and no other answer has' },
    ),
  example: { challenge: 'CHA-guest-a-1', answer: 'stands', reason: 'the harbour desk saw no papers asked for' },
  records: ['challenges', 'deeds', 'occurrences', 'approvals', 'requests'],
  words: ({ activity, purpose }) => [
    ...(activity === undefined ? [] : [{ list: 'activity', word: activity, field: 'detail.activity' } as const]),
    ...(purpose === undefined ? [] : [{ list: 'purpose', word: purpose, field: 'detail.purpose' } as const]),
  ],
  broken: ({ act, actor, detail, records, directory }) => {
    // Nobody else learns whether there is such a challenge.
    if (!isHost(actor.agency, directory)) return ['R-33'];
    const challenge = records.challenges.get(detail.challenge);
    if (challenge === undefined) return ['R-06'];
    const { raisedBy, person, declared, status } = challenge;
    const party = act.actor === raisedBy || act.actor === person;
    const same = detail.activity === declared.activity && detail.purpose === declared.purpose;
    const broken: HouseRule[] = party || same ? ['R-33'] : [];
    return status === 'open' ? broken : [...broken, 'R-06'];
  },
  plan({ act, detail, records, judge, at }, effects) {
    const challenge = records.challenges.get(detail.challenge);
    const challenged = challengedOf(records, challenge?.of ?? '');
    if (challenge === undefined || challenged === undefined) {
      throw new RangeError('planned for a challenge that is not there');
    }
    const { activity, purpose } = detail;
    const answered = { ...challenge, answeredBy: act.actor };
    const audience = withHost(challenge.agency);
    if (activity === undefined || purpose === undefined) {
      records.challenges.set(challenge.id, { ...answered, status: 'stands' });
      setChallenged(records, challenged, { challenge: null });
      return { matter: challenge.id, audience };
    }
    const decision = judge.decideAgain(challenged.done, { activity, purpose });
    const { outcome, clauses } = decision;
    const found = { activity, purpose, outcome, clauses };
    records.challenges.set(challenge.id, { ...answered, status: 'reclassified', found });
    const change = { challenge: null, reclassified: { activity, purpose, clauses } };
    effects.end({
      kind: 'deed.reclassified',
      matter: challenge.of,
      person: challenge.person,
      audience,
      decision,
      write: () => setChallenged(records, challenged, change),
    });
    if ('deed' in challenged.of) {
      const deed = { ...challenged.of.deed, ...change };
      for (const ending of endedAsFound(records, effects, judge, deed, at)) effects.end(ending);
    }
    return { matter: challenge.id, audience };
  },
});

/** What ends of a deed that goes on, and would not be permitted now as what it was found to be: the deed, and the approval that it rests on. */
function endedAsFound(
  records: Pick<Records, 'deeds' | 'approvals' | 'requests'>,
  effects: Effects,
  judge: Judge,
  deed: DeedRow,
  at: number,
): Ending[] {
  const [, found] = readingsOf(deed);
  if (found === undefined || deed.status !== 'open' || judge.stillPermits(found)) return [];
  const approval = records.approvals.get(deed.approval);
  const stands = approval !== undefined && approval.ended === null && at < approval.until;
  return [
    deedEnding(records, effects, deed),
    ...(stands ? [approvalEnding(records, effects, approval, 'approval.ended', at)] : []),
  ];
}

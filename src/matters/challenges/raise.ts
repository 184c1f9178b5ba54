import * as z from 'zod';
import { Line, MatterId, Word } from '../../terms/act.ts';
import { isHost, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { challengedOf, openChallenge, setChallenged } from './done.ts';

/** The host says that a deed seems to be something else than it was declared. Nothing changes before another officer answers. */
export const challengeRaise = defineAct({
  kind: 'challenge.raise',
  forms: ['proposal'],
  detail: z
    .strictObject({ deed: MatterId, activity: Word.optional(), purpose: Word.optional(), reason: Line })
    .refine(({ activity, purpose }) => activity !== undefined || purpose !== undefined, {
      path: ['activity'],
      message: 'a challenge has `activity` or `purpose`, or both',
    }),
  example: { deed: 'DEED-guest-a-1', activity: 'identity-check', reason: 'passengers were asked for their papers' },
  records: ['challenges', 'deeds', 'occurrences'],
  words: ({ activity, purpose }) => [
    ...(activity === undefined ? [] : [{ list: 'activity', word: activity, field: 'detail.activity' } as const]),
    ...(purpose === undefined ? [] : [{ list: 'purpose', word: purpose, field: 'detail.purpose' } as const]),
  ],
  broken: ({ actor, detail, records, directory }) => {
    // Nobody else learns whether there is such a deed.
    if (!isHost(actor.agency, directory)) return ['R-33'];
    const challenged = challengedOf(records, detail.deed);
    if (challenged === undefined || openChallenge(challenged) !== null) return ['R-33'];
    const { activity, purpose } = challenged.declared;
    const same = (detail.activity ?? activity) === activity && (detail.purpose ?? purpose) === purpose;
    return same ? ['R-33'] : [];
  },
  plan({ act, detail, records, index }, effects) {
    const challenged = challengedOf(records, detail.deed);
    if (challenged === undefined) throw new RangeError('planned for a deed that is not there');
    const { declared, done } = challenged;
    const { person, agency } = done;
    const id = effects.number('CHA', agency);
    const { activity = declared.activity, purpose = declared.purpose } = detail;
    records.challenges.set(id, {
      id,
      of: detail.deed,
      person,
      agency,
      declared,
      seems: { activity, purpose },
      raisedBy: act.actor,
      status: 'open',
      answeredBy: null,
      found: null,
      index,
    });
    setChallenged(records, challenged, { challenge: id });
    return { matter: id, audience: withHost(agency) };
  },
});

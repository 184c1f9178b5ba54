import * as z from 'zod';
import { Line, MatterId, Word } from '../../terms/act.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import { approvalEnding } from '../approvals/ending.ts';
import { isHost, withHost } from '../audience.ts';
import { deedEnding } from '../deeds/ending.ts';
import { type DeedRow, readingsOf } from '../deeds/rows.ts';
import { type Again, type Context, defineAct, type Effects, type Ending, type Judge } from '../definition.ts';
import type { Records } from '../slices.ts';
import { type Challenged, challengedOf, setChallenged } from './done.ts';
import type { ChallengeRow } from './rows.ts';

const Detail = z
  .strictObject({
    challenge: MatterId,
    answer: z.enum(['stands', 'reclassified']),
    activity: Word.optional(),
    purpose: Word.optional(),
    reason: Line,
  })
  .refine(
    ({ answer, activity, purpose }) =>
      (answer === 'reclassified') === (activity !== undefined) && (activity === undefined) === (purpose === undefined),
    { path: ['activity'], message: 'what is reclassified has `activity` and `purpose`, and no other answer has' },
  );

const SLICES = ['challenges', 'deeds', 'occurrences', 'approvals', 'requests'] as const;
type Slice = (typeof SLICES)[number];

/**
 * Another officer of the host answers a challenge: the deed stands as declared, or it is decided again as what it was found to be. Both decisions stand;
 * one that is still open, and would not be permitted so, ends. To be found something else gives no authority.
 */
export const challengeAnswer = defineAct({
  kind: 'challenge.answer',
  forms: ['proposal'],
  detail: Detail,
  example: { challenge: 'CHA-guest-a-1', answer: 'stands', reason: 'the harbour desk saw no papers asked for' },
  records: SLICES,
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
  again: (context) => foundOf(context)?.again,
  plan(context, effects) {
    const { act, records, at } = context;
    const { challenge, challenged } = answeredBy(context);
    const answered = { ...challenge, answeredBy: act.actor };
    const audience = withHost(challenge.agency);
    const taken = foundOf(context);
    if (taken === undefined) {
      records.challenges.set(challenge.id, { ...answered, status: 'stands' });
      setChallenged(records, challenged, { challenge: null });
      return { matter: challenge.id, audience };
    }
    const { found, again } = taken;
    const { decision } = again;
    const { outcome, clauses } = decision;
    records.challenges.set(challenge.id, {
      ...answered,
      status: 'reclassified',
      found: { ...found, outcome, clauses },
    });
    const change = { challenge: null, reclassified: { ...found, clauses } };
    effects.end({
      kind: 'deed.reclassified',
      matter: challenge.of,
      person: challenge.person,
      audience,
      decision,
      write: () => setChallenged(records, challenged, change),
    });
    if ('deed' in challenged.of && again.ends) {
      const deed = { ...challenged.of.deed, ...change };
      for (const ending of endingsOf(records, effects, deed, at)) effects.end(ending);
    }
    return { matter: challenge.id, audience };
  },
});

type Answering = Pick<Context<z.infer<typeof Detail>, Slice>, 'detail' | 'records' | 'judge'>;

/** What an answer that breaks no rule is about. */
function answeredBy({ detail, records }: Answering): {
  readonly challenge: ChallengeRow;
  readonly challenged: Challenged;
} {
  const challenge = records.challenges.get(detail.challenge);
  const challenged = challengedOf(records, challenge?.of ?? '');
  if (challenge === undefined || challenged === undefined) {
    throw new RangeError('answered a challenge that is not there');
  }
  return { challenge, challenged };
}

/** What an answer finds the deed to have been, with the decision on it so; undefined where it stands as declared. */
function foundOf(
  answering: Answering,
): { readonly found: { readonly activity: string; readonly purpose: string }; readonly again: Again } | undefined {
  const { detail, judge } = answering;
  const { activity, purpose } = detail;
  if (activity === undefined || purpose === undefined) return undefined;
  const { of, done } = answeredBy(answering).challenged;
  const found = { activity, purpose };
  const decision = judge.decideAgain(done, found);
  const reclassified = { ...found, clauses: decision.clauses };
  return { found, again: { decision, ends: 'deed' in of && isEndedAs({ ...of.deed, reclassified }, judge) } };
}

/** Does a deed go on, that would not be permitted now as what it was found to be? */
function isEndedAs(deed: DeedRow, judge: Judge): boolean {
  const [, found] = readingsOf(deed);
  return found !== undefined && deed.status === 'open' && !judge.stillPermits(found);
}

/** The deed ends, and with it the approval that it rests on. */
function endingsOf(
  records: Pick<Records, 'deeds' | 'approvals' | 'requests'>,
  effects: Effects,
  deed: DeedRow,
  at: number,
): Ending[] {
  const approval = records.approvals.get(deed.approval);
  const stands = approval !== undefined && approval.ended === null && at < approval.until;
  return [
    deedEnding(records, effects, deed),
    ...(stands ? [approvalEnding(records, effects, approval, 'approval.ended', at)] : []),
  ];
}

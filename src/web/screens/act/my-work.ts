import { HOUR } from '../../../base/clock.ts';
import type { ApprovalRow, DeedRow, DeedTerms, RequestRow } from '../../records/rows.ts';
import { isUsable } from '../../records/rows.ts';

/** How a deed or request of mine stands. */
export type WorkState =
  /** A deed that is going on. */
  | 'open'
  /** Waits for the host's answer. */
  | 'asked'
  /** Approved, and not begun. */
  | 'approved'
  /** Permitted for a time that has not come, or was not begun yet. */
  | 'later'
  /** The host offers something else. */
  | 'countered'
  /** The host said no, not long ago. */
  | 'refused'
  /** Nobody answered in time, or the approval is over: it may be asked for again. */
  | 'lapsed';

export type WorkStep = 'end' | 'withdraw' | 'begin' | 'take-up' | 'ask-again';

export type Work = {
  /** The deed's number, or the request's where there is no deed. */
  readonly id: string;
  readonly state: WorkState;
  readonly step: WorkStep;
  readonly deed: DeedTerms | null;
  readonly deedId: string | null;
  readonly request: RequestRow | null;
  readonly approval: ApprovalRow | null;
  /** Room time, ms, by which something happens by itself: the answer lapses, the approval or the deed ends. */
  readonly due: number | null;
  /** A deed that waits and is not being asked about: until it is taken back it counts among what a person may have open. */
  readonly canTakeBack: boolean;
  /** The challenge of the deed that is open. */
  readonly challenge: string | null;
};

type Rows = {
  readonly deeds: readonly DeedRow[];
  readonly requests: readonly RequestRow[];
  readonly approvals: readonly ApprovalRow[];
  /** Requests that are over, each with when it last changed, ms of room time. */
  readonly over: readonly { readonly request: RequestRow; readonly at: number }[];
};

/** A refusal, with its reason, is shown to who asked for so long. */
export const REFUSED_SHOWN_MS = 12 * HOUR;

/** Deeds and requests of one person that are not over, each with its next step; what waits for that person first, then what ends soonest. */
export function myWork({ deeds, requests, approvals, over }: Rows, person: string, now: number): Work[] {
  const asked = new Map(requests.map((request) => [request.id, request]));
  const answers = new Map(approvals.map((approval) => [approval.request, approval]));
  const ofDeeds = deeds
    .filter((deed) => deed.person === person && (deed.status === 'open' || deed.status === 'waiting'))
    .map((deed) => deedWork(deed, asked.get(deed.request ?? ''), answers.get(deed.request ?? ''), now));
  const ofRequests = requests
    .filter(({ requester }) => requester === person)
    .flatMap((request) => requestWork(request, answers.get(request.id), now));
  const refused = over
    .filter(
      ({ request, at }) => request.requester === person && request.status === 'refused' && now < at + REFUSED_SHOWN_MS,
    )
    .map(({ request }) => refusedWork(request));
  const mine = ({ step }: Work) => Number(step === 'begin' || step === 'take-up');
  const due = (work: Work) => work.due ?? Number.MAX_SAFE_INTEGER;
  return [...ofDeeds, ...ofRequests, ...refused].sort((a, b) => mine(b) - mine(a) || due(a) - due(b));
}

function deedWork(
  deed: DeedRow,
  request: RequestRow | undefined,
  approval: ApprovalRow | undefined,
  now: number,
): Work {
  const canTakeBack = deed.status === 'waiting' && request?.status !== 'waiting';
  const work = {
    id: deed.id,
    deed,
    deedId: deed.id,
    request: request ?? null,
    approval: approval ?? null,
    canTakeBack,
    challenge: deed.challenge ?? null,
  };
  if (deed.status === 'open') return { ...work, state: 'open', step: 'end', due: deed.until };
  if (request?.status === 'waiting') return { ...work, state: 'asked', step: 'withdraw', due: request.deadline };
  if (approval !== undefined && approval.digest === deed.digest && isUsable(approval, now))
    return { ...work, state: 'approved', step: 'begin', due: approval.until };
  if (deed.request === null && now < deed.until) return { ...work, state: 'later', step: 'begin', due: deed.until };
  return { ...work, state: 'lapsed', step: 'ask-again', due: null };
}

/** What a request says that its deed does not: a counter-offer that stands, or a release that waits. */
function requestWork(request: RequestRow, approval: ApprovalRow | undefined, now: number): Work[] {
  const work = {
    id: request.id,
    deedId: null,
    request,
    approval: approval ?? null,
    canTakeBack: false,
    challenge: null,
  };
  const { counter } = request;
  if (request.status === 'countered' && counter !== null && approval !== undefined && isUsable(approval, now))
    return [{ ...work, state: 'countered', step: 'take-up', deed: counter.deed, due: approval.until }];
  if (request.status === 'waiting' && request.deed === null)
    return [{ ...work, state: 'asked', step: 'withdraw', deed: null, due: request.deadline }];
  return [];
}

function refusedWork(request: RequestRow): Work {
  const deed = 'deed' in request.asks ? request.asks.deed : null;
  return {
    id: request.id,
    state: 'refused',
    step: 'ask-again',
    deed,
    deedId: null,
    request,
    approval: null,
    due: null,
    canTakeBack: false,
    challenge: null,
  };
}

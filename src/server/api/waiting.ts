import { factsOf } from '../../desk/facts/vector.ts';
import type { AlertRow } from '../../matters/alerts/rows.ts';
import { type ApprovalRow, usable } from '../../matters/approvals/rows.ts';
import { isHost } from '../../matters/audience.ts';
import type { ChallengeRow } from '../../matters/challenges/rows.ts';
import type { DeedRow } from '../../matters/deeds/rows.ts';
import type { Actor } from '../../matters/definition.ts';
import type { RequestRow } from '../../matters/requests/rows.ts';
import type { TaskingRow } from '../../matters/taskings/rows.ts';
import { type ActKind, DUTY_OFFICER_ROLE, ROOM_PURPOSE } from '../../terms/act-kinds.ts';
import type { QUEUE_REASONS, ShownSlice } from '../../terms/api/matters.ts';
import type { OpenRoom } from '../room.ts';

/** Why a record waits for somebody, what their answer binds, and by when (room time, ms). */
export type Waiting = {
  readonly why: (typeof QUEUE_REASONS)[number];
  readonly digest: string | null;
  readonly due: number | null;
  readonly clauses: readonly string[];
  /** The entry that cites them. */
  readonly cited: number;
};

const CITES_NOTHING = { clauses: [], cited: 0 };

/** Somebody who is asked, with what the records say about them now. */
export type Asked = {
  readonly room: Pick<OpenRoom, 'readable' | 'directory'>;
  readonly actor: Actor;
  /** Whether the desk that they hold may answer requests, by the mandates in force. */
  readonly answers: boolean;
  /** Whether it may answer challenges. */
  readonly answersChallenges: boolean;
  readonly at: number;
};

/** Slices in which something can wait for an answer. */
export const WAITING_SLICES = [
  'requests',
  'approvals',
  'challenges',
  'deeds',
  'taskings',
  'declarations',
  'alerts',
] as const;
type WaitingSlice = (typeof WAITING_SLICES)[number];

/** Who is asked, as of this room time. */
export function askedOf(room: Pick<OpenRoom, 'readable' | 'directory' | 'sets'>, person: string, at: number): Asked {
  const actor = room.readable.actor(person, room.directory, at);
  const may = (kind: ActKind) => deskMay(room, actor, kind, at);
  return { room, actor, answers: may('approval.answer'), answersChallenges: may('challenge.answer'), at };
}

/**
 * May this person of the host answer from the desk that they hold? The same question as the judge's (desk/judge.ts, R-07), asked of the one desk:
 * an answer from another is refused.
 */
function deskMay(
  { readable, directory, sets }: Pick<OpenRoom, 'readable' | 'directory' | 'sets'>,
  actor: Actor,
  activity: ActKind,
  at: number,
): boolean {
  const set = readable.setInForce();
  const place = directory.room(actor.room)?.place;
  if (set === undefined || place === undefined || actor.desk === null || !isHost(actor.agency, directory)) return false;
  const subject = { activity, purpose: ROOM_PURPOSE, place };
  const facts = factsOf(readable.records, directory, actor, subject, [], at);
  return sets.decide(set, facts).outcome === 'permitted';
}

/** Whether a record waits for this person's own answer, and how. */
export function waitingFor(asked: Asked, slice: ShownSlice, row: object): Waiting | undefined {
  if (!(WAITING_SLICES as readonly string[]).includes(slice)) return undefined;
  return WAITS[slice as WaitingSlice](row as never, asked);
}

const WAITS: { readonly [S in WaitingSlice]: (row: never, asked: Asked) => Waiting | undefined } = {
  requests: requestWaits,
  approvals(row: ApprovalRow, { actor, room }) {
    const { giver, countersigned, ended, digest, request, index } = row;
    if (giver !== actor.id || countersigned !== null || ended !== null) return undefined;
    const due = room.readable.state.get('timers', `countersign:${request}`)?.due ?? null;
    const asked = room.readable.state.get('requests', request);
    return { why: 'countersign', digest, due, clauses: asked?.clauses ?? [], cited: asked?.index ?? index };
  },
  challenges({ of, status, raisedBy, person, declared, index }: ChallengeRow, { actor, answersChallenges, room }) {
    // neither who raised it answers it, nor who did the deed.
    const theirs = answersChallenges && actor.id !== raisedBy && actor.id !== person;
    if (status !== 'open' || !theirs) return undefined;
    const { state } = room.readable;
    const cited = (state.get('deeds', of) ?? state.get('occurrences', of))?.index ?? index;
    return { why: 'challenge', digest: null, due: null, clauses: declared.clauses, cited };
  },
  deeds(row: DeedRow, { actor, room, at }) {
    if (row.person !== actor.id || row.status !== 'waiting' || row.request === null) return undefined;
    const approval = room.readable.state.get('approvals', row.request);
    if (approval === undefined || approval.digest !== row.digest || !usable(approval, at)) return undefined;
    return { why: 'approved-deed', digest: row.digest, due: approval.until, clauses: row.clauses, cited: row.index };
  },
  taskings({ to, status, due }: TaskingRow, { actor }) {
    if (to !== actor.id || status === 'done') return undefined;
    return { why: 'tasking', digest: null, due, ...CITES_NOTHING };
  },
  declarations({ id }: { readonly id: string }, { actor, room }) {
    // One's own desk, by the records: whether somebody before at it has seen the declaration is not always in what the reader may see.
    const waits = room.readable.state.get('declarations', id)?.waiting.includes(actor.desk ?? '') === true;
    return waits ? { why: 'declaration', digest: null, due: null, ...CITES_NOTHING } : undefined;
  },
  alerts({ cancelled }: AlertRow, { actor, room }) {
    const onDuty = actor.desk !== null && actor.role === DUTY_OFFICER_ROLE && isHost(actor.agency, room.directory);
    return onDuty && cancelled === null ? { why: 'alert', digest: null, due: null, ...CITES_NOTHING } : undefined;
  },
};

function requestWaits(row: RequestRow, { actor, answers, room, at }: Asked): Waiting | undefined {
  const { id, requester, status, digest, deadline, clauses, counter, index: cited } = row;
  if (status === 'waiting') {
    // nobody answers their own request.
    return answers && requester !== actor.id ? { why: 'approval', digest, due: deadline, clauses, cited } : undefined;
  }
  if (requester !== actor.id) return undefined;
  const approval = room.readable.state.get('approvals', id);
  if (approval === undefined || !usable(approval, at)) return undefined;
  if (status === 'countered' && counter !== null) {
    return { why: 'counter-offer', digest: counter.digest, due: approval.until, clauses, cited };
  }
  // An approved deed waits as a deed; an approved release has no record of its own until it is made.
  const release = status === 'approved' && 'release' in row.asks;
  return release ? { why: 'approved-deed', digest, due: approval.until, clauses, cited } : undefined;
}

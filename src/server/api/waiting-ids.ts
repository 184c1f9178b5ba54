import { usable } from '../../matters/approvals/rows.ts';
import type { RequestRow } from '../../matters/requests/rows.ts';
import { fairly } from '../fairly.ts';
import { type Asked, waitingFor } from './waiting.ts';

/** Ids of records that wait for somebody, and how many more do. */
export type WaitingIds = { readonly ids: readonly string[]; readonly more: number };

/**
 * The requests that wait for this person, at most so many. Taken from the committed records, all that wait and nothing else: agencies, and within them
 * people, take turns before anything is left out, so that however many one of them asks, what another asked is looked at.
 */
export function waitingRequests(asked: Asked, agencies: readonly string[], max: number): WaitingIds {
  const { requests, approvals } = asked.room.readable.records;
  const toAnswer = asked.answers ? agencies.flatMap((agency) => [...requests.lasting('agency', agency, asked.at)]) : [];
  // What of their own was answered, and not used yet: found by the answers, for a request keeps no place after it.
  const answered = approvals.where('person', asked.actor.id).flatMap((approval) => {
    const request = usable(approval, asked.at) ? requests.get(approval.request) : undefined;
    return request === undefined ? [] : [request];
  });
  const waiting = [...toAnswer, ...answered].filter((row) => waitingFor(asked, 'requests', row) !== undefined);
  const inTurns = fairly(waiting.sort(byDeadline), [({ agency }) => agency, ({ requester }) => requester]);
  return { ids: inTurns.slice(0, max).map(({ id }) => id), more: Math.max(0, inTurns.length - max) };
}

/** This person's own deeds that the host approved: of what they do, and of nobody else's. */
export function approvedDeeds(asked: Asked): readonly string[] {
  const own = [...asked.room.readable.records.deeds.lasting('person', asked.actor.id, asked.at)];
  return own.filter((row) => waitingFor(asked, 'deeds', row) !== undefined).map(({ id }) => id);
}

function byDeadline(a: RequestRow, b: RequestRow): number {
  return a.deadline - b.deadline || a.index - b.index;
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { SECOND } from '../../base/clock.ts';
import type { Viewer } from '../../views/audience.ts';
import type { Problem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import type { SignedIn } from '../sessions/session.ts';

/** How long a reader waits for their own act to come up in the view. */
const HAVING_MS = 2 * SECOND;

/** Who reads, and on how many entries of the ledger the answer rests at least. */
export type Reading = SignedIn & { readonly viewer: Viewer; readonly view: number };

/**
 * Begins to read: waits for entry `after` to be in the view, where one is asked for, and says in the header `remit-view` how far the view is.
 * A view that lags is a problem with a time to try again, and the lag.
 */
export async function beginReading(
  { views, size }: Pick<OpenRoom, 'views' | 'size'>,
  request: FastifyRequest,
  reply: FastifyReply,
  after?: number,
): Promise<Reading | Problem> {
  const { signedIn } = request;
  if (signedIn === null) throw new RangeError('the guard let in somebody who is not signed in');
  const view = await viewHaving({ views, size }, reply, after);
  return typeof view === 'number' ? { ...signedIn, view } : view;
}

/** The same for whoever reads otherwise than by a session: how far the view is, or that it lags. */
export async function viewHaving(
  { views, size }: Pick<OpenRoom, 'views' | 'size'>,
  reply: FastifyReply,
  after: number | undefined,
): Promise<number | Problem> {
  const { follower } = views;
  // An index that no entry has yet is nobody's own act.
  const there = after === undefined || after >= size() || (await follower.reached(after, HAVING_MS));
  const view = follower.next;
  reply.header('cache-control', 'no-store').header('remit-view', String(view));
  if (there) return view;
  const detail = `the view is ${follower.lag} entries behind`;
  return { status: 503, code: 'lagging', detail, retryAfterSeconds: 1 };
}

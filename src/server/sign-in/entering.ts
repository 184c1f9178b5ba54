import type { FastifyReply, FastifyRequest } from 'fastify';
import { MINUTE } from '../../base/clock.ts';
import type { Problem } from '../http/problem.ts';
import { csrfToken, giveCookie, secretOf } from '../sessions/cookie.ts';
import type { SignedIn } from '../sessions/session.ts';
import { type Entering, SESSION_MS } from '../sessions/sessions.ts';
import type { ProviderSession } from '../sessions/store.ts';
import { meOf } from './me.ts';
import type { SignIn } from './sign-in.ts';

/** The same for everything that does not fit: who tries learns nothing of who is enrolled or what was wrong. */
export const NOT_ENTERED: Problem = {
  status: 401,
  code: 'not-signed-in',
  detail: 'this does not sign anybody in here: it is wrong, was used before, or has expired',
};

/** Who changes with what one comes in does so soon after having come in: an open desk is no leave to add a passkey to somebody's account. */
const FRESH_MS = 15 * MINUTE;
export const SIGN_IN_AGAIN: Problem = {
  status: 403,
  code: 'sign-in-again',
  detail: 'this changes how you sign in: sign in again first, and do it within 15 minutes',
};

/** Of two changes of what one comes in with, one is kept; the other was decided on what stands no more. */
export const CHANGED_MEANWHILE: Problem = {
  status: 409,
  code: 'changed-meanwhile',
  detail:
    'how you sign in was changed in another place just now, and this was not kept: look at what is there, and begin again',
};

/** Whether the person of a session came in just now. */
export function isFresh({ clock }: SignIn, { session }: SignedIn): boolean {
  return clock.wallNow() - session.cameIn < FRESH_MS;
}

/**
 * Lets a person in: always with a new session and a new secret, whatever the browser brought along, and ends the one it brought.
 * Gives the session's answer, or the problem where the person is none any more.
 */
export async function enter(
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
  who: Entering,
  from?: ProviderSession,
) {
  const { sessions, cookie } = signIn;
  const begun = await sessions.begin(who, from);
  if (begun === undefined) return NOT_ENTERED;
  const before = request.signedIn;
  if (before !== null) await sessions.end(before.session, 'signed-out');
  const signedIn = sessions.standing(begun.session);
  if (typeof signedIn === 'string') return NOT_ENTERED;
  giveCookie(reply, begun.secret, SESSION_MS / 1000, cookie);
  return { me: await meOf(signIn, signedIn, csrfToken(begun.secret)) };
}

/** The token of the session that a request shows. */
export function tokenOf({ cookie }: SignIn, request: FastifyRequest): string {
  const secret = secretOf(request, cookie);
  return secret === undefined ? '' : csrfToken(secret);
}

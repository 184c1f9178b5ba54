import type { FastifyRequest } from 'fastify';
import { Problem } from '../../terms/api/problem.ts';
import { PasswordChange, PasswordSignIn, SessionAnswer } from '../../terms/api/session.ts';
import type { ApiApp } from '../api/api.ts';
import type { Problem as ProblemSent } from '../http/problem.ts';
import { sendProblem } from '../http/problem.ts';
import { perMinute } from '../sessions/guard.ts';
import type { SignedIn } from '../sessions/session.ts';
import { isByKey, KEY_WANTED } from './by-key.ts';
import { CHANGED_MEANWHILE, enter, isFresh, NOT_ENTERED, SIGN_IN_AGAIN } from './entering.ts';
import { mayChangePasskeys } from './passkey-routes.ts';
import type { SignIn } from './sign-in.ts';

const SIGN_IN = '/api/sign-in/password';
const BUSY: ProblemSent = {
  status: 503,
  code: 'busy',
  detail: 'as many passwords are checked as the room checks at once',
  retryAfterSeconds: 2,
};
const WRONG_PASSWORD: ProblemSent = {
  status: 403,
  code: 'wrong-password',
  detail: 'the present password is wanted, and this is not it',
};
const RESPONSES = {
  200: SessionAnswer,
  400: Problem,
  401: Problem,
  403: Problem,
  409: Problem,
  429: Problem,
  503: Problem,
} as const;

/** `POST /api/sign-in/password`, `POST /api/account/password`. */
export function passwordRoutes(api: ApiApp, signIn: SignIn): void {
  const { limits, store, passwords, sessions } = signIn;
  const ofAddress = perMinute(api, limits.passwordsOfAddress);
  const ofPerson = perMinute(api, limits.passwordsOfPerson, personOf);
  api.post(
    SIGN_IN,
    { config: { audience: 'anyone' }, schema: { tags: ['session'], body: PasswordSignIn, response: RESPONSES } },
    async (request, reply) => {
      const over = (await ofAddress(request)) ?? (await ofPerson(request));
      if (over !== undefined) return sendProblem(reply, over);
      if (passwords.full) return sendProblem(reply, BUSY);
      const { person, password } = request.body;
      // INVARIANT: the same work in the same order, whether or not there is such a person, with or without a password, removed or not.
      const kept = await store.password(person);
      const fits = await passwords.fits(password, kept);
      if (!fits || kept === undefined) return sendProblem(reply, NOT_ENTERED);
      const { enrolment } = kept;
      const stillHolds = async () => (await store.password(person))?.hash === kept.hash;
      const who = { person, enrolment, method: 'password', wantsDesk: null, stillHolds } as const;
      const entered = await enter(signIn, request, reply, who);
      return 'status' in entered ? sendProblem(reply, entered) : entered;
    },
  );
  api.post(
    '/api/account/password',
    { config: { audience: 'signed-in' }, schema: { tags: ['account'], body: PasswordChange, response: RESPONSES } },
    async (request, reply) => {
      const { signedIn } = request;
      if (signedIn === null) throw new RangeError('the guard let nobody in');
      const person = signedIn.person.id;
      const over = await ofPerson(request);
      if (over !== undefined) return sendProblem(reply, over);
      if (passwords.full) return sendProblem(reply, BUSY);
      const kept = await store.password(person);
      if (kept === undefined) {
        const refusal = await mayMakeFirst(signIn, request, signedIn);
        if (refusal !== undefined) return sendProblem(reply, refusal);
      }
      if (kept !== undefined && !(await passwords.fits(request.body.current ?? '', kept)))
        return sendProblem(reply, WRONG_PASSWORD);
      const { enrolment, method, cameIn, wantsDesk } = signedIn.session;
      const next = { ...(await passwords.hash(request.body.next)), enrolment };
      // Hashing takes its time: in the place only of what was looked at before it. Who is no longer enrolled so is told nothing more.
      const isSet = await store.setPassword(person, next, kept);
      if (!isSet && signIn.room.readable.person(person)?.index === enrolment) {
        return sendProblem(reply, CHANGED_MEANWHILE);
      }
      // Whoever came in with the one before is out; this browser goes on, with a session of its own, as old and by what it was.
      await sessions.endAllOf(person);
      const entered = await enter(signIn, request, reply, { person, enrolment, method, cameIn, wantsDesk });
      return 'status' in entered ? sendProblem(reply, entered) : entered;
    },
  );
}

/** Why this session makes no first password, if so. It is one more way in: no link or cookie that was stolen makes it. */
async function mayMakeFirst(
  signIn: SignIn,
  request: FastifyRequest,
  signedIn: SignedIn,
): Promise<ProblemSent | undefined> {
  if (!isFresh(signIn, signedIn)) return SIGN_IN_AGAIN;
  // INVARIANT: read once. One that is made meanwhile would have been asked for, and the key would not.
  const own = await signIn.store.passkeysOf(signedIn.person.id);
  const refusal = mayChangePasskeys(signIn, signedIn, own);
  // Who has a passkey has signed in with it, just now.
  if (refusal !== undefined || own.length > 0) return refusal;
  const { byKey } = request.body as PasswordChange;
  return isByKey(signIn, request, { makes: 'first-password', of: {} }, byKey) ? undefined : KEY_WANTED;
}

/** For whom a password is tried: the same limit for one's own account and from outside, and never that of whoever tries. */
function personOf({ routeOptions, signedIn, body }: FastifyRequest): string {
  return routeOptions.url === SIGN_IN ? (body as { readonly person: string }).person : (signedIn?.person.id ?? '');
}

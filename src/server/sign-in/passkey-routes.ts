import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { plainText } from '../../terms/api/plain-text.ts';
import { Problem } from '../../terms/api/problem.ts';
import {
  PasskeyAddition,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  PasskeySignIn,
  PasskeysAnswer,
  SessionAnswer,
} from '../../terms/api/session.ts';
import type { ApiApp } from '../api/api.ts';
import type { Problem as ProblemSent } from '../http/problem.ts';
import { sendProblem } from '../http/problem.ts';
import { perMinute } from '../sessions/guard.ts';
import type { SignedIn } from '../sessions/session.ts';
import type { Passkey } from '../sessions/store.ts';
import { isByKey, KEY_WANTED } from './by-key.ts';
import { CHANGED_MEANWHILE, enter, isFresh, NOT_ENTERED, SIGN_IN_AGAIN } from './entering.ts';
import {
  beginCeremony,
  CEREMONY_MS,
  endCeremony,
  isAnswered,
  madePasskey,
  PASSKEY_ALGORITHMS,
  userHandle,
} from './passkeys.ts';
import { relyingPartyOf } from './relying-party.ts';
import type { SignIn } from './sign-in.ts';

const TAGS = { in: ['session'], own: ['account'] };
const REFUSALS = { 400: Problem, 401: Problem, 403: Problem, 409: Problem, 429: Problem } as const;
const SIGN_IN = 'sign-in';

const NOT_HERE: ProblemSent = {
  status: 409,
  code: 'no-passkeys-here',
  detail:
    'passkeys are for a name, not for an address: open the room as `localhost` on this machine, or by https under its own name',
};
const NOT_MADE: ProblemSent = {
  status: 403,
  code: 'passkey-wrong',
  detail: 'this is no passkey that was made for this room just now, or it is kept already',
};
const BY_PASSKEY: ProblemSent = {
  status: 403,
  code: 'passkey-wanted',
  detail: 'who has a passkey changes how they sign in after signing in with one, within 15 minutes',
};

/** `POST /api/sign-in/passkey/options`, `POST /api/sign-in/passkey`: the key says itself whose it is. */
export function passkeySignInRoutes(api: ApiApp, signIn: SignIn): void {
  const { cookie, limits, store } = signIn;
  const attempts = perMinute(api, limits.tries);
  api.post(
    '/api/sign-in/passkey/options',
    {
      config: { audience: 'anyone' },
      schema: { tags: TAGS.in, response: { 200: PasskeyRequestOptions, ...REFUSALS } },
    },
    async (request, reply) => {
      const over = await attempts(request);
      if (over !== undefined) return sendProblem(reply, over);
      const party = relyingPartyOf(request, cookie);
      if (party === undefined) return sendProblem(reply, NOT_HERE);
      const challenge = await beginCeremony(signIn, SIGN_IN);
      return { challenge, rpId: party.id, timeout: CEREMONY_MS, userVerification: 'required' as const };
    },
  );
  api.post(
    '/api/sign-in/passkey',
    {
      config: { audience: 'anyone' },
      schema: { tags: TAGS.in, body: PasskeySignIn, response: { 200: SessionAnswer, ...REFUSALS } },
    },
    async (request, reply) => {
      const over = await attempts(request);
      if (over !== undefined) return sendProblem(reply, over);
      const party = relyingPartyOf(request, cookie);
      if (party === undefined) return sendProblem(reply, NOT_HERE);
      const { assertion } = request.body;
      const challenge = await endCeremony(signIn, assertion.response.clientDataJSON, SIGN_IN);
      const passkey = await store.passkey(assertion.id);
      if (challenge === undefined || passkey === undefined) return sendProblem(reply, NOT_ENTERED);
      if (!(await isAnswered(signIn, { challenge, party, passkey }, assertion))) return sendProblem(reply, NOT_ENTERED);
      const { person, enrolment } = passkey;
      const stillHolds = async () => (await store.passkey(passkey.id)) !== undefined;
      const who = { person, enrolment, method: 'passkey', wantsDesk: null, stillHolds } as const;
      const entered = await enter(signIn, request, reply, who);
      return 'status' in entered ? sendProblem(reply, entered) : entered;
    },
  );
}

/** `GET /api/account/passkeys`, `POST /api/account/passkey/options`, `POST /api/account/passkey`, `DELETE /api/account/passkey/:id`. */
export function passkeyAccountRoutes(api: ApiApp, signIn: SignIn): void {
  const { cookie, store, clock } = signIn;
  const config = { audience: 'signed-in' } as const;
  const listed = async (person: string) => {
    const passkeys = await store.passkeysOf(person);
    return { passkeys: passkeys.map(({ id, label, made }) => ({ id, label, made })) };
  };
  api.get(
    '/api/account/passkeys',
    { config, schema: { tags: TAGS.own, response: { 200: PasskeysAnswer, ...REFUSALS } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return await listed(signedInOf(request).person.id);
    },
  );
  api.post(
    '/api/account/passkey/options',
    { config, schema: { tags: TAGS.own, response: { 200: PasskeyCreationOptions, ...REFUSALS } } },
    async (request, reply) => {
      const signedIn = signedInOf(request);
      const party = relyingPartyOf(request, cookie);
      if (party === undefined) return sendProblem(reply, NOT_HERE);
      const refusal = mayChangePasskeys(signIn, signedIn, await store.passkeysOf(signedIn.person.id));
      if (refusal !== undefined) return sendProblem(reply, refusal);
      const challenge = await beginCeremony(signIn, purposeOf(signedIn));
      return await creationOptions(signIn, signedIn.person.id, party, challenge);
    },
  );
  api.post(
    '/api/account/passkey',
    { config, schema: { tags: TAGS.own, body: PasskeyAddition, response: { 200: PasskeysAnswer, ...REFUSALS } } },
    async (request, reply) => {
      const signedIn = signedInOf(request);
      const party = relyingPartyOf(request, cookie);
      if (party === undefined) return sendProblem(reply, NOT_HERE);
      const person = signedIn.person.id;
      // INVARIANT: read once. What is demanded rests on these, and the passkey is kept beside these only: one that came in meanwhile refuses it.
      const own = await store.passkeysOf(person);
      const refusal = mayChangePasskeys(signIn, signedIn, own);
      if (refusal !== undefined) return sendProblem(reply, refusal);
      const { label, created, byKey } = request.body;
      const challenge = await endCeremony(signIn, created.response.clientDataJSON, purposeOf(signedIn));
      const made = challenge === undefined ? undefined : await madePasskey({ challenge, party }, created);
      if (challenge === undefined || made === undefined) return sendProblem(reply, NOT_MADE);
      if (own.length === 0) {
        const first = { makes: 'first-passkey', of: { challenge, passkey: made.id } } as const;
        if (!isByKey(signIn, request, first, byKey)) return sendProblem(reply, KEY_WANTED);
      }
      const { enrolment } = signedIn.session;
      const passkey = { ...made, person, enrolment, label, made: Math.floor(clock.wallNow()) };
      const added = await store.addPasskey(
        passkey,
        own.map(({ id }) => id),
      );
      if (added === 'changed') return sendProblem(reply, CHANGED_MEANWHILE);
      return added === 'kept' ? await listed(person) : sendProblem(reply, NOT_MADE);
    },
  );
  api.delete(
    '/api/account/passkey/:id',
    {
      config,
      schema: {
        tags: TAGS.own,
        params: z.strictObject({ id: plainText(256, 1) }),
        response: { 200: PasskeysAnswer, 404: Problem, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const signedIn = signedInOf(request);
      const own = await store.passkeysOf(signedIn.person.id);
      const refusal = mayChangePasskeys(signIn, signedIn, own);
      if (refusal !== undefined) return sendProblem(reply, refusal);
      // Only one of those on which it was decided: with none yet a fresh session may pass here, and one that is made meanwhile is not its to take.
      const isOwn = own.some(({ id }) => id === request.params.id);
      const removed = isOwn && (await store.removePasskey(signedIn.person.id, request.params.id));
      if (!removed) return sendProblem(reply, { status: 404, code: 'not-found', detail: 'you have no such passkey' });
      return await listed(signedIn.person.id);
    },
  );
}

/** What `navigator.credentials.create` is asked for: a key that finds itself, and makes sure of its person each time. */
async function creationOptions(
  { room, store }: SignIn,
  person: string,
  party: { readonly id: string },
  challenge: string,
): Promise<z.infer<typeof PasskeyCreationOptions>> {
  const own = await store.passkeysOf(person);
  return {
    challenge,
    rp: { id: party.id, name: 'Remit' },
    user: { id: userHandle(room.origin, person), name: person, displayName: `${person}, ${room.origin}` },
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CEREMONY_MS,
    attestation: 'none',
    excludeCredentials: own.map(({ id }) => ({ type: 'public-key', id })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  };
}

/**
 * Why this session changes no passkeys, if so, given those its person has. Approvals rest on them: once there is one, only that one lets others in or goes itself, so that
 * an open desk, a link or a signing key alone cannot take it away. Whoever lost all is removed and enrolled again by the registrar.
 */
export function mayChangePasskeys(
  signIn: SignIn,
  signedIn: SignedIn,
  own: readonly Passkey[],
): ProblemSent | undefined {
  if (own.length > 0 && (signedIn.session.method !== 'passkey' || !isFresh(signIn, signedIn))) return BY_PASSKEY;
  return isFresh(signIn, signedIn) ? undefined : SIGN_IN_AGAIN;
}

/** A key is made in the session that asked for it. */
function purposeOf({ session }: SignedIn): string {
  return `add ${session.id}`;
}

function signedInOf({ signedIn }: FastifyRequest): SignedIn {
  if (signedIn === null) throw new RangeError('the guard let nobody in');
  return signedIn;
}

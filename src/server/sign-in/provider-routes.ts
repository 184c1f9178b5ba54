import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { MINUTE } from '../../base/clock.ts';
import { sha256, sha256Hex } from '../../base/digest.ts';
import { Problem } from '../../terms/api/problem.ts';
import { ProviderCallbackQuery, ProviderLogoutForm, ProviderParams } from '../../terms/api/session.ts';
import type { ApiApp } from '../api/api.ts';
import type { Problem as ProblemSent } from '../http/problem.ts';
import { sendProblem } from '../http/problem.ts';
import { type PerMinute, perMinute } from '../sessions/guard.ts';
import { enter } from './entering.ts';
import { checkedLogout, LOGOUT_TOKEN_CHARS_MAX } from './logout-token.ts';
import type { ProviderCeremony } from './provider-client.ts';
import type { Provider, SignIn } from './sign-in.ts';

/** How long somebody may take at their provider. */
const CEREMONY_MS = 10 * MINUTE;
/** A logout token is not taken twice within the time in which it could be. */
const USED_MS = 10 * MINUTE;
const SECRET_BYTES = 32;
/** Where the browser goes afterwards; the page reads how it ended. */
const ENTERED = '/console/';
const REFUSED = '/console/#refused=provider';

const UNKNOWN: ProblemSent = { status: 404, code: 'not-found', detail: 'there is no such provider here' };
const NO_ANSWER: ProblemSent = {
  status: 503,
  code: 'provider-silent',
  detail: 'the agency’s own provider does not answer; there are other ways in',
  retryAfterSeconds: 30,
};
const NO_LOGOUT: ProblemSent = { status: 400, code: 'malformed', detail: 'this is no logout token for this room' };

const Kept = z.object({
  provider: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Digest of what the browser holds: who brings the answer is who asked. */
  browser: z.string(),
});

/** `GET /api/sign-in/provider/:provider`, `…/callback`, `POST …/logout`: an agency's own OpenID provider. */
export async function providerRoutes(api: ApiApp, signIn: SignIn): Promise<void> {
  const attempts = perMinute(api, signIn.limits.tries);
  beginRoute(api, signIn, attempts);
  callbackRoute(api, signIn, attempts);
  await api.register(async (scope) => logoutRoute(scope as ApiApp, signIn, attempts));
}

type Attempts = PerMinute;
const TAGS = ['session'];

function beginRoute(api: ApiApp, signIn: SignIn, attempts: Attempts): void {
  const { store, random, clock } = signIn;
  const secret = () => random(SECRET_BYTES).toString('base64url');
  api.get(
    '/api/sign-in/provider/:provider',
    {
      config: { audience: 'anyone' },
      exposeHeadRoute: false,
      schema: {
        tags: TAGS,
        params: ProviderParams,
        response: { 303: z.null(), 400: Problem, 404: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const over = await attempts(request);
      if (over !== undefined) return sendProblem(reply, over);
      const provider = providerOf(signIn, request.params.provider);
      if (provider === undefined) return sendProblem(reply, UNKNOWN);
      const ceremony: ProviderCeremony = { state: secret(), nonce: secret(), verifier: secret() };
      const address = await answered(signIn, () => provider.client.address(redirectOf(request, signIn), ceremony));
      if (address === undefined) return sendProblem(reply, NO_ANSWER);
      const browser = secret();
      const { nonce, verifier } = ceremony;
      await store.addCeremony({
        id: ceremonyId(ceremony.state),
        content: JSON.stringify({ provider: provider.id, nonce, verifier, browser: sha256Hex(browser) }),
        expires: Math.floor(clock.wallNow()) + CEREMONY_MS,
      });
      reply.header('set-cookie', ceremonyCookie(browser, CEREMONY_MS / 1000, signIn));
      return redirect(reply, address.href);
    },
  );
}

function callbackRoute(api: ApiApp, signIn: SignIn, attempts: Attempts): void {
  api.get(
    '/api/sign-in/provider/:provider/callback',
    {
      config: { audience: 'anyone' },
      exposeHeadRoute: false,
      schema: {
        tags: TAGS,
        params: ProviderParams,
        querystring: ProviderCallbackQuery,
        response: { 303: z.null(), 400: Problem, 404: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      const over = await attempts(request);
      if (over !== undefined) return sendProblem(reply, over);
      const provider = providerOf(signIn, request.params.provider);
      if (provider === undefined) return sendProblem(reply, UNKNOWN);
      const entered = await comesBack(signIn, provider, request, reply);
      return redirect(reply, entered ? ENTERED : REFUSED);
    },
  );
}

/** Whether who comes back from the provider is in: an enrolled person of that agency, who began this sign-in in this browser. */
async function comesBack(signIn: SignIn, provider: Provider, request: FastifyRequest, reply: FastifyReply) {
  const { room, clock, store } = signIn;
  const { state = '' } = request.query as z.infer<typeof ProviderCallbackQuery>;
  const ceremony = await store.takeCeremony(ceremonyId(state));
  if (ceremony === undefined || ceremony.expires <= clock.wallNow()) return false;
  const kept = Kept.parse(JSON.parse(ceremony.content));
  if (kept.provider !== provider.id || !isSame(sha256Hex(ceremonySecret(request, signIn)), kept.browser)) return false;
  const current = new URL(redirectOf(request, signIn) + request.url.slice(request.url.indexOf('?')));
  const word = await answered(signIn, () => provider.client.word(current, { state, ...kept }));
  const enrolled = room.readable.person(word?.person ?? '');
  if (word === undefined || enrolled?.agency !== provider.agency.id) return false;
  const { person, subject, sid } = word;
  const from = { provider: provider.id, subject, sid };
  const who = { person, enrolment: enrolled.index, method: 'oidc', wantsDesk: null } as const;
  const entered = await enter(signIn, request, reply, who, from);
  return !('status' in entered);
}

function logoutRoute(api: ApiApp, signIn: SignIn, attempts: Attempts): void {
  const { clock, store, sessions } = signIn;
  const bodyLimit = LOGOUT_TOKEN_CHARS_MAX + 100;
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  api.post(
    '/api/sign-in/provider/:provider/logout',
    {
      config: { audience: 'anyone' },
      bodyLimit,
      schema: {
        tags: TAGS,
        params: ProviderParams,
        consumes: ['application/x-www-form-urlencoded'],
        body: ProviderLogoutForm,
        response: { 200: z.null(), 400: Problem, 403: Problem, 404: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const over = await attempts(request);
      if (over !== undefined) return sendProblem(reply, over);
      const provider = providerOf(signIn, request.params.provider);
      if (provider === undefined) return sendProblem(reply, UNKNOWN);
      const { settings } = provider.client;
      const now = clock.wallNow();
      const keys = await answered(signIn, () => provider.client.keysOf());
      if (keys === undefined) return sendProblem(reply, NO_ANSWER);
      const logout = await answered(signIn, () => checkedLogout(request.body.logout_token, { settings, ...keys }, now));
      if (logout === undefined) return sendProblem(reply, NO_LOGOUT);
      const { jti, sub, sid } = logout;
      const used = { id: ceremonyId(`logout ${provider.id} ${jti}`), content: '', expires: Math.floor(now) + USED_MS };
      if (!(await store.addCeremony(used))) return sendProblem(reply, NO_LOGOUT);
      await sessions.endFrom({ provider: provider.id, subject: sub, sid });
      return withoutBody(reply.code(200));
    },
  );
}

/** What a provider says; undefined where it says nothing that holds, which is noted for the operator. */
async function answered<T>({ warn }: SignIn, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    warn(`a provider’s word does not hold: ${error instanceof Error ? error.message : String(error)}${cause}`);
    return undefined;
  }
}

function providerOf({ providers }: SignIn, id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}

/** Where the provider sends the browser back to: this room as it was named, whose host was checked. */
function redirectOf(request: FastifyRequest, { cookie }: SignIn): string {
  const { provider } = request.params as z.infer<typeof ProviderParams>;
  const origin = `${cookie.https ? 'https' : 'http'}://${request.headers.host ?? ''}`;
  return `${origin}/api/sign-in/provider/${provider}/callback`;
}

function redirect(reply: FastifyReply, address: string) {
  return withoutBody(reply.code(303).header('location', address));
}

/** Nothing at all: `null` would go out as JSON, of four letters. */
function withoutBody(reply: FastifyReply) {
  return reply.header('cache-control', 'no-store').send();
}

function ceremonyCookieName({ cookie }: SignIn): string {
  return cookie.https ? '__Host-remit-provider' : 'remit-provider';
}

/** `Lax`, for it must come along when the provider sends the browser back; it signs nobody in. */
function ceremonyCookie(secret: string, maxAgeSeconds: number, signIn: SignIn): string {
  const secure = signIn.cookie.https ? '; Secure' : '';
  return `${ceremonyCookieName(signIn)}=${secret}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

function ceremonySecret(request: FastifyRequest, signIn: SignIn): string {
  const name = `${ceremonyCookieName(signIn)}=`;
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(name))?.slice(name.length) ?? '';
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function ceremonyId(state: string): string {
  return sha256Hex(`remit/provider/v1\n${state}`);
}

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MINUTE } from '../../base/clock.ts';
import { EXERCISE_DIRECTOR_ROLE } from '../../terms/act-kinds.ts';
import type { Problem } from '../http/problem.ts';
import { sendProblem } from '../http/problem.ts';
import type { RouteAudience } from '../http/route-audience.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { bearsToken, secretOf } from './cookie.ts';
import { isFromHere } from './same-origin.ts';
import type { SignedIn } from './session.ts';

/** Audiences that need a session. */
const SESSION_AUDIENCES: readonly RouteAudience[] = ['signed-in', 'overseer', 'director'];
/** Routes below this are our own pages' only. */
const API = '/api/';
/** Routes whose audience is on this machine, or that ask by themselves (an alarm waits for nobody: http/acts-route.ts). */
const UNLIMITED: readonly (RouteAudience | undefined)[] = ['host-wall', 'operator', 'signed-act'];

const NOT_SIGNED_IN: Problem = { status: 401, code: 'not-signed-in', detail: 'this is for those who are signed in' };
const CROSS_ORIGIN: Problem = { status: 403, code: 'cross-origin', detail: 'this is for the room’s own pages only' };
const NO_TOKEN: Problem = {
  status: 403,
  code: 'csrf',
  detail: 'the header `x-csrf-token` must bear the token of this session (`GET /api/session`)',
};

/**
 * The one place where sessions are looked at. Before any handler runs, it finds who asks, by the session and the records as of now
 * (`request.signedIn`), and turns away whoever the route does not serve. Without `signIn` there are no sessions, and routes that need one refuse.
 */
export async function guardRequests(app: FastifyInstance, signIn: SignIn | undefined): Promise<void> {
  app.decorateRequest('signedIn', null);
  // It counts in a bounded memory of this process; what ends sessions is in the records, not here.
  await app.register(rateLimit, { global: false });
  const limitOf = signIn === undefined ? undefined : limiter(app, signIn);
  const limitOutside = signIn === undefined ? undefined : outsideLimiter(app, signIn);
  app.addHook('onRequest', async (request, reply) => {
    const { audience } = request.routeOptions.config;
    const needsSession = audience !== undefined && SESSION_AUDIENCES.includes(audience);
    if (!needsSession && request.routeOptions.url?.startsWith(API) !== true) {
      const over = UNLIMITED.includes(audience) ? undefined : await limitOutside?.(request);
      return over === undefined ? undefined : sendProblem(reply, over);
    }
    if (signIn === undefined) return needsSession ? sendProblem(reply, NOT_SIGNED_IN) : undefined;
    const problem = await refusal(request, reply, signIn, limitOf, needsSession ? audience : undefined);
    if (problem !== undefined) return sendProblem(reply, problem);
  });
}

/** Why this request is turned away, if so; sets who is signed in. `wants` is the audience, where it is one that needs a session. */
async function refusal(
  request: FastifyRequest,
  reply: FastifyReply,
  signIn: SignIn,
  limitOf: ((request: FastifyRequest) => Promise<Problem | undefined>) | undefined,
  wants: RouteAudience | undefined,
): Promise<Problem | undefined> {
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (wants !== undefined || changes) {
    reply.header('cache-control', 'no-store');
    if (!isFromHere(request, signIn.cookie, changes)) return CROSS_ORIGIN;
  }
  const secret = secretOf(request, signIn.cookie);
  request.signedIn = secret === undefined ? null : await signIn.sessions.of(secret);
  const over = await limitOf?.(request);
  if (over !== undefined || wants === undefined) return over;
  if (request.signedIn === null || secret === undefined) return NOT_SIGNED_IN;
  if (changes && !bearsToken(request, secret)) return NO_TOKEN;
  return isServed(request.signedIn, wants, signIn) ? undefined : notServed(wants);
}

function isServed({ person }: SignedIn, audience: RouteAudience, { room }: SignIn): boolean {
  if (audience === 'overseer') return room.readable.oversees(person.id, room.directory, room.roomNow());
  if (audience !== 'director') return true;
  const { desk, role } = room.readable.actor(person.id, room.directory, room.roomNow());
  return desk !== null && role === EXERCISE_DIRECTOR_ROLE;
}

function notServed(audience: RouteAudience): Problem {
  const who =
    audience === 'overseer' ? 'who oversees, from a desk of the host' : 'who directs the exercise, from a desk';
  return { status: 403, code: 'not-yours', detail: `this is for ${who}` };
}

/** Of a person so many requests in a minute; of an address so many that show no session that stands. */
function limiter(app: FastifyInstance, { limits }: SignIn) {
  const ofPerson = perMinute(app, limits.requestsOfPerson, (request) => request.signedIn?.person.id ?? '');
  const ofAddress = perMinute(app, limits.requestsWithoutSession);
  return (request: FastifyRequest) => (request.signedIn === null ? ofAddress : ofPerson)(request);
}

/** Of an address so many requests for what needs no session; who takes too much of the public side still reads the log, asks for decisions, and opens the console. */
function outsideLimiter(app: FastifyInstance, { limits }: SignIn) {
  const [ofPublic, ofLog, ofAccess, ofOthers] = [0, 1, 2, 3].map(() => perMinute(app, limits.requestsOfAddress));
  return async (request: FastifyRequest) => {
    const { url = '' } = request.routeOptions;
    const ofTheirs = url === '/log' ? ofLog : url.startsWith('/access/') ? ofAccess : ofOthers;
    const limit = url.startsWith('/public/') ? ofPublic : ofTheirs;
    return await limit?.(request);
  };
}

/** Counts one request; gives the pushback where there were too many. */
export type PerMinute = (request: FastifyRequest) => Promise<Problem | undefined>;

/**
 * Counts requests of one kind within a minute.
 * @param keyOf of what they are counted, such as a person; without it, of an address (of IPv6, of its /64, which one subscriber has)
 */
export function perMinute(app: FastifyInstance, max: number, keyOf?: (request: FastifyRequest) => string): PerMinute {
  const limit = app.createRateLimit({
    max,
    timeWindow: MINUTE,
    ...(keyOf === undefined ? {} : { keyGenerator: keyOf }),
  });
  return async (request) => {
    const counted = await limit(request);
    return counted.isAllowed || !counted.isExceeded ? undefined : tooMany(counted.ttlInSeconds);
  };
}

/** Pushback with a time to try again. */
export function tooMany(seconds: number): Problem {
  return {
    status: 429,
    code: 'too-many',
    detail: 'too many requests; try again later',
    retryAfterSeconds: Math.max(1, seconds),
  };
}

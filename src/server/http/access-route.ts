import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { JSON_DEPTH_MAX } from '../../base/json.ts';
import { configurationOf, PATHS } from '../../gateways/authzen/configuration.ts';
import { askAll, askOne } from '../../gateways/authzen/evaluate.ts';
import { type AccessPort, type Asked, DECISIONS_MAX } from '../../gateways/authzen/port.ts';
import { searchActions, searchResources, searchSubjects } from '../../gateways/authzen/search.ts';
import * as wire from '../../gateways/authzen/wire.ts';
import { Problem as ProblemSchema } from '../../terms/api/problem.ts';
import type { Viewer } from '../../views/audience.ts';
import { accessOf } from '../access-desk.ts';
import { type ApiApp, apiScope } from '../api/api.ts';
import { clauseBookOf } from '../api/clause-book.ts';
import type { OpenRoom } from '../room.ts';
import type { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import type { Slices } from '../slices.ts';
import { type Problem, sendProblem } from './problem.ts';
import type { SignedReadings } from './signed-reading.ts';

const BODY_BYTES_MAX = 262_144;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks for decisions; null before the reading was looked at. */
    asks: Viewer | null;
  }
}

type Asking<Body extends z.ZodType, Answer extends z.ZodType> = {
  readonly url: string;
  readonly summary: string;
  readonly body: Body;
  readonly answer: Answer;
  readonly from: (port: AccessPort, asked: z.output<Body>) => Asked<z.input<Answer>>;
};

/** What each person may ask in a minute: requests, and decisions that these take. */
export type Allowances = { readonly questions: Allowance; readonly decisions: Allowance };

/**
 * Decisions for programs of the agencies, by the AuthZEN Authorization API 1.0: what the desk would decide of a deed, on the same records. Who asks signs
 * each request by a reading of purpose `access` (docs/formats.md §10). Nothing is entered.
 * @param allowances of each person who asks
 */
export async function accessRoutes(
  server: FastifyInstance,
  room: OpenRoom,
  readings: SignedReadings,
  allowances: Allowances,
  slices: Slices,
): Promise<void> {
  await server.register(async (scope) => {
    const app = apiScope(scope);
    app.decorateRequest('asks', null);
    app.addHook('onSend', async (request, reply) => {
      const id = request.headers['x-request-id'];
      if (id !== undefined) reply.header('x-request-id', id);
    });
    readAnyType(app);
    configurationRoute(app);
    const asking = askingRoute(app, room, readings, allowances, slices);
    asking({
      url: PATHS.evaluation,
      summary: 'whether somebody may do a deed somewhere (AuthZEN 1.0)',
      body: wire.EvaluationRequest,
      answer: wire.Evaluation,
      from: askOne,
    });
    asking({
      url: PATHS.evaluations,
      summary: 'several such questions at once',
      body: wire.EvaluationsRequest,
      answer: wire.EvaluationsAnswer,
      from: askAll,
    });
    asking({
      url: PATHS.subject,
      summary: 'who may do a deed somewhere',
      body: wire.SubjectSearch,
      answer: wire.FoundEntities,
      from: searchSubjects,
    });
    asking({
      url: PATHS.resource,
      summary: 'where somebody may do a deed',
      body: wire.ResourceSearch,
      answer: wire.FoundEntities,
      from: searchResources,
    });
    asking({
      url: PATHS.action,
      summary: 'what somebody may do somewhere',
      body: wire.ActionSearch,
      answer: wire.FoundActions,
      from: searchActions,
    });
  });
}

function configurationRoute(app: ApiApp): void {
  app.get(
    PATHS.configuration,
    {
      config: { audience: 'anyone' },
      schema: { tags: ['access'], summary: 'where decisions are asked for', response: { 200: wire.Configuration } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-cache');
      return configurationOf(request.addressed);
    },
  );
}

/** Declares routes that answer a question, each after the same checks: who asks, how often, and what. */
function askingRoute(
  app: ApiApp,
  room: OpenRoom,
  readings: SignedReadings,
  { questions, decisions }: Allowances,
  slices: Slices,
) {
  const book = clauseBookOf(room);
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    reply.header('cache-control', 'no-store');
    const viewer = readings.viewer(request.headers.authorization, { purpose: 'access', to: request.addressed });
    if ('status' in viewer) return sendProblem(reply.header('www-authenticate', 'Remit'), viewer);
    const person = viewer.person ?? '';
    const seconds = questions.waits(person);
    if (seconds > 0) return sendProblem(reply, tooMany(seconds));
    questions.took(person);
    request.asks = viewer;
  };
  return <Body extends z.ZodType, Answer extends z.ZodType>(asking: Asking<Body, Answer>): void => {
    const { url, summary, body, answer, from } = asking;
    const errors = { 400: ProblemSchema, 401: ProblemSchema, 413: ProblemSchema, 429: ProblemSchema };
    app.route({
      method: 'POST',
      url,
      config: { audience: 'enrolled-reader' },
      bodyLimit: BODY_BYTES_MAX,
      onRequest: admit,
      schema: { tags: ['access'], summary, body, response: { 200: answer as z.ZodType, ...errors } },
      handler: async (request, reply) => {
        if (request.asks === null) throw new RangeError('a question was answered before it was known who asks');
        const asked = from(accessOf(room, request.asks, book), request.body as z.output<Body>);
        const over = charged(decisions, request.asks.person ?? '', asked.decisions);
        return over === undefined ? reply.send(await slices.take(asked.answer())) : sendProblem(reply, over);
      },
    });
  };
}

/** Counts what a request takes, before anything is decided; gives the pushback where it is too much. */
function charged(allowance: Allowance, person: string, decisions: number): Problem | undefined {
  if (decisions > DECISIONS_MAX) return { status: 413, code: 'too-large', detail: `${decisions} ${TOO_LARGE}` };
  const seconds = allowance.waits(person, decisions);
  if (seconds > 0) return tooMany(seconds);
  allowance.took(person, decisions);
  return undefined;
}

const TOO_LARGE = `decisions of at most ${DECISIONS_MAX} in a request: each evaluation is one at every place of its zone, and at every moment of its time at which a clause or zone begins or ends; ask about fewer, about places, or a shorter time`;

/** Whatever its type, a body comes here: AuthZEN answers every one that is no JSON with 400, and none with 415. */
function readAnyType(app: ApiApp): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (request, bytes: Buffer, done) => {
    const read = JSON_TYPE.test(request.headers['content-type'] ?? '') ? parsed(bytes) : NOT_JSON;
    if (read instanceof BadBody) done(read);
    else done(null, read.value);
  });
  const rest = app.errorHandler;
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOfBody(error);
    return problem === undefined ? rest(error, request, reply) : sendProblem(reply, problem);
  });
}

class BadBody extends Error {
  override readonly name = 'BadBody';
}

const NOT_JSON = new BadBody('a question is sent as `application/json`');

function parsed(bytes: Buffer): BadBody | { readonly value: unknown } {
  if (bytes.length === 0) return new BadBody('the body is empty');
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isTooDeep(value) ? new BadBody(`nested deeper than ${JSON_DEPTH_MAX}`) : { value };
  } catch {
    return new BadBody('the body is no JSON');
  }
}

/** Looked at level by level, for a value that is deep enough ends whatever recurses. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > JSON_DEPTH_MAX) return true;
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
  }
  return false;
}

function problemOfBody(error: unknown): Problem | undefined {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  // The framework's own, of a type that is none at all.
  const bad = status === 415 ? NOT_JSON : error;
  if (bad instanceof BadBody) return { status: 400, code: 'malformed', detail: bad.message };
  if (status !== 413) return undefined;
  return { status, code: 'too-large', detail: `a question has at most ${BODY_BYTES_MAX} bytes` };
}

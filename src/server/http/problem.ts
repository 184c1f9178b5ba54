import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { NOT_THERE_DETAIL } from '../../terms/api/problem.ts';
import type { EdgeRefusal, RefusalCode } from '../../terms/refusal.ts';
import { ViewBusy } from '../../views/port.ts';

/** The form of all errors (RFC 9457), with a code for programs. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
  /** Clauses and house rules that determined it. */
  readonly clauses?: readonly string[];
};

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const STATUS_OF_REFUSAL = {
  'too-large': 413,
  malformed: 400,
  'unknown-word': 422,
  'wrong-ledger': 409,
  'bad-signature': 403,
  busy: 503,
  halted: 503,
  stopping: 503,
} as const satisfies Record<RefusalCode, number>;

/** A refusal at the edge, as HTTP says it. */
export function problemOf({ refused, message, retryAfterSeconds }: EdgeRefusal): Problem {
  const status = STATUS_OF_REFUSAL[refused];
  return { status, code: refused, detail: message, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

/** What is not there, and what is not theirs: the same words, whatever was asked for, also where an address leads nowhere. */
export const NOT_THERE: Problem = {
  status: 404,
  code: 'not-found',
  detail: NOT_THERE_DETAIL,
};

/** Answers with a problem (RFC 9457). */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.retryAfterSeconds));
  return reply.code(problem.status).type(PROBLEM_TYPE).header('cache-control', 'no-store').send(bodyOf(problem));
}

/** Every error leaves as a problem, and none with a stack: what nobody foresaw says only that it happened. */
export function answerWithProblems(app: FastifyInstance, unforeseen: (error: unknown) => void): void {
  app.setErrorHandler((error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    return sendProblem(reply, problemOfError(error, unforeseen));
  });
  app.setNotFoundHandler((_request, reply) => {
    return sendProblem(reply, NOT_THERE);
  });
}

/** The problem for an error that a route threw or the framework found; nothing of our own faults is told. */
export function problemOfError(error: FastifyError, unforeseen: (error: unknown) => void): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return { status: 400, code: 'malformed', detail: invalid(error) };
  }
  if (error instanceof ViewBusy) return BUSY;
  const status = error.statusCode;
  if (status === undefined || status < 400 || status >= 500) {
    unforeseen(error);
    return { status: 500, code: 'error', detail: 'the room made a mistake; it is in its log' };
  }
  const code = CODE_OF_STATUS[status] ?? 'malformed';
  return { status, code, detail: DETAIL_OF_STATUS[status] ?? (STATUS_CODES[status] ?? 'refused').toLowerCase() };
}

const BUSY: Problem = {
  status: 503,
  code: 'busy',
  detail: 'more is being read than can be answered; try again later',
  retryAfterSeconds: 1,
};

/** Which member does not fit, and why: `body/detail/place: …`. */
function invalid({ validationContext, validation }: FastifyError): string {
  const [first] = validation ?? [];
  const where = `${validationContext ?? 'request'}${first?.instancePath ?? ''}`;
  return `${where}: ${first?.message ?? 'not as it should be'}`.slice(0, 400);
}

/** For a socket on which no HTTP came that could be read. */
export function refuseSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const long = error.code === 'HPE_HEADER_OVERFLOW';
  const status = late ? 408 : long ? 431 : 400;
  const problem = {
    status,
    code: late ? 'too-slow' : long ? 'too-large' : 'malformed',
    detail: 'no HTTP request that could be read',
  };
  socket.end(bareProblem(problem));
}

/** The whole answer with a problem, for a connection of which no request was read. */
export function bareProblem(problem: Problem): string {
  const { status, retryAfterSeconds } = problem;
  const body = JSON.stringify(bodyOf(problem));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...(retryAfterSeconds === undefined ? [] : [`retry-after: ${retryAfterSeconds}`]),
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  404: 'not-found',
  405: 'not-found',
  408: 'too-slow',
  413: 'too-large',
  414: 'too-large',
  415: 'wrong-type',
};

const DETAIL_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'the request is not as it should be',
  413: 'the body is larger than an act may be',
  415: 'an act is sent as `application/json`',
};

function bodyOf({ status, code, detail, retryAfterSeconds, clauses }: Problem): object {
  const title = STATUS_CODES[status] ?? 'Error';
  return {
    type: 'about:blank',
    title,
    status,
    code,
    detail,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(clauses === undefined ? {} : { clauses }),
  };
}

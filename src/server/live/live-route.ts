import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { digits } from '../../terms/api/digits.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { ApiApp, ApiPorts } from '../api/api.ts';
import { sendProblem } from '../http/problem.ts';
import { LiveHub } from './hub.ts';
import type { LiveSink } from './reader.ts';

/** Who does not read what was sent does not hold up the end of a stream. */
const CLOSE_MS = 500;
const RETRY_SECONDS = 30;

/** Query of the stream; `after` is for the first connection, which cannot say what it has in `Last-Event-ID`. */
const LiveQuery = z.strictObject({ after: digits().optional() });

/** `GET /api/live`: server-sent events for a session that stands, cut for its audience (terms/api/live.ts). */
export function liveRoute(app: ApiApp, { room, sessions, wallNow, every = everyMs }: ApiPorts): void {
  // Without sessions the guard lets nobody in.
  const hub =
    sessions === undefined
      ? undefined
      : new LiveHub({ room, sessions, wallNow, every, warn: (message) => app.log.warn(message) });
  app.addHook('preClose', async () => hub?.close());
  app.addHook('preHandler', async ({ signedIn }) => {
    if (signedIn !== null) hub?.note(signedIn.session);
  });
  app.get(
    '/api/live',
    {
      config: { audience: 'signed-in' },
      exposeHeadRoute: false,
      schema: {
        tags: ['event'],
        querystring: LiveQuery,
        response: { 200: z.string(), 400: Problem, 401: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const { signedIn } = request;
      if (hub === undefined || signedIn === null)
        throw new RangeError('the guard let in somebody who is not signed in');
      const why = hub.refuses(signedIn.session);
      if (why !== undefined) {
        return sendProblem(reply, { status: 503, code: 'busy', detail: why, retryAfterSeconds: RETRY_SECONDS });
      }
      const seen = seenOf(request.headers['last-event-id']) ?? request.query.after;
      reply.hijack();
      const response = reply.raw;
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) response.setHeader(name, value);
      }
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
      const sink = sinkOf(response);
      response.once('close', () => hub.gone(sink));
      response.on('error', () => hub.gone(sink));
      await hub.add(sink, signedIn, seen);
      return reply;
    },
  );
}

/** The index that a browser comes back with; `unknown` where it is none, undefined where it says nothing. */
export function seenOf(header: string | readonly string[] | undefined): number | 'unknown' | undefined {
  if (header === undefined || header === '') return undefined;
  const index = typeof header === 'string' && /^(0|[1-9][0-9]{0,15})$/.test(header) ? Number(header) : Number.NaN;
  return Number.isSafeInteger(index) ? index : 'unknown';
}

function sinkOf(response: ServerResponse): LiveSink {
  return {
    write: (text) => {
      if (!response.writableEnded && !response.destroyed) response.write(text);
    },
    get waiting() {
      return response.writableLength;
    },
    end: () => {
      response.end();
      setTimeout(() => response.destroy(), CLOSE_MS).unref();
    },
    destroy: () => {
      response.destroy();
    },
  };
}

function everyMs(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms).unref();
  return () => clearInterval(timer);
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { Problem as ProblemSchema } from '../../terms/api/problem.ts';
import { ReceiptAnswer, ReceiptQuery, ReceiptsPage, ReceiptsQuery } from '../../terms/api/receipts.ts';
import type { Viewer } from '../../views/audience.ts';
import { NOT_THERE, type Problem, sendProblem } from '../http/problem.ts';
import type { SignedReadings } from '../http/signed-reading.ts';
import { ownReceipts, receiptFor } from '../receipts.ts';
import type { OpenRoom } from '../room.ts';
import type { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import { EntryParams } from './acts-route.ts';
import { type ApiApp, type ApiPorts, apiScope } from './api.ts';
import { actsCursor, BAD_CURSOR, readActsCursor } from './cursors.ts';
import { beginReading, viewHaving } from './reading.ts';

/** A checkpoint comes within a second. */
const NOT_INCLUDED: Problem = {
  status: 503,
  code: 'not-included',
  detail: 'the entry is recorded, and in no checkpoint yet; try again',
  retryAfterSeconds: 1,
};

const ERRORS = { 400: ProblemSchema, 401: ProblemSchema, 429: ProblemSchema, 503: ProblemSchema };
const ONE = { 200: ReceiptAnswer, 404: ProblemSchema, ...ERRORS };
const PAGE = { 200: ReceiptsPage, ...ERRORS };

/** Who asks, as the records know them, and how far the view is. */
type Asking = { readonly viewer: Viewer; readonly view: number };

/** `GET /api/acts/:index/receipt` and `GET /api/receipts`: proofs to keep, of what one may see and of all that is one's own. */
export function receiptsRoute(app: ApiApp, { room, receipts }: ApiPorts): void {
  app.get(
    '/api/acts/:index/receipt',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['acts'], params: EntryParams, querystring: ReceiptQuery, response: ONE },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const answer = await oneReceipt(room, receipts, reading, request.params.index);
      return 'status' in answer ? sendProblem(reply, answer) : answer;
    },
  );
  app.get(
    '/api/receipts',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['acts'], querystring: ReceiptsQuery, response: PAGE },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const answer = await pageOfOwn(room, receipts, reading, request.query);
      return 'status' in answer ? sendProblem(reply, answer) : answer;
    },
  );
}

/** The same by a signed reading of purpose `receipt` (docs/formats.md §10), for programs: `GET /receipts/:index` and `GET /receipts`. */
export async function signedReceiptsRoutes(
  server: FastifyInstance,
  room: OpenRoom,
  readings: SignedReadings,
  receipts: Allowance,
): Promise<void> {
  const asking = async (request: FastifyRequest, reply: FastifyReply, after: number | undefined) => {
    const viewer = readings.viewer(request.headers.authorization, { purpose: 'receipt', to: request.addressed });
    if ('status' in viewer) {
      reply.header('www-authenticate', 'Remit');
      return viewer;
    }
    const view = await viewHaving(room, reply, after);
    return typeof view === 'number' ? { viewer, view } : view;
  };
  await server.register(async (scope) => {
    const app = apiScope(scope);
    const shared = { config: { audience: 'enrolled-reader' } } as const;
    app.get(
      '/receipts/:index',
      { ...shared, schema: { tags: ['acts'], params: EntryParams, querystring: ReceiptQuery, response: ONE } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const reader = await asking(request, reply, request.query.after);
        if ('status' in reader) return sendProblem(reply, reader);
        const answer = await oneReceipt(room, receipts, reader, request.params.index);
        return 'status' in answer ? sendProblem(reply, answer) : answer;
      },
    );
    app.get(
      '/receipts',
      { ...shared, schema: { tags: ['acts'], querystring: ReceiptsQuery, response: PAGE } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const reader = await asking(request, reply, request.query.after);
        if ('status' in reader) return sendProblem(reply, reader);
        const answer = await pageOfOwn(room, receipts, reader, request.query);
        return 'status' in answer ? sendProblem(reply, answer) : answer;
      },
    );
  });
}

async function oneReceipt(
  room: OpenRoom,
  receipts: Allowance,
  { viewer, view }: Asking,
  index: number,
): Promise<ReceiptAnswer | Problem> {
  const person = viewer.person ?? '';
  const seconds = receipts.waits(person);
  if (seconds > 0) return tooMany(seconds);
  // Counted for what is not there as well: how much is left tells nothing of what is hidden.
  receipts.took(person);
  const made = await receiptFor(room, viewer, index);
  if (made === 'not-there') return NOT_THERE;
  return made === 'not-included' ? NOT_INCLUDED : { view, ...made };
}

async function pageOfOwn(
  room: OpenRoom,
  receipts: Allowance,
  { viewer, view }: Asking,
  { cursor, limit }: z.output<typeof ReceiptsQuery>,
): Promise<ReceiptsPage | Problem> {
  const past = cursor === undefined ? undefined : readActsCursor(cursor);
  if (cursor !== undefined && past === undefined) return BAD_CURSOR;
  const person = viewer.person ?? '';
  const seconds = receipts.waits(person, limit);
  if (seconds > 0) return tooMany(seconds);
  // Before it is known how many there are, or pages that are asked for at once would all find as much left.
  receipts.took(person, limit);
  const page = await ownReceipts(room, viewer, { past, limit });
  receipts.gaveBack(person, limit - (page === 'not-included' ? 1 : Math.max(1, page.receipts.length)));
  if (page === 'not-included') return NOT_INCLUDED;
  const last = page.receipts.at(-1);
  const next = page.more && last !== undefined ? actsCursor(last.index) : null;
  return { view, person, receipts: [...page.receipts], next };
}

import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { fromBase64url, toBase64url } from '../../base/base64url.ts';
import { mayErase } from '../../matters/erasures/erase.ts';
import { digits } from '../../terms/api/digits.ts';
import { shownRow } from '../../views/shown-rows.ts';
import type { OpenRoom } from '../room.ts';
import { sendProblem } from './problem.ts';
import type { SignedReadings } from './signed-reading.ts';

const LIMIT_MAX = 500;
/** How long a reader waits for their own act to come up in the view. */
const WAIT_MS = 2_000;

/** What may be asked of the log. */
export const LogQuery = z.strictObject({
  after: z
    .string()
    .max(64)
    .transform((text) => positionOf(text))
    .refine((index) => index !== undefined)
    .optional()
    .describe('Where the page before ended, as it was given.'),
  limit: digits(1, LIMIT_MAX).prefault('100').describe('Rows of a page.'),
  having: digits().optional().describe('Index of an act of one’s own that must be in the page’s view.'),
});

/**
 * `GET /log`: what the reader may see of the ledger, in order. Rows that are not theirs are absent, and the position is that of the last row shown, so
 * that a page tells nothing of what lies between. What remains: each row bears its own index in the ledger, and the size of the ledger is public.
 * The reader's own desk is said beside, and to the data protection desk how far erasing is. A row is shown as everywhere (views/shown-rows.ts): who else sees it opens by consultation only, and there is none without a session.
 */
export function logRoute(app: FastifyInstance, room: OpenRoom, readings: SignedReadings): void {
  app.get('/log', { config: { audience: 'enrolled-reader' } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const viewer = readings.viewer(request.headers.authorization, { purpose: 'log', to: request.addressed });
    if ('status' in viewer) return sendProblem(reply.header('www-authenticate', 'Remit'), viewer);
    const query = LogQuery.safeParse(request.query);
    if (!query.success) {
      const detail = '`after` is a position as it was given, `limit` a number up to 500, `having` an index';
      return sendProblem(reply, { status: 400, code: 'malformed', detail });
    }
    const { after, limit, having } = query.data;
    const { acts, follower } = room.views;
    if (having !== undefined && having < room.size() && !(await follower.reached(having, WAIT_MS))) {
      const detail = `the view of acts is ${follower.lag} entries behind`;
      return sendProblem(reply, { status: 503, code: 'lagging', detail, retryAfterSeconds: 1 });
    }
    const rows = await acts.page(viewer, { after, limit });
    const last = rows.at(-1)?.index ?? after;
    return {
      ledger: room.origin,
      mode: room.mode,
      rows: rows.map(shownRow(viewer)),
      desk: deskOf(room, viewer.person),
      ...erasingShownTo(room, viewer.person),
      position: last === undefined ? null : toPosition(last),
    };
  });
}

/** The desk that the reader holds at this moment, and where it stands; from the records, for a signing on may be long ago. */
function deskOf({ readable, directory, roomNow }: OpenRoom, person: string | null) {
  const held = person === null ? null : readable.actor(person, directory, roomNow()).desk;
  const found = directory.scenario.vocabulary.rooms.find(({ desks }) => desks.some(({ id }) => id === held));
  return held === null || found === undefined ? null : { id: held, place: found.place };
}

/** Who sits at the data protection desk is told how far erasing is; to anybody else nothing says that something is erased. */
function erasingShownTo({ readable, directory, roomNow, erasing, readThrough }: OpenRoom, person: string | null) {
  if (person === null || !mayErase(readable.actor(person, directory, roomNow()), directory)) return {};
  return { erasing: erasing(), readThrough: readThrough() };
}

function toPosition(index: number): string {
  return toBase64url(Buffer.from(`p1 ${index}`, 'utf8'));
}

function positionOf(text: string): number | undefined {
  const digits = /^p1 (0|[1-9][0-9]{0,15})$/.exec(fromBase64url(text)?.toString('utf8') ?? '')?.[1];
  const index = Number(digits ?? Number.NaN);
  return Number.isSafeInteger(index) ? index : undefined;
}

import * as z from 'zod';
import { digits } from '../../terms/api/digits.ts';
import { Queue } from '../../terms/api/matters.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { Viewer } from '../../views/audience.ts';
import type { MattersPosition, SeenMatter } from '../../views/port.ts';
import { shownMatter } from '../../views/shown-rows.ts';
import { sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { besideOf } from './beside.ts';
import { clauseBookOf } from './clause-book.ts';
import { type Found, ITEMS_MAX, placesOf } from './queue-places.ts';
import { beginReading } from './reading.ts';
import { shownDesks } from './shown-desks.ts';
import { type Asked, askedOf, WAITING_SLICES, waitingFor } from './waiting.ts';
import { draftsWaiting } from './waiting-drafts.ts';
import { approvedDeeds, waitingRequests } from './waiting-ids.ts';

type WaitingSlice = (typeof WAITING_SLICES)[number];

/** Requests and deeds are found by the records of those whom they concern: of the others, open ones are looked at, latest first, so many at once. */
type LookedAtSlice = Exclude<WaitingSlice, 'requests' | 'deeds'>;
const LOOKED_AT_SLICES = WAITING_SLICES.filter(
  (slice): slice is LookedAtSlice => slice !== 'requests' && slice !== 'deeds',
);
const LOOKED_AT_MAX = 10_000;
const PAGE_ROWS = 500;

/** `GET /api/queue`: what waits for the reader's own answer, most urgent first. */
export function queueRoute(app: ApiApp, { room, slices }: ApiPorts): void {
  const book = clauseBookOf(room);
  const desks = shownDesks(room);
  const agencies = room.directory.scenario.vocabulary.agencies.map(({ id }) => id);
  app.get(
    '/api/queue',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['matters'],
        querystring: z.strictObject({ after: digits().optional() }),
        response: { 200: Queue, 400: Problem, 401: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, view, person } = reading;
      const at = room.roomNow();
      const asked = askedOf(room, person.id, at);
      const requests = waitingRequests(asked, agencies, ITEMS_MAX);
      const found = await Promise.all([
        named(room, viewer, asked, 'requests', requests.ids),
        named(room, viewer, asked, 'deeds', approvedDeeds(asked)),
        ...LOOKED_AT_SLICES.map((slice) => waitingIn(room, viewer, asked, slice)),
      ]);
      const { items: waiting, more } = placesOf(found.flat());
      const beside = await besideOf(
        room,
        viewer,
        waiting.map(({ seen }) => seen),
      );
      const show = shownMatter(viewer, desks, beside);
      const items = waiting.map(({ seen, waiting: { why, digest, due, clauses, cited }, more: moreOfSame }) => {
        const texts = book.shown(clauses, { index: cited });
        return { why, matter: seen.id, matterShown: show(seen), digest, due, clauses: texts, moreOfSame };
      });
      const drafts = await slices.take(draftsWaiting(room, { viewer, actor: asked.actor, at }));
      // What never lapses comes after what may.
      return { view, at, items: [...items, ...drafts.items], more: more + requests.more + drafts.more };
    },
  );
}

/** Which of these records wait for them, as far as they may know them. */
async function named(
  room: OpenRoom,
  viewer: Viewer,
  asked: Asked,
  slice: WaitingSlice,
  ids: readonly string[],
): Promise<Found[]> {
  if (ids.length === 0) return [];
  const seen = await room.views.acts.matters(viewer, { slice, ids, limit: ids.length });
  return seen.flatMap((one) => foundIn(asked, one));
}

function foundIn(asked: Asked, seen: SeenMatter): Found[] {
  const waiting = waitingFor(asked, seen.slice, seen.row);
  return waiting === undefined ? [] : [{ seen, waiting }];
}

/** What of a slice waits for them: its open records, page by page. */
async function waitingIn(room: OpenRoom, viewer: Viewer, asked: Asked, slice: LookedAtSlice): Promise<Found[]> {
  const found: Found[] = [];
  let past: MattersPosition | undefined;
  for (let looked = 0; looked < LOOKED_AT_MAX; looked += PAGE_ROWS) {
    const page = await room.views.acts.matters(viewer, { slice, open: true, limit: PAGE_ROWS, past });
    found.push(...page.flatMap((seen) => foundIn(asked, seen)));
    if (page.length < PAGE_ROWS) break;
    past = page.at(-1)?.position;
  }
  return found;
}

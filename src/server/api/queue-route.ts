import * as z from 'zod';
import { digits } from '../../terms/api/digits.ts';
import { Queue } from '../../terms/api/matters.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { SeenMatter } from '../../views/port.ts';
import { shownMatter } from '../../views/shown-rows.ts';
import { sendProblem } from '../http/problem.ts';
import { answersTo } from './answers.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { clauseBookOf } from './clause-book.ts';
import { beginReading } from './reading.ts';
import { shownDesks } from './shown-desks.ts';
import { askedOf, WAITING_SLICES, type Waiting, waitingFor } from './waiting.ts';

/** Open records of one kind that are looked at, latest first, and what one queue holds. */
const LOOKED_AT_MAX = 500;
const ITEMS_MAX = 200;

/** `GET /api/queue`: what waits for the reader's own answer, most urgent first. */
export function queueRoute(app: ApiApp, { room }: ApiPorts): void {
  const book = clauseBookOf(room);
  const desks = shownDesks(room);
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
      const open = await Promise.all(
        WAITING_SLICES.map((slice) => room.views.acts.matters(viewer, { slice, open: true, limit: LOOKED_AT_MAX })),
      );
      const found = open.flat().flatMap((seen) => {
        const waiting = waitingFor(asked, seen.slice, seen.row);
        return waiting === undefined ? [] : [{ seen, waiting }];
      });
      const waiting = found.sort(byUrgency).slice(0, ITEMS_MAX);
      const answers = await answersTo(
        room,
        viewer,
        waiting.map(({ seen }) => seen),
      );
      const show = shownMatter(viewer, desks, answers);
      const items = waiting.map(({ seen, waiting: { why, digest, due, clauses } }) => {
        return { why, matter: seen.id, matterShown: show(seen), digest, due, clauses: book.shown(clauses) };
      });
      return { view, at, items };
    },
  );
}

type Found = { readonly seen: SeenMatter; readonly waiting: Waiting };

/** Alerts, then what lapses soonest, then what does not lapse, oldest first. */
function byUrgency(a: Found, b: Found): number {
  const alarm = Number(b.waiting.why === 'alert') - Number(a.waiting.why === 'alert');
  const [due, other] = [a, b].map(({ waiting }) => waiting.due ?? Number.MAX_SAFE_INTEGER);
  return alarm || (due ?? 0) - (other ?? 0) || a.seen.position.opened - b.seen.position.opened;
}

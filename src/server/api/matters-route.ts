import * as z from 'zod';
import { MatterDetail, MattersPage, MattersQuery, SHOWN_SLICES } from '../../terms/api/matters.ts';
import { plainText } from '../../terms/api/plain-text.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { ActsRow } from '../../views/acts-row.ts';
import { shownMatter, shownRow } from '../../views/shown-rows.ts';
import { NOT_THERE, sendProblem } from '../http/problem.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { besideOf, causesOf } from './beside.ts';
import { BAD_CURSOR, mattersCursor, readMattersCursor } from './cursors.ts';
import { beginReading } from './reading.ts';
import { shownDesks } from './shown-desks.ts';

/** Entries of one record that are shown with it. */
const HISTORY_MAX = 500;

const SliceParams = z.object({ slice: z.enum(SHOWN_SLICES) });
const MatterParams = SliceParams.extend({ id: plainText(200, 1) });

/** `GET /api/matters/:slice`: records of one kind that the reader may see, latest first. */
export function mattersRoute(app: ApiApp, { room }: ApiPorts): void {
  const desks = shownDesks(room);
  app.get(
    '/api/matters/:slice',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['matters'],
        params: SliceParams,
        querystring: MattersQuery,
        response: { 200: MattersPage, 400: Problem, 401: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const { cursor, limit, open, after } = request.query;
      const past = cursor === undefined ? undefined : readMattersCursor(cursor);
      if (cursor !== undefined && past === undefined) return sendProblem(reply, BAD_CURSOR);
      const reading = await beginReading(room, request, reply, after);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, view } = reading;
      const found = await room.views.acts.matters(viewer, {
        slice: request.params.slice,
        open: open === undefined ? undefined : open === 'true',
        past,
        limit: limit + 1,
      });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const next = found.length > limit && last !== undefined ? mattersCursor(last.position) : null;
      return { view, rows: shown.map(shownMatter(viewer, desks, await besideOf(room, viewer, shown))), next };
    },
  );
}

/** `GET /api/matters/:slice/:id`: one record with its history, as far as it is the reader's. */
export function matterRoute(app: ApiApp, { room }: ApiPorts): void {
  const desks = shownDesks(room);
  app.get(
    '/api/matters/:slice/:id',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['matters'],
        params: MatterParams,
        querystring: z.strictObject({ after: MattersQuery.shape.after }),
        response: { 200: MatterDetail, 400: Problem, 401: Problem, 404: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const { slice, id } = request.params;
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, view } = reading;
      const seen = await room.views.acts.matter(viewer, slice, id);
      if (seen === undefined) return sendProblem(reply, NOT_THERE);
      const history = await room.views.acts.history(viewer, slice, id, HISTORY_MAX);
      const beside = await besideOf(room, viewer, [seen]);
      const causes = await causesOf(room, viewer, history);
      const show = shownRow(viewer);
      const told = history.map((row) => ({ ...show(row), follows: followed(causes, row) }));
      return { view, matter: shownMatter(viewer, desks, beside)(seen), history: told };
    },
  );
}

function followed(causes: ReadonlyMap<number, ActsRow>, { cause }: ActsRow) {
  const act = cause === null ? undefined : causes.get(cause);
  return act === undefined ? null : { index: act.index, kind: act.kind };
}

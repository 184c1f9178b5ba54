import { SearchAnswer, SearchQuery } from '../../terms/api/matters.ts';
import { Problem } from '../../terms/api/problem.ts';
import { shownMatter, shownRow } from '../../views/shown-rows.ts';
import { askedWords } from '../../views/words.ts';
import { sendProblem } from '../http/problem.ts';
import { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { besideOf } from './beside.ts';
import { idsByName } from './named-ids.ts';
import { beginReading } from './reading.ts';
import { shownDesks } from './shown-desks.ts';

/** Of one person: a search reads as much as dozens of other requests. */
const SEARCHES_PER_MINUTE = 240;

/** `GET /api/search`: records and entries that hold all the words that are asked for, also by what their ids are called; latest first. */
export function searchRoute(app: ApiApp, { room, wallNow }: ApiPorts): void {
  const allowance = new Allowance(SEARCHES_PER_MINUTE, { wallNow });
  const desks = shownDesks(room);
  const idsNamed = idsByName(room.directory.scenario);
  app.get(
    '/api/search',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['matters'],
        querystring: SearchQuery,
        response: { 200: SearchAnswer, 400: Problem, 401: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, view, person } = reading;
      const seconds = allowance.waits(person.id);
      if (seconds > 0) return sendProblem(reply, tooMany(seconds));
      allowance.took(person.id);
      const { q, limit } = request.query;
      const words = askedWords(q, idsNamed);
      const [matters, acts] = await Promise.all([
        room.views.acts.searchMatters(viewer, words, limit),
        room.views.acts.acts(viewer, { order: 'desc', words, limit }),
      ]);
      const show = shownMatter(viewer, desks, await besideOf(room, viewer, matters));
      return { view, matters: matters.map(show), acts: acts.map(shownRow(viewer)) };
    },
  );
}

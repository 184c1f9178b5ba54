import * as z from 'zod';
import { ItemText } from '../../terms/api/acts.ts';
import { digits } from '../../terms/api/digits.ts';
import { plainText } from '../../terms/api/plain-text.ts';
import { Problem } from '../../terms/api/problem.ts';
import { HOUSE_RULES } from '../../terms/house-rules.ts';
import type { Problem as SentProblem } from '../http/problem.ts';
import { NOT_THERE, sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import { openConsultation } from './acts-route.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { beginReading, type Reading } from './reading.ts';

/** Protected material without a consultation that stands. */
export const NOT_CONSULTED: SentProblem = {
  status: 403,
  code: 'R-29',
  detail: `R-29: ${HOUSE_RULES['R-29']}`,
  clauses: ['R-29'],
};

/** The box of the entry was closed for ever. */
const ERASED: SentProblem = {
  status: 410,
  code: 'erased',
  detail: 'the text was erased; that it was is in the ledger',
};

/**
 * `GET /api/items/:id/text`: the text of an item, while the reader's own consultation of it stands. An item that is not theirs is to them as
 * if it were not there.
 */
export function itemsRoute(app: ApiApp, { room }: ApiPorts): void {
  app.get(
    '/api/items/:id/text',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['matters'],
        params: z.object({ id: plainText(200, 1) }),
        querystring: z.strictObject({ after: digits().optional() }),
        response: { 200: ItemText, 400: Problem, 401: Problem, 403: Problem, 404: Problem, 410: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const item = room.readable.state.get('items', id);
      // Asked of the view in either case: how long the answer takes tells no hidden item from none.
      const theirs = await isTheirs(room, reading, id);
      if (item === undefined || !theirs) return sendProblem(reply, NOT_THERE);
      const consultation = openConsultation(room.readable, id, reading.person.id, room.roomNow());
      if (consultation === undefined) return sendProblem(reply, NOT_CONSULTED);
      const entry = await room.readEntry(item.index);
      const text = entry?.fields.act?.detail.text;
      if (typeof text !== 'string') return sendProblem(reply, ERASED);
      return { item: id, title: item.title, text, openUntil: consultation.until };
    },
  );
}

/** Does the reader know of the item: is its record theirs to see, or was it released to them by name and not asked back? */
async function isTheirs({ readable, views }: OpenRoom, { viewer, person }: Reading, id: string): Promise<boolean> {
  const released = readable.records.releases.where('item', id);
  if (released.some(({ to, recalled }) => to === person.id && recalled === null)) return true;
  return (await views.acts.matter(viewer, 'items', id)) !== undefined;
}

import { nearestWord } from '../../base/nearest.ts';
import type { EventDirectory } from '../../desk/directory.ts';
import { mayOf } from '../../desk/may.ts';
import { refuse } from '../../desk/received.ts';
import { ROOM_PURPOSE } from '../../terms/act-kinds.ts';
import { May, MayQuery } from '../../terms/api/acts.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { EdgeRefusal } from '../../terms/refusal.ts';
import { problemOf, sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import type { SignedIn } from '../sessions/session.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { clauseBookOf } from './clause-book.ts';

/** An answer looks ahead over every clause, and costs the room as much as a hundred acts. */
const ANSWERS_PER_MINUTE = 240;

/** `GET /api/may`: what the reader may do at a place, now and until when, from the desk that they hold. */
export function mayRoute(app: ApiApp, { room, slices, wallNow }: ApiPorts): void {
  const { directory } = room;
  const allowance = new Allowance(ANSWERS_PER_MINUTE, { wallNow });
  const book = clauseBookOf(room);
  const purposes = new Set([ROOM_PURPOSE, ...directory.scenario.vocabulary.purposes.map(({ id }) => id)]);
  app.get(
    '/api/may',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['acts'],
        querystring: MayQuery,
        response: { 200: May, 400: Problem, 401: Problem, 422: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { signedIn } = request;
      if (signedIn === null) throw new RangeError('the guard let in somebody who is not signed in');
      const { place = usualPlace(room, signedIn), purpose } = request.query;
      const unknown =
        unknownWord('place', place, directory.places) ??
        (purpose === undefined ? undefined : unknownWord('purpose', purpose, purposes));
      if (unknown !== undefined) return sendProblem(reply, problemOf(unknown));
      const seconds = allowance.waits(signedIn.person.id);
      if (seconds > 0) return sendProblem(reply, tooMany(seconds));
      allowance.took(signedIn.person.id);
      const { view, at, rows } = await slices.once(() => {
        const [view, at] = [room.size(), room.roomNow()];
        return { view, at, rows: mayOf(room, room.readable.state, signedIn.person.id, { place, purpose }, at) };
      });
      return {
        view,
        at,
        place,
        rows: rows.map((row) => ({
          activity: row.activity,
          outcome: row.outcome,
          purposes: [...row.purposes],
          clauses: book.shown(row.clauses),
          until: row.until,
          told: book.told(row),
        })),
      };
    },
  );
}

/** Where the reader's desk is; without one, where a desk is that their roles entitle to. */
function usualPlace({ readable, directory, roomNow }: OpenRoom, { person }: SignedIn): string {
  const { room } = readable.actor(person.id, directory, roomNow());
  const here = directory.room(room);
  if (here !== undefined) return here.place;
  const { rooms } = directory.scenario.vocabulary;
  const theirs = rooms.find(({ desks }) => desks.some(({ id, roles }) => mayHold(directory, person, id, roles)));
  return (theirs ?? rooms[0])?.place ?? '';
}

function mayHold(
  directory: EventDirectory,
  person: SignedIn['person'],
  desk: string,
  roles: readonly string[],
): boolean {
  return directory.mayHold(desk, person.agency) && roles.some((role) => person.roles.includes(role));
}

function unknownWord(list: 'place' | 'purpose', word: string, known: ReadonlySet<string>): EdgeRefusal | undefined {
  if (known.has(word)) return undefined;
  const near = nearestWord(word, known);
  const hint = near === undefined ? '' : `; did you mean \`${near}\`?`;
  return refuse('unknown-word', `${list}: \`${word}\` is no ${list} of the vocabulary${hint}`);
}

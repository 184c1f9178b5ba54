import { isHost } from '../../matters/audience.ts';
import { EXERCISE_DIRECTOR_ROLE } from '../../terms/act-kinds.ts';
import { ExerciseState } from '../../terms/api/event.ts';
import { Problem } from '../../terms/api/problem.ts';
import { sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import type { SignedIn } from '../sessions/session.ts';
import type { ApiApp, ApiPorts } from './api.ts';

/** What a reader is told where no exercise is played: as of any address that leads nowhere. */
export const NO_EXERCISE = { status: 404, code: 'not-found', detail: 'no exercise is played here' } as const;

/**
 * `GET /api/exercise`: how the exercise stands. Its injects are its director's; how far its script is, is the host's to know, for it counts acts
 * that a guest does not see.
 */
export function exerciseRoute(app: ApiApp, { room, exercise }: ApiPorts): void {
  app.get(
    '/api/exercise',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['event'], response: { 200: ExerciseState, 401: Problem, 404: Problem } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { signedIn } = request;
      if (exercise === undefined || room.mode === 'live' || signedIn === null) return sendProblem(reply, NO_EXERCISE);
      const standing = exercise.standing(directs(room, signedIn));
      const counts = isHost(signedIn.viewer.agency, room.directory) ? {} : { done: 0, of: 0 };
      return { ...standing, ...counts, injects: [...standing.injects] };
    },
  );
}

/** Directs the exercise: from the director's desk, and from no other. */
function directs(room: OpenRoom, { person, viewer }: SignedIn): boolean {
  const { desk, role } = room.readable.actor(person.id, room.directory, room.roomNow());
  return desk !== null && role === EXERCISE_DIRECTOR_ROLE && isHost(viewer.agency, room.directory);
}

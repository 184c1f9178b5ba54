import { guideOf } from '../../exercise/guide.ts';
import { Guide } from '../../terms/api/event.ts';
import { Problem } from '../../terms/api/problem.ts';
import { sendProblem } from '../http/problem.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { NO_EXERCISE } from './exercise-route.ts';

/** `GET /api/guide`: the first five minutes of somebody with the reader's role. In an exercise only: nobody tries things out in a live room. */
export function guideRoute(app: ApiApp, { room, exercise }: ApiPorts): void {
  app.get(
    '/api/guide',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['event'], response: { 200: Guide, 401: Problem, 404: Problem } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { signedIn } = request;
      if (exercise === undefined || room.mode === 'live' || signedIn === null) return sendProblem(reply, NO_EXERCISE);
      const { agency, role, standing } = room.readable.actor(signedIn.person.id, room.directory, room.roomNow());
      return guideOf(room.directory.scenario, { agency, role, guest: standing === 'guest' });
    },
  );
}

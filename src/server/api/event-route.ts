import { EventState } from '../../terms/api/session.ts';
import { roomState } from '../http/room-route.ts';
import type { ApiApp, ApiPorts } from './api.ts';

/** `GET /api/event`: how the room stands; counts and clocks, nothing of what was done. */
export function eventRoute(app: ApiApp, { room, wallNow }: ApiPorts): void {
  app.get(
    '/api/event',
    { config: { audience: 'anyone' }, schema: { tags: ['event'], response: { 200: EventState } } },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return roomState(room, wallNow());
    },
  );
}

import type { FastifyInstance } from 'fastify';
import type { OpenRoom } from '../room.ts';

/** How the room stands: counts and clocks, nothing of what was done. */
export function roomState(room: OpenRoom, wallNow: number) {
  const { scenario } = room.directory;
  const host = scenario.vocabulary.agencies.find(({ standing }) => standing === 'host-authority');
  return {
    origin: room.origin,
    mode: room.mode,
    scenario: scenario.id,
    title: scenario.title,
    room: scenario.vocabulary.rooms.find(({ owner }) => owner === host?.id)?.name ?? null,
    timezone: scenario.timezone,
    roomNow: room.roomNow(),
    wallNow: Math.floor(wallNow),
    speed: room.speed,
    size: room.size(),
    included: room.includedSize(),
    /** Wall clock of the last checkpoint since this start, ms. */
    checkpointAt: room.publishedAt(),
    halted: room.halted() ?? null,
  };
}

/** `GET /room`: how the room stands. */
export function roomRoute(app: FastifyInstance, room: OpenRoom, wallNow: () => number): void {
  app.get('/room', { config: { audience: 'anyone' } }, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return roomState(room, wallNow());
  });
}

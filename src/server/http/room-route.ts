import type { FastifyInstance } from 'fastify';
import { LIMITS } from '../../base/limits.ts';
import type { WitnessedState } from '../../ledger/witnessing.ts';
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
    unsignedSince: unsignedSince(room, wallNow),
    witnessed: witnessedState(room.witnesses.state(), wallNow),
    halted: room.halted() ?? null,
  };
}

/** A signer that is started anew is away for a moment; only a longer time is told. */
function unsignedSince(room: OpenRoom, wallNow: number): number | null {
  const since = room.unsignedSince();
  return since !== null && wallNow - since > LIMITS.unsignedMs ? Math.floor(since) : null;
}

/** How far others witness the ledger; null where nobody outside does. */
function witnessedState(state: WitnessedState | null, wallNow: number) {
  if (state === null) return null;
  const { size, since, witnesses } = state;
  const failing = witnesses.filter((witness) => witness.failing !== null).length;
  return {
    size,
    since: Math.floor(since),
    overdue: wallNow - since > LIMITS.unwitnessedMs,
    witnesses: witnesses.length,
    failing,
    contradicting: witnesses.filter(({ contradicts }) => contradicts !== null).length,
  };
}

/** `GET /room`: how the room stands. */
export function roomRoute(app: FastifyInstance, room: OpenRoom, wallNow: () => number): void {
  app.get('/room', { config: { audience: 'anyone' } }, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return roomState(room, wallNow());
  });
}

import type { FastifyInstance } from 'fastify';
import { SECOND } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import type { OpenRoom } from '../room.ts';

/** `GET /healthz` says whether acts are entered and shown; `GET /metrics` gives the numbers (Prometheus text). */
export function healthRoutes(app: FastifyInstance, room: OpenRoom): void {
  app.get('/healthz', { config: { audience: 'operator' } }, async (_request, reply) => {
    const health = healthOf(room);
    return reply
      .code(health.status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health);
  });
  app.get('/metrics', { config: { audience: 'operator' } }, async (_request, reply) => {
    const { registry } = room.metrics;
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics());
  });
}

/** What the operator is told; `reason` where a person must look. */
type Health = {
  readonly status: 'ok' | 'halted' | 'still';
  readonly viewLag: number;
  readonly halted?: string;
  /** Since when no checkpoint is signed, ISO 8601: acts are recorded and shown all the same, so it is no other status. */
  readonly unsignedSince?: string;
  readonly reason?: string;
};

function healthOf(room: OpenRoom): Health {
  const { lag, stillForMs } = room.views.follower;
  const halted = room.halted();
  if (halted !== undefined) return { status: 'halted', viewLag: lag, halted, reason: halted };
  const since = room.unsignedSince();
  const unsigned = since === null ? {} : { unsignedSince: new Date(since).toISOString() };
  if (stillForMs < LIMITS.viewStillMs) return { status: 'ok', viewLag: lag, ...unsigned };
  const seconds = Math.floor(stillForMs / SECOND);
  const reason = `what is shown has stood still for ${seconds} s, ${lag} entries behind the ledger: the log says why`;
  return { status: 'still', viewLag: lag, reason, ...unsigned };
}

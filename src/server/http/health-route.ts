import type { FastifyInstance } from 'fastify';
import type { OpenRoom } from '../room.ts';

/** `GET /healthz` says whether acts are entered; `GET /metrics` gives the numbers (Prometheus text). */
export function healthRoutes(app: FastifyInstance, room: OpenRoom): void {
  app.get('/healthz', { config: { audience: 'operator' } }, async (_request, reply) => {
    const halted = room.halted();
    const lag = room.views.follower.lag;
    const body = {
      status: halted === undefined ? 'ok' : 'halted',
      viewLag: lag,
      ...(halted === undefined ? {} : { halted }),
    };
    return reply
      .code(halted === undefined ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body);
  });
  app.get('/metrics', { config: { audience: 'operator' } }, async (_request, reply) => {
    const { registry } = room.metrics;
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics());
  });
}

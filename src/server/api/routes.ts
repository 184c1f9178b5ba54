import type { FastifyInstance } from 'fastify';
import { type ApiPorts, apiScope } from './api.ts';
import { eventRoute } from './event-route.ts';

/** Every route under `/api/`, one file a topic. */
export async function apiRoutes(app: FastifyInstance, ports: ApiPorts): Promise<void> {
  await app.register(async (scope) => {
    const api = apiScope(scope);
    eventRoute(api, ports);
  });
}

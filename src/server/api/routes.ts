import type { FastifyInstance } from 'fastify';
import { liveRoute } from '../live/live-route.ts';
import { actRoute, actsRoute } from './acts-route.ts';
import { type ApiPorts, apiScope } from './api.ts';
import { draftsRoute } from './drafts-route.ts';
import { eventRoute } from './event-route.ts';
import { exerciseRoute } from './exercise-route.ts';
import { guideRoute } from './guide-route.ts';
import { itemsRoute } from './items-route.ts';
import { mandateDocumentsRoute } from './mandate-documents-route.ts';
import { mandatesRoute } from './mandates-route.ts';
import { matterRoute, mattersRoute } from './matters-route.ts';
import { mayRoute } from './may-route.ts';
import { oversightRoute } from './oversight-route.ts';
import { pastDecisionsRoute } from './past-decisions-route.ts';
import { previewRoute } from './preview-route.ts';
import { queueRoute } from './queue-route.ts';
import { receiptsRoute } from './receipts-route.ts';
import { retentionRoutes } from './retention-route.ts';
import { searchRoute } from './search-route.ts';
import { vocabularyRoute } from './vocabulary-route.ts';

/** What people see: all of it cut by the audience rule of the views. */
const READING_ROUTES = [
  actsRoute,
  actRoute,
  mattersRoute,
  matterRoute,
  queueRoute,
  searchRoute,
  itemsRoute,
  oversightRoute,
  pastDecisionsRoute,
  receiptsRoute,
  liveRoute,
] as const;

/** Every route under `/api/`, one file a topic. */
export async function apiRoutes(app: FastifyInstance, ports: ApiPorts): Promise<void> {
  await app.register(async (scope) => {
    const api = apiScope(scope);
    for (const route of READING_ROUTES) route(api, ports);
    eventRoute(api, ports);
    exerciseRoute(api, ports);
    guideRoute(api, ports);
    vocabularyRoute(api, ports);
    mandatesRoute(api, ports);
    draftsRoute(api, ports);
    mandateDocumentsRoute(api, ports);
    mayRoute(api, ports);
    previewRoute(api, ports);
    retentionRoutes(api, ports);
  });
}

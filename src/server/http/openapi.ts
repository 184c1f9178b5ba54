import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { SignedAct } from '../../terms/act.ts';
import { AnswerShown } from '../../terms/api/answer.ts';
import { ErasingNow, ReadThrough } from '../../terms/api/erasing.ts';
import { ActsRowShown } from '../../terms/api/parts.ts';
import { PROBLEM_TITLE, Problem } from '../../terms/api/problem.ts';
import { EventState } from '../../terms/api/session.ts';
import { LogQuery } from './log-route.ts';
import { ROUTE_AUDIENCES } from './route-audience.ts';

const VERSION = '0.2.0';

const TAGS = [
  { name: 'acts', description: 'what was done and what would be decided' },
  {
    name: 'access',
    description:
      'decisions for programs of the agencies (AuthZEN 1.0), each asked by a signed reading of purpose `access` (docs/formats.md §10)',
  },
  { name: 'event', description: 'the event, its words and its arrangement' },
  { name: 'matters', description: 'requests, deeds, incidents and all else that stands open' },
  { name: 'sign-in', description: 'who comes in, and how' },
  { name: 'operator', description: 'for whoever runs the machine' },
] as const;

/** Pages and files: no part of the interface for programs. */
const PAGES = /^\/(wall|console|public)?(\/|$)/;
const INTERFACE = /^\/(api\/|access\/|\.well-known\/|acts$|log$|receipts(\/|$)|room$|healthz$|metrics$)/;

/**
 * Routes outside `/api/` read their bytes themselves, and a stream writes its own, so what they take and give is said here and not where the framework would check it.
 */
const DOCUMENTED: Readonly<Record<string, object>> = {
  '/acts': {
    tags: ['acts'],
    summary: 'sends a signed act; a refusal of authority is recorded, and so an answer like any other',
    body: SignedAct,
    response: {
      200: AnswerShown,
      201: AnswerShown,
      // What was never an act, or is pushed back.
      ...{ 400: Problem, 403: Problem, 409: Problem, 413: Problem, 415: Problem, 422: Problem, 429: Problem },
      503: Problem,
    },
  },
  '/log': {
    tags: ['acts'],
    summary:
      'what a reader may see, by a signed reading of purpose `log` instead of a session: `Authorization: Remit <reading>.<key id>.<signature>` (docs/formats.md §10)',
    querystring: LogQuery,
    response: {
      200: z.object({
        ledger: z.string(),
        mode: z.string(),
        rows: z.array(ActsRowShown),
        position: z.string().nullable(),
        desk: z.object({ id: z.string(), place: z.string() }).nullable(),
        erasing: ErasingNow.nullable().optional(),
        readThrough: ReadThrough.nullable().optional(),
      }),
    },
  },
  '/api/live': {
    response: {
      200: {
        description: 'server-sent events (terms/api/live.ts)',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      ...{ 400: Problem, 401: Problem, 503: Problem },
    },
  },
  '/room': { tags: ['event'], response: { 200: EventState } },
  '/healthz': {
    tags: ['operator'],
    response: {
      200: z.object({ status: z.literal('ok'), viewLag: z.int() }),
      503: z.object({
        status: z.enum(['halted', 'still']),
        viewLag: z.int(),
        halted: z.string().optional(),
        reason: z.string(),
      }),
    },
  },
  '/metrics': {
    tags: ['operator'],
    response: { 200: { description: 'Prometheus text', content: { 'text/plain': { schema: z.string() } } } },
  },
};

/**
 * Collects the description of the interface (OpenAPI 3.1) from the routes themselves; call it before they are declared. Each says whom it
 * serves, and that every error is a problem (RFC 9457).
 */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Remit',
        version: VERSION,
        description:
          'The joint operations room. Everything that is done is a signed act (docs/acts.md) sent to `/acts`; everything else only reads, or lets somebody in.',
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } as never,
      },
      tags: [...TAGS],
    },
    exposeHeadRoutes: false,
    transform(input) {
      const { url, route } = input;
      const documented = DOCUMENTED[url];
      const schema: Record<string, unknown> = { ...(input.schema ?? {}), ...documented };
      if (!INTERFACE.test(url) || PAGES.test(url) || schema['hide'] === true) {
        return { schema: { hide: true } as never, url };
      }
      const audience = (route.config as { audience?: keyof typeof ROUTE_AUDIENCES } | undefined)?.audience;
      const serves = audience === undefined ? '' : `For ${ROUTE_AUDIENCES[audience]}.`;
      schema['description'] = [schema['description'], serves].filter((part) => part !== undefined).join(' ');
      schema['response'] = { ...((schema['response'] as object | undefined) ?? {}), default: Problem };
      return jsonSchemaTransform({ ...input, schema: schema as never });
    },
  });
}

/** `GET /api/openapi.json`: the description of the interface. */
export function openApiRoute(app: FastifyInstance): void {
  app.get('/api/openapi.json', { config: { audience: 'anyone' }, schema: { hide: true } }, async (_request, reply) => {
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(described(app));
  });
}

/** Where the provider puts a schema that names itself, and leaves it out: the one of `z.json()`, of which we have no other kind. */
const ANY_JSON = '#/components/schemas/schema0';

/** The description, with errors as what they are sent as, and with nothing that it refers to and does not hold. */
export function described(app: FastifyInstance): object {
  const document = app.swagger() as unknown as { paths?: Record<string, Record<string, Operation>> };
  allowAnyJson(document);
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path)) {
      for (const response of Object.values(operation.responses ?? {})) {
        const json = response.content?.['application/json'];
        if (json?.schema?.title !== PROBLEM_TITLE) continue;
        response.content = { 'application/problem+json': json };
      }
    }
  }
  return document;
}

/** Says in its place that any JSON value may stand there. */
function allowAnyJson(part: object): void {
  for (const member of Object.values(part) as unknown[]) {
    if (typeof member !== 'object' || member === null) continue;
    if ('$ref' in member && member.$ref === ANY_JSON) delete member.$ref;
    else allowAnyJson(member);
  }
}

type Operation = {
  responses?: Record<string, { content?: Record<string, { schema?: { title?: string } }> }>;
};

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { NONE } from '../../terms/axes.ts';
import type { Viewer } from '../../views/audience.ts';
import type { OpenRoom } from '../room.ts';
import { sendProblem } from './problem.ts';
import { WallStream } from './wall-stream.ts';

const FOLDER = join(import.meta.dirname, '..', 'wall');
const PAGE = [
  { url: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { url: '/wall/wall.css', file: 'wall.css', type: 'text/css; charset=utf-8' },
  { url: '/wall/wall.js', file: 'wall.js', type: 'text/javascript; charset=utf-8' },
  { url: '/wall/acts.js', file: 'acts.js', type: 'text/javascript; charset=utf-8' },
  { url: '/wall/alerts.js', file: 'alerts.js', type: 'text/javascript; charset=utf-8' },
  { url: '/wall/icon.svg', file: 'icon.svg', type: 'image/svg+xml' },
] as const;

/** The page `GET /` with its files, and `GET /wall/events`, which fills it. */
export async function wallRoutes(app: FastifyInstance, room: OpenRoom, wallNow: () => number): Promise<void> {
  for (const { url, file, type } of PAGE) {
    const bytes = await readFile(join(FOLDER, file));
    app.get(url, { config: { audience: 'anyone' } }, async (_request, reply) => {
      return reply.type(type).header('cache-control', 'no-cache').send(bytes);
    });
  }
  const stream = await WallStream.open({ room, viewer: wallViewer(room), wallNow });
  app.addHook('preClose', async () => stream.close());
  app.get('/wall/events', { config: { audience: 'host-wall' }, exposeHeadRoute: false }, async (request, reply) => {
    if (stream.full) {
      const detail = 'as many screens follow the wall as it serves';
      return sendProblem(reply, { status: 503, code: 'busy', detail, retryAfterSeconds: 30 });
    }
    reply.hijack();
    const response = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) response.setHeader(name, value);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    stream.add(response, indexOf(request.headers['last-event-id']));
  });
}

/**
 * As whom the wall reads: the host's duty room, without a person. Only in an exercise: in a live room nothing is shown to anybody who did not
 * sign in, and the wall says how the room stands and no more.
 */
export function wallViewer({ mode, directory }: OpenRoom): Viewer | null {
  if (mode === 'live') return null;
  const { agencies, rooms } = directory.scenario.vocabulary;
  const host = agencies.find(({ standing }) => standing === 'host-authority');
  if (host === undefined) return null;
  const room = rooms.find(({ owner }) => owner === host.id)?.id ?? NONE;
  return {
    person: null,
    agency: host.id,
    standing: host.standing,
    room,
    oversight: false,
    admitted: true,
    dataProtection: false,
  };
}

function indexOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^(0|[1-9][0-9]{0,14})$/.test(header) ? Number(header) : undefined;
}

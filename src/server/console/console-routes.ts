import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../http/problem.ts';
import type { BuiltConsole } from './build.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
/** Stands in `index.html` where the nonce of this answer goes. */
const NONCE_MARK = 'REMIT_STYLE_NONCE';
const NEVER_CHANGES = 'public, max-age=31536000, immutable';

/**
 * `GET /console/*`: the console as it was built. The page comes with a fresh nonce for the styles that the components write; its files are
 * named by their content and never change. Any other path under it that a person opens is the page too: the path is the console's own.
 * The build is read whole at the start: a request reaches no disk.
 */
export async function consoleRoutes(app: FastifyInstance, { folder }: BuiltConsole): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const assets = await assetsIn(join(folder, 'assets'));
  const config = { audience: 'anyone' } as const;

  app.get('/console', { config }, async (_request, reply) => reply.redirect('/console/', 308));
  app.get<{ Params: { '*': string } }>('/console/assets/*', { config }, async (request, reply) => {
    const asset = assets.get(request.params['*']);
    if (asset === undefined) return notThere(reply);
    return reply.type(asset.type).header('cache-control', NEVER_CHANGES).send(asset.bytes);
  });
  app.get('/console/*', { config }, async (request, reply) => {
    if (!isNavigation(request)) return notThere(reply);
    const nonce = randomBytes(18).toString('base64url');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', contentSecurity(nonce))
      .send(page.replaceAll(NONCE_MARK, nonce));
  });
}

/** The policy of the page: its own files only; styles that are written by components bear the nonce; strings reach no HTML. */
export function contentSecurity(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** A browser says what it fetches for; who says nothing (an older one, a program) is asked what it accepts. */
function isNavigation({ headers }: FastifyRequest): boolean {
  const mode = headers['sec-fetch-mode'];
  if (mode !== undefined) return mode === 'navigate';
  return headers.accept?.includes('text/html') ?? false;
}

function notThere(reply: FastifyReply) {
  return sendProblem(reply, { status: 404, code: 'not-found', detail: 'the console has no file of this name' });
}

async function assetsIn(
  folder: string,
): Promise<ReadonlyMap<string, { readonly type: string; readonly bytes: Buffer }>> {
  const assets = new Map<string, { readonly type: string; readonly bytes: Buffer }>();
  for (const name of await readdir(folder)) {
    const type = TYPES[extname(name)];
    if (type !== undefined) assets.set(name, { type, bytes: await readFile(join(folder, name)) });
  }
  return assets;
}

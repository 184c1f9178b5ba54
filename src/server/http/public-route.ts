import type { FastifyInstance } from 'fastify';
import type { FilePort } from '../../ledger/files/port.ts';
import { sendProblem } from './problem.ts';

const NEVER_CHANGES = 'public, max-age=31536000, immutable';

/** What is published, and nothing else that may lie in the folder (docs/formats.md §6). Paths are matched whole before a file is touched. */
const KINDS: readonly { readonly path: RegExp; readonly type: string; readonly cache: string }[] = [
  { path: /^ledger\/checkpoint$/, type: 'text/plain; charset=utf-8', cache: 'no-store' },
  { path: /^ledger\/vkey$/, type: 'text/plain; charset=utf-8', cache: 'public, max-age=3600' },
  {
    path: /^ledger\/tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/(x[0-9]{3}\/){0,5}[0-9]{3}(\.p\/[1-9][0-9]{0,2})?$/,
    type: 'application/octet-stream',
    cache: NEVER_CHANGES,
  },
  { path: /^sets\/[0-9a-f]{64}\.json$/, type: 'application/json; charset=utf-8', cache: NEVER_CHANGES },
];

/** `GET /public/*`: the published ledger as it lies on the disk, byte for byte, never compressed. */
export function publicRoute(app: FastifyInstance, files: FilePort): void {
  app.get<{ Params: { '*': string } }>('/public/*', { config: { audience: 'anyone' } }, async (request, reply) => {
    const path = request.params['*'];
    const kind = KINDS.find((known) => known.path.test(path));
    const bytes = kind === undefined ? undefined : await files.read(path);
    if (kind === undefined || bytes === undefined) {
      return sendProblem(reply, { status: 404, code: 'not-found', detail: 'there is no published file of this name' });
    }
    return reply
      .type(kind.type)
      .header('cache-control', kind.cache)
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}

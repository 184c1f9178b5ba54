import type { FastifyInstance } from 'fastify';
import { LIMITS } from '../../base/limits.ts';
import type { SendingPort } from '../../ledger/files/port.ts';
import { type Problem, sendProblem } from './problem.ts';

const NEVER_CHANGES = 'public, max-age=31536000, immutable';
/** Asked for again each time, so that pages, data and the script that works on them are of one age; what did not change is not sent again. */
const ASK_AGAIN = 'no-cache';

const PAGE_NAMES = 'index|guests|commitments|statements|questions|counts|how-to-verify|data|accessibility';
const HTML = 'text/html; charset=utf-8';

/** Everything that a public page needs comes from its own folder; only one page has a script, and that one reads the ledger. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const SCRIPT_POLICY = `${PAGE_POLICY}; script-src 'self'; connect-src 'self'`;

type Kind = { readonly path: RegExp; readonly type: string; readonly cache: string; readonly policy?: string };

/** What is published, and nothing else that may lie in the folder (docs/formats.md §6). Paths are matched whole before a file is touched. */
const KINDS: readonly Kind[] = [
  { path: /^ledger\/(checkpoint|witnessed|policy|vkey)$/, type: 'text/plain; charset=utf-8', cache: 'no-store' },
  { path: /^ledger\/keys\/[1-9][0-9]?$/, type: 'text/plain; charset=utf-8', cache: NEVER_CHANGES },
  {
    path: /^ledger\/tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/(x[0-9]{3}\/){0,5}[0-9]{3}(\.p\/[1-9][0-9]{0,2})?$/,
    type: 'application/octet-stream',
    cache: NEVER_CHANGES,
  },
  { path: /^sets\/[0-9a-f]{64}\.json$/, type: 'application/json; charset=utf-8', cache: NEVER_CHANGES },
  {
    path: /^opened\/[1-9][0-9]{0,6}(\.statement|\/manifest)\.json$/,
    type: 'application/json; charset=utf-8',
    cache: NEVER_CHANGES,
  },
  {
    path: /^opened\/[1-9][0-9]{0,6}\/[1-9][0-9]{0,4}\.jsonl$/,
    type: 'application/x-ndjson; charset=utf-8',
    cache: NEVER_CHANGES,
  },
  { path: new RegExp(`^(it/)?(${PAGE_NAMES})\\.html$`), type: HTML, cache: ASK_AGAIN, policy: PAGE_POLICY },
  { path: /^(it\/)?verify\.html$/, type: HTML, cache: ASK_AGAIN, policy: SCRIPT_POLICY },
  { path: /^verify\.js$/, type: 'text/javascript; charset=utf-8', cache: ASK_AGAIN },
  { path: /^remit-verify\.mjs$/, type: 'text/javascript; charset=utf-8', cache: ASK_AGAIN },
  { path: /^public\.css$/, type: 'text/css; charset=utf-8', cache: ASK_AGAIN },
  { path: /^icon\.svg$/, type: 'image/svg+xml', cache: ASK_AGAIN },
  {
    path: /^data\/(counts|mandates|proofs|statements|datapackage)\.json$/,
    type: 'application/json; charset=utf-8',
    cache: ASK_AGAIN,
  },
  { path: /^schemas\/[a-z]+(-[a-z]+)*\.schema\.json$/, type: 'application/json; charset=utf-8', cache: ASK_AGAIN },
  { path: exported('json'), type: 'application/json; charset=utf-8', cache: ASK_AGAIN },
  { path: exported('jsonl'), type: 'application/x-ndjson; charset=utf-8', cache: ASK_AGAIN },
  { path: exported('(txt|cedar|cedarschema|smt2)'), type: 'text/plain; charset=utf-8', cache: ASK_AGAIN },
  { path: /^data\/counts\.csv$/, type: 'text/csv; charset=utf-8; header=present', cache: ASK_AGAIN },
];

/** A set for tools of others. */
function exported(ending: string): RegExp {
  return new RegExp(`^exports/[0-9a-f]{64}/(cedar|smt|conformance)/[A-Za-z0-9][A-Za-z0-9.-]*\\.${ending}$`);
}

const TOO_MANY_AT_ONCE: Problem = {
  status: 503,
  code: 'busy',
  detail: 'as many published files are on their way to your address as the room sends at once',
  retryAfterSeconds: 5,
};

/**
 * `GET /public/*`: the published ledger and the public pages as they lie on the disk, byte for byte, never compressed. Read as they are taken: nobody has a
 * file kept in memory by asking for it.
 */
export function publicRoute(app: FastifyInstance, files: SendingPort): void {
  /** How many files are on their way to an address. */
  const sending = new Map<string, number>();
  app.get<{ Params: { '*': string } }>('/public/*', { config: { audience: 'anyone' } }, async (request, reply) => {
    const asked = request.params['*'];
    const path = asked === '' || asked === 'it/' ? `${asked}index.html` : asked;
    const kind = KINDS.find((known) => known.path.test(path));
    const { ip } = request;
    const before = sending.get(ip) ?? 0;
    if (before >= LIMITS.filesToAddress) return sendProblem(reply, TOO_MANY_AT_ONCE);
    // Counted before it is opened, until whatever is answered was taken or its connection is gone.
    sending.set(ip, before + 1);
    reply.raw.once('close', () => {
      const left = (sending.get(ip) ?? 1) - 1;
      if (left > 0) sending.set(ip, left);
      else sending.delete(ip);
    });
    const file = kind === undefined ? undefined : await files.open(path);
    if (kind === undefined || file === undefined) {
      return sendProblem(reply, { status: 404, code: 'not-found', detail: 'there is no published file of this name' });
    }
    // Stands instead of the policy of the room's own screens.
    if (kind.policy !== undefined) reply.header('content-security-policy', kind.policy);
    if (kind.cache === ASK_AGAIN) {
      const tag = `"${file.version}"`;
      reply.header('etag', tag).header('cache-control', kind.cache);
      if (request.headers['if-none-match'] === tag) {
        file.bytes.destroy();
        return reply.status(304).send();
      }
    }
    return reply
      .type(kind.type)
      .header('cache-control', kind.cache)
      .header('content-length', file.size)
      .send(file.bytes);
  });
}

import type { FastifyInstance } from 'fastify';
import type { FilePort } from '../../ledger/files/port.ts';
import { sendProblem } from './problem.ts';

const NEVER_CHANGES = 'public, max-age=31536000, immutable';
/** Pages change rarely and never under their readers: a minute's copy does. */
const A_MINUTE = 'public, max-age=60';
/** Asked for again each time, so that the page and the script that works on it are of one age. */
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
  { path: /^ledger\/(checkpoint|witnessed|policy)$/, type: 'text/plain; charset=utf-8', cache: 'no-store' },
  { path: /^ledger\/vkey$/, type: 'text/plain; charset=utf-8', cache: 'public, max-age=3600' },
  {
    path: /^ledger\/tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/(x[0-9]{3}\/){0,5}[0-9]{3}(\.p\/[1-9][0-9]{0,2})?$/,
    type: 'application/octet-stream',
    cache: NEVER_CHANGES,
  },
  { path: /^sets\/[0-9a-f]{64}\.json$/, type: 'application/json; charset=utf-8', cache: NEVER_CHANGES },
  { path: new RegExp(`^(it/)?(${PAGE_NAMES})\\.html$`), type: HTML, cache: A_MINUTE, policy: PAGE_POLICY },
  { path: /^(it\/)?verify\.html$/, type: HTML, cache: ASK_AGAIN, policy: SCRIPT_POLICY },
  { path: /^verify\.js$/, type: 'text/javascript; charset=utf-8', cache: ASK_AGAIN },
  { path: /^public\.css$/, type: 'text/css; charset=utf-8', cache: ASK_AGAIN },
  { path: /^icon\.svg$/, type: 'image/svg+xml', cache: A_MINUTE },
  {
    path: /^data\/(counts|mandates|proofs|statements|datapackage)\.json$/,
    type: 'application/json; charset=utf-8',
    cache: A_MINUTE,
  },
  { path: /^schemas\/[a-z]+(-[a-z]+)*\.schema\.json$/, type: 'application/json; charset=utf-8', cache: A_MINUTE },
  { path: exported('json'), type: 'application/json; charset=utf-8', cache: A_MINUTE },
  { path: exported('jsonl'), type: 'application/x-ndjson; charset=utf-8', cache: A_MINUTE },
  { path: exported('(txt|cedar|cedarschema|smt2)'), type: 'text/plain; charset=utf-8', cache: A_MINUTE },
  { path: /^data\/counts\.csv$/, type: 'text/csv; charset=utf-8; header=present', cache: A_MINUTE },
];

/** A set for tools of others. */
function exported(ending: string): RegExp {
  return new RegExp(`^exports/[0-9a-f]{64}/(cedar|smt|conformance)/[A-Za-z0-9][A-Za-z0-9.-]*\\.${ending}$`);
}

/** `GET /public/*`: the published ledger and the public pages as they lie on the disk, byte for byte, never compressed. */
export function publicRoute(app: FastifyInstance, files: FilePort): void {
  app.get<{ Params: { '*': string } }>('/public/*', { config: { audience: 'anyone' } }, async (request, reply) => {
    const asked = request.params['*'];
    const path = asked === '' || asked === 'it/' ? `${asked}index.html` : asked;
    const kind = KINDS.find((known) => known.path.test(path));
    const bytes = kind === undefined ? undefined : await files.read(path);
    if (kind === undefined || bytes === undefined) {
      return sendProblem(reply, { status: 404, code: 'not-found', detail: 'there is no published file of this name' });
    }
    // Stands instead of the policy of the room's own screens.
    if (kind.policy !== undefined) reply.header('content-security-policy', kind.policy);
    return reply
      .type(kind.type)
      .header('cache-control', kind.cache)
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Fastify, { type InjectOptions } from 'fastify';
import { seededRandom } from '../../base/seeded-random.ts';
import type { OpenRoom } from '../room.ts';
import { csrfToken } from '../sessions/cookie.ts';
import { beginByLink } from '../sessions/testing/begin-by-link.ts';
import { openSignIn, type SignIn } from '../sign-in/sign-in.ts';
import { TestMachine } from '../testing/test-room.ts';
import { buildHttpServer, type HttpServer } from './http-server.ts';
import { described } from './openapi.ts';
import { requireAudience } from './route-audience.ts';

const HOST = { host: '127.0.0.1:0' };
const machine = new TestMachine();
const unforeseen: unknown[] = [];
let room: OpenRoom;
let signIn: SignIn;
let http: HttpServer;

before(async () => {
  room = await machine.open();
  const { clock } = machine;
  signIn = await openSignIn({ room, clock, random: seededRandom(3).bytes, database: 'memory' });
  http = await buildHttpServer(room, { wallNow: () => clock.wallNow(), unforeseen: (e) => unforeseen.push(e), signIn });
});

after(async () => {
  await http.close();
  await signIn.close();
  await room.stop();
  assert.deepEqual(unforeseen, []);
});

async function ask(options: InjectOptions) {
  return await http.app.inject({ headers: HOST, ...options });
}

test('each says whom it serves, and this is all of them', () => {
  const table = http.routes.map(({ method, url, audience }) => `${method} ${url} ${audience}`);
  assert.deepEqual(table.filter((line) => !line.startsWith('HEAD')).sort(), [
    'DELETE /api/account/passkey/:id signed-in',
    'DELETE /api/session signed-in',
    'GET / anyone',
    'GET /.well-known/authzen-configuration anyone',
    'GET /api/account/passkeys signed-in',
    'GET /api/acts signed-in',
    'GET /api/acts/:index signed-in',
    'GET /api/acts/:index/receipt signed-in',
    'GET /api/event anyone',
    'GET /api/exercise signed-in',
    'GET /api/guide signed-in',
    'GET /api/items/:id/text signed-in',
    'GET /api/live signed-in',
    'GET /api/mandates signed-in',
    'GET /api/mandates/decisions signed-in',
    'GET /api/mandates/documents signed-in',
    'GET /api/mandates/drafts signed-in',
    'GET /api/matters/:slice signed-in',
    'GET /api/matters/:slice/:id signed-in',
    'GET /api/may signed-in',
    'GET /api/openapi.json anyone',
    'GET /api/oversight overseer',
    'GET /api/queue signed-in',
    'GET /api/receipts signed-in',
    'GET /api/retention signed-in',
    'GET /api/retention/record signed-in',
    'GET /api/search signed-in',
    'GET /api/session anyone',
    'GET /api/sign-in anyone',
    'GET /api/sign-in/provider/:provider anyone',
    'GET /api/sign-in/provider/:provider/callback anyone',
    'GET /api/vocabulary signed-in',
    'GET /healthz operator',
    'GET /log enrolled-reader',
    'GET /metrics operator',
    'GET /public/* anyone',
    'GET /receipts enrolled-reader',
    'GET /receipts/:index enrolled-reader',
    'GET /room anyone',
    'GET /wall/acts.js anyone',
    'GET /wall/alerts.js anyone',
    'GET /wall/events host-wall',
    'GET /wall/icon.svg anyone',
    'GET /wall/wall.css anyone',
    'GET /wall/wall.js anyone',
    'POST /access/v1/evaluation enrolled-reader',
    'POST /access/v1/evaluations enrolled-reader',
    'POST /access/v1/search/action enrolled-reader',
    'POST /access/v1/search/resource enrolled-reader',
    'POST /access/v1/search/subject enrolled-reader',
    'POST /acts signed-act',
    'POST /api/account/passkey signed-in',
    'POST /api/account/passkey/options signed-in',
    'POST /api/account/password signed-in',
    'POST /api/preview signed-in',
    'POST /api/sign-in/key anyone',
    'POST /api/sign-in/link anyone',
    'POST /api/sign-in/passkey anyone',
    'POST /api/sign-in/passkey/options anyone',
    'POST /api/sign-in/password anyone',
    'POST /api/sign-in/provider/:provider/logout anyone',
  ]);
});

test('each that needs a session refuses who has none, and who has one but not that office', async () => {
  const begun = await beginByLink(signIn, 'duty-a');
  const cookie = `remit=${begun?.secret}`;
  const served: string[] = [];
  for (const { method, url, audience } of http.routes) {
    if (!['signed-in', 'overseer', 'director'].includes(audience)) continue;
    const asked = { method: method as 'GET', url: url.replace(/:\w+/g, 'x') };
    const nobody = await ask(asked);
    assert.equal(nobody.statusCode, 401, `${method} ${url}`);
    if (method !== 'HEAD') assert.equal(nobody.json().code, 'not-signed-in');
    served.push(audience);
    if (audience === 'signed-in') continue;
    const headers = { ...HOST, cookie, 'x-csrf-token': csrfToken(begun?.secret ?? '') };
    assert.equal((await ask({ ...asked, headers })).statusCode, 403, `${method} ${url}`);
  }
  assert.ok(served.includes('signed-in') && served.includes('overseer'));
});

test('one that does not say whom it serves is not let in', () => {
  const app = Fastify();
  requireAudience(app);
  assert.throws(() => app.get('/open', async () => 'anything'), /does not say whom it serves/);
});

test('the description refers to nothing that it does not hold', () => {
  const document = JSON.stringify(described(http.app));
  assert.deepEqual(document.match(/"\$ref":"[^"]*"/g) ?? [], []);
});

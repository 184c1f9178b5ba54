import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import Fastify from 'fastify';
import { LIMITS } from '../../base/limits.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import { assembleSet } from '../../mandates/compile.ts';
import { exportsOf } from '../../publication/exports.ts';
import { publicFiles } from '../../publication/site.ts';
import { viewOf } from '../../publication/testing/views.ts';
import { publicRoute } from './public-route.ts';

async function served() {
  const files = new MemoryFiles();
  for (const { path, text } of publicFiles(await viewOf('harbour-summit')))
    await files.write(path, Buffer.from(text('2026-02-05')));
  const scenario = await suppliedScenario('harbour-summit');
  for (const exported of exportsOf('ab'.repeat(32), assembleSet(scenario), scenario))
    for (const { path, text } of exported) await files.write(path, Buffer.from(text));
  const beside = ['verify.js', 'remit-verify.mjs', 'public.css', 'icon.svg', 'ledger/witnessed', 'ledger/policy'];
  for (const path of beside) await files.write(path, Buffer.from(`/* ${path} */`));
  const app = Fastify();
  publicRoute(app, files);
  return { app, files };
}

test('every file of the site is served byte for byte with its type; a folder gives its first page', async () => {
  const { app, files } = await served();
  for (const [path, bytes] of await files.all()) {
    const answer = await app.inject(`/public/${path}`);
    assert.equal(answer.statusCode, 200, path);
    assert.ok(answer.rawPayload.equals(bytes), path);
    const end = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? 'none';
    const type = {
      html: 'text/html',
      none: 'text/plain',
      js: 'text/javascript',
      mjs: 'text/javascript',
      css: 'text/css',
      svg: 'image/svg+xml',
      json: 'application/json',
      csv: 'text/csv',
      jsonl: 'application/x-ndjson',
      txt: 'text/plain',
      cedar: 'text/plain',
      cedarschema: 'text/plain',
      smt2: 'text/plain',
    }[end];
    assert.ok(String(answer.headers['content-type']).startsWith(type ?? '?'), path);
  }
  const [english, italian] = [await app.inject('/public/'), await app.inject('/public/it/')];
  assert.match(english.body, /<html lang="en">/);
  assert.match(italian.body, /<html lang="it">/);
});

test('pages and data are asked for again each time, so that all are of one age, and sent again only where they changed', async () => {
  const { app, files } = await served();
  for (const url of ['/public/guests.html', '/public/commitments.html', '/public/data/proofs.json']) {
    const first = await app.inject(url);
    assert.equal(first.headers['cache-control'], 'no-cache', url);
    const headers = { 'if-none-match': String(first.headers.etag) };
    const same = await app.inject({ url, headers });
    assert.deepEqual([same.statusCode, same.body], [304, ''], url);
    await files.write(url.slice('/public/'.length), Buffer.from('another'));
    const changed = await app.inject({ url, headers });
    assert.deepEqual([changed.statusCode, changed.body], [200, 'another'], url);
  }
});

test('a file is read as it is taken, and left off where its reader goes', async () => {
  const size = 1 << 30;
  let read = 0;
  const bytes = new Readable({
    read(wanted) {
      read += wanted;
      this.push(Buffer.alloc(wanted));
    },
  });
  const app = Fastify();
  publicRoute(app, { open: async () => ({ size, version: '1', bytes }) });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /public/public.css HTTP/1.1\r\nhost: a\r\n\r\n');
  const [head] = await once(socket, 'data');
  assert.match(String(head), /content-length: 1073741824\r\n/);
  socket.pause();
  socket.destroy();
  await once(bytes, 'close');
  assert(read < size / 2, `${read} bytes were read for nobody`);
  await app.close();
});

test('so many files are on their way to one address, and another’s are sent beside them', async () => {
  const unread: Readable[] = [];
  const app = Fastify();
  publicRoute(app, {
    async open() {
      const bytes = new Readable({ read() {} });
      unread.push(bytes);
      return { size: 1, version: '1', bytes };
    },
  });
  const ask = (remoteAddress: string) => app.inject({ url: '/public/public.css', remoteAddress });
  const asked = Array.from({ length: LIMITS.filesToAddress }, () => ask('10.0.0.1'));
  while (unread.length < LIMITS.filesToAddress) await new Promise((turn) => setImmediate(turn));
  const more = await ask('10.0.0.1');
  assert.deepEqual([more.statusCode, more.json().code], [503, 'busy']);
  const finish = () => {
    for (const bytes of unread.splice(0)) {
      bytes.push('x');
      bytes.push(null);
    }
  };
  const other = ask('10.0.0.2');
  while (unread.length <= LIMITS.filesToAddress) await new Promise((turn) => setImmediate(turn));
  finish();
  assert.equal((await other).statusCode, 200);
  for (const one of await Promise.all(asked)) assert.equal(one.body, 'x');
  const again = ask('10.0.0.1');
  while (unread.length === 0) await new Promise((turn) => setImmediate(turn));
  finish();
  assert.equal((await again).statusCode, 200);
});

test('only the verify page may run a script, from this site alone; no page may be framed or send a form', async () => {
  const { app, files } = await served();
  for (const path of (await files.all()).keys()) {
    if (!path.endsWith('.html')) continue;
    const policy = String((await app.inject(`/public/${path}`)).headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'; style-src 'self'; /, path);
    assert.match(policy, /form-action 'none'; frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/, path);
    const isVerify = /(^|\/)verify\.html$/.test(path);
    assert.equal(policy.includes("script-src 'self'; connect-src 'self'"), isVerify, path);
    assert.equal(policy.includes('script-src'), isVerify, path);
  }
});

test('batches of openings are served as files that never change', async () => {
  const { app, files } = await served();
  for (const [path, type] of [
    ['opened/1/manifest.json', 'application/json; charset=utf-8'],
    ['opened/12.statement.json', 'application/json; charset=utf-8'],
    ['opened/12/10000.jsonl', 'application/x-ndjson; charset=utf-8'],
  ] as const) {
    await files.write(path, Buffer.from('x'));
    const answer = await app.inject(`/public/${path}`);
    assert.equal(answer.statusCode, 200, path);
    assert.equal(answer.headers['content-type'], type);
    assert.match(String(answer.headers['cache-control']), /immutable/);
  }
});

test('links from one key of the ledger to the next are served as files that never change', async () => {
  const { app, files } = await served();
  for (const path of ['ledger/keys/1', 'ledger/keys/10', 'ledger/keys/64']) {
    await files.write(path, Buffer.from(`link ${path}`));
    const answer = await app.inject(`/public/${path}`);
    assert.deepEqual([answer.statusCode, answer.body], [200, `link ${path}`], path);
    assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
    assert.match(String(answer.headers['cache-control']), /immutable/);
  }
  const missing = await app.inject('/public/ledger/keys/2');
  assert.equal(missing.statusCode, 404);
  assert.doesNotMatch(String(missing.headers['cache-control']), /immutable/, 'the next link may come');
});

test('half-written and strange files are not served', async () => {
  const { app, files } = await served();
  for (const path of [
    'index.html.tmp',
    'notes.html',
    'it/verify.js',
    'data/counts.csv.tmp',
    'data/people.json',
    'de/index.html',
    `exports/${'ab'.repeat(32)}/cedar/policies.cedar.tmp`,
    `exports/${'ab'.repeat(32)}/cedar/.hidden.json`,
    `exports/${'ab'.repeat(32)}/people/list.json`,
    'exports/latest/cedar/set.json',
    'ledger/keys/0',
    'ledger/keys/01',
    'ledger/keys/100',
    'ledger/keys/1.tmp',
    'ledger/keys/1/2',
    'opened/1/begun.json',
    'opened/0/manifest.json',
    'opened/1/01.jsonl',
    'opened/1/1.jsonl.tmp',
    'opened/1/x/1.jsonl',
  ]) {
    await files.write(path, Buffer.from('x'));
    assert.equal((await app.inject(`/public/${path}`)).statusCode, 404, path);
  }
  for (const path of ['it', 'it//', 'data/', 'INDEX.html', 'index.html/', 'it/../index.html%00', 'verify.js%0a']) {
    assert.ok([400, 404].includes((await app.inject(`/public/${path}`)).statusCode), path);
  }
});

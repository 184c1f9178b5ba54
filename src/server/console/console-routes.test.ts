import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { requireAudience } from '../http/route-audience.ts';
import { consoleRoutes } from './console-routes.ts';

let folder = '';
let app: FastifyInstance;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remit-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="REMIT_STYLE_NONCE"><div></div>');
  await writeFile(join(folder, 'assets', 'main-abc.js'), 'run()');
  await writeFile(join(folder, 'assets', 'notes.txt'), 'left behind');
  await writeFile(join(folder, 'secret.js'), 'not an asset');
  app = Fastify();
  requireAudience(app);
  await consoleRoutes(app, { folder });
});

after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const open = (url: string, headers: Record<string, string> = { accept: 'text/html' }) => app.inject({ url, headers });

describe('the page', () => {
  test('comes for every path that a person opens, with a nonce of its own each time', async () => {
    const nonces = new Set<string>();
    for (const url of ['/console/', '/console/log', '/console/entry/12?x=1', '/console/..%2fsecret.js']) {
      const answer = await open(url);
      assert.equal(answer.statusCode, 200, url);
      const nonce = /nonce="([^"]+)"/.exec(answer.body)?.[1] ?? '';
      assert.match(nonce, /^[A-Za-z0-9_-]{24}$/);
      assert.ok(String(answer.headers['content-security-policy']).includes(`style-src 'self' 'nonce-${nonce}'`));
      assert.equal(answer.headers['cache-control'], 'no-store');
      nonces.add(nonce);
    }
    assert.equal(nonces.size, 4);
  });

  test('allows nothing inline, nothing from elsewhere, and no text to become script', async () => {
    const policy = String((await open('/console/')).headers['content-security-policy']);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    assert.match(policy, /require-trusted-types-for 'script'/);
  });

  test('is no answer to a script or style that is missing', async () => {
    for (const headers of [{ accept: '*/*' }, { accept: 'text/html', 'sec-fetch-mode': 'no-cors' }]) {
      const answer = await open('/console/assets-of-before.js', headers);
      assert.equal(answer.statusCode, 404);
      assert.equal(answer.json().code, 'not-found');
    }
    assert.equal((await open('/console/log', { accept: '*/*', 'sec-fetch-mode': 'navigate' })).statusCode, 200);
  });

  test('leads there without the last slash', async () => {
    const answer = await open('/console');
    assert.equal(answer.statusCode, 308);
    assert.equal(answer.headers['location'], '/console/');
  });
});

describe('its files', () => {
  test('never change', async () => {
    const answer = await open('/console/assets/main-abc.js');
    assert.equal(answer.body, 'run()');
    assert.match(String(answer.headers['content-type']), /^text\/javascript/);
    assert.match(String(answer.headers['cache-control']), /immutable/);
  });

  test('are those of the build and no others', async () => {
    for (const name of ['notes.txt', '../secret.js', '..%2fsecret.js', '%2e%2e/secret.js', 'x'.repeat(5_000), '']) {
      const answer = await open(`/console/assets/${name}`, { accept: '*/*' });
      assert.equal([404, 414].includes(answer.statusCode), true, `${name}: ${answer.statusCode}`);
    }
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folderSource } from './folder.ts';
import { httpSource } from './http.ts';
import { nodePrimitives } from './node.ts';
import { pinFolder } from './pin-folder.ts';
import { buildLedger } from './testing/builder.ts';
import { keysOf } from './testing/check.ts';
import { verifyLedger } from './verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-verify-'));
after(() => rmSync(folder, { recursive: true }));

test('folder: plain files within the bound, and nothing else', async () => {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'deep'), { recursive: true });
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(folder, 'outside', 'secret'), 'secret');
  writeFileSync(join(root, 'deep', 'file'), '12345');
  symlinkSync(join(folder, 'outside', 'secret'), join(root, 'link'));
  symlinkSync('deep/file', join(root, 'inner'));
  symlinkSync(join(folder, 'outside'), join(root, 'way-out'));
  symlinkSync('deep', join(root, 'way-in'));
  symlinkSync('/dev/zero', join(root, 'zero'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const source = folderSource(root);
  const read = async (path: string, bytesMax = 5) => {
    const found = await source.read(path, bytesMax);
    return found.kind === 'bytes' ? Buffer.from(found.bytes).toString() : found.kind;
  };
  assert.equal(await read('deep/file'), '12345');
  assert.equal(await read('way-in/file'), '12345');
  assert.equal(await read('deep/file', 4), 'too-long');
  assert.equal(await read('deep/none'), 'missing');
  assert.equal(await read('deep/file/none'), 'missing');
  assert.equal(await read('none/none'), 'missing');
  for (const path of ['deep', 'link', 'inner', 'zero', 'pipe', 'way-out/secret', '../outside/secret']) {
    assert.equal(await read(path), 'unreadable', path);
  }
  assert.deepEqual(await source.list?.('deep', 10), ['file']);
  assert.deepEqual(await source.list?.('way-out', 10), []);
  assert.deepEqual(await source.list?.('none', 10), []);
});

/** Serves with `listener` while `use` runs. */
async function served(listener: RequestListener, use: (base: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/public`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('http: bytes, missing, other answers, redirects, endless and stalling bodies', async () => {
  const listener: RequestListener = (request, response) => {
    const path = request.url?.replace('/public/', '') ?? '';
    if (path === 'good') response.end('12345');
    else if (path === 'empty') response.end();
    else if (path === 'moved') response.writeHead(302, { location: '/public/good' }).end();
    else if (path === 'cut') {
      response.writeHead(200, { 'content-length': '100' }).write('12345');
      setImmediate(() => response.destroy());
    } else if (path === 'stalls') response.write('1');
    else if (path === 'endless') {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    } else if (path === 'lies') response.writeHead(200, { 'content-length': '5' }).end('12345');
    else response.writeHead(Number(path)).end('x');
  };
  await served(listener, async (base) => {
    const source = httpSource(base, { timeoutMilliseconds: 500 });
    const read = async (path: string, bytesMax = 5) => {
      const found = await source.read(path, bytesMax);
      return found.kind === 'bytes' ? Buffer.from(found.bytes).toString() : found.kind;
    };
    assert.equal(await read('good'), '12345');
    assert.equal(await read('good', 4), 'too-long');
    assert.equal(await read('empty'), '');
    assert.equal(await read('endless', 1_000_000), 'too-long');
    for (const status of [404, 410]) assert.equal(await read(`${status}`), 'missing');
    for (const path of [204, 206, 401, 403, 429, 500, 503, 'moved', 'cut', 'stalls']) {
      assert.equal(await read(`${path}`), 'unreadable', `${path}`);
    }
  });
  assert.equal((await httpSource('http://127.0.0.1:1/').read('x', 1)).kind, 'unreadable');
});

test('http: a whole export is OK, and one with a server that breaks off is UNREADABLE', async () => {
  const { files, secrets } = buildLedger(300);
  let broken = '';
  const listener: RequestListener = (request, response) => {
    const path = request.url?.replace('/public/', '') ?? '';
    const bytes = files.get(path);
    if (path === broken) response.writeHead(500).end();
    else if (bytes === undefined) response.writeHead(404).end();
    else response.end(bytes);
  };
  await served(listener, async (base) => {
    const report = await verifyLedger(httpSource(base), { primitives: nodePrimitives, keys: keysOf(secrets) });
    assert.equal(report.status, 'OK', JSON.stringify(report.findings));
    assert.equal(report.counts.replayed, 300);
    for (broken of ['ledger/checkpoint', 'ledger/tile/0/000', 'ledger/tile/1/000.p/1']) {
      assert.equal((await verifyLedger(httpSource(base), { primitives: nodePrimitives })).status, 'UNREADABLE', broken);
    }
  });
});

test('pin folder: is made, is written whole, says when it cannot', async () => {
  const pins = pinFolder(join(folder, 'a', 'b'));
  assert.deepEqual(await pins.read('x.json', 10), { kind: 'missing' });
  assert.equal(await pins.write('x.json', Buffer.from('1')), undefined);
  assert.equal(await pins.write('x.json', Buffer.from('2')), undefined);
  assert.deepEqual(Buffer.from(((await pins.read('x.json', 10)) as { bytes: Uint8Array }).bytes).toString(), '2');
  writeFileSync(join(folder, 'plain'), '');
  assert.equal(typeof (await pinFolder(join(folder, 'plain')).write('x.json', Buffer.from('1'))), 'string');
});

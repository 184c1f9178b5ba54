import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { LIMITS } from '../../base/limits.ts';
import { StartRefused } from '../store/postgres-connection.ts';
import { until } from '../testing/witnessed-room.ts';
import { SignerAway } from './port.ts';
import { askAtSocket } from './socket-client.ts';
import { type SocketServed, serveAtSocket } from './socket-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-socket-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const freshPath = () => join(folder, `${++made}`);

/** A server that gives each line back, and what it was asked. */
async function echo(changed: Partial<SocketServed> = {}) {
  const path = freshPath();
  const asked: string[] = [];
  const answer = async (line: string) => {
    asked.push(line);
    return `got ${line}`;
  };
  const server = await serveAtSocket({ path, answer, ...changed });
  return { path, asked, server };
}

/** Sends these bytes as they are, and reads to the end of the connection. */
async function raw(path: string, bytes: string | Buffer, ends = false): Promise<string> {
  const socket = createConnection(path);
  socket.on('error', () => {});
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('utf8');
  });
  if (ends) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, 'close');
  return text;
}

const away = (why: RegExp) => (error: unknown) => error instanceof SignerAway && why.test(error.message);

test('only its own user may ask; with a group, that group too', async () => {
  const own = await echo();
  assert.equal(statSync(own.path).mode & 0o777, 0o600);
  assert.equal(await askAtSocket(own.path)('one'), 'got one');
  const shared = await echo({ group: true });
  assert.equal(statSync(shared.path).mode & 0o777, 0o660);
  for (const { server } of [own, shared]) await server.close();
  assert.ok(!existsSync(own.path), 'a socket that was closed in order is gone');
});

test('a request is one line, whole and of bounded length; anything else is told so, and asks nothing', async () => {
  const { path, asked, server } = await echo();
  assert.match(await raw(path, 'one\ntwo\n'), /"failed":"a connection takes one request"/);
  assert.match(await raw(path, Buffer.from([0xff, 0xfe, 0x0a])), /"failed":"the request is no UTF-8"/);
  const huge = 'x'.repeat(LIMITS.signerLineBytes);
  assert.match(await raw(path, `${huge}\n`), /"failed":"a request has at most/);
  assert.match(await raw(path, `${huge}${huge}${huge}`), /"failed":"a request has at most/);
  assert.equal(await raw(path, 'half a line', true), '');
  assert.equal(await raw(path, '', true), '');
  assert.deepEqual(asked, []);
  const whole = 'y'.repeat(LIMITS.signerLineBytes - 1);
  assert.equal(await raw(path, `${whole}\n`), `got ${whole}\n`);
  assert.equal(await raw(path, 'ended\n', true), 'got ended\n');
  await server.close();
});

test('whoever sends nothing, or half a line, is cut off, and others are answered meanwhile', async () => {
  const { path, asked, server } = await echo({ paces: { requestMs: 500 } });
  const slow = [raw(path, ''), raw(path, 'half')];
  assert.equal(await askAtSocket(path)('one'), 'got one');
  assert.deepEqual(await Promise.all(slow), ['', '']);
  assert.deepEqual(asked, ['one']);
  await server.close();
});

test('a signer that is slow, cut off half way, says too much, or is not there at all is away', async () => {
  const ask = askAtSocket(freshPath());
  await assert.rejects(ask('one'), away(/cannot be reached \(ENOENT\)/));
  const answers: [string | undefined, RegExp][] = [
    [undefined, /did not answer in time/],
    ['half an answ', /was cut off half way/],
    ['', /was cut off half way/],
    ['z'.repeat(LIMITS.signerLineBytes + 1), /answered more than is read/],
  ];
  for (const [text, why] of answers) {
    const path = freshPath();
    const server = createServer((socket) => {
      socket.on('error', () => {});
      if (text !== undefined) socket.end(text);
      socket.resume();
    });
    server.listen(path);
    await once(server, 'listening');
    await assert.rejects(askAtSocket(path, { answerMs: text === undefined ? 20 : 10_000 })('one'), away(why));
    server.close();
  }
});

test('a socket that a killed process left is taken over; one that answers, and a file, are not', async () => {
  const { path, server } = await echo();
  await assert.rejects(serveAtSocket({ path, answer: async () => '' }), /another process answers at the socket/);
  await server.close();
  const leftBehind = createServer();
  leftBehind.listen(path);
  await once(leftBehind, 'listening');
  const other = `${path}-moved`;
  // What a kill leaves: the name of a socket at which nobody listens.
  renameSync(path, other);
  leftBehind.close();
  await until(() => !leftBehind.listening);
  const again = await serveAtSocket({ path: other, answer: async (line) => `again ${line}` });
  assert.equal(await askAtSocket(other)('one'), 'again one');
  await again.close();
  const file = freshPath();
  writeFileSync(file, 'mine');
  await assert.rejects(serveAtSocket({ path: file, answer: async () => '' }), /is no socket: nothing was removed/);
  await assert.rejects(
    serveAtSocket({ path: join(folder, 'x'.repeat(200)), answer: async () => '' }),
    (error) => error instanceof StartRefused && /cannot be made/.test(error.message),
  );
});

test('where the socket goes and comes back, the same client asks on', async () => {
  const { path, server } = await echo();
  const ask = askAtSocket(path);
  assert.equal(await ask('one'), 'got one');
  await server.close();
  await assert.rejects(ask('two'), SignerAway);
  const again = await serveAtSocket({ path, answer: async (line) => `again ${line}` });
  assert.equal(await ask('three'), 'again three');
  chmodSync(path, 0o600);
  unlinkSync(path);
  await assert.rejects(ask('four'), away(/ENOENT/));
  await again.close();
});

test('more connections than a signer has are closed, and it answers on', async () => {
  const { path, server } = await echo();
  const held = Array.from({ length: LIMITS.signerConnections }, () => createConnection(path));
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  await assert.rejects(askAtSocket(path)('one'), SignerAway);
  const [first] = held;
  first?.destroy();
  await until(async () => (await askAtSocket(path)('two').catch(() => '')) === 'got two');
  for (const socket of held) socket.destroy();
  await server.close();
});

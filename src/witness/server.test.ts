import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { seededRandom } from '../base/seeded-random.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { TestLog } from '../ledger/testing/test-log.ts';
import { serveWitness, type WitnessServerOptions } from './server.ts';
import { Witness } from './witness.ts';

const LOG = new TestLog('room.live.remit.example/0123456789ab');

async function withServer(
  body: (port: number, failures: unknown[]) => Promise<void>,
  changed: Partial<WitnessServerOptions> = {},
): Promise<void> {
  const place = { files: new MemoryFiles(), clock: { wallNow: () => 1_000_000 } };
  const witness = await Witness.create({ ...place, name: 'witness.example/w1', random: seededRandom(3).bytes });
  await witness.trust(LOG.vkey);
  const failures: unknown[] = [];
  const answer = (bytes: Uint8Array) => witness.answer(bytes);
  const server = await serveWitness({
    answer,
    port: 0,
    host: '127.0.0.1',
    failed: (error) => failures.push(error),
    ...changed,
  });
  try {
    await body(server.port, failures);
  } finally {
    await server.close();
  }
}

const post = (port: number, body: Uint8Array | string, path = '/add-checkpoint', method = 'POST') =>
  fetch(`http://127.0.0.1:${port}${path}`, { method, ...(method === 'GET' ? {} : { body }) });

/** Writes these bytes and nothing more, and gives what came back until the other side closed. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => {
    heard += String(chunk);
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return heard;
}

describe('the witness over HTTP', () => {
  test('cosigns, and says what it cosigned last with the type of a size', () =>
    withServer(async (port) => {
      const first = await post(port, await LOG.request(0, 5));
      assert.equal(first.status, 200);
      assert.match(await first.text(), /^— witness\.example\/w1 \S+\n$/);
      const second = await post(port, await LOG.request(0, 5));
      assert.deepEqual(
        [second.status, second.headers.get('content-type'), await second.text()],
        [409, 'text/x.tlog.size', '5\n'],
      );
    }));

  test('answers several requests on one connection', () =>
    withServer(async (port) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const used = new Set<unknown>();
      for (const [old, size] of [
        [0, 5],
        [5, 9],
        [9, 9],
      ] as const) {
        const asking = request({ port, agent, method: 'POST', path: '/add-checkpoint' });
        asking.end(await LOG.request(old, size));
        const [response] = await once(asking, 'response');
        assert.equal(response.statusCode, 200);
        used.add(asking.socket);
        response.resume();
        await once(response, 'end');
      }
      agent.destroy();
      assert.equal(used.size, 1);
    }));

  test('has this path and this method only', () =>
    withServer(async (port) => {
      const request = await LOG.request(0, 5);
      for (const path of ['/', '/add-checkpoint/', '/add-checkpoint?x', '/x/add-checkpoint'])
        assert.equal((await post(port, request, path)).status, 404, path);
      for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
        const answer = await post(port, request, '/add-checkpoint', method);
        assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'POST'], method);
      }
    }));

  test('reads no more than the bound, whether the length is said or not', () =>
    withServer(async (port) => {
      const head = 'POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n';
      assert.match(await raw(port, `${head}Content-Length: 69633\r\n\r\n`), /^HTTP\/1\.1 413 /);
      const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
      assert.match(
        await raw(port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}${chunk}`),
        /^HTTP\/1\.1 413 /,
      );
      assert.equal((await post(port, await LOG.request(0, 5))).status, 200, 'others are served');
    }));

  test('does not wait for ever for a body, nor for headers', () =>
    withServer(
      async (port) => {
        const head = 'POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n';
        assert.match(await raw(port, `${head}Content-Length: 100\r\n\r\nold 0`), /^HTTP\/1\.1 408 /);
        assert.match(await raw(port, head), /^HTTP\/1\.1 408 /);
      },
      { requestMs: 100 },
    ));

  test('says 500 and tells its operator where it cannot answer, and goes on', () => {
    let broken = true;
    const answer = async () => {
      if (broken) throw new Error('the disk is gone');
      return { status: 200, type: 'text/plain', body: 'well\n' };
    };
    return withServer(
      async (port, failures) => {
        assert.equal((await post(port, 'x')).status, 500);
        assert.match(String(failures[0]), /the disk is gone/);
        broken = false;
        assert.equal((await post(port, 'x')).status, 200);
      },
      { answer },
    );
  });

  test('holds at most 64 connections: the next is closed', () =>
    withServer(async (port) => {
      const held = Array.from({ length: 64 }, () => connect(port, '127.0.0.1'));
      await Promise.all(held.map((socket) => once(socket, 'connect')));
      const beyond = connect(port, '127.0.0.1');
      beyond.on('error', () => {});
      await once(beyond, 'close');
      for (const socket of held) socket.destroy();
    }));
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { TestMachine } from '../testing/test-room.ts';
import { buildHttpServer } from './http-server.ts';

const MAX = 8;

/** A server with few connections, and how to open one on which a text is sent. */
async function served() {
  let now = 0;
  const calls: (() => void)[] = [];
  const every = (_ms: number, call: () => void) => {
    calls.push(call);
    return () => calls.splice(calls.indexOf(call), 1);
  };
  const machine = new TestMachine();
  const room = await machine.open();
  const http = await buildHttpServer(room, {
    wallNow: Date.now,
    unforeseen: () => {},
    connections: { max: MAX, bodyMs: 10_000, every, now: () => now },
  });
  const port = await http.listen(0);
  const sockets: Socket[] = [];
  const said = async (text: string) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  };
  const room200 = async () => (await fetch(`http://127.0.0.1:${port}/room`)).status;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await http.close();
    await room.stop();
  };
  const pass = (ms: number) => {
    now += ms;
    for (const call of calls) call();
  };
  return { said, room200, close, pass, head: `Host: 127.0.0.1:${port}\r\n` };
}

test('who holds connections and sends nothing, half a head or half a body keeps nobody out', async () => {
  const { said, room200, close, head } = await served();
  const body = `content-type: application/json\r\ncontent-length: 30000\r\n\r\n{`;
  for (const text of ['', 'GET /ro', `GET /room HTTP/1.1\r\n${head}`, `POST /acts HTTP/1.1\r\n${head}${body}`]) {
    for (let n = 0; n < 2 * MAX; n++) await said(text);
    assert.equal(await room200(), 200, JSON.stringify(text));
  }
  await close();
});

test('what is being answered stays, and where all is, the one that comes is told so; an act still goes its way', async () => {
  const { said, room200, close, head } = await served();
  const streams: Socket[] = [];
  for (let n = 0; n < MAX; n++) {
    const stream = await said(`GET /wall/events HTTP/1.1\r\n${head}\r\n`);
    await once(stream, 'data');
    streams.push(stream);
  }
  const answered = async (text: string) => {
    const socket = await said(text);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    await once(socket, 'close');
    return answer;
  };
  for (let n = 0; n < 3 * MAX; n++) {
    const answer = await answered(`GET /room HTTP/1.1\r\n${head}\r\n`);
    assert.match(answer, /^HTTP\/1\.1 503 .*retry-after: 5\r\n.*"code":"busy"/s);
  }
  const alarm = await answered(
    `POST /acts HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: 2\r\n\r\n{}`,
  );
  assert.match(alarm, /^HTTP\/1\.1 4.*"code":"malformed"/s, 'it was looked at');
  assert.deepEqual(
    streams.map(({ closed }) => closed),
    Array.from({ length: MAX }, () => false),
  );
  streams[0]?.destroy();
  const [first] = streams;
  if (first?.closed === false) await once(first, 'close');
  await until(async () => (await room200()) === 200);
  await close();
});

test('however many come beyond the bound, each is told so, and there is room again when they are gone', async () => {
  const { said, room200, close, head } = await served();
  const streams: Socket[] = [];
  for (let n = 0; n < MAX; n++) {
    const stream = await said(`GET /wall/events HTTP/1.1\r\n${head}\r\n`);
    await once(stream, 'data');
    streams.push(stream);
  }
  const many = await Promise.all(Array.from({ length: 200 }, () => said('')));
  const told = many.map(async (socket) => {
    const [data] = socket.readableEnded ? [''] : await once(socket, 'data');
    return String(data).split('\r\n')[0];
  });
  // The last ones may still send a request; those before them were told without one.
  const early = await Promise.all(told.slice(0, 100));
  assert.deepEqual(new Set(early), new Set(['HTTP/1.1 503 Service Unavailable']));
  for (const socket of [...streams, ...many]) socket.destroy();
  await until(async () => (await room200()) === 200);
  await close();
});

test('a body that trickles in ends its connection, a stream that goes on does not', async () => {
  const { said, close, pass, head } = await served();
  const stream = await said(`GET /wall/events HTTP/1.1\r\n${head}\r\n`);
  await once(stream, 'data');
  const slow = await said(`POST /acts HTTP/1.1\r\n${head}content-type: application/json\r\nexpect: 100-continue\r\n`);
  const ended = new Promise((resolve) => slow.once('close', resolve));
  slow.write('content-length: 30000\r\n\r\n');
  // The head was read: Node asks for the body.
  await once(slow, 'data');
  slow.write('{');
  pass(9_000);
  assert.equal(slow.destroyed, false);
  pass(2_000);
  await ended;
  assert.equal(stream.closed, false);
  await close();
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 500; n++) {
    if (await holds()) return;
    await new Promise((done) => setImmediate(done));
  }
  assert.fail('it never came to that');
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { LIMITS } from '../../base/limits.ts';
import { answerInTurn } from './answers-in-turn.ts';

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

/** A server whose answers are given by hand, and a clock that is moved by hand. */
async function served() {
  const asked: { readonly url: string; readonly response: ServerResponse }[] = [];
  let came = () => {};
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', response });
    came();
  });
  let [at, look] = [0, () => {}];
  answerInTurn(server, {
    now: () => at,
    every(_ms, call) {
      look = call;
      return () => {};
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    server.closeAllConnections();
  });
  return {
    asked,
    async said(text: string): Promise<Socket> {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(text);
      return socket;
    },
    /** Resolves when so many requests were begun. */
    async begun(count: number): Promise<void> {
      while (asked.length < count) {
        await new Promise<void>((resolve) => {
          came = resolve;
        });
      }
    },
    pass(ms: number) {
      at += ms;
      look();
    },
  };
}

function requests(count: number): string {
  return Array.from({ length: count }, (_, n) => `GET /${n} HTTP/1.1\r\nhost: a\r\n\r\n`).join('');
}

test('what is asked ahead on a connection is begun when what came before was taken, in order', async () => {
  const { asked, said, begun } = await served();
  const socket = await said(requests(LIMITS.requestsBehind + 1));
  let answers = '';
  socket.on('data', (data) => {
    answers += data;
  });
  for (let n = 0; n <= LIMITS.requestsBehind; n++) {
    await begun(n + 1);
    assert.equal(asked.length, n + 1, 'one at a time');
    asked[n]?.response.end(`<${n}>`);
  }
  socket.end();
  await once(socket, 'close');
  assert.deepEqual(
    [...answers.matchAll(/<(\d+)>/g)].map(([, n]) => Number(n)),
    asked.map((_, n) => n),
  );
});

test('who asks for hundreds of answers ahead has the connection closed, and others go on', async () => {
  const { asked, said, begun } = await served();
  const many = await said(requests(500));
  await once(many, 'close');
  assert.equal(asked.length, 0, 'not even the first was begun');
  const other = await said(requests(1));
  await begun(1);
  asked[0]?.response.end('here');
  assert.match(String((await once(other, 'data'))[0]), /here$/);
});

test('what was asked behind one too many is not begun', async () => {
  const { asked, said, begun } = await served();
  const socket = await said(requests(5));
  await begun(1);
  const [first] = asked;
  assert(first !== undefined);
  first.response.statusCode = 429;
  first.response.end('later');
  socket.resume();
  await once(socket, 'close');
  assert.equal(asked.length, 1);
});

test('a connection on which nothing is taken is closed after a time; one that waits for more to come is not', async () => {
  const { asked, said, begun, pass } = await served();
  const quiet = await said(requests(1));
  await begun(1);
  asked[0]?.response.write('an event');
  await once(quiet, 'data');
  const idle = await said(requests(1));
  await begun(2);
  const big = asked[1]?.response ?? assert.fail();
  idle.pause();
  while (big.write(Buffer.alloc(1 << 20)));
  big.write(Buffer.alloc(1 << 26));
  const gone = once(big, 'close');
  pass(0);
  pass(LIMITS.takenWithinMs - 1);
  assert.equal(big.destroyed, false);
  // Once more: what the operating system took meanwhile counts as taken.
  for (let n = 0; n < 3 && !big.destroyed; n++) pass(LIMITS.takenWithinMs);
  await gone;
  assert.equal(asked[0]?.response.destroyed, false);
  assert.equal(quiet.destroyed, false);
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ActsRow } from '../../views/acts-row.ts';
import { SigningRoom } from '../sign-in/testing/signing-room.ts';
import { actOf } from '../testing/test-room.ts';
import { readingOf } from './testing/reading.ts';

const NAME = 'room.example';
/** From where its proxy asks. */
const PROXY = '127.0.0.2';
let signing: SigningRoom;

before(async () => {
  signing = await SigningRoom.open({ https: true, hosts: [NAME], proxies: [PROXY] });
});
after(async () => {
  await signing.close();
});

describe('what is for the machine on which the room runs', () => {
  const status = async (url: string, headers: Record<string, string>) => {
    return (await signing.http.app.inject({ url, headers, remoteAddress: '127.0.0.1' })).statusCode;
  };

  test('is served to it alone, and to nobody who comes through the proxy', async () => {
    for (const url of ['/healthz', '/metrics']) {
      for (const host of ['127.0.0.1:0', 'localhost:0', '[::1]:0'])
        assert.equal(await status(url, { host }), 200, host);
    }
    const routes = signing.http.routes.filter(({ audience }) => audience === 'operator' || audience === 'host-wall');
    assert.deepEqual([...new Set(routes.map(({ url }) => url))], ['/healthz', '/metrics', '/wall/events']);
    const forwarded = [
      { host: NAME },
      { host: '127.0.0.1:0', 'x-forwarded-for': '127.0.0.1' },
      { host: '127.0.0.1:0', 'x-forwarded-for': '' },
      { host: 'localhost:0', forwarded: 'for=127.0.0.1' },
      { host: 'localhost:0', 'x-forwarded-host': 'localhost:0' },
      { host: 'localhost:0', 'x-real-ip': '127.0.0.1' },
      { host: 'localhost:0', via: '1.1 proxy' },
    ];
    for (const { url } of routes) {
      for (const headers of forwarded)
        assert.equal(await status(url, headers), 403, `${url} ${JSON.stringify(headers)}`);
    }
  });

  test('and a proxy that passes on whatever host a stranger names, and nothing of whom it asks for, is known by its address', async () => {
    for (const url of ['/healthz', '/metrics', '/wall/events']) {
      const headers = { host: 'localhost:0' };
      const answer = await signing.http.app.inject({ url, headers, remoteAddress: PROXY });
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'not-yours'], url);
    }
  });

  test('and all else is served by its name', async () => {
    for (const url of ['/room', '/api/event', '/']) assert.equal(await status(url, { host: NAME }), 200, url);
  });
});

test('the log names nobody to strangers in what is for everyone, and tells nobody who else sees a row', async () => {
  const { room, http } = signing;
  const raised = await room.door.submit(
    actOf(room, 'gb-liaison', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } }),
  );
  assert('index' in raised);
  const rowFor = async (person: string) => {
    // Behind the proxy it is addressed by https.
    const authorization = readingOf(room, person, { to: `https://${NAME}` });
    const answer = await http.app.inject({
      url: `/log?limit=500&having=${raised.index}`,
      headers: { host: NAME, authorization },
    });
    assert.equal(answer.statusCode, 200, answer.body);
    return (answer.json().rows as ActsRow[]).find(({ index }) => index === raised.index) ?? assert.fail('no row');
  };
  for (const [to, named, wanted] of [
    [`https://${NAME}`, NAME, 200],
    [`http://${NAME}`, NAME, 401],
    ['http://127.0.0.1:0', NAME, 401],
    ['http://127.0.0.1:0', '127.0.0.1:0', 200],
    ['https://127.0.0.1:0', '127.0.0.1:0', 401],
  ] as const) {
    const headers = { host: named, authorization: readingOf(room, 'duty-a', { to }) };
    assert.equal((await http.app.inject({ url: '/log', headers })).statusCode, wanted, `${to} at ${named}`);
  }
  const [own, host, stranger] = [await rowFor('gb-liaison'), await rowFor('duty-a'), await rowFor('ga-lead')];
  assert.deepEqual([own.person, host.person, stranger.person], ['gb-liaison', 'gb-liaison', null]);
  for (const row of [own, host, stranger]) assert(!('audience' in row) && !('cause' in row));
});

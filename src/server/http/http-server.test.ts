import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { toBase64url } from '../../base/base64url.ts';
import { MINUTE } from '../../base/clock.ts';
import { canonicalJson } from '../../base/json.ts';
import { LIMITS } from '../../base/limits.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { exerciseKey } from '../../desk/keys.ts';
import type { Answer } from '../../terms/answer.ts';
import type { ActsRow } from '../../views/acts-row.ts';
import type { OpenRoom } from '../room.ts';
import { openSignIn, type SignIn } from '../sign-in/sign-in.ts';
import { actOf, lineOf, signOn, supplied, TestMachine } from '../testing/test-room.ts';
import { testSeed } from '../testing/test-seed.ts';
import { buildHttpServer, type HttpServer } from './http-server.ts';

const HOST = { host: '127.0.0.1:0' };
const JSON_TYPE = { ...HOST, 'content-type': 'application/json' };
const HOST_DESK = 'host-room.duty';

const unforeseen: unknown[] = [];
const machine = new TestMachine();
let room: OpenRoom;
let http: HttpServer;
let signIn: SignIn;

before(async () => {
  room = await machine.open();
  const { clock } = machine;
  signIn = await openSignIn({ room, clock, random: seededRandom(3).bytes, database: 'memory' });
  http = await buildHttpServer(room, { wallNow: () => clock.wallNow(), unforeseen: (e) => unforeseen.push(e), signIn });
  await signOn(room, 'duty-a', HOST_DESK);
});

after(async () => {
  await http.close();
  await signIn.close();
  await room.stop();
  assert.deepEqual(unforeseen, []);
  assert.deepEqual(machine.fatal, []);
});

async function ask(options: InjectOptions) {
  return await http.app.inject({ headers: HOST, ...options });
}

async function send(payload: string | Buffer | object, headers: Record<string, string> = JSON_TYPE) {
  return await ask({ method: 'POST', url: '/acts', headers, payload });
}

describe('routes', () => {
  test('none answers under another host name', async () => {
    for (const { method, url } of http.routes) {
      for (const host of ['evil.example', '127.0.0.1', '127.0.0.1:8701', 'localhost.evil.example:0', '']) {
        const answer = await ask({ method: method as 'GET', url: url.replace('*', 'ledger/vkey'), headers: { host } });
        assert.equal(answer.statusCode, 421, `${method} ${url} for \`${host}\``);
      }
    }
    const odd = await ask({ url: '/nothing', headers: { host: 'evil.example' } });
    assert.equal(odd.statusCode, 421);
    for (const host of ['127.0.0.1:0', 'localhost:0', 'LOCALHOST:0', '[::1]:0']) {
      assert.equal((await ask({ url: '/room', headers: { host } })).statusCode, 200);
    }
  });

  test('what is not there is a problem, as are other methods', async () => {
    for (const [method, url] of [
      ['GET', '/nothing'],
      ['GET', '/public'],
      ['GET', '/public/'],
      ['GET', '/wall/'],
      ['PUT', '/acts'],
      ['GET', '/acts'],
      ['DELETE', '/log'],
      ['OPTIONS', '/acts'],
      ['GET', '/wall/..%2f..%2froom.ts'],
    ] as const) {
      const answer = await ask({ method, url });
      assert.equal(answer.statusCode, 404, `${method} ${url}`);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
      assert.equal(answer.json().status, 404);
    }
  });

  test('every answer forbids inline scripts, frames and guessing of types', async () => {
    for (const url of ['/', '/room', '/wall/wall.js', '/nothing', '/public/ledger/vkey']) {
      const { headers } = await ask({ url });
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*script-src 'self'/);
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
    }
  });

  test('the page and its files hold nothing inline, and the script writes text only', async () => {
    const page = (await ask({ url: '/' })).body;
    assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=|https?:\/\//);
    for (const url of ['/wall/wall.js', '/wall/acts.js', '/wall/alerts.js']) {
      const script = (await ask({ url })).body;
      assert.doesNotMatch(
        script,
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|localStorage|https?:\/\//,
      );
    }
  });
});

describe('POST /acts', () => {
  test('a permitted act is recorded (201); the same again is answered as then (200)', async () => {
    const line = lineOf(room, 'duty-a', HOST_DESK, 'north gate slow');
    const first = await send(line);
    assert.equal(first.statusCode, 201);
    const answer = first.json() as Answer;
    assert.equal(answer.outcome, 'permitted');
    assert.equal(answer.index, room.size() - 1);
    const again = await send(line);
    assert.equal(again.statusCode, 200);
    assert.deepEqual(again.json(), { ...answer, again: true });
  });

  test('a refusal of authority is a recorded answer, not an error', async () => {
    const answer = await send(actOf(room, 'ga-lead', { kind: 'log.line', detail: { text: 'without a desk' } }));
    assert.equal(answer.statusCode, 201);
    assert.equal(answer.json().outcome, 'prohibited');
    assert.deepEqual(answer.json().clauses, ['R-02']);
  });

  test('the same id with other content is recorded as a replay', async () => {
    const one = lineOf(room, 'duty-a', HOST_DESK, 'first content');
    assert.equal((await send(one)).json().outcome, 'permitted');
    const other = exerciseKey('harbour-summit', 'duty-a').sign({ ...one.act, detail: { text: 'other content' } });
    const answer = await send(other);
    assert.equal(answer.statusCode, 201);
    assert.deepEqual(answer.json().clauses, ['R-18']);
  });

  test('what is not signed by the actor’s own key is turned away, whoever’s key it is', async () => {
    const line = lineOf(room, 'duty-a', HOST_DESK, 'forged');
    const stranger = exerciseKey('harbour-summit', 'nobody-at-all');
    const others = exerciseKey('harbour-summit', 'duty-b');
    const size = room.size();
    for (const forged of [
      { ...line, signature: 'A'.repeat(86) },
      { ...line, act: { ...line.act, place: 'harbour-pier' } },
      { ...line, act: { ...line.act, detail: { text: 'changed after signing' } } },
      others.sign(line.act),
      { ...others.sign(line.act), key: line.key },
      stranger.sign(line.act),
      exerciseKey('harbour-summit', 'ghost').sign({ ...line.act, actor: 'ghost' }),
      stranger.sign({
        ...line.act,
        actor: 'operator',
        kind: 'clock.accept',
        activity: 'clock.accept',
        detail: { reason: 'x' },
      }),
    ]) {
      const answer = await send(forged);
      assert.equal([403, 422].includes(answer.statusCode), true, answer.body);
      assert.equal(['bad-signature', 'unknown-word'].includes(answer.json().code), true);
    }
    assert.equal(room.size(), size);
  });

  test('an act for another ledger or the other mode is turned away', async () => {
    const key = exerciseKey('harbour-summit', 'duty-a');
    const { act } = lineOf(room, 'duty-a', HOST_DESK, 'elsewhere');
    for (const other of [{ ledger: 'harbour-summit.exercise.remit.example/000000000000' }, { mode: 'live' as const }]) {
      const answer = await send(key.sign({ ...act, ...other }));
      assert.equal(answer.statusCode, 409);
      assert.equal(answer.json().code, 'wrong-ledger');
    }
  });

  test('hostile bodies are problems, never an entry and never a stack', async () => {
    const good = lineOf(room, 'duty-a', HOST_DESK, 'x');
    const text = JSON.stringify(good);
    const size = room.size();
    // A kind whose schema is looser: what has no canonical form must be found before anybody signs or checks it.
    const timer = actOf(room, 'duty-a', { kind: 'timer.due', detail: { timer: 'request:x' } });
    const surrogate = JSON.stringify(timer).replace('request:x', '\\ud800');
    const deep = '['.repeat(15_000) + ']'.repeat(15_000);
    const bodies: [string, string | Buffer, number, string][] = [
      ['empty', '', 400, 'malformed'],
      ['not JSON', '{"act":', 400, 'malformed'],
      ['another value', 'null', 400, 'malformed'],
      ['a string', '"act"', 400, 'malformed'],
      ['a number', '1e400', 400, 'malformed'],
      ['a list', '[]', 400, 'malformed'],
      ['too deep', deep, 400, 'malformed'],
      [
        'too deep inside',
        text.replace('"detail":{', `"detail":{"deep":${'['.repeat(40)}${']'.repeat(40)},`),
        400,
        'malformed',
      ],
      ['too large', ' '.repeat(LIMITS.actBytes + 1), 413, 'too-large'],
      ['NUL in a text', text.replace('"text":"x"', '"text":"a\\u0000b"'), 400, 'malformed'],
      ['raw NUL', `${text.slice(0, -1)}\u0000}`, 400, 'malformed'],
      ['lone surrogate', text.replace('"text":"x"', '"text":"\\ud800"'), 400, 'malformed'],
      ['direction mark', text.replace('"text":"x"', '"text":"a\u202eb"'), 400, 'malformed'],
      ['huge number', text.replace(/"deedAt":\d+/, '"deedAt":1e308'), 400, 'malformed'],
      ['past all numbers', text.replace(/"deedAt":\d+/, '"deedAt":1e999'), 400, 'malformed'],
      ['fraction', text.replace(/"deedAt":(\d+)/, '"deedAt":$1.5'), 400, 'malformed'],
      ['negative', text.replace(/"deedAt":\d+/, '"deedAt":-1'), 400, 'malformed'],
      ['unknown member', text.replace('"act":{', '"act":{"admin":true,'), 400, 'malformed'],
      ['prototype', text.replace('"detail":{', '"detail":{"__proto__":{"x":1},'), 400, 'malformed'],
      ['constructor', text.replace('"detail":{', '"detail":{"constructor":{"prototype":{"x":1}},'), 400, 'malformed'],
      ['unknown kind', text.replaceAll('log.line', 'log.erase'), 400, 'malformed'],
      ['kind of the prototype', text.replaceAll('log.line', 'constructor'), 400, 'malformed'],
      ['lone surrogate elsewhere', surrogate, 400, 'malformed'],
      ['unknown place', text.replace(/"place":"[^"]*"/, '"place":"ministry-anex"'), 422, 'unknown-word'],
      ['unknown desk', text.replace(/"desk":"[^"]*"/, '"desk":"host-room.chief"'), 422, 'unknown-word'],
      ['text too long', text.replace('"text":"x"', `"text":"${'x'.repeat(LIMITS.textChars + 1)}"`), 400, 'malformed'],
      ['not UTF-8', Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff, 0xfe])]), 400, 'malformed'],
    ];
    for (const [name, body, status, code] of bodies) {
      const answer = await send(body);
      assert.equal(answer.statusCode, status, `${name}: ${answer.body}`);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, name);
      assert.equal(answer.json().code, code, name);
      assert.doesNotMatch(answer.body, /node:|\.ts\b|\\n\s+at |\/src\//, name);
    }
    assert.equal(room.size(), size);
    assert.equal(({} as Record<string, unknown>).x, undefined);
  });

  test('another content type is refused, and a body that is cut off', async () => {
    const body = JSON.stringify(lineOf(room, 'duty-a', HOST_DESK, 'typed'));
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/json',
    ]) {
      const answer = await send(body, { ...HOST, 'content-type': type });
      assert.equal(answer.statusCode, 415, type);
      assert.equal(answer.json().code, 'wrong-type');
    }
    const none = await http.app.inject({ method: 'POST', url: '/acts', headers: HOST, payload: Buffer.from(body) });
    assert.equal(none.statusCode, 415);
  });

  test('a room that closes says so, with a time to try again', async () => {
    const other = new TestMachine();
    const closing = await other.open();
    const server = await buildHttpServer(closing, { wallNow: Date.now, unforeseen: () => {} });
    await closing.stop();
    const payload = actOf(closing, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } });
    const answer = await server.app.inject({ method: 'POST', url: '/acts', headers: JSON_TYPE, payload });
    assert.equal(answer.statusCode, 503);
    assert.equal(answer.json().code, 'stopping');
    assert.equal(answer.headers['retry-after'], '5');
    await server.close();
  });
});

describe('GET /log', () => {
  let nonce = 0;
  const reading = (person: string, changed: Record<string, unknown> = {}) => {
    nonce += 1;
    return {
      at: room.roomNow(),
      ledger: room.origin,
      mode: room.mode,
      nonce: `nonce-${nonce}`.padEnd(20, 'x'),
      person,
      purpose: 'log',
      to: 'http://127.0.0.1:0',
      v: 2,
      ...changed,
    };
  };
  const headerOf = (value: object, signer: string, text = canonicalJson(value)) => {
    const key = exerciseKey('harbour-summit', signer);
    const signature = sign(null, Buffer.from(`remit/read/v2\n${text}`), testSeed('harbour-summit', signer));
    return `Remit ${toBase64url(Buffer.from(text))}.${key.id}.${toBase64url(signature)}`;
  };
  const read = async (person: string, query = '', changed: Record<string, unknown> = {}) => {
    return await ask({
      url: `/log${query}`,
      headers: { ...HOST, authorization: headerOf(reading(person, changed), person) },
    });
  };

  test('shows each what is theirs: the host its own and the guests’ with it, a guest nothing of another’s', async () => {
    const title = 'refused to guest a';
    const deed = { activity: 'patrol-public-area', purpose: 'public-safety', place: 'ferry-terminal' };
    const detail = { until: room.roomNow() + 3_600_000, what: title };
    await send(actOf(room, 'ga-lead', { kind: 'deed.propose', ...deed, detail }));
    const incident = { title: 'an incident of guest a', category: 'crowd', gravity: 'minor', text: 'x' };
    await send(actOf(room, 'ga-lead', { kind: 'incident.open', detail: incident }));
    await send(actOf(room, 'ga-lead', { kind: 'log.line', detail: { text: 'guest a’s own words' } }));
    await send(lineOf(room, 'duty-a', HOST_DESK, 'for the host alone'));
    await send(actOf(room, 'gb-liaison', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } }));
    const rows = async (person: string) =>
      (await read(person, `?limit=500&having=${room.size() - 1}`)).json().rows as ActsRow[];
    const [host, guestA, guestB] = [await rows('duty-b'), await rows('ga-lead'), await rows('gb-liaison')];
    assert.ok(host.some(({ summary }) => summary === 'for the host alone'));
    assert.ok(host.some(({ summary }) => summary.includes(title)));
    assert.ok(guestA.some(({ summary }) => summary.includes(title)));
    for (const own of ['guest a’s own words', incident.title]) {
      assert.ok(guestA.some(({ summary }) => summary === own));
      assert.ok(!host.some(({ summary }) => summary === own));
    }
    assert.ok(guestA.some(({ kind }) => kind === 'alert.raise'));
    assert.ok(guestB.some(({ kind }) => kind === 'alert.raise'));
    for (const row of guestA) assert.ok(row.agency === 'guest-a-protection' || row.kind !== 'log.line', row.summary);
    for (const row of guestB) assert.ok(!row.summary.includes('guest-a') && !row.summary.includes(title), row.summary);
    assert.ok(guestB.every((row) => !('audience' in row) && !('cause' in row)));
  });

  test('goes on by position, and a position tells nothing but the last row shown', async () => {
    const all = (await read('ga-lead', `?limit=500&having=${room.size() - 1}`)).json().rows as ActsRow[];
    assert.ok(all.length >= 3);
    const first = (await read('ga-lead', `?limit=1&after=${toBase64url(Buffer.from('p1 0'))}`)).json();
    assert.equal(first.rows.length, 1);
    assert.equal(Buffer.from(first.position, 'base64url').toString(), `p1 ${first.rows[0].index}`);
    const rest = (await read('ga-lead', `?after=${first.position}`)).json();
    assert.deepEqual(
      rest.rows,
      all.filter(({ index }) => index > first.rows[0].index),
    );
    const end = (await read('ga-lead', `?after=${rest.position}`)).json();
    assert.deepEqual([end.rows, end.position], [[], rest.position]);
  });

  test('has one’s own act once it says which', async () => {
    const answer = (await send(lineOf(room, 'duty-a', HOST_DESK, 'just now'))).json() as Answer;
    const page = (await read('duty-a', `?having=${answer.index}&limit=1`)).json();
    assert.equal(page.rows[0].index, answer.index);
  });

  test('is refused without a reading that fits, each time with the same status', async () => {
    const used = headerOf(reading('duty-a'), 'duty-a');
    assert.equal((await ask({ url: '/log', headers: { ...HOST, authorization: used } })).statusCode, 200);
    const late = room.roomNow() - LIMITS.signedSkewMs - 1;
    const headers: [string, string | undefined][] = [
      ['none', undefined],
      ['another scheme', 'Bearer abc'],
      ['empty', 'Remit '],
      ['used', used],
      ['somebody else’s key', headerOf(reading('duty-a'), 'duty-b')],
      ['a stranger', headerOf(reading('stranger-1'), 'stranger-1')],
      ['too old', headerOf(reading('duty-a', { at: late }), 'duty-a')],
      ['too early', headerOf(reading('duty-a', { at: room.roomNow() + LIMITS.signedSkewMs + MINUTE }), 'duty-a')],
      ['another ledger', headerOf(reading('duty-a', { ledger: 'x' }), 'duty-a')],
      ['live', headerOf(reading('duty-a', { mode: 'live' }), 'duty-a')],
      ['short nonce', headerOf(reading('duty-a', { nonce: 'x' }), 'duty-a')],
      ['another version', headerOf(reading('duty-a', { v: 1 }), 'duty-a')],
      ['another purpose', headerOf(reading('duty-a', { purpose: 'sign-in' }), 'duty-a')],
      ['another address', headerOf(reading('duty-a', { to: 'http://hostile.example' }), 'duty-a')],
      ['a member more', headerOf(reading('duty-a', { oversight: true }), 'duty-a')],
      [
        'not canonical',
        headerOf({}, 'duty-a', JSON.stringify(Object.fromEntries(Object.entries(reading('duty-a')).reverse()))),
      ],
      [
        'changed',
        headerOf(reading('duty-a'), 'duty-a').replace(
          /^Remit [^.]+/,
          `Remit ${toBase64url(Buffer.from(canonicalJson(reading('duty-a'))))}`,
        ),
      ],
      ['the operator', headerOf(reading('operator'), 'operator')],
      ['too long', `Remit ${'A'.repeat(5_000)}.k0123456789abcdef.${'A'.repeat(86)}`],
    ];
    for (const [name, authorization] of headers) {
      const answer = await ask({
        url: '/log',
        headers: authorization === undefined ? HOST : { ...HOST, authorization },
      });
      assert.equal(answer.statusCode, 401, `${name}: ${answer.body}`);
      assert.equal(answer.headers['www-authenticate'], 'Remit');
      assert.equal(answer.json().code, 'not-signed');
    }
  });

  test('refuses questions that are not as they should be', async () => {
    for (const query of [
      '?limit=0',
      '?limit=501',
      '?limit=x',
      '?after=0',
      '?after=cDEgLTE',
      '?other=1',
      '?after=a&after=b',
      '?having=-1',
    ]) {
      assert.equal((await read('duty-a', query)).statusCode, 400, query);
    }
  });

  test('somebody who was removed reads no more', async () => {
    assert.equal((await read('venue-a')).statusCode, 200);
    const removal = actOf(room, 'registrar:summit-office', {
      kind: 'roster.remove',
      detail: { person: 'venue-a', reason: 'gone' },
    });
    const removed = await send(removal);
    assert.equal(removed.json().outcome, 'permitted', removed.body);
    assert.equal((await read('venue-a')).statusCode, 401);
  });
});

describe('GET /room, /healthz, /metrics', () => {
  test('say how the room stands, in counts', async () => {
    const state = (await ask({ url: '/room' })).json();
    assert.equal(state.origin, room.origin);
    assert.equal(state.size, room.size());
    assert.equal(state.title, 'Harbour Summit 2026');
    assert.equal((await ask({ url: '/healthz' })).json().status, 'ok');
    const metrics = (await ask({ url: '/metrics' })).body;
    assert.match(metrics, /^remit_acts_total\{outcome="permitted"\} [1-9]/m);
    assert.match(metrics, /^remit_edge_refusals_total\{code="bad-signature"\} [1-9]/m);
    assert.match(metrics, /^remit_commit_seconds_count [1-9]/m);
    for (const { id } of room.directory.scenario.roster) assert.ok(!metrics.includes(id));
  });

  test('a halted room is not well, and takes nothing', async () => {
    const other = new TestMachine();
    const halting = await other.open();
    const server = await buildHttpServer(halting, { wallNow: () => other.clock.wallNow(), unforeseen: () => {} });
    const jumped = other.clock.wallNow;
    other.clock.wallNow = () => jumped.call(other.clock) + 2 * MINUTE;
    assert.equal((await server.app.inject({ url: '/healthz', headers: HOST })).statusCode, 503);
    const payload = actOf(halting, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } });
    const answer = await server.app.inject({ method: 'POST', url: '/acts', headers: JSON_TYPE, payload });
    assert.deepEqual([answer.statusCode, answer.json().code], [503, 'halted']);
    assert.match((await server.app.inject({ url: '/room', headers: HOST })).json().halted, /clock jumped/);
    await server.close();
    await halting.stop();
  });
});

describe('GET /public/*', () => {
  test('gives every published file byte for byte, and no other', async () => {
    const { public: files } = machine.folders;
    // Of a room that asks witnesses.
    await files.write('ledger/witnessed', Buffer.from('x'));
    await files.write('ledger/policy', Buffer.from('quorum none\n'));
    const all = await files.all();
    assert.ok(all.size > 4);
    for (const [path, bytes] of all) {
      const answer = await ask({ url: `/public/${path}`, headers: { ...HOST, 'accept-encoding': 'gzip, br' } });
      assert.equal(answer.statusCode, 200, path);
      assert.ok(answer.rawPayload.equals(bytes), path);
      assert.equal(answer.headers['content-encoding'], undefined);
      const cache = String(answer.headers['cache-control']);
      assert.match(
        cache,
        path.includes('/tile/') || path.startsWith('sets/')
          ? /immutable/
          : /(checkpoint|witnessed|policy|vkey)$/.test(path)
            ? /no-store/
            : /max-age=3600/,
      );
    }
    await files.write('secret', Buffer.from('x'));
    await files.write('ledger/checkpoint.tmp', Buffer.from('x'));
    for (const path of [
      'secret',
      'ledger/checkpoint.tmp',
      'ledger',
      'ledger/',
      'sets',
      'ledger/tile',
      'ledger/tile/0/',
      'sets/x.json',
    ]) {
      assert.equal((await ask({ url: `/public/${path}` })).statusCode, 404, path);
    }
    await files.remove('secret');
    for (const path of ['checkpoint.tmp', 'witnessed', 'policy']) await files.remove(`ledger/${path}`);
  });

  test('does not leave its folder, however it is asked', async () => {
    for (const path of [
      '../keys/master',
      '..%2fkeys%2fmaster',
      '%2e%2e/keys/master',
      '%2e%2e%2fkeys%2fmaster',
      'ledger/../../keys/master',
      'ledger/..%5c..%5ckeys%5cmaster',
      'ledger//checkpoint',
      '/ledger/checkpoint',
      '//etc/passwd',
      'ledger/checkpoint%00',
      'ledger/checkpoint%0a',
      'ledger/checkpoint/',
      'Ledger/checkpoint',
      '%252e%252e/keys/master',
      'ledger/%E0%A4%A',
    ]) {
      const answer = await ask({ url: `/public/${path}` });
      assert.equal([400, 404].includes(answer.statusCode), true, `${path}: ${answer.statusCode}`);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, path);
    }
  });
});

describe('on a socket', () => {
  test('what is no HTTP gets a problem, and two servers do not share a port', async () => {
    const other = await buildHttpServer(room, { wallNow: Date.now, unforeseen: () => {} });
    const port = await other.listen(0);
    const said = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/9.9\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => {
        text += String(chunk);
      });
      socket.on('close', () => resolve(text));
    });
    assert.match(said, /^HTTP\/1\.1 400 Bad Request\r\n/);
    assert.match(said, /application\/problem\+json/);
    for (const path of [
      '/public/../../keys/master',
      '/public/ledger/../../keys/master',
      '/../../../etc/passwd',
      '/public/..\\keys\\master',
    ]) {
      const raw = await rawRequest(port, path);
      assert.match(raw, /^HTTP\/1\.1 40[04] /, `${path}: ${raw.slice(0, 80)}`);
    }
    for (const second of ['host: evil.example', `HOST: 127.0.0.1:${port}`]) {
      const raw = await rawRequest(port, '/room', second);
      assert.match(raw, /^HTTP\/1\.1 400 /, 'two hosts are none');
      assert.match(raw, /"code":"malformed","detail":"a request names one `Host`"/);
    }
    assert.match(await rawRequest(port, '/room', 'x: host'), /^HTTP\/1\.1 200 /);
    assert.equal((await fetch(`http://127.0.0.1:${port}/room`)).status, 200);
    const second = await buildHttpServer(room, { wallNow: Date.now, unforeseen: () => {} });
    await assert.rejects(second.listen(port), {
      message: `port ${port} is in use by another program: end that one, or choose another with \`--port\``,
    });
    await second.close();
    await other.close();
  });

  test('a live room’s wall says how it stands and shows no acts', async () => {
    const live = new TestMachine();
    const scenario = await supplied('empty-room', 'live');
    const time = () => ({ speed: 1, now: () => live.clock.wallNow() });
    const empty = await live.open({ scenario, mode: 'live', roomTime: time });
    const server = await buildHttpServer(empty, { wallNow: () => live.clock.wallNow(), unforeseen: () => {} });
    const port = await server.listen(0);
    const response = await fetch(`http://127.0.0.1:${port}/wall/events`);
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('event: room')) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    assert.ok(!text.includes('event: acts'));
    assert.match(text, /"mode":"live"/);
    await reader?.cancel();
    await server.close();
    await empty.stop();
  });
});

/** A request whose path and heads no client has tidied up. */
function rawRequest(port: number, path: string, head = 'accept: */*'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${head}\r\nconnection: close\r\n\r\n`);
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('close', () => resolve(text));
  });
}

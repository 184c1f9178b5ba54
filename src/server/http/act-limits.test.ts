import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { after, before, mock, test } from 'node:test';
import { MINUTE, SECOND } from '../../base/clock.ts';
import { until } from '../../ledger/testing/witnessed-room.ts';
import type { SignedAct } from '../../terms/act.ts';
import { SigningRoom } from '../sign-in/testing/signing-room.ts';
import { actOf, lineOf, signOn } from '../testing/test-room.ts';
import { wallViewer } from './wall-route.ts';
import { WallStream } from './wall-stream.ts';

const DESK = 'host-room.duty';
const HEADERS = { host: '127.0.0.1:0', 'content-type': 'application/json' };
const LIMITS = { actsOfPerson: 3, alarmsOfPerson: 2, actsOfRemoved: 2, requestsOfAddress: 12 };

let signing: SigningRoom;
before(async () => {
  signing = await SigningRoom.open({ limits: LIMITS });
  await signOn(signing.room, 'duty-a', DESK);
});
after(async () => {
  await signing.close();
});

let alerts = 0;
function alarmOf(person: string): SignedAct {
  alerts += 1;
  return actOf(signing.room, person, { kind: 'alert.raise', detail: { alert: 'evacuation', text: `leave ${alerts}` } });
}

async function send(act: object | string, remoteAddress = '10.0.0.1') {
  const payload = typeof act === 'string' ? act : JSON.stringify(act);
  return await signing.http.app.inject({ method: 'POST', url: '/acts', headers: HEADERS, payload, remoteAddress });
}

async function statuses(count: number, act: () => object | string, address: string): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < count; n++) all.push((await send(act(), address)).statusCode);
  return all;
}

test('alarms of somebody who stands are spared from limits, up to a number; then they count as anything else', async () => {
  const line = () => lineOf(signing.room, 'duty-a', DESK, `line ${alerts++}`);
  assert.deepEqual(await statuses(4, line, '10.1.0.1'), [201, 201, 201, 429]);
  assert.deepEqual(await statuses(3, () => alarmOf('duty-a'), '10.1.0.1'), [201, 201, 429], 'R-22, within reason');
  signing.machine.clock.advance(31 * SECOND);
  assert.deepEqual(await statuses(2, () => alarmOf('duty-a'), '10.1.0.1'), [201, 201], 'one spared, one that counts');
  signing.machine.clock.advance(MINUTE);
});

test('a kind that is no text is turned away as malformed, and breaks nothing', async () => {
  const kinds: readonly unknown[] = [{ toString: 'no' }, { valueOf: 1, toString: null }, [[]], null, 7, true];
  for (const kind of kinds) {
    const { statusCode } = await send({ act: { kind }, key: 'k', signature: 's' }, `10.9.0.${kinds.indexOf(kind)}`);
    assert.equal(statusCode, 400, JSON.stringify(kind));
  }
});

test('many at once are many', async () => {
  const { alarmsOfPerson, requestsOfAddress } = LIMITS;
  await Promise.all(Array.from({ length: requestsOfAddress }, () => send(alarmOf('commander-a'), '10.2.0.1')));
  const left = await statuses(alarmsOfPerson + 1, () => 'x', '10.2.0.1');
  assert.deepEqual(left, [400, 400, 429], 'all but the spared ones counted for their address');
  signing.machine.clock.advance(MINUTE);
});

test('what only says that it is an alarm counts: unsigned, malformed, forged, of nobody', async () => {
  const forged = { ...alarmOf('duty-a'), signature: 'A'.repeat(86) };
  const other = alarmOf('duty-b');
  for (const [n, act] of [
    { act: { kind: 'alert.raise' }, key: 'x' },
    { act: { kind: 'alert.raise', actor: 'duty-a', activity: 'evacuate' }, key: 'x', signature: 'A' },
    forged,
    { ...other, act: { ...other.act, actor: 'duty-a' } },
    { ...other, act: { ...other.act, actor: 'ghost' } },
  ].entries()) {
    const all = await statuses(LIMITS.requestsOfAddress + 1, () => act, `10.3.0.${n}`);
    assert.equal(all.at(-1), 429, JSON.stringify(act));
    assert(
      all.slice(0, -1).every((status) => status === 400 || status === 403),
      String(all),
    );
  }
  assert.equal((await send(alarmOf('duty-a'), '10.3.0.0')).statusCode, 201, 'a true one goes its way from there');
});

test('no signature is looked at for a key that is not the person’s: time does not tell who is enrolled', async () => {
  const other = alarmOf('duty-b');
  // Publishing what came before looks at signatures too.
  await until(() => signing.room.includedSize() === signing.room.size());
  const looked = mock.method(crypto, 'verify');
  syncBuiltinESMExports();
  try {
    for (const actor of ['duty-a', 'ghost', 'gb-liaison']) {
      const answer = await send({ ...other, act: { ...other.act, actor } }, '10.6.0.1');
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'bad-signature']);
      assert.equal(looked.mock.callCount(), 0, actor);
    }
    assert.equal((await send(other, '10.6.0.1')).statusCode, 201);
    assert(looked.mock.callCount() > 0, 'a true one is');
  } finally {
    looked.mock.restore();
    syncBuiltinESMExports();
  }
});

test('a draft counts for many of its person’s acts where it is refused, and for nobody’s where it is forged', async () => {
  const detail = { mandate: 'guest-b', version: 9, digest: '0'.repeat(64), document: 'none', reason: 'as agreed' };
  const draft = () => actOf(signing.room, 'commander-b', { kind: 'mandate.draft', detail });
  const forged = { ...draft(), signature: alarmOf('commander-b').signature };
  assert.deepEqual(await statuses(2, () => forged, '10.7.0.1'), [403, 403]);
  assert.deepEqual(await statuses(2, draft, '10.7.0.2'), [400, 429], 'three acts a minute are one draft');
  signing.machine.clock.advance(MINUTE);
});

test('what is nested too deep to be read is turned away and counts, and is no error that nobody foresaw', async () => {
  const { act } = alarmOf('duty-a');
  for (const [n, kind] of (['alert.raise', 'approval.answer', 'log.line'] as const).entries()) {
    for (const [m, depth] of [17, 4_000, 15_000].entries()) {
      const signed = JSON.stringify({
        act: { ...act, kind, detail: { a: 0 } },
        key: 'k0000000000000000',
        signature: 'A'.repeat(86),
      });
      const body = signed.replace('"a":0', `"a":${'['.repeat(depth)}${']'.repeat(depth)}`);
      const address = `10.5.${n}.${m}`;
      const answer = await send(body, address);
      assert.deepEqual([answer.statusCode, answer.json().detail], [400, 'nested deeper than 16'], `${kind} ${depth}`);
      const all = await statuses(LIMITS.requestsOfAddress, () => body, address);
      assert.deepEqual([...new Set(all.slice(0, -1))], [400]);
      assert.equal(all.at(-1), 429);
    }
  }
  assert.deepEqual(signing.unforeseen, []);
});

test('alarms of somebody who was removed are few, open nothing, and their words are neither in the log nor on the wall', async () => {
  const { room } = signing;
  const person = 'gb-liaison';
  await signing.remove('guest-b-police', person);
  const open = [...room.readable.state.values('alerts')].length;
  const act = alarmOf(person);
  const first = await send(act, '10.4.0.1');
  assert.deepEqual([first.statusCode, first.json().outcome], [201, 'permitted'], 'nothing holds it up; it is recorded');
  assert.deepEqual(await statuses(3, () => alarmOf(person), '10.4.0.2'), [201, 429, 429]);
  assert.equal([...room.readable.state.values('alerts')].length, open);
  const { index } = first.json() as { index: number };
  assert.equal(await room.views.follower.reached(index, 5_000), true);
  const reader = await signing.byLink('duty-a');
  const { rows } = (await reader.ask('GET', `/api/acts?limit=3`)).json() as { rows: Record<string, unknown>[] };
  const row = rows.find((one) => one['index'] === index);
  assert.deepEqual(row?.['clauses'], ['R-20', 'R-22']);
  assert.doesNotMatch(JSON.stringify(rows), /leave/);
  const found = (await reader.ask('GET', `/api/acts?q=leave`)).json() as { rows: Record<string, unknown>[] };
  assert(!found.rows.some((one) => one['index'] === index), 'nor found by them');
  const whole = (await reader.ask('GET', `/api/acts/${index}`)).json();
  assert.equal(whole.detail.text, act.act.detail['text'], 'whoever opens the entry reads what was signed');
  assert.doesNotMatch(await wallShows(), new RegExp(`"index":${index}\\b`));
});

/** What a screen that comes now is sent first. */
async function wallShows(): Promise<string> {
  const { room, machine } = signing;
  const stream = await WallStream.open({ room, viewer: wallViewer(room), wallNow: () => machine.clock.wallNow() });
  const parts: string[] = [];
  const response = { write: (text: string) => parts.push(text) > 0, once() {}, on() {}, end() {}, destroy() {} };
  stream.add({ ...response, writableLength: 0 } as never, undefined);
  stream.close();
  const sent = parts.join('');
  assert.match(sent, /event: acts/);
  return sent;
}

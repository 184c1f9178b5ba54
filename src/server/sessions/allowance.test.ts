import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE, SECOND } from '../../base/clock.ts';
import { SigningRoom } from '../sign-in/testing/signing-room.ts';
import { actOf, lineOf, signOn } from '../testing/test-room.ts';
import { Allowance } from './allowance.ts';

const DESK = 'host-room.duty';
const HEADERS = { host: '127.0.0.1:0', 'content-type': 'application/json' };

test('so much at once, and as much again in each minute; nobody pays for another', () => {
  let now = 0;
  const allowance = new Allowance(60, { wallNow: () => now });
  for (let n = 0; n < 60; n++) {
    assert.equal(allowance.waits('duty-a'), 0);
    allowance.took('duty-a');
  }
  assert.equal(allowance.waits('duty-a'), 1);
  assert.equal(allowance.waits('duty-b'), 0);
  now += SECOND;
  assert.equal(allowance.waits('duty-a'), 0);
  allowance.took('duty-a');
  assert.equal(allowance.waits('duty-a'), 1);
  allowance.took('duty-a');
  now += SECOND;
  assert.equal(allowance.waits('duty-a'), 0, 'what is never held up is no debt');
  now -= MINUTE;
  assert.equal(allowance.waits('duty-a'), 1, 'a clock that is set back gives nothing');
  now += 10 * MINUTE;
  for (let n = 0; n < 60; n++) allowance.took('duty-a');
  assert.equal(allowance.waits('duty-a'), 1, 'a long silence gives no more than the most');
});

test('it is bounded, and forgets who was silent longest', () => {
  const allowance = new Allowance(1, { wallNow: () => 0 });
  for (let n = 0; n <= 10_000; n++) allowance.took(`person-${n}`);
  assert.deepEqual([allowance.waits('person-0'), allowance.waits('person-1')], [0, 60]);
});

test('one person makes so many entries a minute; alarms go on, and strangers use up nothing of theirs', async () => {
  const signing = await SigningRoom.open({ limits: { actsOfPerson: 3 } });
  const { room, http, machine } = signing;
  await signOn(room, 'duty-a', DESK);
  const send = async (act: object) => {
    return await http.app.inject({ method: 'POST', url: '/acts', headers: HEADERS, payload: JSON.stringify(act) });
  };
  const line = (text: string) => lineOf(room, 'duty-a', DESK, text);
  for (let n = 0; n < 9; n++) {
    const forged = { ...line(`forged ${n}`), signature: 'A'.repeat(86) };
    assert.equal((await send(forged)).statusCode, 403);
  }
  for (let n = 0; n < 3; n++) assert.equal((await send(line(`line ${n}`))).statusCode, 201);
  const size = room.size();
  const over = await send(line('one too many'));
  assert.deepEqual([over.statusCode, over.json().code, over.headers['retry-after']], [429, 'too-many', '20']);
  assert.equal(room.size(), size);
  const alarm = actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } });
  assert.equal((await send(alarm)).statusCode, 201, 'R-22');
  assert.equal((await send(actOf(room, 'duty-b', { kind: 'log.line', detail: { text: 'x' } }))).statusCode, 201);
  machine.clock.advance(21 * SECOND);
  assert.equal((await send(line('one too many'))).statusCode, 201);
  await signing.close();
});

test('an address that needs no session asks so much of each; alarms go on, and who follows this machine', async () => {
  const signing = await SigningRoom.open({ limits: { requestsOfAddress: 2 } });
  const { room, http } = signing;
  await signOn(room, 'duty-a', DESK);
  const from = (remoteAddress: string) => async (url: string, act?: object) => {
    const answer = await http.app.inject({
      method: act === undefined ? 'GET' : 'POST',
      url,
      headers: HEADERS,
      remoteAddress,
      ...(act === undefined ? {} : { payload: JSON.stringify(act) }),
    });
    return answer;
  };
  const ask = from('127.0.0.1');
  const statuses = async (url: string, act?: object) => [
    (await ask(url, act)).statusCode,
    (await ask(url, act)).statusCode,
    (await ask(url, act)).statusCode,
  ];
  assert.deepEqual(await statuses('/public/ledger/vkey'), [200, 200, 429]);
  assert.deepEqual(await statuses('/log'), [401, 401, 429]);
  assert.deepEqual(await statuses('/room'), [200, 200, 429]);
  assert.deepEqual(await statuses('/nowhere'), [429, 429, 429], 'it is what is left over');
  assert.deepEqual(await statuses('/healthz'), [200, 200, 200]);
  const forged = { ...lineOf(room, 'duty-a', DESK, 'forged'), signature: 'A'.repeat(86) };
  assert.deepEqual(await statuses('/acts', forged), [403, 403, 429]);
  const over = await ask('/acts', lineOf(room, 'duty-a', DESK, 'a line'));
  assert.deepEqual([over.statusCode, over.json().code], [429, 'too-many']);
  assert.match(String(over.headers['retry-after']), /^[1-9][0-9]?$/);
  const alarm = actOf(room, 'duty-a', { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } });
  assert.equal((await ask('/acts', alarm)).statusCode, 201, 'R-22');
  const elsewhere = from('127.0.0.2');
  assert.equal((await elsewhere('/acts', lineOf(room, 'duty-a', DESK, 'a line'))).statusCode, 201);
  assert.equal((await elsewhere('/public/ledger/vkey')).statusCode, 200);
  await signing.close();
});

test('what one may do is asked so often, and no more', async () => {
  const signing = await SigningRoom.open();
  const browser = await signing.byLink('duty-a');
  let over = 0;
  for (let n = 0; n < 260; n++) over += Number((await browser.ask('GET', '/api/may')).statusCode === 429);
  assert(over > 0 && over <= 20, `${over} of 260`);
  assert.equal((await (await signing.byLink('duty-b')).ask('GET', '/api/may')).statusCode, 200);
  await signing.close();
});

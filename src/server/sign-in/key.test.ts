import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toBase64url } from '../../base/base64url.ts';
import { MINUTE } from '../../base/clock.ts';
import { canonicalJson } from '../../base/json.ts';
import { exerciseKey } from '../../desk/keys.ts';
import { tokenOfPath } from './testing/browser.ts';
import { SigningRoom } from './testing/signing-room.ts';

const KEY = '/api/sign-in/key';
let signing: SigningRoom;
let nonces = 0;

before(async () => {
  signing = await SigningRoom.open();
});
after(async () => {
  await signing.close();
});

function readingOf(person: string, changed: Record<string, unknown> = {}, signer = person): string {
  nonces += 1;
  const { room } = signing;
  const nonce = `nonce-${nonces}`.padEnd(20, 'x');
  const value = { at: room.roomNow(), ledger: room.origin, mode: room.mode, nonce, person, v: 1, ...changed };
  const text = canonicalJson(value);
  const key = exerciseKey('harbour-summit', signer);
  return `Remit ${toBase64url(Buffer.from(text))}.${key.id}.${key.signText(`remit/read/v1\n${text}`)}`;
}

test('who can sign with the enrolled key comes in, and once with each reading', async () => {
  const browser = signing.browser();
  const reading = readingOf('gb-liaison');
  const answer = await browser.signIn(KEY, { reading });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.deepEqual([browser.me?.person, browser.me?.method], ['gb-liaison', 'key']);
  const again = await signing.browser().signIn(KEY, { reading });
  assert.equal(again.statusCode, 401);
  assert.equal(again.headers['set-cookie'], undefined);
});

test('a reading that was shown at the log signs nobody in, and the other way round', async () => {
  const [one, other] = [readingOf('duty-a'), readingOf('duty-a')];
  const log = (authorization: string) => signing.browser().ask('GET', '/log', undefined, { authorization });
  assert.equal((await log(one)).statusCode, 200);
  assert.equal((await signing.browser().signIn(KEY, { reading: one })).statusCode, 401);
  assert.equal((await signing.browser().signIn(KEY, { reading: other })).statusCode, 200);
  assert.equal((await log(other)).statusCode, 401);
});

test('it gives a link for a browser that has no key, for the desk that was asked for', async () => {
  const answer = await signing.browser().ask('POST', KEY, {
    reading: readingOf('duty-a'),
    want: 'link',
    desk: 'host-room.duty',
  });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(answer.headers['set-cookie'], undefined, 'the link is the browser’s, not the program’s');
  const browser = signing.browser();
  await browser.signIn('/api/sign-in/link', { token: tokenOfPath(answer.json().path) });
  assert.deepEqual([browser.me?.person, browser.me?.wantsDesk], ['duty-a', 'host-room.duty']);
  const nowhere = { reading: readingOf('duty-a'), want: 'link', desk: 'no-such.desk' };
  assert.equal((await signing.browser().ask('POST', KEY, nowhere)).statusCode, 400);
});

test('what is not signed by the person’s own key for this room and time opens nothing', async () => {
  const { room } = signing;
  const good = readingOf('duty-a');
  for (const reading of [
    readingOf('duty-a', {}, 'duty-b'),
    readingOf('duty-a', { person: 'duty-b' }),
    readingOf('ghost'),
    readingOf('registrar:host-justice'),
    readingOf('operator'),
    readingOf('duty-a', { ledger: 'other.exercise.remit.example/000000000000' }),
    readingOf('duty-a', { mode: 'live' }),
    readingOf('duty-a', { at: room.roomNow() + 11 * MINUTE }),
    readingOf('duty-a', { at: room.roomNow() - 11 * MINUTE }),
    // From before this start: which were used then is not known any more.
    readingOf('duty-a', { at: room.roomNow() - 1 }),
    readingOf('duty-a', { extra: true }),
    good.slice(0, -1),
    good.replace('Remit ', 'Bearer '),
    `${good}x`,
    '',
  ]) {
    const answer = await signing.browser().signIn(KEY, { reading });
    assert.equal(answer.statusCode, 401, answer.body);
    assert.equal(answer.headers['set-cookie'], undefined);
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MINUTE } from '../../base/clock.ts';
import { readingOf as signedReading } from '../http/testing/reading.ts';
import { tokenOfPath } from './testing/browser.ts';
import { SigningRoom } from './testing/signing-room.ts';

const KEY = '/api/sign-in/key';
let signing: SigningRoom;

before(async () => {
  signing = await SigningRoom.open();
});
after(async () => {
  await signing.close();
});

function readingOf(person: string, changed: Record<string, unknown> = {}, signer = person): string {
  return signedReading(signing.room, person, { purpose: 'sign-in', ...changed }, signer);
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

test('a reading opens only that for which it was signed: the log, a session, or a link', async () => {
  const ways = {
    log: (authorization: string) => signing.browser().ask('GET', '/log', undefined, { authorization }),
    'sign-in': (reading: string) => signing.browser().signIn(KEY, { reading }),
    link: (reading: string) => signing.browser().ask('POST', KEY, { reading, want: 'link' }),
  };
  for (const purpose of ['log', 'sign-in', 'link'] as const) {
    for (const [name, show] of Object.entries(ways)) {
      const answer = await show(readingOf('duty-b', { purpose }));
      assert.equal(answer.statusCode, name === purpose ? 200 : 401, `${purpose} at ${name}: ${answer.body}`);
      if (name === purpose) continue;
      assert.match(answer.json().detail, new RegExp(`signed for \`${purpose}\`, and is shown for \`${name}\``));
      assert.equal(answer.headers['set-cookie'], undefined);
    }
  }
  const twice = readingOf('duty-b', { purpose: 'log' });
  assert.equal((await ways.log(twice)).statusCode, 200);
  assert.equal((await ways.log(twice)).statusCode, 401);
});

test('a reading that was signed for another address opens nothing here: whoever was shown it can pass it on to nobody', async () => {
  for (const to of [
    'http://127.0.0.1:8790',
    'https://127.0.0.1:0',
    'http://hostile.example',
    'http://localhost:0',
    '',
  ]) {
    for (const purpose of ['sign-in', 'log']) {
      const reading = readingOf('duty-b', { to, purpose });
      const answer =
        purpose === 'log'
          ? await signing.browser().ask('GET', '/log', undefined, { authorization: reading })
          : await signing.browser().signIn(KEY, { reading });
      assert.equal(answer.statusCode, 401, to);
      assert.match(answer.json().detail, /was signed for `.*`, and is shown at `http:\/\/127\.0\.0\.1:0`/);
    }
  }
  const byName = signing.browser('localhost:0');
  assert.equal(
    (await byName.signIn(KEY, { reading: readingOf('duty-b', { to: 'http://localhost:0' }) })).statusCode,
    200,
  );
});

test('it gives a link for a browser that has no key, for the desk that was asked for', async () => {
  const answer = await signing.browser().ask('POST', KEY, {
    reading: readingOf('duty-a', { purpose: 'link' }),
    want: 'link',
    desk: 'host-room.duty',
  });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(answer.headers['set-cookie'], undefined, 'the link is the browser’s, not the program’s');
  const browser = signing.browser();
  await browser.signIn('/api/sign-in/link', { token: tokenOfPath(answer.json().path) });
  assert.deepEqual([browser.me?.person, browser.me?.wantsDesk], ['duty-a', 'host-room.duty']);
  const nowhere = { reading: readingOf('duty-a', { purpose: 'link' }), want: 'link', desk: 'no-such.desk' };
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
    readingOf('duty-a', { v: 1 }),
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

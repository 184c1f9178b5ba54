import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { SignedRoom } from '../api/testing/signed-room.ts';
import { beginByLink } from '../sessions/testing/begin-by-link.ts';
import { actOf } from '../testing/test-room.ts';

let signed: SignedRoom;
let port: number;

before(async () => {
  signed = await SignedRoom.open();
  port = await signed.http.listen(0);
});
after(async () => {
  await signed.http.close();
  await signed.signIn.close();
  await signed.room.stop();
});

/** A live stream over a real socket: all that came, once the server has ended it. */
async function streamOf(person: string): Promise<{ readonly ended: Promise<string>; readonly cookie: string }> {
  const begun = await beginByLink(signed.signIn, person);
  const cookie = `remit=${begun?.secret}`;
  const opened = Promise.withResolvers<IncomingMessage>();
  get({ host: '127.0.0.1', port, path: '/api/live', headers: { cookie } }, opened.resolve).on('error', opened.reject);
  const response = await opened.promise;
  assert.equal(response.statusCode, 200);
  const ended = Promise.withResolvers<string>();
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('end', () => ended.resolve(text));
  response.on('error', ended.reject);
  return { ended: ended.promise, cookie };
}

async function status(cookie: string, path = '/api/queue'): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })).status;
}

test('a stream is cut, with the reason, when the mandate that admitted its reader is suspended', async () => {
  const until = signed.room.roomNow() + 3_600_000;
  const about = { purpose: 'delegation-protection', place: 'delegation-hotel' };
  const deed = { kind: 'deed.propose', activity: 'assess-threat', ...about } as const;
  for (const person of ['ga-lead', 'ga-officer-a'])
    await signed.permitted(person, { ...deed, detail: { until, what: 'the square before the hotel' } });
  const guest = await streamOf('ga-lead');
  await signed.permitted('commander-a', {
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-a', reason: 'looked into' },
  });
  const text = await guest.ended;
  const end = JSON.parse(/event: end\ndata: (\{.*\})\n\n$/.exec(text)?.[1] ?? '');
  assert.equal(end.why, 'suspended');
  const { at, ...halt } = end.halt;
  assert(Math.abs(at - signed.room.roomNow()) < 60_000, 'room time, not the wall’s');
  const none = { requests: 0, approvals: 0, conferrals: 0, clearances: 0, consultations: 0 };
  assert.deepEqual(halt, {
    suspended: true,
    mandate: 'guest-a',
    desk: { en: 'Commander', it: 'Commander' },
    reason: 'looked into',
    ended: { deeds: 1, ...none },
  });
  assert(!text.includes('commander-a'), 'whoever gave the word is not named to a guest');
  assert.equal(await status(guest.cookie), 401);
});

test('… when its person is removed, and when they sign out everywhere', async () => {
  const removed = await streamOf('gb-support-a');
  const detail = { person: 'gb-support-a', reason: 'recalled' };
  await signed.room.door.submit(actOf(signed.room, 'registrar:guest-b-police', { kind: 'roster.remove', detail }));
  assert.match(await removed.ended, /event: end\ndata: \{"why":"removed"\}\n\n$/);
  assert.equal(await status(removed.cookie), 401);
  const left = await streamOf('duty-a');
  await signed.signIn.sessions.endAllOf('duty-a');
  assert.match(await left.ended, /event: end\ndata: \{"why":"signed-out"\}\n\n$/);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { DAY, HOUR } from '../base/clock.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import { SignedRoom } from '../server/api/testing/signed-room.ts';
import type { Session } from '../server/sessions/session.ts';
import { harbour, TestMachine } from '../server/testing/test-room.ts';
import { RoomClient } from './room-client.ts';
import { keyFor } from './signing.ts';
import { remit } from './testing/spoken.ts';

const OPENS = Date.parse('2026-09-15T06:00:00Z');
let signed: SignedRoom;
let url: string;
/** Sessions that began and have not ended. */
const standing = new Set<Session>();
let begun = 0;

before(async () => {
  const scenario = await harbour();
  assert(scenario.retention !== null);
  const rules = scenario.retention.rules.filter(({ kind }) => kind === 'log').map((rule) => ({ ...rule, days: 1 }));
  const machine = new TestMachine();
  const room = await machine.open({ scenario: { ...scenario, retention: { ...scenario.retention, rules } } });
  await room.waitUntil(OPENS);
  signed = await SignedRoom.around(machine, room);
  await signed.sit('commander-a', 'host-room.commander');
  const detail = { mandate: 'guest-a', version: 1, reason: 'agreed' };
  await signed.permitted('commander-a', { kind: 'mandate.enforce', detail });
  await signed.sit('ga-lead', 'embassy-a-room.lead');
  await signed.sit('duty-a', 'host-room.duty');
  await signed.sit('privacy-a', 'host-room.data-protection');
  const { sessions } = signed.signIn;
  sessions.onBegun((session) => {
    begun += 1;
    standing.add(session);
  });
  sessions.onEnded(({ includes }) => {
    for (const session of standing) if (includes(session)) standing.delete(session);
  });
  url = `http://127.0.0.1:${await signed.http.listen(0)}`;
});
after(() => signed.close());

const due = async (person: string) => {
  await signed.viewed();
  return await remit(['erase', '--due', '--as', person, '--url', url]);
};

test('without rules in force it says so, and with rules and nothing over, that nothing is up', async () => {
  const none = await due('privacy-a');
  assert.deepEqual([none.code, none.out, none.err], [0, 'no retention rules are in force: no record has a date\n', '']);
  const { retention } = signed.room.directory;
  assert(retention !== undefined);
  const { version, digest } = retention;
  await signed.permitted('privacy-a', { kind: 'retention.enforce', detail: { version, digest, reason: 'the order' } });
  const { code, out } = await due('privacy-a');
  assert.equal(code, 0);
  assert.match(
    out,
    /^retention rules: version 1, in force since 2026-09-15T\S+ by privacy-a\nnothing is up for review\n$/,
  );
});

test('what came up is listed with its date and hold, and each is erased by its name', async () => {
  const first = (await signed.line('duty-a', 'the north gate is open')).index;
  const second = (await signed.line('duty-a', 'the south gate is open')).index;
  await signed.room.waitUntil(signed.room.roomNow() + 2 * DAY + HOUR);
  const until = signed.room.roomNow() + 3 * DAY;
  await signed.permitted('privacy-a', { kind: 'hold.place', detail: { entry: first, until, reason: 'a complaint' } });
  const { code, out, err } = await due('privacy-a');
  assert.deepEqual([code, err], [0, '']);
  const lines = out.split('\n');
  assert.match(
    lines[1] ?? '',
    new RegExp(
      `^entry-${first} +log retention/9  due 2026-09-16T\\S+, 1 day ago; held by HOLD-1 until \\S+  the north gate`,
    ),
  );
  assert.match(lines[2] ?? '', new RegExp(`^entry-${second} +log retention/9  due \\S+, 1 day ago  the south gate`));
  assert.equal(
    lines[3],
    `erase one by its name: remit erase entry-${second} --as privacy-a --basis retention --reason "why"`,
  );
});

test('who may not see a review is not told of it, and the session that was read in is over', async () => {
  const guest = await due('ga-lead');
  assert.match(guest.out, /nothing is up for review/);
  const { code, err } = await due('nobody-a');
  assert.equal(code, 1);
  assert.match(err, /not-signed-in|signed/);
  assert.deepEqual([begun, standing.size], [4, 0]);
});

test('listing and erasing are not asked for at once', async () => {
  for (const more of [['entry-1'], ['--basis', 'retention'], ['--reason', 'why']]) {
    const { code, err } = await remit(['erase', ...more, '--due', '--as', 'privacy-a', '--url', url]);
    assert.equal(code, 64, more.join(' '));
    assert.match(err, /lists and erases nothing/);
  }
});

test('an erasure is waited for in everything that came since, however much that is', async (t) => {
  const { index } = await signed.line('duty-a', 'the west gate is open');
  const { fetch } = globalThis;
  const ending = AbortSignal.timeout(20_000);
  // 600 lines come between the end of the erasure and the first look for it.
  t.mock.method(globalThis, 'fetch', async (url: string, init: RequestInit) => {
    const answer = await fetch(url, init);
    if (!url.endsWith('/acts')) return answer;
    while (!signed.machine.said.some((line) => /^ERA-\d+ is finished/.test(line))) await turn();
    for (let n = 0; n < 600; n++) await signed.line('duty-a', `line ${n}`);
    await signed.viewed();
    return answer;
  });
  const { code, out, err } = await remit(
    ['erase', `entry-${index}`, '--as', 'privacy-a', '--basis', 'order', '--reason', 'a court said so', '--url', url],
    { signal: ending },
  );
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /ERA-\d+ is finished: its keys are destroyed\n$/);
});

test('who erases is told how far the room is, step by step, and nobody else is told that it erases', async (t) => {
  const { index } = await signed.line('duty-a', 'the south gate is open');
  const waits = new Map<string, () => void>();
  const said: string[] = [];
  // Each step ends once it was told of.
  const until = async (words: string): Promise<void> => {
    if (said.some((line) => line.includes(words))) return;
    await new Promise<void>((resolve) => waits.set(words, resolve));
  };
  const { rewrap, scrub } = MemoryStore.prototype;
  const mocked = t.mock.method(
    MemoryStore.prototype,
    'rewrap',
    async function (this: MemoryStore, ...sent: Parameters<typeof rewrap>) {
      if (mocked.mock.callCount() === 0) await until('person 1 of 1: 0 boxes');
      await rewrap.apply(this, sent);
    },
  );
  let beside: readonly (object | null | undefined)[] = [];
  t.mock.method(MemoryStore.prototype, 'scrub', async function (this: MemoryStore) {
    await until('the database writes anew');
    beside = await Promise.all(['privacy-a', 'duty-a', 'ga-lead'].map(erasingTo));
    return await scrub.call(this);
  });
  const { code, out, err } = await remit(
    ['erase', `entry-${index}`, '--as', 'privacy-a', '--basis', 'order', '--reason', 'a court said so', '--url', url],
    {
      signal: AbortSignal.timeout(20_000),
      warned: (text) => {
        said.push(text);
        for (const [words, resolve] of waits) if (text.includes(words)) resolve();
      },
    },
  );
  assert.equal(code, 0, err);
  const [, erasure = ''] = /(ERA-\d+) is finished: its keys are destroyed\n$/.exec(out) ?? [];
  const lines = said.filter((line) => /closed under|writes anew/.test(line));
  assert.match(
    lines[0] ?? '',
    new RegExp(`^remit: ${erasure}: what is left is closed under new keys, person 1 of 1: 0 boxes so far\n$`),
  );
  assert.match(lines.at(-1) ?? '', new RegExp(`^remit: ${erasure}: the database writes anew what it had in clear\n$`));
  const boxes = (beside[0] as { boxes?: number } | null | undefined)?.boxes ?? 0;
  assert(boxes > 0, 'duty-a wrote more than that line');
  assert.deepEqual(beside, [
    { erasures: [erasure], step: 'forgetting', person: 1, persons: 1, boxes },
    undefined,
    undefined,
  ]);
});

/** What the log tells somebody of erasing; undefined where it tells them nothing. */
async function erasingTo(person: string): Promise<object | null | undefined> {
  const client = new RoomClient(url, AbortSignal.timeout(10_000));
  const room = await client.state();
  return (await client.log({ person, key: await keyFor(room, person, undefined) }, room, { limit: 1 })).erasing;
}

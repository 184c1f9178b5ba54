import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DAY, HOUR } from '../../base/clock.ts';
import { ReadingStopped } from '../../desk/past-index.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { RecordAnswer, RecordShown, RetentionShown } from '../../terms/api/retention.ts';
import { harbour, TestMachine } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';

const OPENS = Date.parse('2026-09-15T06:00:00Z');
const DESKS = {
  'commander-a': 'host-room.commander',
  'duty-a': 'host-room.duty',
  'privacy-a': 'host-room.data-protection',
  'ga-lead': 'embassy-a-room.lead',
  'gb-support-a': 'harbour-room.support-b',
} as const;

let signed: SignedRoom;
let hostLine = 0;
let guestLine = 0;

before(async () => {
  const scenario = await shortLived();
  const machine = new TestMachine();
  const room = await machine.open({ scenario });
  await room.waitUntil(OPENS);
  signed = await SignedRoom.around(machine, room);
  await signed.sit('commander-a', DESKS['commander-a']);
  for (const mandate of ['guest-a', 'guest-b']) {
    await signed.permitted('commander-a', {
      kind: 'mandate.enforce',
      detail: { mandate, version: 1, reason: 'agreed' },
    });
  }
  for (const [person, desk] of Object.entries(DESKS)) if (person !== 'commander-a') await signed.sit(person, desk);
});
after(() => signed.close());

/** The harbour with every line of the log kept for a day, and nothing said of anything else. */
async function shortLived(): Promise<Scenario> {
  const scenario = await harbour();
  assert(scenario.retention !== null);
  const rules = scenario.retention.rules.filter(({ kind }) => kind === 'log').map((rule) => ({ ...rule, days: 1 }));
  // A second officer: who lifted another's hold does not erase.
  const second = scenario.roster.filter(({ id }) => id === 'privacy-a').map((row) => ({ ...row, id: 'privacy-b' }));
  const roster = [...scenario.roster, ...second];
  return { ...scenario, roster, retention: { ...scenario.retention, rules } };
}

async function shown(person: string): Promise<RetentionShown> {
  await signed.viewed();
  const answer = await (await signed.browser(person)).ask('GET', '/api/retention');
  assert.equal(answer.statusCode, 200, answer.body);
  return RetentionShown.parse(JSON.parse(answer.body));
}

async function record(person: string, query: string) {
  await signed.viewed();
  return await (await signed.browser(person)).ask('GET', `/api/retention/record?${query}`);
}

const of = (rows: readonly { readonly of: string }[]) => rows.map((row) => row.of);

test('before rules are in force everybody reads which are supplied, and for which kinds nobody has said any', async () => {
  const { inForce, supplied, due } = await shown('ga-lead');
  assert.deepEqual([inForce, due], [null, []]);
  assert.deepEqual(
    supplied?.rules.map(({ id, days, text }) => [id, days, text?.length !== undefined]),
    [['retention/9', 1, true]],
  );
  assert.deepEqual(supplied?.open.length, 12);
  const { version = 0, digest = '' } = supplied ?? {};
  await signed.permitted('privacy-a', { kind: 'retention.enforce', detail: { version, digest, reason: 'the order' } });
  const then = await shown('ga-lead');
  assert.deepEqual([then.supplied, then.inForce?.digest, then.inForce?.by], [null, digest, 'privacy-a']);
});

test('a review is shown to who is shown the record: the host’s to the host, a guest’s own to that guest alone', async () => {
  hostLine = (await signed.line('duty-a', 'the north gate is open')).index;
  guestLine = (await signed.line('ga-lead', 'HIDDENWORD at the residence')).index;
  await signed.room.waitUntil(signed.room.roomNow() + DAY + HOUR);
  const [host, guest, other] = [await shown('privacy-a'), await shown('ga-lead'), await shown('gb-support-a')];
  assert.deepEqual(
    host.due.map(({ id, title, held, times }) => [id, title, held, times]),
    [[`REV-entry-${hostLine}`, 'the north gate is open', null, 1]],
  );
  assert.deepEqual(of((await shown('duty-a')).due), [`entry-${hostLine}`]);
  assert.deepEqual(of(guest.due), [`entry-${guestLine}`]);
  assert.deepEqual([other.due, other.moreDue], [[], 0]);
  for (const person of ['privacy-a', 'duty-a', 'gb-support-a']) {
    for (const path of ['/api/retention', '/api/acts?limit=500', `/api/search?q=entry-${guestLine}`]) {
      const { body } = await (await signed.browser(person)).ask('GET', path);
      assert(!body.includes(`REV-entry-${guestLine}`) && !body.includes('HIDDENWORD'), `${person} ${path}`);
    }
  }
});

test('a guest’s own review is to the host’s officer as if it were not there', async () => {
  const until = signed.room.roomNow() + HOUR;
  const extending = (entry: number) =>
    signed.enter('privacy-a', { kind: 'retention.extend', detail: { entry, until, reason: 'why not' } });
  const [hidden, nowhere] = [await extending(guestLine), await extending(guestLine + 1)];
  assert.deepEqual([hidden.outcome, hidden.clauses], [nowhere.outcome, nowhere.clauses]);
  assert.deepEqual(hidden.clauses, ['R-06']);
  const [one, other] = [await record('privacy-a', `entry=${guestLine}`), await record('privacy-a', 'entry=999999')];
  assert.deepEqual([one.statusCode, one.body], [other.statusCode, other.body]);
  assert.equal(one.statusCode, 404);
});

test('what would go with a record is told to who may erase it, with what stands against it, and to nobody else', async () => {
  const answer = await record('privacy-a', `entry=${hostLine}`);
  assert.equal(answer.statusCode, 200, answer.body);
  const told = RecordShown.parse(JSON.parse(answer.body));
  assert.deepEqual(
    [told.of, told.records, told.entries, told.kinds, told.against],
    [`entry-${hostLine}`, [`entry-${hostLine}`], 1, [{ kind: 'log.line', count: 1 }], []],
  );
  for (const person of ['duty-a', 'commander-a', 'ga-lead', 'gb-support-a']) {
    assert.equal((await record(person, `entry=${hostLine}`)).statusCode, 404, person);
  }
  for (const query of ['', 'record=INC-1&entry=1', 'entry=-1', 'entry=1e3', `record=${'A'.repeat(200)}`]) {
    const { statusCode } = await record('privacy-a', query);
    assert(statusCode === 400 || statusCode === 404, `${query}: ${statusCode}`);
  }
});

test('holds stand with their countdown and reason, what is kept longer by its date, and what was erased without its data', async () => {
  const at = signed.room.roomNow();
  const detail = { entry: hostLine, until: at + 2 * HOUR, reason: 'a complaint is open' };
  const { matter: hold = '' } = await signed.permitted('privacy-a', { kind: 'hold.place', detail });
  const held = await shown('duty-a');
  assert.deepEqual(
    held.held.map(({ id, until, reason }) => [id, until, reason]),
    [[hold, at + 2 * HOUR, detail.reason]],
  );
  assert.deepEqual(held.due[0]?.held, { hold, until: at + 2 * HOUR });
  assert.deepEqual((await shown('ga-lead')).held, []);
  const told = RecordShown.parse(JSON.parse((await record('privacy-a', `entry=${hostLine}`)).body));
  assert.deepEqual(told.against, ['R-38']);
  await signed.permitted('privacy-a', {
    kind: 'retention.extend',
    detail: { entry: hostLine, until: at + 3 * HOUR, reason: 'the complaint comes first' },
  });
  const longer = await shown('privacy-a');
  assert.deepEqual(longer.due, []);
  assert.deepEqual(
    longer.extended.map(({ due, extendedBy }) => [due, extendedBy]),
    [[at + 3 * HOUR, 'privacy-a']],
  );
  await signed.room.waitUntil(at + 3 * HOUR);
  const again = await shown('privacy-a');
  assert.deepEqual([again.held, again.due[0]?.due, again.due[0]?.times], [[], at + 3 * HOUR, 2]);
  const erase = { entry: hostLine, basis: 'retention', reason: 'its time is over' };
  await signed.permitted('privacy-a', { kind: 'record.erase', detail: erase });
  const gone = await shown('privacy-a');
  assert.deepEqual([gone.due, gone.extended], [[], []]);
  assert.deepEqual(
    gone.erased.map(({ of: record, basis, entries, by, reason }) => [record, basis, entries, by, reason]),
    [[`entry-${hostLine}`, 'retention', 1, 'privacy-a', 'its time is over']],
  );
  assert(!JSON.stringify(gone).includes('north gate'));
  assert.deepEqual((await shown('ga-lead')).erased, []);
});

test('what was erased is not found again by its number; the erasure is, and stays', async () => {
  const detail = { title: 'a queue', category: 'crowd', gravity: 'minor' as const, text: 'at the quay' };
  const { matter: incident = '' } = await signed.permitted('duty-a', { kind: 'incident.open', detail });
  await signed.permitted('duty-a', { kind: 'incident.close', detail: { incident, reason: 'it is gone' } });
  const before = RecordShown.parse(JSON.parse((await record('privacy-a', `record=${incident}`)).body));
  assert.deepEqual([before.records, before.against], [[incident], ['R-40']]);
  const { matter: erasure = '' } = await signed.permitted('privacy-a', {
    kind: 'record.erase',
    detail: { record: incident, basis: 'request', reason: 'asked for' },
  });
  const [gone, nowhere] = [
    await record('privacy-a', `record=${incident}`),
    await record('privacy-a', 'record=INC-999'),
  ];
  assert.deepEqual([gone.statusCode, gone.body], [404, nowhere.body]);
  const kept = RecordShown.parse(JSON.parse((await record('privacy-a', `record=${erasure}`)).body));
  assert.deepEqual([kept.records, kept.against.includes('R-37')], [[erasure], true]);
});

test('what a guest keeps to itself is erased by its number, unseen, and is then no longer up for review', async () => {
  assert.deepEqual(of((await shown('ga-lead')).due), [`entry-${guestLine}`]);
  const detail = { entry: guestLine, basis: 'request', reason: 'the guest asked for it' };
  await signed.permitted('privacy-a', { kind: 'record.erase', detail });
  assert.deepEqual((await shown('ga-lead')).due, []);
  assert.equal((await record('privacy-a', `entry=${guestLine}`)).statusCode, 404);
});

test('who lifted another’s hold is told by which rule they do not erase the record, and the other officer that nothing stands against it', async () => {
  const { index: entry } = await signed.line('duty-a', 'the east gate is open');
  await signed.room.waitUntil(signed.room.roomNow() + DAY + HOUR);
  const hold = { entry, until: signed.room.roomNow() + DAY, reason: 'a complaint is open' };
  const { matter = '' } = await signed.permitted('privacy-a', { kind: 'hold.place', detail: hold });
  const against = async (person: string) =>
    RecordShown.parse(JSON.parse((await record(person, `entry=${entry}`)).body)).against;
  await signed.permitted('privacy-a', { kind: 'desk.sign-off' });
  await signed.sit('privacy-b', DESKS['privacy-a']);
  await signed.permitted('privacy-b', { kind: 'hold.lift', detail: { hold: matter, reason: 'answered' } });
  assert.deepEqual(await against('privacy-b'), ['R-42']);
  await signed.permitted('privacy-b', { kind: 'desk.sign-off' });
  await signed.sit('privacy-a', DESKS['privacy-a']);
  assert.deepEqual(await against('privacy-a'), []);
});

test('a ledger that takes long to be read through keeps nobody waiting: the answer says how far it is, and is asked for again', async () => {
  const machine = new TestMachine();
  const room = await machine.open({ scenario: await shortLived() });
  const reading = Promise.withResolvers<void>();
  const through = { read: 350_000, of: 1_000_000 };
  const slow = Object.create(room, {
    readPast: { value: () => reading.promise },
    pastReader: { value: () => assert.fail('nothing was read yet') },
    readThrough: { value: () => through },
  });
  const other = await SignedRoom.around(machine, slow);
  await other.sit('privacy-a', DESKS['privacy-a']);
  await other.viewed();
  const browser = await other.browser('privacy-a');
  // More often than the ledger may be read through in a minute: who waits for the same reading asks for nothing more.
  const asked = await Promise.all(
    Array.from({ length: 25 }, () => browser.ask('GET', '/api/retention/record?record=INC-1')),
  );
  for (const { statusCode, body } of asked) {
    assert.equal(statusCode, 200, body);
    assert.deepEqual(RecordAnswer.parse(JSON.parse(body)), { reading: through });
  }
  reading.reject(new ReadingStopped('the room is closing'));
  const closing = await browser.ask('GET', '/api/retention/record?record=INC-1');
  assert.deepEqual([closing.statusCode, closing.json().code], [503, 'stopping']);
  await other.close();
});

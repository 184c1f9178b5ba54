import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { harbour, TestMachine } from '../testing/test-room.ts';
import { SignedRoom } from './testing/signed-room.ts';

/** What the room's clock begins and ends is told as its own, to everybody who may open the entry. */

const OPENS = Date.parse('2026-09-15T06:00:00Z');
const browsers = new Map<string, TestBrowser>();
let signed: SignedRoom;
let ordered = 0;
let began = 0;

before(async () => {
  const machine = new TestMachine();
  const scenario = await harbour();
  const until = OPENS + 6 * HOUR;
  const mandates = scenario.mandates.map((one) => {
    if (one.mandate !== 'guest-b') return one;
    // As the reader of documents has it: no clause applies beyond its mandate.
    const clauses = one.clauses.map((clause) => ({
      ...clause,
      scope: { ...clause.scope, windows: [[null, until]] as const },
    }));
    return { ...one, until, clauses };
  });
  const room = await machine.open({ scenario: { ...scenario, mandates } });
  await room.waitUntil(OPENS);
  signed = await SignedRoom.around(machine, room);
  await signed.sit('commander-a', 'host-room.commander');
  await signed.permitted('commander-a', {
    kind: 'mandate.enforce',
    detail: { mandate: 'guest-b', version: 1, reason: 'agreed' },
  });
  const from = room.roomNow() + HOUR;
  for (const reason of ['agreed', 'agreed once more']) {
    const detail = { mandate: 'guest-a', version: 1, reason, from };
    ordered = (await signed.permitted('commander-a', { kind: 'mandate.enforce', detail })).index;
  }
  await room.waitUntil(from + MINUTE);
  began = signed.room.readable.state.get('mandates', 'guest-a')?.index ?? assert.fail('it began');
  await signed.sit('ga-lead', 'embassy-a-room.lead');
  for (const person of ['commander-a', 'ga-lead']) browsers.set(person, await signed.browser(person));
});
after(() => signed.close());

// biome-ignore lint/suspicious/noExplicitAny: bodies are compared member by member
async function read(person: string, url: string): Promise<any> {
  await signed.viewed();
  const answer = await (browsers.get(person) ?? assert.fail(person)).ask('GET', url);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

test('a version that the clock began is told with its number and as ordered in the last order, to the host and to who holds it', async () => {
  for (const person of ['commander-a', 'ga-lead']) {
    const { row, byClock, cause, ordered: order } = await read(person, `/api/acts/${began}`);
    assert.deepEqual([row.kind, row.summary, byClock, cause], ['mandate.begun', 'guest-a@1', true, null]);
    assert.deepEqual([order.index, order.kind, order.reason], [ordered, 'mandate.enforce', 'agreed once more']);
    assert.deepEqual([row.component, row.place], [null, null]);
  }
  const own = await read('commander-a', `/api/acts/${ordered}`);
  assert.deepEqual([own.byClock, own.ordered], [false, null]);
});

test('a mandate in force says since when, by whom or by the clock, and how it stood before; so does the entry in every list', async () => {
  const own = async (person: string, mandate: string) => {
    const { mandates } = await read(person, '/api/mandates');
    return mandates.find(({ id }: { id: string }) => id === mandate)?.began;
  };
  const { at, ...byTheClock } = await own('ga-lead', 'guest-a');
  assert(Number.isSafeInteger(at));
  const order = { desk: 'host-room.commander', reason: 'agreed once more' };
  assert.deepEqual(byTheClock, { index: began, ...order, byClock: true, stood: null });
  // What was in force from the first entry on never came into force here.
  assert.equal(await own('commander-a', 'host-root'), null);

  const act = (kind: 'mandate.suspend' | 'mandate.enforce', rest: object) =>
    signed.permitted('commander-a', { kind, detail: { mandate: 'guest-a', reason: 'looked into', ...rest } });
  await act('mandate.suspend', {});
  assert.equal(await own('commander-a', 'guest-a'), null);
  const { index } = await act('mandate.enforce', { version: 1 });
  // Their session ended with the suspension.
  browsers.set('ga-lead', await signed.browser('ga-lead'));
  const { at: _, ...resumed } = await own('ga-lead', 'guest-a');
  const stood = { version: 1, status: 'suspended' };
  assert.deepEqual(resumed, { index, desk: 'host-room.commander', reason: 'looked into', byClock: false, stood });
  const { rows } = await read('ga-lead', '/api/acts?matter=guest-a&order=asc');
  const told = rows.map((row: { kind: string; stood: unknown }) => [row.kind, row.stood]);
  assert.deepEqual(told.slice(-3), [
    ['mandate.begun', null],
    ['mandate.suspend', null],
    ['mandate.enforce', stood],
  ]);
});

test('a deed that would outlast its mandate says for which moment of it it was decided, and one that does not says none', async () => {
  await signed.sit('gb-support-a', 'harbour-room.support-b');
  const from = signed.room.roomNow();
  const ends = OPENS + 6 * HOUR;
  const sweep = (until: number) => ({
    ...({
      kind: 'deed.propose',
      activity: 'sweep-venue',
      purpose: 'event-security',
      place: 'conference-hall',
    } as const),
    deedAt: from,
    detail: { until, what: 'sweep the hall' },
  });
  const tooLong = await signed.enter('gb-support-a', sweep(ends + HOUR));
  assert.equal(tooLong.outcome, 'outside', JSON.stringify(tooLong));
  browsers.set('gb-support-a', await signed.browser('gb-support-a'));
  const refused = await read('gb-support-a', `/api/acts/${tooLong.index}`);
  assert.equal(refused.within, ends);
  const fits = await signed.enter('gb-support-a', sweep(ends));
  assert.equal(fits.outcome, 'needs-approval', JSON.stringify(fits));
  assert.equal((await read('gb-support-a', `/api/acts/${fits.index}`)).within, null);
  await signed.permitted('gb-support-a', {
    kind: 'request.withdraw',
    detail: { request: fits.matter ?? '' },
  });
});

test('a version that came to its end is told with its number, without an order; so is a request that nobody answered', async () => {
  await signed.sit('duty-a', 'host-room.duty');
  await signed.sit('gb-support-a', 'harbour-room.support-b');
  const until = signed.room.roomNow() + 2 * HOUR;
  const asked = await signed.enter('gb-support-a', {
    ...{ kind: 'deed.propose', activity: 'sweep-venue', purpose: 'event-security', place: 'conference-hall' },
    deedAt: signed.room.roomNow(),
    detail: { until, what: 'sweep the hall' },
  });
  assert.equal(asked.outcome, 'needs-approval', JSON.stringify(asked));
  await signed.room.waitUntil(until + MINUTE);
  browsers.set('duty-a', await signed.browser('duty-a'));
  const { matter } = await read('duty-a', `/api/matters/requests/${asked.matter}`);
  assert.deepEqual([matter.changed.kind, matter.changed.byClock, matter.changed.cause], ['request.lapsed', true, null]);
  const lapsed = await read('duty-a', `/api/acts/${matter.changed.index}`);
  assert.deepEqual([lapsed.byClock, lapsed.ordered, lapsed.row.summary], [true, null, '']);
  const deed = await read('duty-a', `/api/matters/deeds/${asked.deed}`);
  assert.equal(deed.matter.changed.byClock, deed.matter.changed.index === matter.changed.index);

  await signed.room.waitUntil(OPENS + 6 * HOUR + MINUTE);
  const { rows } = await read('commander-a', '/api/acts?kind=mandate.expired');
  assert.deepEqual(
    rows.map(({ summary, matter: of }: { summary: string; matter: string }) => [summary, of]),
    [['guest-b@1', 'guest-b']],
  );
  const { byClock, ordered: order } = await read('commander-a', `/api/acts/${rows[0].index}`);
  assert.deepEqual([byClock, order], [true, null]);
});

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import { harbourAtWork } from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';

/** Guest A escorts its principal from seven in the morning on, local time. */
const NIGHT = Date.parse('2026-09-15T22:30:00Z');
const SEVEN = Date.parse('2026-09-16T06:00:00Z');

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
  await room.signOn('ga-officer-a', 'embassy-a-room.detail');
  await room.advanceTo(NIGHT);
});

const said = ({ outcome, clauses }: Answer) => (clauses.length === 0 ? outcome : `${outcome} ${clauses}`);
const statusOf = ({ deed }: Answer) => room.state.get('deeds', deed ?? '')?.status;

const envelope = { by: 'ga-officer-a', purpose: 'delegation-protection', place: 'conference-hall' } as const;

function escort(deedAt: number): Asked {
  const detail = { until: deedAt + HOUR, what: 'to the hall' };
  return { ...envelope, kind: 'deed.propose', activity: 'escort-principal', deedAt, detail };
}

const begin = ({ deed }: Answer) => room.enter({ ...envelope, kind: 'deed.begin', detail: { deed } });

function suspend(mandate: string): Promise<Answer> {
  const detail = { mandate, reason: 'looked into' };
  return room.permitted({ by: 'commander-a', kind: 'mandate.suspend', detail });
}

test('R-21: what is permitted only later is not open now; it waits, and is begun in its time', async () => {
  assert.equal(said(await room.enter(escort(room.now))), 'outside');
  const asked = await room.permitted(escort(SEVEN + HOUR));
  assert.equal(statusOf(asked), 'waiting');
  assert.equal(room.state.get('timers', `deed:${asked.deed}`), undefined);
  assert.match(said(await begin(asked)), /R-21/);
  await room.advanceTo(SEVEN + HOUR);
  assert.equal(statusOf(asked), 'waiting', 'by itself nothing begins');
  await begin(asked);
  assert.equal(statusOf(asked), 'open');
  await room.advanceTo(SEVEN + 2 * HOUR);
  assert.equal(statusOf(asked), 'ended');
});

test('what waits is decided again as it is begun: by the mandates that are in force then', async () => {
  const asked = await room.permitted(escort(SEVEN + HOUR));
  await suspend('guest-a');
  await room.advanceTo(SEVEN + HOUR);
  assert.notEqual((await begin(asked)).outcome, 'permitted');
  assert.equal(statusOf(asked), 'waiting');
});

test('what was permitted for later and is not begun in its time is not begun', async () => {
  const asked = await room.permitted(escort(SEVEN));
  await room.advanceTo(SEVEN + HOUR);
  assert.match(said(await begin(asked)), /R-21/);
});

test('clocks may differ: what begins within two minutes is open now, and another mandate that goes does not end it', async () => {
  await room.advanceTo(SEVEN - 2 * MINUTE);
  const asked = await room.permitted(escort(SEVEN));
  assert.equal(statusOf(asked), 'open');
  await suspend('organiser');
  assert.equal(statusOf(asked), 'open', 'before its first moment no clause speaks of it');
  await suspend('guest-a');
  assert.equal(statusOf(asked), 'ended');
});

test('what waits to be begun by somebody who is removed ends in an entry of its own; what is asked about ends once, with its request', async () => {
  const waits = await room.permitted(escort(SEVEN + HOUR));
  const removed = await room.permitted({
    by: 'registrar:guest-a-protection',
    kind: 'roster.remove',
    detail: { person: 'ga-officer-a', reason: 'recalled' },
  });
  const ends = room.entries.filter(({ index }) => index > removed.index).map(({ draft }) => draft.fields);
  assert(
    ends.some(({ kind, matter, cause }) => kind === 'deed.ended' && matter === waits.deed && cause === removed.index),
  );
  assert.equal(statusOf(waits), 'refused', 'what never took effect did not end');
  const own = room.entries[removed.index]?.draft.fields.changes ?? [];
  assert(
    !own.some(({ slice }) => slice === 'deeds'),
    'the removal shows for good: nothing that may be erased is in it',
  );
});

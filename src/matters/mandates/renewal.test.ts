import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../../base/clock.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { harbourAtWork, harbourScenario } from '../../desk/testing/harbour.ts';
import { mandateAsWritten } from '../../mandates/mandate-text.ts';

const MANDATE = 'guest-b';

/** The room, and when the mandate of guest B is over. */
async function roomWithEnd() {
  const room = await harbourAtWork();
  await room.signOn('legal-a', 'host-room.legal');
  const until = room.state.get('mandates', MANDATE)?.until;
  assert(until != null, 'the mandate of guest B has an end');
  return { room, until };
}

/** Version 2 of the mandate with another end, drafted, reviewed and signed by both sides: renewal has no shorter way. */
async function renewed(room: DeskRoom, until: number | null) {
  const { mandates } = await harbourScenario();
  const first = mandates.find(({ mandate }) => mandate === MANDATE) ?? assert.fail();
  const document = mandateAsWritten({ ...first, version: 2, until });
  const read = room.room.directory.readMandate(document);
  assert(typeof read !== 'string', String(read));
  const named = { mandate: MANDATE, version: 2, digest: read.digest };
  const reason = 'the summit lasts longer';
  await room.permitted({ by: 'commander-a', kind: 'mandate.draft', detail: { ...named, document, reason } });
  const note = 'read against the exchange of notes';
  await room.permitted({ by: 'legal-a', kind: 'mandate.review', detail: { ...named, opinion: 'cleared', note } });
  for (const by of ['commander-b', 'gb-envoy']) await room.permitted({ by, kind: 'mandate.sign', detail: named });
}

function enforce(room: DeskRoom, from?: number) {
  const detail = {
    mandate: MANDATE,
    version: 2,
    reason: 'agreed by both sides',
    ...(from === undefined ? {} : { from }),
  };
  return room.permitted({ by: 'commander-a', kind: 'mandate.enforce', detail });
}

async function line(room: DeskRoom) {
  const { outcome, clauses } = await room.enter({
    by: 'gb-support-a',
    kind: 'log.line',
    detail: { text: 'still here' },
  });
  return { outcome, clauses };
}

const standing = (room: DeskRoom) => {
  const row = room.state.get('mandates', MANDATE);
  return [row?.version, row?.status, row?.until];
};
const ends = (room: DeskRoom) =>
  room.entries.filter(({ draft: { fields } }) => fields.kind === 'mandate.expired' && fields.matter === MANDATE).length;

test('renewed before its end a mandate permits on past the old end, and is over at the new one', async () => {
  const { room, until } = await roomWithEnd();
  const later = until + 2 * DAY;
  await renewed(room, later);
  await enforce(room);
  assert.deepEqual(standing(room), [2, 'in-force', later]);
  await room.advanceTo(until - 1);
  const { outcome, clauses } = await line(room);
  assert.equal(outcome, 'permitted');
  for (const moment of [until, until + HOUR, later - 1]) {
    await room.advanceTo(moment);
    assert.deepEqual(await line(room), { outcome, clauses }, new Date(moment).toISOString());
  }
  assert.equal(ends(room), 0, 'the old end is none any more');
  await room.advanceTo(later);
  assert.deepEqual(standing(room), [2, 'expired', later]);
  assert.equal(ends(room), 1);
  assert.deepEqual(await line(room), { outcome: 'outside', clauses: [] });
});

test('without an end it is over by no clock', async () => {
  const { room, until } = await roomWithEnd();
  await renewed(room, null);
  await enforce(room);
  await room.advanceTo(until + 30 * DAY);
  assert.deepEqual([standing(room), ends(room)], [[2, 'in-force', null], 0]);
});

test('a shorter one is over earlier', async () => {
  const { room, until } = await roomWithEnd();
  await renewed(room, until - DAY);
  await enforce(room);
  await room.advanceTo(until - DAY);
  assert.deepEqual([standing(room), ends(room)], [[2, 'expired', until - DAY], 1]);
  await room.advanceTo(until + HOUR);
  assert.equal(ends(room), 1, 'once');
});

test('renewed after its end a mandate permits again, and nothing in between', async () => {
  const { room, until } = await roomWithEnd();
  await room.advanceTo(until + HOUR);
  assert.deepEqual(standing(room), [1, 'expired', until]);
  assert.deepEqual(await line(room), { outcome: 'outside', clauses: [] });
  const later = until + 2 * DAY;
  await renewed(room, later);
  assert.equal((await line(room)).outcome, 'outside', 'signed is not in force');
  await enforce(room);
  assert.deepEqual(standing(room), [2, 'in-force', later]);
  assert.equal((await line(room)).outcome, 'permitted');
  await room.advanceTo(later);
  assert.deepEqual([standing(room), ends(room)], [[2, 'expired', later], 2]);
  assert.deepEqual(await line(room), { outcome: 'outside', clauses: [] });
});

test('set to begin as the old one ends, or later, it comes into force by the clock', async () => {
  for (const gap of [0, HOUR]) {
    const { room, until } = await roomWithEnd();
    const later = until + 2 * DAY;
    await renewed(room, later);
    await enforce(room, until + gap);
    assert.deepEqual(standing(room), [1, 'in-force', until]);
    if (gap > 0) {
      await room.advanceTo(until);
      assert.deepEqual(standing(room), [1, 'expired', until]);
      assert.equal((await line(room)).outcome, 'outside');
    }
    await room.advanceTo(until + gap);
    assert.deepEqual(standing(room), [2, 'in-force', later], `begun ${gap} ms after`);
    assert.equal(ends(room), gap === 0 ? 0 : 1, 'where one follows the other at once nothing ends');
    assert.equal((await line(room)).outcome, 'permitted');
    await room.advanceTo(later);
    assert.deepEqual(standing(room), [2, 'expired', later]);
  }
});

test('what is over in every version is not put in force again', async () => {
  const { room, until } = await roomWithEnd();
  await room.advanceTo(until);
  const detail = { mandate: MANDATE, version: 1, reason: 'as before' };
  const { outcome, clauses } = await room.enter({ by: 'commander-a', kind: 'mandate.enforce', detail });
  assert.deepEqual([outcome, clauses], ['prohibited', ['R-17']]);
});

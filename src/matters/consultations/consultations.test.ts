import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { enterItem, harbourAtWork } from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';
import { definitionOf } from '../registry.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
});

function said({ outcome, clauses }: Answer): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

/** An item of guest A, released to the duty officer; gives the matters of both. */
async function released(expires = room.now + 4 * HOUR) {
  const purpose = 'event-security';
  const item = await enterItem(room, 'ga-lead', { expires });
  const to = { item, to: 'duty-a' };
  const release = await room.permitted({ by: 'ga-lead', kind: 'item.release', purpose, detail: to });
  return { item, release: release.matter ?? '' };
}

async function consult(by: string, of: string, minutes = 15): Promise<Answer> {
  const detail = { of, minutes, reason: 'to brief the shift' };
  return await room.enter({ by, kind: 'consultation.open', purpose: 'event-security', detail });
}

function row(id: string | undefined) {
  return room.state.get('consultations', id ?? '');
}

/** The entries that ended something from an index on: kind and matter. */
function endsFrom(index: number): string[] {
  const ends = room.entries.filter((entry) => entry.index >= index && entry.draft.fields.kind === 'consultation.ended');
  return ends.map(({ draft }) => draft.fields.matter ?? '');
}

describe('a consultation opens', () => {
  test('to the person whom an item was released to, for the purpose and the minutes that were asked for', async () => {
    const { item, release } = await released();
    const answer = await consult('duty-a', item, 20);
    assert.equal(said(answer), 'permitted host-root/15');
    assert.equal(answer.matter, 'CONS-host-justice-1');
    const { from, until, ...rest } = row(answer.matter) ?? assert.fail('no row');
    assert.deepEqual([from, until], [room.now, room.now + 20 * MINUTE]);
    assert.deepEqual(rest, {
      id: 'CONS-host-justice-1',
      person: 'duty-a',
      agency: 'host-justice',
      of: item,
      release,
      purpose: 'event-security',
      ended: null,
      clauses: ['host-root/15'],
      index: answer.index,
    });
  });

  test('to the originating agency’s own people, on no release', async () => {
    const { item } = await released();
    const answer = await consult('ga-lead', item);
    assert.equal(said(answer), 'permitted guest-a/13');
    assert.equal(row(answer.matter)?.release, '');
  });

  test('and is shown to the reader’s own side only', async () => {
    const { item } = await released();
    const guest = room.entries[(await consult('ga-lead', item)).index]?.draft.fields.audience;
    const host = room.entries[(await consult('duty-a', item)).index]?.draft.fields.audience;
    assert.deepEqual(guest, { agencies: ['guest-a-protection'], rooms: [], persons: [], everyone: false });
    assert.deepEqual(host, { agencies: ['host'], rooms: [], persons: [], everyone: false });
  });

  test('and a refusal of a guest’s is shown to that guest’s side only', async () => {
    const refused = await consult('ga-lead', 'ITEM-host-justice-7');
    assert.equal(said(refused), 'prohibited R-29');
    assert.deepEqual(room.entries[refused.index]?.draft.fields.audience.agencies, ['guest-a-protection']);
  });
});

describe('R-29: a consultation is refused', () => {
  test('to everybody but the recipient by name, colleagues of the recipient too', async () => {
    const { item } = await released();
    assert.equal(said(await consult('loggist-a', item)), 'prohibited R-29');
    assert.equal(said(await consult('police-a', item)), 'prohibited R-29');
  });

  test('after the release was asked back', async () => {
    const { item, release } = await released();
    await room.permitted({
      by: 'ga-lead',
      kind: 'item.recall',
      purpose: 'event-security',
      detail: { release, reason: 'wrong' },
    });
    assert.equal(said(await consult('duty-a', item)), 'prohibited R-29');
    assert.equal(said(await consult('ga-lead', item)), 'permitted guest-a/13', 'the originator reads on');
  });

  test('of the whole record to whoever does not oversee from a desk of the host', async () => {
    for (const by of ['duty-a', 'commander-a', 'ga-lead']) {
      assert.match(said(await consult(by, 'record')), /^prohibited .*R-29/, by);
    }
    assert.equal([...room.state.values('consultations')].length, 0);
  });

  test('R-06: of an item of theirs that has expired; of somebody else’s it stays R-29', async () => {
    const { item } = await released(room.now + 10 * MINUTE);
    await room.advanceTo(room.now + 10 * MINUTE);
    assert.equal(said(await consult('duty-a', item)), 'prohibited R-06');
    assert.equal(said(await consult('ga-lead', item)), 'prohibited R-06');
    assert.equal(said(await consult('loggist-a', item)), 'prohibited R-29');
  });

  test('to who holds no desk, whatever there is: the answer does not tell', async () => {
    const { item } = await released(room.now + 10 * MINUTE);
    await room.permitted({ by: 'ga-lead', kind: 'desk.sign-off', detail: {} });
    const ask = async (of: string, reason: string) => {
      const detail = { of, minutes: 15, reason };
      return await room.enter({ by: 'ga-lead', kind: 'consultation.open', desk: 'embassy-a-room.lead', detail });
    };
    const nowhere = await ask('ITEM-guest-a-protection-99', 'not there');
    const there = await ask(item, 'there');
    await room.advanceTo(room.now + 10 * MINUTE);
    const expired = await ask(item, 'expired');
    assert.match(said(nowhere), /R-29/);
    for (const { outcome, clauses, near } of [there, expired]) {
      assert.deepEqual(
        { outcome, clauses, near },
        { outcome: nowhere.outcome, clauses: nowhere.clauses, near: nowhere.near },
      );
    }
  });

  test('R-02: to who holds no desk', async () => {
    const { item } = await released();
    await room.permitted({ by: 'duty-a', kind: 'desk.sign-off', detail: {} });
    const detail = { of: item, minutes: 5, reason: 'x' };
    const answer = await room.enter({ by: 'duty-a', kind: 'consultation.open', desk: 'host-room.duty', detail });
    assert.match(said(answer), /^prohibited .*R-02/);
  });
});

describe('a consultation ends', () => {
  test('by the room’s clock after its minutes, not before', async () => {
    const { item } = await released();
    const answer = await consult('duty-a', item, 20);
    await room.advanceTo(room.now + 20 * MINUTE - 1);
    assert.equal(row(answer.matter)?.ended, null);
    await room.advanceTo(room.now + 1);
    assert.equal(row(answer.matter)?.ended, room.now);
    assert.deepEqual(endsFrom(answer.index), ['CONS-host-justice-1']);
    const end = room.entries.find(({ draft }) => draft.fields.kind === 'consultation.ended')?.draft;
    assert.deepEqual(end?.fields.audience.agencies, ['host']);
    assert.equal(end?.subjectKey, 'person/duty-a');
  });

  test('when the item expires, for everybody who reads it', async () => {
    const expires = room.now + 10 * MINUTE;
    const { item } = await released(expires);
    const first = await consult('duty-a', item, 60);
    const second = await consult('ga-lead', item, 60);
    await room.advanceTo(expires);
    assert.equal(row(first.matter)?.ended, expires);
    assert.equal(row(second.matter)?.ended, expires);
    await room.advanceTo(expires + HOUR);
    assert.equal(endsFrom(first.index).length, 2, 'and their own time ends nothing a second time');
  });

  test('when the release that it rests on is asked back, and no other', async () => {
    const { item, release } = await released();
    const read = await consult('duty-a', item, 60);
    const own = await consult('ga-lead', item, 60);
    const detail = { release, reason: 'the source withdrew it' };
    await room.permitted({ by: 'ga-lead', kind: 'item.recall', purpose: 'event-security', detail });
    assert.equal(row(read.matter)?.ended, room.now);
    assert.equal(row(own.matter)?.ended, null);
    // The one who asks back is not told who was reading.
    const end = room.entries.find(({ draft }) => draft.fields.kind === 'consultation.ended')?.draft;
    assert.deepEqual(end?.fields.audience.agencies, ['host']);
  });

  test('when its person is removed, and not when a colleague is', async () => {
    const { item } = await released();
    const read = await consult('ga-lead', item, 60);
    const registrar = 'registrar:guest-a-protection';
    const remove = (person: string) =>
      room.permitted({ by: registrar, kind: 'roster.remove', detail: { person, reason: 'recalled' } });
    await remove('ga-officer-a');
    assert.equal(row(read.matter)?.ended, null);
    await remove('ga-lead');
    assert.equal(row(read.matter)?.ended, room.now);
  });

  test('when the mandate that permitted it is suspended, and not with another’s', async () => {
    const { item } = await released();
    const read = await consult('ga-lead', item, 60);
    const suspend = (mandate: string) =>
      room.permitted({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate, reason: 'looked into' } });
    await suspend('guest-b');
    assert.equal(row(read.matter)?.ended, null);
    await suspend('guest-a');
    assert.equal(row(read.matter)?.ended, room.now);
  });
});

test('minutes, item and reason are bounded', () => {
  const { detail } = definitionOf('consultation.open');
  const sound = { of: 'ITEM-a-1', minutes: 60, reason: 'x' };
  assert(detail.safeParse(sound).success);
  assert(detail.safeParse({ ...sound, of: 'record' }).success);
  const spoiled = [
    { minutes: 0 },
    { minutes: 61 },
    { minutes: 1.5 },
    { minutes: '5' },
    { of: 'records' },
    { of: '' },
    { of: ['record'] },
    { reason: '' },
    { reason: 'a\u202eb' },
    { until: 1 },
  ];
  for (const part of spoiled) assert(!detail.safeParse({ ...sound, ...part }).success, JSON.stringify(part));
});

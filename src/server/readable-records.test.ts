import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { factsOf } from '../desk/facts/vector.ts';
import type { RowChange } from '../terms/entry.ts';
import { shownDesks } from './api/shown-desks.ts';
import { ReadableRecords } from './readable-records.ts';
import type { OpenRoom } from './room.ts';
import { TestMachine } from './testing/test-room.ts';

const PAST = 20_000;
const GUEST = 'gb-support-a';
const OFFICER = 'police-a';
const DESK = 'harbour-room.support-b';
/** Twice the binary digits of what is past, and then some: anything that grows with the past is thousands. */
const LOOKED_AT_MAX = 40;

let room: OpenRoom;
let readable: ReadableRecords;
let looked = 0;

/** The row, which counts each time that somebody looks at when it stands. */
function counted(slice: string, row: { readonly id: string; readonly [member: string]: unknown }): RowChange {
  const seen: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(row)) {
    Object.defineProperty(seen, member, {
      enumerable: true,
      get: () => {
        looked += 1;
        return value;
      },
    });
  }
  return { slice, id: row.id, row: seen };
}

function pastOf(n: number): RowChange[] {
  const [from, until] = [2 * n, 2 * n + 1];
  const power = { power: 'identity-check', entered: from, agency: 'guest-b-police' };
  return [
    counted('shifts', {
      id: `${GUEST}/${n}`,
      person: GUEST,
      desk: DESK,
      room: 'harbour-room',
      role: 'x',
      from,
      until,
      index: n,
    }),
    counted('accompaniments', {
      id: `ACC-${n}`,
      guest: GUEST,
      officer: OFFICER,
      agency: 'guest-b-police',
      from,
      ended: until,
      index: n,
    }),
    counted('conferrals', { id: `CON-${n}`, to: GUEST, ...power, from, until, ended: null, index: n }),
    counted('consultations', {
      id: `CONS-${n}`,
      person: GUEST,
      of: 'record',
      release: '',
      from,
      until,
      ended: null,
      index: n,
    }),
  ];
}

function rowsLookedAt(work: () => unknown): number {
  looked = 0;
  work();
  return looked;
}

describe(`what a person did ${PAST} times makes nothing slower now`, () => {
  const now = 2 * PAST + 10;
  before(async () => {
    room = await new TestMachine().open();
    const people = [...room.readable.state.values('people')].map((row) => ({ slice: 'people', id: row.id, row }));
    const past = Array.from({ length: PAST }, (_, n) => pastOf(n)).flat();
    readable = new ReadableRecords([...people, ...past], { set: () => assert.fail('no set is in force') });
    // The order of the past is made once, when it is first asked for.
    readable.actor(GUEST, room.directory, now);
    await room.stop();
  });

  test('who somebody is: an actor, a viewer, who oversees', () => {
    const person = readable.person(GUEST) ?? assert.fail();
    for (const work of [
      () => readable.actor(GUEST, room.directory, now),
      () => readable.viewer(person, room.directory, now),
      () => readable.oversees(GUEST, room.directory, now),
      () => readable.records.shifts.standing('desk', DESK, now),
    ]) {
      const rows = rowsLookedAt(work);
      assert(rows <= LOOKED_AT_MAX, `${rows} looked at by ${work}`);
    }
  });

  test('the facts of an act, now or at an earlier time', () => {
    for (const [time, beside] of [
      [now, 'no'],
      [2 * 777, 'yes'],
      [2 * 777 + 1, 'no'],
    ] as const) {
      const actor = readable.actor(GUEST, room.directory, time);
      assert.equal(actor.desk, beside === 'yes' ? DESK : null);
      const subject = { activity: 'identity-check', purpose: 'event-security', place: 'conference-hall' };
      const { directory } = room;
      let facts: ReturnType<typeof factsOf> | undefined;
      const rows = rowsLookedAt(() => {
        facts = factsOf(readable.records, directory, actor, subject, [], time);
      });
      assert.deepEqual([facts?.axes['accompaniment'], facts?.axes['conferral']], [beside, beside]);
      assert(rows <= LOOKED_AT_MAX, `${rows} looked at`);
    }
  });

  test('whether a desk was held since', () => {
    const { directory } = room;
    const desks = shownDesks({ readable, directory });
    for (const [since, held] of [
      [now, false],
      [now - 100, true],
      [0, true],
    ] as const) {
      const rows = rowsLookedAt(() => assert.equal(desks.heldBy(DESK, 'guest-b-police', since), held));
      assert(rows <= LOOKED_AT_MAX, `${rows} looked at`);
    }
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { HOUR } from '../base/clock.ts';
import { seededRandom } from '../base/seeded-random.ts';
import { PastIndex, ReadingStopped } from './past-index.ts';
import { PastReader } from './past-record.ts';
import type { DeskRoom } from './testing/desk-room.ts';
import { eraserOf } from './testing/erasing.ts';
import { approve, harbourAtWork } from './testing/harbour.ts';

const index = (room: DeskRoom, store: ConstructorParameters<typeof PastIndex>[0]['store'] = room.store) =>
  new PastIndex({ store, keys: room.keys, ledger: room.origin });

async function officeRoom(): Promise<DeskRoom> {
  const room = await harbourAtWork();
  await room.signOn('privacy-a', 'host-room.data-protection');
  return room;
}

/** Lines, corrections of some of them, and requests of a guest, of which some are answered; gives what they are named by. */
async function manyRecords(room: DeskRoom, random: () => number): Promise<string[]> {
  const names: string[] = [];
  for (let n = 0; n < 14; n += 1) {
    if (random() < 0.5) {
      const line = await room.permitted({ by: 'duty-a', kind: 'log.line', detail: { text: `line ${n}` } });
      names.push(`entry-${line.index}`);
      if (random() < 0.5) {
        const detail = { entry: line.index, text: `mended ${n}`, reason: 'misheard' };
        await room.permitted({ by: 'duty-a', kind: 'log.correct', detail });
      }
      continue;
    }
    const asked = await room.enter({
      ...{ by: 'gb-support-a', kind: 'deed.propose', activity: 'sweep-venue' },
      ...{ purpose: 'event-security', place: 'conference-hall' },
      detail: { until: room.now + HOUR, what: `the hall ${n}` },
    });
    names.push(asked.matter ?? assert.fail(), asked.deed ?? assert.fail());
    if (random() < 0.6) await approve(room, asked);
  }
  return names;
}

const sorted = (reader: PastReader) => {
  const { rows, others, ...rest } = reader.record();
  const names = (list: typeof rows) => list.map(({ slice, id }) => `${slice}/${id}`).sort();
  return { ...rest, rows: names(rows), others: names(others) };
};

test('an index that is kept finds for every record what one that reads all of it anew finds, also after some were erased and more was entered', async () => {
  const seed = 20_261_128;
  const random = seededRandom(seed);
  const room = await officeRoom();
  const kept = index(room);
  const names = await manyRecords(room, () => random.next());
  let erased = 0;
  for (let round = 0; round < 3; round += 1) {
    await kept.readTo(room.door.size);
    await room.advanceTo(room.now + 2 * HOUR);
    for (const name of names.filter(() => random.next() < 0.25)) {
      const [, entry] = /^entry-(\d+)$/.exec(name) ?? [];
      const named = entry === undefined ? { record: name } : { entry: Number(entry) };
      const detail = { ...named, basis: 'request', reason: 'asked for' };
      const answer = await room.enter({ by: 'privacy-a', kind: 'record.erase', detail });
      if (answer.outcome === 'permitted') erased += 1;
    }
    await eraserOf(room).run();
    names.push(...(await manyRecords(room, () => random.next())));
    const some = names.filter(() => random.next() < 0.4);
    for (const name of [...some, 'OCC-guest-a-9', 'entry-99999', `entry-${room.door.size - 1}`]) {
      const [found, anew] = [new PastReader(kept, name), new PastReader(index(room), name)];
      await found.readTo(room.door.size);
      await anew.readTo(room.door.size);
      assert.deepEqual(sorted(found), sorted(anew), `${name}, seed ${seed}`);
    }
  }
  assert(erased > 3, `${erased} were erased`);
});

test('who asks while it is being read waits for the same reading, and every entry is opened once', async () => {
  const room = await officeRoom();
  let asked: readonly number[][] = [];
  const entries = async (from: number, to: number) => {
    asked = [...asked, [from, to]];
    return await room.store.entries(from, to);
  };
  const shared = index(room, { entries, openings: (from, to) => room.store.openings(from, to) });
  const { size } = room.door;
  assert.equal(shared.now, null);
  const readings = [shared.readTo(size), shared.readTo(size), shared.readTo(size - 1)];
  assert.deepEqual(shared.now, { read: 0, of: size });
  await Promise.all(readings);
  assert.equal(shared.now, null);
  assert.deepEqual(asked, [[0, size]]);
});

test('a reading that fails is told to who waits for it, and the next goes on from there', async () => {
  const room = await officeRoom();
  let fails = true;
  const entries = async (from: number, to: number) => {
    if (fails) throw new Error('the database is gone');
    return await room.store.entries(from, to);
  };
  const failing = index(room, { entries, openings: (from, to) => room.store.openings(from, to) });
  await assert.rejects(failing.readTo(room.door.size), /the database is gone/);
  assert.equal(failing.now, null);
  fails = false;
  await failing.readTo(room.door.size);
  const missing = failing.readTo(room.door.size + 1);
  await assert.rejects(missing, /was to be read, and is not there/);
});

test('a room that closes while the ledger is read through turns the act away, and nothing is erased', async () => {
  const room = await officeRoom();
  const line = await room.permitted({ by: 'duty-a', kind: 'log.line', detail: { text: 'a line' } });
  const detail = { entry: line.index, basis: 'request', reason: 'asked for' };
  const before = room.door.size;
  const sent = room.send({ by: 'privacy-a', kind: 'record.erase', detail });
  await room.door.stop();
  const said = await sent;
  assert('refused' in said && said.refused === 'stopping', JSON.stringify(said));
  assert.equal(room.door.size, before);
  const stopped = index(room);
  stopped.stop();
  await assert.rejects(stopped.readTo(before), ReadingStopped);
});

test('how long the room reads is no delay of who erases: an act that came in time is decided as one, however late that is', async () => {
  const room = await officeRoom();
  const line = await room.permitted({ by: 'duty-a', kind: 'log.line', detail: { text: 'a line' } });
  await room.advanceTo(room.now + 2 * HOUR);
  const { entries } = room.store;
  const opened = Promise.withResolvers<void>();
  room.store.entries = async (from, to) => {
    await opened.promise;
    return await entries.call(room.store, from, to);
  };
  const detail = { entry: line.index, basis: 'request', reason: 'asked for' };
  const signed = room.sign({ by: 'privacy-a', kind: 'record.erase', detail });
  const [first, again] = [room.door.submit(signed), room.door.submit(signed)];
  await turn();
  await room.advanceTo(room.now + 2 * HOUR);
  opened.resolve();
  const said = await first;
  assert('outcome' in said && said.outcome === 'permitted', JSON.stringify(said));
  // Sent again meanwhile, it is decided once.
  const repeated = await again;
  assert('outcome' in repeated && repeated.index === said.index && repeated.again === true, JSON.stringify(repeated));
  // What was signed so long ago and comes only now is late.
  const late = room.sign({ by: 'privacy-a', kind: 'record.erase', detail, signedAt: room.now - 2 * HOUR });
  const answer = await room.door.submit(late);
  assert('outcome' in answer && answer.clauses.includes('R-19'), JSON.stringify(answer));
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { MemoryStore } from '../ledger/store/memory.ts';
import { until } from '../ledger/testing/witnessed-room.ts';
import { Erasing } from './erasing.ts';
import type { OpenRoom } from './room.ts';
import type { EnterOwn } from './room-acts.ts';
import { actOf, harbour, lineOf, signOn, TestMachine } from './testing/test-room.ts';

const OFFICER_DESK = 'host-room.data-protection';

/** A line is entered, and its erasure is ordered; the index of the order's entry. */
async function lineErased(room: OpenRoom): Promise<number> {
  await signOn(room, 'privacy-a', OFFICER_DESK);
  await signOn(room, 'duty-a', 'host-room.duty');
  const line = await room.door.submit(lineOf(room, 'duty-a', 'host-room.duty', 'a line'));
  assert('index' in line);
  const detail = { entry: line.index, basis: 'order', reason: 'a court said so' };
  const place = room.directory.room('host-room')?.place ?? '';
  const ordered = await room.door.submit(
    actOf(room, 'privacy-a', { kind: 'record.erase', desk: OFFICER_DESK, place, detail }),
  );
  assert('outcome' in ordered && ordered.outcome === 'permitted', JSON.stringify(ordered));
  return ordered.index;
}

/** The act with which the room itself finished, by its entries from there on. */
async function finishing(room: OpenRoom, from: number): Promise<string> {
  for (let index = from; index < room.size(); index++) {
    const fields = (await room.readEntry(index))?.fields;
    if (fields?.kind === 'erasure.finish') return fields.act?.id ?? assert.fail();
  }
  return assert.fail('nothing was finished');
}

test('nobody can take the id of what the room will enter by itself: it is drawn anew each time', async () => {
  const ids = new Set<string>();
  for (let n = 0; n < 3; n++) {
    const machine = new TestMachine();
    const room = await machine.open({ random: randomBytes });
    const index = await lineErased(room);
    await room.stop();
    ids.add(await finishing(room, index));
    assert.deepEqual(
      [...room.state.values('erasures')].map(({ status }) => status),
      ['done'],
    );
  }
  assert.equal(ids.size, 3);
  for (const id of ids) assert.match(id, /^erasure-finish-[0-9a-f]{24}$/);
});

test('nobody keeps somebody of the exercise from being enrolled, by taking the id of that act', async () => {
  const machine = new TestMachine();
  const scenario = await harbour();
  const like = scenario.roster.find(({ id }) => id === 'duty-a') ?? assert.fail();
  const ids = new Set<string>();
  await (await machine.open({ random: randomBytes })).stop();
  for (const id of ['duty-y', 'duty-z']) {
    const room = await machine.open({
      scenario: { ...scenario, roster: [...scenario.roster, { ...like, id }] },
      random: randomBytes,
    });
    const { index } = room.state.get('people', id) ?? assert.fail(`${id} is not enrolled`);
    ids.add((await room.readEntry(index))?.fields.act?.id ?? '');
    await room.stop();
  }
  assert.equal(ids.size, 2);
  for (const id of ids) assert.match(id, /^enrol-[0-9a-f]{24}$/);
});

test('an erasure whose finish is refused is not said to be finished, and is tried again', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  await lineErased(room);
  await room.stop();
  const [row] = [...room.state.values('erasures')];
  assert(row !== undefined);
  const ordered = { ...row, status: 'ordered' };
  const tried: string[] = [];
  const [said, warned]: [string[], string[]] = [[], []];
  const answers: Awaited<ReturnType<EnterOwn>>[] = [
    { refused: 'busy', message: 'too much waits' } as never,
    { outcome: 'prohibited', clauses: ['R-18'] } as never,
    { outcome: 'permitted', clauses: [] } as never,
  ];
  for (const [n, answer] of answers.entries()) {
    const round = n + 1;
    const erasing = new Erasing({
      state: { values: () => [ordered][Symbol.iterator]() } as never,
      store: new MemoryStore(machine.data),
      keys: { ...room.keys, generations: () => [], current: (key: string) => key, renew: async () => 'x/1' } as never,
      epoch: 1,
      ledger: room.origin,
      random: randomBytes,
      door: { settled: async () => {} },
      enterOwn: async (actor, { kind }) => {
        tried.push(`${actor} ${kind}`);
        return answer;
      },
      followed: async () => {},
      log: { info: (line) => said.push(line), warn: (line) => warned.push(line) },
      fatal: (error) => assert.fail(String(error)),
    });
    erasing.wake();
    await until(() => said.length + warned.length === round);
    await erasing.stop();
  }
  assert.deepEqual(tried, Array(3).fill('operator erasure.finish'));
  assert.deepEqual(said, [`${row.id} is finished: its keys are destroyed`]);
  assert.deepEqual(warned, [
    'AN ERASURE IS NOT FINISHED and is tried again: `erasure.finish` was turned away: too much waits',
    'AN ERASURE IS NOT FINISHED and is tried again: `erasure.finish` was refused: R-18',
  ]);
});

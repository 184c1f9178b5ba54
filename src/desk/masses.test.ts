import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import type { Batch } from '../ledger/store/port.ts';
import type { DeedRow } from '../matters/deeds/rows.ts';
import type { RequestRow } from '../matters/requests/rows.ts';
import { Door } from './door.ts';
import { exerciseKey } from './keys.ts';
import { Stamper } from './stamp.ts';
import { step } from './step.ts';
import type { Asked, DeskRoom } from './testing/desk-room.ts';
import { enterItem, harbourAtWork, identityCheck, openIdentityCheck } from './testing/harbour.ts';
import { roomTimer } from './timer.ts';

const LINE = { by: 'duty-a', kind: 'log.line', detail: { text: 'gates open' } } as const satisfies Asked;
const ALARM = {
  by: 'ga-lead',
  kind: 'alert.raise',
  detail: { alert: 'emergency', text: 'shots at the gate' },
} as const satisfies Asked;

/** A store that notes how many entries each transaction held, and lets the event loop turn meanwhile, as a database does. */
class NotedStore extends MemoryStore {
  readonly sizes: number[] = [];

  override async append(batch: Batch): Promise<void> {
    this.sizes.push(batch.entries.length);
    await new Promise((resolve) => setImmediate(resolve));
    await super.append(batch);
  }
}

/** A room that counts how often a mandate set decides, and how often something is proved over one. */
function counted(room: DeskRoom) {
  const count = { decided: 0, proved: 0 };
  const { sets } = room.room;
  const [decide, set] = [sets.decide.bind(sets), sets.set.bind(sets)];
  sets.decide = (id, facts) => {
    count.decided += 1;
    return decide(id, facts);
  };
  sets.set = (id) => {
    count.proved += 1;
    return set(id);
  };
  return count;
}

test('thousands of like deeds and requests cost a few decisions and proofs when a mandate is suspended', async () => {
  const room = await harbourAtWork({ checksSignatures: false });
  const { deed, matter } = await room.permitted({
    by: 'ga-lead',
    kind: 'deed.propose',
    activity: 'assess-threat',
    purpose: 'delegation-protection',
    place: 'embassy-a',
    detail: { until: room.now + 2 * HOUR, what: 'the street' },
  });
  assert.equal(deed, matter);
  const asked = await room.enter(identityCheck(room, { by: 'ga-lead' }));
  await openIdentityCheck(room);
  const open = room.state.get('deeds', deed ?? '') as DeedRow;
  const waiting = [...room.state.values('requests')].at(-1) as RequestRow;
  assert.equal(asked.outcome === 'permitted', false);
  // As a ledger has them that is older than the bounds: each ends at another time.
  const many = Array.from({ length: 3_000 }, (_, n) => n);
  room.state.apply(
    many.flatMap((n) => {
      const [id, request] = [`DEED-guest-a-protection-9${n}`, `REQ-guest-b-9${n}`];
      return [
        { slice: 'deeds', id, row: { ...open, id, until: open.until + n } },
        { slice: 'requests', id: request, row: { ...waiting, id: request, status: 'waiting', deed: null } },
      ];
    }),
  );
  const count = counted(room);
  const before = room.door.size;
  await room.permitted({
    by: 'commander-a',
    kind: 'mandate.suspend',
    detail: { mandate: 'organiser', reason: 'a pause' },
  });
  assert.equal(room.door.size, before + 1, 'nothing of the others ends');
  assert(count.decided < 50, `${count.decided} decisions`);
  assert(count.proved < 50, `${count.proved} proofs`);
  await room.permitted({
    by: 'commander-a',
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-a', reason: 'a pause' },
  });
  assert(room.door.size > before + many.length, 'all of the guest’s ends, one entry each');
  assert(count.decided < 100, `${count.decided} decisions`);
});

test('one act that changes more than a call takes arguments is committed, or undone', async () => {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store });
  const machine = { wallNow: () => room.machine.wall, monotonicNow: () => 0 };
  const many = 150_000;
  const door = new Door({
    room: room.room,
    origin: room.origin,
    store,
    epoch: await store.claimWriter(),
    keys: room.keys,
    stamper: new Stamper(machine, room.clock, room.door.last),
    timer: roomTimer(exerciseKey(room.scenario.id, 'timer'), room.origin, 'exercise'),
    random: (length) => Buffer.alloc(length, 1),
    state: room.state,
    frontier: room.door.frontier,
    step(...given) {
      const done = step(...given);
      const more = Array.from({ length: many }, (_, n) => ({ slice: 'consents', id: String(n), row: {} }));
      return { ...done, changes: [...more, ...done.changes] };
    },
    fatal: (error) => room.failures.push(error),
  });
  const held = () => [...room.state.entries('consents')].length;
  const before = room.state.dump(['consents']);
  store.failNext('not-committed');
  const lost = await door.submit(room.sign(LINE));
  assert.deepEqual(room.failures, []);
  assert.equal('refused' in lost && lost.refused, 'busy');
  assert.equal(held(), 0);
  assert.deepEqual(room.state.dump(['consents']), before);
  const kept = await door.submit(room.sign(LINE));
  assert.equal('outcome' in kept && kept.outcome, 'permitted');
  assert.equal(held(), many);
});

test('what is due at one moment is ended in bounded transactions; only what nothing holds up comes between', async () => {
  const store = new NotedStore();
  const room = await harbourAtWork({ store, checksSignatures: false });
  const expires = room.now + HOUR;
  const many = 3 * LIMITS.batchActs;
  for (let n = 0; n < many; n++) await enterItem(room, 'ga-lead', { expires, title: `item ${n}` });
  const [first, sizes] = [room.door.size, store.sizes.length];
  room.clock.advanceTo(expires);
  await Promise.all([room.send(LINE), room.send({ ...LINE, by: 'police-a' }), room.send(ALARM)]);
  const kinds = room.kindsFrom(first);
  assert.equal(kinds.filter((kind) => kind === 'item.expired').length, many);
  assert(kinds.indexOf('alert.raise') <= LIMITS.batchActs, `the alarm is entry ${kinds.indexOf('alert.raise')}`);
  assert.deepEqual(kinds.slice(-2), ['log.line', 'log.line'], 'the others found everything ended');
  for (const size of store.sizes.slice(sizes)) assert(size <= LIMITS.batchActs + 3, `${size} in a transaction`);
  assert.deepEqual(room.failures, []);
});

test('while the clock works through what is due, an alarm that comes is the next to be entered', async () => {
  const room = await harbourAtWork({ store: new NotedStore(), checksSignatures: false });
  const expires = room.now + HOUR;
  const many = 4 * LIMITS.batchActs;
  for (let n = 0; n < many; n++) await enterItem(room, 'ga-lead', { expires, title: `item ${n}` });
  const first = room.door.size;
  room.clock.advanceTo(expires);
  const line = room.send(LINE);
  while (room.door.size === first) await new Promise((resolve) => setImmediate(resolve));
  const alarm = await room.enter(ALARM);
  assert(alarm.index - first < many, `entered after ${alarm.index - first}`);
  assert.equal(alarm.outcome, 'permitted');
  await line;
  assert.equal(room.kindsFrom(first).at(-1), 'log.line');
});

test('a transaction of many ends that the store did not take is answered, and done again', async () => {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store, checksSignatures: false });
  const expires = room.now + HOUR;
  for (let n = 0; n < LIMITS.batchActs + 10; n++) await enterItem(room, 'ga-lead', { expires, title: `item ${n}` });
  room.clock.advanceTo(expires);
  store.failNext('not-committed');
  const lost = await room.send(LINE);
  assert.equal('refused' in lost && lost.refused, 'busy');
  await room.permitted(LINE);
  const left = [...room.state.values('items')].filter(({ expired }) => !expired);
  assert.deepEqual(left, []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import type { Batch } from '../ledger/store/port.ts';
import { UnknownCommit } from '../ledger/store/port.ts';
import { rootOf } from '../ledger/tree.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import { mandateAsWritten } from '../mandates/mandate-text.ts';
import { BOOKKEEPING_SLICES } from '../matters/slices.ts';
import type { Answer } from '../terms/answer.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { Door } from './door.ts';
import type { ReadInTurn } from './edge.ts';
import { exerciseKey } from './keys.ts';
import { Stamper } from './stamp.ts';
import { State } from './state.ts';
import type { Asked, DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork, identityCheck, openIdentityCheck } from './testing/harbour.ts';
import { roomTimer } from './timer.ts';

const LINE = { by: 'duty-a', kind: 'log.line', detail: { text: 'gates open' } } as const satisfies Asked;

/** A store whose transactions wait until they are let through. */
class HeldStore extends MemoryStore {
  #held: PromiseWithResolvers<void> | undefined;
  waiting = 0;

  hold(): void {
    this.#held = Promise.withResolvers();
  }

  release(): void {
    this.#held?.resolve();
    this.#held = undefined;
  }

  override async append(batch: Batch): Promise<void> {
    this.waiting += 1;
    await this.#held?.promise;
    await super.append(batch);
  }
}

/** Enough turns of the event loop for whatever does not wait for the store. */
async function turns(count = 30): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function refusal(answer: Answer | EdgeRefusal): string | undefined {
  return 'refused' in answer ? answer.refused : undefined;
}

test('nothing is acknowledged before the store has committed it', async () => {
  const store = new HeldStore();
  const room = await harbourAtWork({ store });
  const [size, before] = [room.door.size, store.waiting];
  store.hold();
  const answers: string[] = [];
  const answered = room.send(LINE).then((answer) => answers.push(refusal(answer) ?? 'entered'));
  await turns();
  assert.equal(store.waiting, before + 1, 'the transaction is under way');
  assert.equal(answers.length, 0, 'and nobody has been told');
  assert.equal(room.door.size, size);
  assert.equal(room.entries.length, size, 'no follower has heard of it either');
  store.release();
  await answered;
  assert.deepEqual(answers, ['entered']);
  assert.equal(room.door.size, size + 1);
});

test('what the store did not commit is undone, answered as busy, and can be sent again', async () => {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store });
  const before = { state: room.state.dump(), last: room.door.last, size: room.door.size };
  const signed = room.sign(LINE);
  store.failNext('not-committed');
  const answer = await room.door.submit(signed);
  assert.equal(refusal(answer), 'busy');
  assert.deepEqual({ state: room.state.dump(), last: room.door.last, size: room.door.size }, before);
  const again = await room.door.submit(signed);
  assert('outcome' in again && again.outcome === 'permitted' && again.again === undefined);
  assert.equal(room.door.size, before.size + 1);
  assert.deepEqual(room.failures, []);
});

test('an end that was undone comes up again', async () => {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store });
  const { deed } = await openIdentityCheck(room);
  room.clock.advanceTo(room.now + HOUR);
  store.failNext('not-committed');
  await room.door.tick();
  assert.equal(room.state.get('deeds', deed)?.status, 'open');
  await room.door.tick();
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
});

for (const fault of ['failed-but-persisted', 'unknown-not-persisted'] as const) {
  test(`where nobody knows whether it was committed (${fault}), the writer stops and says so`, async () => {
    const store = new MemoryStore();
    const room = await harbourAtWork({ store });
    store.failNext(fault);
    const answer = await room.send(LINE);
    assert.equal(refusal(answer), 'stopping');
    assert.match('refused' in answer ? answer.message : '', /nobody knows/);
    assert(room.failures[0] instanceof UnknownCommit);
    assert.equal(refusal(await room.send(LINE)), 'stopping');
  });
}

test('a room loaded from the store goes on with the state that was committed, whatever was lost', async () => {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store });
  await openIdentityCheck(room);
  const { rows, frontier } = await store.load();
  const loaded = new State();
  loaded.apply(rows);
  assert.deepEqual(loaded.dump(), room.state.dump());
  assert.deepEqual(rootOf(frontier), rootOf(room.door.frontier));
  const folded = new State();
  const openings = await store.openings(0, frontier.size);
  for (const [index, bytes] of (await store.entries(0, frontier.size)).entries()) {
    const entry = unsealEntry({ bytes, index, openings, ledger: room.origin, keys: room.keys });
    assert(entry.state === 'open');
    folded.apply(entry.fields.changes);
  }
  const accounted = (state: State) =>
    state.dump(BOOKKEEPING_SLICES).filter(({ slice, id }) => slice !== 'timers' || !id.startsWith('refusal:'));
  assert.deepEqual(accounted(folded), accounted(loaded));
});

test('acts that arrive together share a transaction and see each other in order', async () => {
  const store = new HeldStore();
  const room = await harbourAtWork({ store });
  const before = store.waiting;
  const desk = 'host-room.intelligence';
  const sent = [
    room.sign({ by: 'info-a', kind: 'desk.sign-on', desk, detail: { room: 'host-room', desk } }),
    room.sign({ by: 'info-a', kind: 'log.line', desk, detail: { text: 'here' } }),
    room.sign({ by: 'info-a', kind: 'desk.sign-on', desk, detail: { room: 'host-room', desk } }),
  ];
  const answers = await Promise.all(sent.map((signed) => room.door.submit(signed)));
  assert.deepEqual(
    answers.map((answer) => ('outcome' in answer ? `${answer.outcome} ${answer.clauses}` : answer.refused)),
    ['permitted host-root/1', 'permitted host-root/1', 'prohibited R-03'],
  );
  assert.equal(store.waiting, before + 1);
});

test('the same act again is answered again, and entered once', async () => {
  const room = await harbourAtWork();
  const signed = room.sign(LINE);
  const first = await room.door.submit(signed);
  const size = room.door.size;
  const again = await room.door.submit(JSON.stringify(signed));
  assert.deepEqual(again, { ...first, again: true });
  assert.equal(room.door.size, size);
  const twice = room.sign(LINE);
  const [one, other] = await Promise.all([room.door.submit(twice), room.door.submit(twice)]);
  assert.deepEqual(other, { ...one, again: true });
  assert.equal(room.door.size, size + 1);
});

test('after a jump of the clock only the operator lets the room go on', async () => {
  const room = await harbourAtWork();
  room.machine.wall += 120_000;
  assert.equal(refusal(await room.send(LINE)), 'halted');
  const acceptance = { kind: 'clock.accept', desk: null, detail: { reason: 'the machine slept' } } as const;
  for (const by of ['gb-support-a', 'duty-a', 'registrar:host-justice']) {
    assert.equal(refusal(await room.send({ ...acceptance, by })), 'halted', by);
  }
  assert.equal(refusal(await room.send(LINE)), 'halted', 'nobody else’s attempt lets it go on');
  await room.permitted({ ...acceptance, by: 'operator' });
  await room.permitted(LINE);
});

test('an old acceptance of the clock, sent again, lets nothing go on', async () => {
  const room = await harbourAtWork();
  const accept = room.sign({ by: 'operator', kind: 'clock.accept', desk: null, detail: { reason: 'slept' } });
  room.machine.wall += 120_000;
  assert.equal(refusal(await room.send(LINE)), 'halted');
  assert.equal(refusal(await room.door.submit(accept)), undefined);
  room.machine.wall += 120_000;
  assert.equal(refusal(await room.send(LINE)), 'halted');
  const again = await room.door.submit(accept);
  assert('again' in again);
  assert.equal(refusal(await room.send(LINE)), 'halted');
});

test('an acceptance that was not committed accepts nothing', async () => {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store });
  room.machine.wall += 120_000;
  store.failNext('not-committed');
  const accept = room.sign({ by: 'operator', kind: 'clock.accept', desk: null, detail: { reason: 'slept' } });
  assert.equal(refusal(await room.door.submit(accept)), 'busy');
  assert.equal(refusal(await room.send(LINE)), 'halted');
  assert.equal(refusal(await room.door.submit(accept)), undefined);
  await room.permitted(LINE);
});

test('while the clock is halted nothing ends; afterwards it does', async () => {
  const room = await harbourAtWork();
  const { deed } = await openIdentityCheck(room);
  room.machine.wall += 120_000;
  room.clock.advanceTo(room.now + 2 * HOUR);
  await room.door.tick();
  assert.equal(room.state.get('deeds', deed)?.status, 'open');
  await room.permitted({ by: 'operator', kind: 'clock.accept', desk: null, detail: { reason: 'slept' } });
  await room.door.tick();
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
});

test('what was due by the time of an act is ended before that act is decided', async () => {
  const room = await harbourAtWork();
  const asked = await room.enter(identityCheckConferred(room));
  assert.equal(asked.outcome, 'needs-approval');
  room.clock.advanceTo(room.now + 20 * MINUTE);
  const detail = { request: asked.matter, digest: asked.digest, answer: 'approve', reason: 'too late' };
  const late = await room.enter({ by: 'duty-a', kind: 'approval.answer', detail });
  assert.equal(`${late.outcome} ${late.clauses}`, 'prohibited R-06');
  assert.deepEqual(room.kindsFrom(asked.index + 1), ['request.lapsed', 'approval.answer']);
});

/** A deed that needs approval without more: the sweep of a venue. */
function identityCheckConferred(room: DeskRoom): Asked {
  return { ...identityCheck(room), activity: 'sweep-venue', purpose: 'event-security', place: 'conference-hall' };
}

test('a door that was closed while a signature was looked at takes the act no more', async () => {
  const { room, door, looked } = await slowDoor();
  const answer = door.submit(room.sign(LINE));
  await door.stop();
  looked();
  assert.equal(refusal(await answer), 'stopping');
});

test('a draft is read once, and only of somebody whose signature fits', async () => {
  const agencies: string[] = [];
  const seen: string[] = [];
  const { room, door, looked } = await slowDoor(async (agency, read) => {
    agencies.push(agency);
    return read();
  });
  const document = 'mandate: guest-a\n';
  const detail = { mandate: 'guest-a', version: 2, digest: '0'.repeat(64), document, reason: 'as agreed' };
  const draft = room.sign({ by: 'ga-lead', kind: 'mandate.draft', detail });
  looked(false);
  assert.equal(refusal(await door.submit(draft, () => seen.push('forged'))), 'bad-signature');
  assert.deepEqual([agencies, seen], [[], []]);
  looked(true);
  assert.equal(refusal(await door.submit(draft, () => seen.push('signed'))), 'malformed');
  assert.deepEqual([agencies, seen], [[room.state.get('people', 'ga-lead')?.agency], ['signed']]);
  assert('outcome' in (await door.submit(room.sign(LINE), () => seen.push('line'))));
  assert.deepEqual([agencies.length, seen.length], [1, 2], 'a line waits for no turn');
});

test('a text that was read is remembered, so many of them', async () => {
  const { directory } = (await harbourAtWork()).room;
  const supplied = directory.scenario.mandates[0] ?? assert.fail('no mandate');
  const text = mandateAsWritten(supplied);
  const first = directory.readDrafted(text);
  assert.equal(typeof first, 'object');
  assert.equal(directory.readDrafted(text), first);
  assert.equal(directory.readMandate(text), directory.readMandate(text));
  for (let n = 0; n < LIMITS.draftsRemembered; n++) directory.readDrafted(`- ${n}`);
  assert.notEqual(directory.readDrafted(text), first, 'longest not asked for, it was forgotten');
  assert.deepEqual(directory.readDrafted(text), first);
});

test('more acts than may wait are pushed back with a time to try again', async () => {
  const { room, door, looked } = await slowDoor();
  const signed = room.sign(LINE);
  const sent = Array.from({ length: LIMITS.queueActs + 3 }, () => door.submit(signed));
  looked();
  const answers = await Promise.all(sent);
  const busy = answers.filter((answer) => refusal(answer) === 'busy');
  assert.equal(busy.length, 3);
  assert.equal(answers.filter((answer) => 'outcome' in answer).length, LIMITS.queueActs);
});

/** A second door on the harbour's own state, whose signatures are looked at when `looked` is called. */
async function slowDoor(readInTurn?: ReadInTurn) {
  const store = new MemoryStore();
  const room = await harbourAtWork({ store });
  let seen = Promise.withResolvers<boolean>();
  const machine = { wallNow: () => room.machine.wall, monotonicNow: () => 0 };
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
    verifySignature: () => seen.promise,
    ...(readInTurn === undefined ? {} : { readInTurn }),
    fatal: (error) => room.failures.push(error),
  });
  const looked = (fits = true) => {
    seen.resolve(fits);
    seen = Promise.withResolvers<boolean>();
    seen.resolve(fits);
  };
  return { room, door, looked };
}

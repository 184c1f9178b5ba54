import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, test } from 'node:test';
import { DAY, HOUR, SECOND } from '../../base/clock.ts';
import { RebuiltState } from '../../cli/transfer/rebuilt-state.ts';
import { type Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import { eraserOf } from '../../desk/testing/erasing.ts';
import { approve, harbourAtWork, openIdentityCheck } from '../../desk/testing/harbour.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { unsealEntry } from '../../ledger/unseal.ts';
import { decideV1 } from '../../mandates/interpreter-1.ts';
import { BOOKKEEPING_SLICES } from '../slices.ts';

const CANARY = 'CANARY-7f3a';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
  await room.signOn('privacy-a', 'host-room.data-protection');
});

/** The guest asks for a sweep, in words that must not be found again. */
function askedForSweep() {
  return room.enter({
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'sweep-venue',
    purpose: 'event-security',
    place: 'conference-hall',
    detail: { until: room.now + HOUR, what: `the hall, for ${CANARY}` },
  });
}

/** The guest asks for a sweep, is approved, begins and ends it; gives the numbers of request and deed. */
async function sweep(): Promise<{ readonly request: string; readonly deed: string }> {
  const asked = await askedForSweep();
  assert.equal(asked.outcome, 'needs-approval');
  assert.equal((await approve(room, asked)).outcome, 'permitted');
  const { deed = '', matter: request = '' } = asked;
  const envelope = { activity: 'deed.begin', purpose: 'event-security', place: 'conference-hall' } as const;
  await room.permitted({ by: 'gb-support-a', kind: 'deed.begin', ...envelope, detail: { deed } });
  await room.permitted({ by: 'gb-support-a', kind: 'deed.end', ...envelope, activity: 'deed.end', detail: { deed } });
  // The approval lasts as long as what was asked for would have.
  await room.advanceTo(room.now + HOUR);
  return { request, deed };
}

function erase(named: object, more: Partial<Asked> = {}): Asked {
  const detail = { ...named, basis: 'request', reason: 'whom it names asked for it' };
  return { by: 'privacy-a', kind: 'record.erase', detail, ...more };
}

/** What of the ledger can be read now, entry by entry. */
async function readable() {
  const size = room.door.size;
  const openings = Map.groupBy(await room.store.openings(0, size), ({ index }) => index);
  return (await room.store.entries(0, size)).map((bytes, index) => {
    const own = openings.get(index) ?? [];
    return unsealEntry({ bytes, index, openings: own, ledger: room.origin, keys: room.keys });
  });
}

/** The state as the entries give it that can still be opened. */
async function refolded() {
  const rebuilt = new RebuiltState();
  for (const [index, entry] of (await readable()).entries()) {
    assert(entry.state !== 'damaged', JSON.stringify(entry));
    rebuilt.add(index, entry.recorded, entry.fields);
  }
  return rebuilt.rows();
}

/** The rows that entries state, and the places of actors in their chains; what is only remembered for a while is beside. */
function stated(rows: readonly { readonly slice: string }[]) {
  const kept = BOOKKEEPING_SLICES.filter((slice) => slice !== 'chains' && slice !== 'keptActs') as readonly string[];
  return rows.filter(({ slice }) => !kept.includes(slice));
}

test('an erased record is gone as a whole: request, approval and deed; outcomes stay, and are still those of their facts', async () => {
  const { request, deed } = await sweep();
  const before = await readable();
  const answer = await room.permitted(erase({ record: deed }));
  assert.equal(answer.matter, 'ERA-1');
  const { entries, of, status } = room.state.get('erasures', 'ERA-1') ?? assert.fail('no erasure');
  assert.deepEqual([of, status, entries.length], [deed, 'ordered', 5]);
  for (const [slice, id] of [
    ['deeds', deed],
    ['requests', request],
    ['approvals', request],
  ] as const) {
    assert.equal(room.state.get(slice, id), undefined, `${slice} ${id}`);
  }
  await eraserOf(room).run();
  assert.equal(room.state.get('erasures', 'ERA-1')?.status, 'done');
  for (const [index, entry] of (await readable()).entries()) {
    const erased = entries.includes(index);
    assert.equal(entry.state, erased ? 'closed' : 'open', `entry ${index}`);
    if (!erased || entry.state !== 'closed') continue;
    const { set = '', facts, outcome, clauses } = entry.fields;
    assert(facts !== undefined && entry.fields.act === undefined);
    const again = decideV1(room.room.sets.set(set), facts);
    assert.deepEqual([again.outcome, again.clauses], [outcome, clauses]);
  }
  const openBefore = before.filter(({ state }) => state === 'open').length;
  assert.equal(openBefore, before.length, 'nothing was closed before');
  assert(!JSON.stringify([await readable(), room.state.dump()]).includes(CANARY));
});

test('what was approved and never begun, of somebody who was removed, is erased as any other; the removal stays', async () => {
  const asked = await askedForSweep();
  await approve(room, asked);
  const removed = await room.permitted({
    by: 'registrar:guest-b-police',
    kind: 'roster.remove',
    detail: { person: 'gb-support-a', reason: 'recalled' },
  });
  await room.advanceTo(room.now + HOUR);
  const answer = await room.permitted(erase({ record: asked.deed }));
  await eraserOf(room).run();
  const { entries, status } = room.state.get('erasures', answer.matter ?? '') ?? assert.fail('no erasure');
  assert.equal(status, 'done');
  assert(!entries.includes(removed.index));
  const left = await readable();
  assert.equal(left[removed.index]?.state, 'open');
  assert(!JSON.stringify([left, room.state.dump()]).includes(CANARY));
  assert.deepEqual(stated(await refolded()), stated(room.state.dump()));
});

test('the state that can be folded from what is left is the state that stands', async () => {
  const { deed } = await sweep();
  await room.permitted({ by: 'duty-a', kind: 'log.line', detail: { text: `somebody said ${CANARY}` } });
  const line = room.door.size - 1;
  await room.permitted({
    by: 'duty-a',
    kind: 'log.correct',
    detail: { entry: line, text: 'nobody said', reason: `not ${CANARY}` },
  });
  assert.deepEqual(stated(await refolded()), stated(room.state.dump()), 'before');
  await room.permitted(erase({ record: deed }));
  const { entries } = await room.permitted(erase({ entry: line })).then(({ matter }) => {
    return room.state.get('erasures', matter ?? '') ?? assert.fail('no erasure');
  });
  assert.deepEqual(entries, [line, line + 1], 'a line goes with its corrections');
  await eraserOf(room).run();
  assert.deepEqual(stated(await refolded()), stated(room.state.dump()));
  // Numbers go on: what was erased is never somebody else’s.
  const next = await sweep();
  assert.notEqual(next.deed, deed);
  assert.deepEqual(stated(await refolded()), stated(room.state.dump()), 'and after');
});

test('what was closed under the subject’s key opens under the next one, and the keys before are gone', async () => {
  const { deed } = await sweep();
  const old = (await room.store.openings(0, room.door.size)).map((box) => ({ ...box }));
  const keysBefore = new Map(old.map(({ key }) => [key, room.keys.key(key)]));
  await room.permitted(erase({ record: deed }));
  const moved: number[] = [];
  await eraserOf(room, { progress: (boxes) => moved.push(boxes) }).run();
  const { keys } = room.state.get('erasures', 'ERA-1') ?? assert.fail('no erasure');
  assert.deepEqual(keys, ['person/duty-a', 'person/gb-support-a']);
  for (const key of keys) {
    assert.equal(room.keys.key(key), undefined, `${key} is destroyed`);
    assert.equal(room.keys.current(key), `${key}/2`);
    assert.deepEqual(await room.store.boxesUnder(key, 0, 9), []);
  }
  assert(moved.length > 0);
  // A thief of an old copy of the database, with the keys of now.
  const thief = old.filter(({ key }) => keys.includes(key));
  assert(thief.length > 5 && thief.every(({ key }) => room.keys.key(key) === undefined));
  assert([...keysBefore.values()].every((key) => key !== undefined));
  // What is entered from now on, and what was entered before, opens.
  await room.permitted({ by: 'gb-support-a', kind: 'log.line', detail: { text: 'back at the desk' } });
  assert.equal((await readable()).filter(({ state }) => state === 'closed').length, 5);
});

test('an erasure that was interrupted at any step is finished by the next run', async () => {
  const steps = ['rewrap', 'boxesUnder', 'scrub'] as const;
  for (const step of steps) {
    for (const at of [1, 2, 3]) {
      const { deed } = await sweep();
      await room.permitted(erase({ record: deed }));
      let left = at;
      const failing = new Proxy(room.store, {
        get(store, name) {
          const member = Reflect.get(store, name, store) as unknown;
          if (typeof member !== 'function') return member;
          if (name !== step) return member.bind(store);
          return async (...args: unknown[]) => {
            left -= 1;
            if (left === 0) throw new Error('the process is killed here');
            return await member.apply(store, args);
          };
        },
      });
      await eraserOf(room, { store: failing })
        .run()
        .catch(() => {});
      await eraserOf(room).run();
      const open = [...room.state.values('erasures')].filter(({ status }) => status !== 'done');
      assert.deepEqual(open, [], `${step} ${at}`);
      assert((await readable()).every(({ state }) => state !== 'damaged'));
    }
  }
});

test('an end that comes while keys are renewed is closed under the new one', async () => {
  const { deed } = await sweep();
  await room.permitted(erase({ record: deed }));
  const lines: Promise<unknown>[] = [];
  const eraser = eraserOf(room, {
    random(length) {
      if (lines.length < 3) {
        lines.push(room.enter({ by: 'gb-support-a', kind: 'log.line', detail: { text: `meanwhile ${lines.length}` } }));
      }
      return randomBytes(length);
    },
  });
  await eraser.run();
  await Promise.all(lines);
  assert.equal(lines.length, 3);
  assert.equal((await readable()).filter(({ state }) => state !== 'open').length, 5);
});

test('an order whose transaction is undone is none, and its number is finished only for the order that stands', async () => {
  const { deed } = await sweep();
  const { index: line } = await room.permitted({ by: 'duty-a', kind: 'log.line', detail: { text: CANARY } });
  const released = Promise.withResolvers<void>();
  const eraser = eraserOf(room, { followed: () => released.promise });
  const runs: Promise<void>[] = [];
  const append = room.store.append.bind(room.store);
  // It looks while the order is stepped, and nobody knows yet whether it will be committed.
  room.store.append = (batch) => {
    if ((batch.closes ?? []).length > 0) runs.push(eraser.run());
    return append(batch);
  };
  room.store.failNext('not-committed');
  const undone = await room.send(erase({ entry: line }));
  assert('refused' in undone && undone.refused === 'busy', JSON.stringify(undone));
  assert.equal((await room.permitted(erase({ record: deed }))).matter, 'ERA-1');
  released.resolve();
  await Promise.all(runs);
  const { status, keys } = room.state.get('erasures', 'ERA-1') ?? assert.fail('no erasure');
  assert.equal(status, 'done');
  for (const key of keys) assert(room.keys.key(key) === undefined, `${key} is destroyed`);
});

test('only the data protection desk erases, only what is over, and only records', async () => {
  const { deed } = await sweep();
  const { deed: open } = await openIdentityCheck(room);
  const refused = async (asked: Asked, why: string) => {
    const { outcome, clauses } = await room.enter(asked);
    assert(outcome === 'prohibited' || outcome === 'outside', `${why}: ${outcome}`);
    return clauses;
  };
  for (const by of ['duty-a', 'commander-a', 'gb-support-a', 'ga-lead', 'loggist-a']) {
    assert((await refused(erase({ record: deed }, { by }), by)).includes('R-37'), by);
  }
  assert.deepEqual(await refused(erase({ record: open }), 'a deed that is open'), ['R-37']);
  assert.deepEqual(await refused(erase({ record: 'DEED-nobody-1' }), 'what is not there'), ['R-37']);
  assert.deepEqual(await refused(erase({ entry: 0 }), 'the first entry'), ['R-37']);
  const enforced = room.entries.find(({ draft }) => draft.fields.kind === 'mandate.enforce')?.index;
  assert.deepEqual(await refused(erase({ entry: enforced }), 'what was in force'), ['R-37']);
  const enrolled = room.entries.find(({ draft }) => draft.fields.kind === 'roster.enrol')?.index;
  assert.deepEqual(await refused(erase({ entry: enrolled }), 'who was enrolled'), ['R-37']);
  assert.deepEqual(await refused(erase({ entry: 999_999 }), 'an entry to come'), ['R-37']);
  assert.equal(room.state.get('erasures', 'ERA-1'), undefined);
  await room.permitted(erase({ record: deed }));
  assert.deepEqual(await refused(erase({ record: deed }), 'twice'), ['R-37']);
  assert.deepEqual(await refused(erase({ entry: room.door.size - 1 }), 'that it was erased'), ['R-37']);
});

test('for who may not erase, the ledger is not read, and who sits down meanwhile is refused', async () => {
  const { deed } = await sweep();
  let reads = 0;
  const { entries } = room.store;
  room.store.entries = async (from, to) => {
    reads += 1;
    return await entries.call(room.store, from, to);
  };
  for (const by of ['duty-a', 'gb-support-a']) await room.enter(erase({ record: deed }, { by }));
  assert.equal(reads, 0);
  await room.permitted({ by: 'privacy-a', kind: 'desk.sign-off', detail: {} });
  const early = room.enter(erase({ record: deed }, { desk: 'host-room.data-protection' }));
  await room.signOn('privacy-a', 'host-room.data-protection');
  const { outcome, clauses } = await early;
  assert.deepEqual([outcome, clauses.includes('R-37')], ['prohibited', true]);
  assert.equal(reads, 0);
  assert.equal((await room.enter(erase({ record: deed }))).outcome, 'permitted');
  assert(reads > 0);
});

describe('what the room’s clock ends in the same turn', () => {
  /** So many holds on the first entry, whose times are over one after the other, a second apart, from the returned time on. */
  async function holds(count: number): Promise<number> {
    const from = room.now + HOUR;
    for (let n = 0; n < count; n++) {
      const detail = { entry: 0, until: from + n * SECOND, reason: 'a complaint was made' };
      await room.permitted({ by: 'privacy-a', kind: 'hold.place', detail });
    }
    return from;
  }

  test('comes first, and keeps nothing from being erased', async () => {
    const { deed } = await sweep();
    const due = await holds(2);
    const size = room.door.size;
    room.clock.advanceTo(due + 2 * SECOND);
    const { index } = await room.permitted(erase({ record: deed }));
    const { entries } = room.state.get('erasures', 'ERA-1') ?? assert.fail('no erasure');
    assert.equal(entries.length, 5);
    assert.deepEqual(room.kindsFrom(size), ['hold.ended', 'hold.ended', 'record.erase']);
    assert.equal(index, size + 2);
  });

  test('does not keep others waiting for ever, where something ends in every turn: it is refused in the end, and asked again', async () => {
    const { deed } = await sweep();
    const due = await holds(40);
    let turns = 0;
    const { append } = room.store;
    room.store.append = async (batch) => {
      turns += 1;
      room.clock.advanceTo(due + turns * SECOND);
      await append.call(room.store, batch);
    };
    room.clock.advanceTo(due);
    const [erased, line] = [
      room.enter(erase({ record: deed })),
      room.enter({ by: 'duty-a', kind: 'log.line', detail: { text: 'meanwhile' } }),
    ];
    const { outcome, clauses } = await erased;
    assert.deepEqual([outcome, clauses], ['prohibited', ['R-37']]);
    assert.equal((await line).outcome, 'permitted');
    assert(turns > 8 && turns < 30, String(turns));
    room.store.append = append;
    await room.door.tick();
    await room.permitted(erase({ record: deed }));
  });
});

test('a hold keeps the whole record, by whichever of its numbers it was placed, until it is lifted or over', async () => {
  const { request, deed } = await sweep();
  const hold = (until: number, by = 'privacy-a', named: object = { record: request }) =>
    room.enter({ by, kind: 'hold.place', detail: { ...named, until, reason: 'a complaint was made' } });
  assert.deepEqual((await hold(room.now - 1)).clauses, ['R-12']);
  assert.deepEqual((await hold(room.now + 401 * DAY)).clauses, ['R-12']);
  assert((await hold(room.now + HOUR, 'gb-support-a')).clauses.includes('R-38'));
  const { matter = '' } = await hold(room.now + HOUR);
  assert.equal(matter, 'HOLD-1');
  assert.deepEqual((await room.enter(erase({ record: deed }))).clauses, ['R-38']);
  const lift = (by: string) => room.enter({ by, kind: 'hold.lift', detail: { hold: matter, reason: 'answered' } });
  assert((await lift('ga-lead')).clauses.includes('R-38'));
  assert.equal((await lift('privacy-a')).outcome, 'permitted');
  assert.deepEqual((await lift('privacy-a')).clauses, ['R-06']);
  await hold(room.now + HOUR, 'privacy-a', { entry: room.state.get('deeds', deed)?.index });
  assert.deepEqual((await room.enter(erase({ record: request }))).clauses, ['R-38']);
  await room.advanceTo(room.now + HOUR);
  assert.equal((await room.enter(erase({ record: request }))).outcome, 'permitted', 'its time is over');
});

describe('who lifted another person’s hold does not erase that record (R-42)', () => {
  /** The second data protection officer; one at a time holds the desk. */
  const OTHER = 'privacy-b';
  const HELD = { until: 0, reason: 'a complaint was made' };

  beforeEach(async () => {
    const { publicKey } = room.keyOf(OTHER);
    const { agency, component, roles } = room.state.get('people', 'privacy-a') ?? assert.fail('nobody');
    const person = { id: OTHER, agency, component, roles, publicKey };
    await room.permitted({ by: 'registrar:host-justice', kind: 'roster.enrol', detail: { person } });
  });

  async function changeOver(from: string, to: string): Promise<void> {
    await room.permitted({ by: from, kind: 'desk.sign-off', detail: {} });
    await room.signOn(to, 'host-room.data-protection');
  }

  async function holdBy(by: string, record: string): Promise<string> {
    const detail = { ...HELD, record, until: room.now + 2 * DAY };
    return (await room.permitted({ by, kind: 'hold.place', detail })).matter ?? assert.fail('no hold');
  }

  const lift = (by: string, hold: string) =>
    room.permitted({ by, kind: 'hold.lift', detail: { hold, reason: 'answered' } });

  test('by whichever number of the record the hold stood on it, and on whatever basis; somebody else erases it', async () => {
    const { request, deed } = await sweep();
    const other = await sweep();
    const hold = await holdBy('privacy-a', request);
    await changeOver('privacy-a', OTHER);
    await lift(OTHER, hold);
    assert.equal(room.state.get('holds', hold)?.liftedBy, OTHER);
    for (const basis of ['request', 'order']) {
      const detail = { record: deed, basis, reason: 'whom it names asked for it' };
      const { outcome, clauses } = await room.enter(erase({}, { by: OTHER, detail }));
      assert.deepEqual([outcome, clauses], ['prohibited', ['R-42']], basis);
    }
    await room.permitted(erase({ record: other.deed }, { by: OTHER }));
    await changeOver(OTHER, 'privacy-a');
    await room.permitted(erase({ record: deed }));
  });

  test('nor after a hold of their own, and it stands in what a start reads and in what can still be opened', async () => {
    const { deed } = await sweep();
    const hold = await holdBy('privacy-a', deed);
    await changeOver('privacy-a', OTHER);
    await lift(OTHER, hold);
    await lift(OTHER, await holdBy(OTHER, deed));
    const { rows } = await room.store.load();
    const kept = rows.find(({ slice, id }) => slice === 'holds' && id === hold)?.row;
    assert.deepEqual(kept, room.state.get('holds', hold), 'as a start reads it');
    assert.deepEqual((await room.enter(erase({ record: deed }, { by: OTHER }))).clauses, ['R-42']);
    await room.advanceTo(room.now + 3 * DAY);
    assert.deepEqual((await room.enter(erase({ record: deed }, { by: OTHER }))).clauses, ['R-42'], 'long after');
    assert.deepEqual(stated(await refolded()), stated(room.state.dump()));
  });

  test('whose own hold it was, and who let another’s run out, erase', async () => {
    const [own, past] = [await sweep(), await sweep()];
    await lift('privacy-a', await holdBy('privacy-a', own.deed));
    await room.permitted(erase({ record: own.deed }));
    await holdBy('privacy-a', past.deed);
    await changeOver('privacy-a', OTHER);
    await room.advanceTo(room.now + 2 * DAY);
    await room.permitted(erase({ record: past.deed }, { by: OTHER }));
  });

  test('in the other event too: what oversight holds it lifts itself, or a second officer is enrolled', async () => {
    const scenario = await suppliedScenario('milano-cortina-2026');
    room = await DeskRoom.open(scenario, { at: Date.parse('2026-02-06T08:00:00Z') });
    const [officer, overseer, second] = ['it-privacy-a', 'it-oversight-a', 'it-privacy-b'];
    await room.signOn(officer, 'international-room.data-protection');
    await room.signOn(overseer, 'international-room.oversight');
    const line = async (): Promise<string> => {
      await room.permitted({ by: officer, kind: 'log.line', detail: { text: 'somebody asked' } });
      return `entry-${room.door.size - 1}`;
    };
    const entryOf = (name: string) => ({ entry: Number(name.replace('entry-', '')) });
    const heldBy = async (by: string, name: string) => {
      const detail = { ...HELD, ...entryOf(name), until: room.now + 2 * DAY };
      return (await room.permitted({ by, kind: 'hold.place', detail })).matter ?? assert.fail('no hold');
    };
    const [one, other] = [await line(), await line()];
    await lift(overseer, await heldBy(overseer, one));
    await room.permitted(erase(entryOf(one), { by: officer }));
    await lift(officer, await heldBy(overseer, other));
    assert.deepEqual((await room.enter(erase(entryOf(other), { by: officer }))).clauses, ['R-42']);
    const { publicKey } = room.keyOf(second);
    const { agency, component, roles } = room.state.get('people', officer) ?? assert.fail('nobody');
    const person = { id: second, agency, component, roles, publicKey };
    await room.permitted({ by: `registrar:${agency}`, kind: 'roster.enrol', detail: { person } });
    await room.permitted({ by: officer, kind: 'desk.sign-off', detail: {} });
    await room.signOn(second, 'international-room.data-protection');
    await room.permitted(erase(entryOf(other), { by: second }));
  });
});

test('only the operator says that an erasure is finished, and once', async () => {
  const { deed } = await sweep();
  await room.permitted(erase({ record: deed }));
  const finish = (by: string, id: string) =>
    room.send({ by, kind: 'erasure.finish', desk: null, id, detail: { erasure: 'ERA-1', left: [] } });
  const early = await finish('privacy-a', 'finish-early-1');
  assert('outcome' in early && early.clauses.includes('R-28'), JSON.stringify(early));
  await eraserOf(room).run();
  const again = await finish('operator', 'finish-again-1');
  assert('outcome' in again && again.clauses.includes('R-06'), JSON.stringify(again));
});

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { MINUTE } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import type { Batch } from '../ledger/store/port.ts';
import type { ExerciseAct, ExerciseStep, Scenario } from '../mandates/scenario.ts';
import { openExerciseRoom, openMemoryRoom } from '../server/exercise-room.ts';
import { actOf } from '../server/testing/test-room.ts';
import { allIds, exerciseActId } from './act-ids.ts';
import { playOnRoom } from './on-room.ts';
import type { Played } from './player.ts';
import { NoReference, resolved } from './references.ts';
import { replayExercise } from './replay.ts';
import { accountedRows, foldedState } from './testing/folding.ts';
import { assertAsExpected, suppliedScenario } from './testing/scenarios.ts';

let scenario: Scenario;

before(async () => {
  scenario = await suppliedScenario('harbour-summit');
});

test('the same seed gives the same bytes, another seed gives others', async () => {
  const bytesOf = async (seed: number) => {
    const { store, door } = await replayExercise(scenario, { seed });
    return (await store.entries(0, door.size)).map((entry) => Buffer.from(entry).toString('utf8'));
  };
  const first = await bytesOf(7);
  assert.deepEqual(await bytesOf(7), first);
  assert.notDeepEqual(await bytesOf(8), first);
});

test('a difference is reported with what was expected, what came, and why the author expected it', async () => {
  const wrong = changed(scenario, 'd1-005', (act) => ({
    ...act,
    expect: { outcome: 'permitted', clauses: ['guest-a/1'], source: 'a mistake of the author' },
  }));
  const { result } = await replayExercise(wrong);
  assert.deepEqual(result.differing, [
    { id: 'd1-005', expected: 'permitted guest-a/1', got: 'outside', source: 'a mistake of the author' },
  ]);
});

test('a reference that leads nowhere is a difference, and the act is not sent', async () => {
  const wrong = changed(scenario, 'd1-021', (act) => ({
    ...act,
    detail: { ...act.detail, request: { matter: 'd1-018' } },
  }));
  const { result, store } = await replayExercise(wrong);
  const [first] = result.differing;
  assert.match(first?.got ?? '', /not sent: `d1-018` has no matter/);
  assert.equal(first?.id, 'd1-021');
  assert((await store.size()) > 0);
});

test('references are resolved however deep they stand', () => {
  const answer = {
    index: 4,
    outcome: 'permitted' as const,
    clauses: [],
    matter: 'REQ-a-1',
    deed: 'DEED-a-1',
    digest: 'd',
  };
  const answers = new Map([['d1-001', answer]]);
  const detail = {
    a: [{ b: { matter: 'd1-001' } }, { entry: 'd1-001' }],
    c: { digest: 'd1-001' },
    d: { deed: 'd1-001' },
    e: 5,
  };
  assert.deepEqual(resolved(detail, answers), { a: [{ b: 'REQ-a-1' }, 4], c: 'd', d: 'DEED-a-1', e: 5 });
  assert.throws(() => resolved({ matter: 'd1-002' }, answers), NoReference);
});

test('an act has one id for ever, and the id is one that the room takes', () => {
  assert.equal(exerciseActId('harbour-summit', 'd1-001'), 'harbour-summit-d1-001');
  const long = exerciseActId('s'.repeat(80), 'd1-001');
  assert.match(long, /^[a-z0-9-]{8,64}$/);
  assert.notEqual(long, exerciseActId('s'.repeat(80), 'd1-002'));
});

test('an exercise that is stopped and started again enters every act once', async () => {
  const acts = scenario.exercise.flatMap(({ steps }) => steps);
  for (const stopAfter of [1, Math.floor(acts.length / 2), acts.length - 1]) {
    const ending = new AbortController();
    const first = await openMemoryRoom({ scenario });
    let done = 0;
    const log = () => {
      done += 1;
      if (done === stopAfter) ending.abort();
    };
    const stopped = await playOnRoom(first.room, first.store, scenario, { signal: ending.signal, log });
    assert.equal(stopped.whole, false);
    await first.room.stop();

    const { store, folders } = first;
    const second = await openExerciseRoom(store, folders, { scenario });
    const played: Played[] = [];
    const result = await playOnRoom(second.room, store, scenario, { log: (step) => played.push(step) });
    await second.room.stop();
    assertAsExpected(result);
    // A check that was the last step done is simply made again.
    assert(played.filter(({ again }) => again).length >= stopAfter - 1);
    const { door } = await replayExercise(scenario);
    assert.equal(second.room.size(), door.size, 'as many entries as without a stop');
  }
});

test('an act of somebody else under the id of the script’s stands for nothing: the script goes on, and again after a restart', async () => {
  const [first, second, third, fourth] = scenario.exercise.flatMap(({ steps }) =>
    steps.filter((step) => step.step === 'act'),
  );
  assert(first !== undefined && second !== undefined && third !== undefined && fourth !== undefined);
  const { room, store, folders } = await openMemoryRoom({ scenario });
  const stranger = first.by === 'police-a' ? 'loggist-a' : 'police-a';
  // Without a desk each is refused and entered, and the one that says the same again is counted with the refusal before it.
  const taken: [string, string][] = [
    [exerciseActId(scenario.id, first.id), 'one'],
    [exerciseActId(scenario.id, first.id, 2), 'two'],
    [exerciseActId(scenario.id, second.id), 'two'],
    [exerciseActId(scenario.id, fourth.id), 'three'],
  ];
  for (const [id, text] of taken) {
    const answer = await room.door.submit(actOf(room, stranger, { id, detail: { text } }));
    assert('outcome' in answer && answer.outcome !== 'permitted', JSON.stringify(answer));
  }
  assert.notEqual(room.state.get('acts', exerciseActId(scenario.id, second.id))?.answer.repeated, undefined);
  const of = new Set<string>();
  const ending = new AbortController();
  const log = ({ id, again }: Played) => {
    assert.equal(again, false, `\`${id}\` was never done`);
    of.add(id);
    if (id === second.id) ending.abort();
  };
  const stopped = await playOnRoom(room, store, scenario, { signal: ending.signal, log });
  assert.equal(stopped.whole, false);
  assert.deepEqual(stopped.differing, []);
  await room.stop();

  const after = await openExerciseRoom(store, folders, { scenario });
  const again: string[] = [];
  const result = await playOnRoom(after.room, store, scenario, {
    log: (step) => step.again && again.push(step.id),
  });
  assertAsExpected(result);
  assert.deepEqual(again, [...of], 'what was done is done once');
  const { door } = await replayExercise(scenario);
  // The counted one gives one entry more, that says how often.
  assert.equal(after.room.size(), door.size + taken.length);
  await after.room.stop();
});

test('where others have used each id of an act, it is a difference that says so', async () => {
  const [first] = scenario.exercise[0]?.steps ?? [];
  assert(first?.step === 'act');
  const { room, store } = await openMemoryRoom({ scenario });
  for (const id of allIds((nth) => exerciseActId(scenario.id, first.id, nth))) {
    await room.door.submit(actOf(room, 'police-a', { id, detail: { text: id } }));
  }
  const { differing } = await playOnRoom(room, store, scenario);
  const difference = differing.find(({ id }) => id === first.id);
  assert.equal(difference?.got, 'not sent: others have used each of its ids');
  await room.stop();
});

test('an act that was counted with an earlier refusal is not sent again long after', async () => {
  const [day, ...days] = scenario.exercise;
  assert(day !== undefined);
  const refused = day.steps.find((step) => step.id === 'd1-004') as ExerciseAct;
  const repeated: ExerciseAct = { ...refused, id: 'd1-004b', at: refused.at, deedAt: refused.at };
  const later = day.steps.filter((step) => step.at > refused.at + 3 * LIMITS.signedSkewMs);
  assert(later.length > 10);
  const at = day.steps.indexOf(refused) + 1;
  const steps = [...day.steps.slice(0, at), repeated, ...day.steps.slice(at)];
  const longer = { ...scenario, exercise: [{ ...day, steps }, ...days] };

  const first = await openMemoryRoom({ scenario: longer });
  const whole = await playOnRoom(first.room, first.store, longer);
  assertAsExpected(whole);
  const size = first.room.size();
  await first.room.stop();
  const second = await openExerciseRoom(first.store, first.folders, { scenario: longer });
  assert.equal(
    second.room.state.get('acts', exerciseActId(scenario.id, 'd1-004b')),
    undefined,
    'it is forgotten by now',
  );
  assertAsExpected(await playOnRoom(second.room, first.store, longer));
  assert.equal(second.room.size(), size);
  await second.room.stop();
});

/** Refuses every second batch once the room is open, as a database does whose disk is full for a moment. */
class FlakyStore extends MemoryStore {
  #appends = 0;
  refused = 0;

  override async append(batch: Batch): Promise<void> {
    this.#appends += 1;
    if (this.#appends > 30 && this.#appends % 2 === 0) {
      this.failNext('not-committed');
      this.refused += 1;
    }
    await super.append(batch);
  }
}

test('a store that refuses now and then changes nothing: what the clock was to end is ended all the same', async () => {
  const store = new FlakyStore();
  const replay = await replayExercise(scenario, { store });
  assert(store.refused > 10, `${store.refused} batches were refused`);
  assertAsExpected(replay.result);
  assert.deepEqual(accountedRows(await foldedState(replay)), accountedRows(replay.state));
  for (const { id, due } of replay.state.values('timers')) {
    assert(due > replay.clock.now() - MINUTE, `\`${id}\` was due at ${due} and never ended`);
  }
});

function changed(source: Scenario, id: string, change: (act: ExerciseAct) => ExerciseAct): Scenario {
  const one = (step: ExerciseStep): ExerciseStep => (step.step === 'act' && step.id === id ? change(step) : step);
  return { ...source, exercise: source.exercise.map((day) => ({ ...day, steps: day.steps.map(one) })) };
}

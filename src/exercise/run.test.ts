import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { MemoryStore } from '../ledger/store/memory.ts';
import type { ExerciseAct, Scenario } from '../mandates/scenario.ts';
import { memoryFolders, openExerciseRoom } from '../server/exercise-room.ts';
import type { OpenRoom } from '../server/room.ts';
import { AS_FAST_AS_IT_GOES, exerciseTime } from '../server/room-time.ts';
import { actOf, lineOf, signOn } from '../server/testing/test-room.ts';
import type { Act } from '../terms/act.ts';
import { injectActId } from './act-ids.ts';
import { scriptOf } from './player.ts';
import { ExerciseRun, type ExerciseRunOptions } from './run.ts';
import { suppliedScenario } from './testing/scenarios.ts';

let scenario: Scenario;

before(async () => {
  scenario = await suppliedScenario('harbour-summit');
});

const WAITS_MS = 20_000;
const HOUR = 3_600_000;
const DIRECTOR = 'director-a';
const DIRECTORS_DESK = 'host-room.director';

/** What outlives a process, and the exercise of each start on it. */
class Played {
  readonly store = new MemoryStore();
  readonly folders = memoryFolders();
  readonly said: string[] = [];
  readonly differed: string[] = [];
  readonly ending = new AbortController();
  readonly #before: Played | undefined;

  constructor(beforeThis?: Played) {
    this.#before = beforeThis;
  }

  /** Opens the room of an exercise, on what the one before left. */
  async open(changed: Partial<ExerciseRunOptions> = {}, pace = AS_FAST_AS_IT_GOES) {
    const kept = this.#before ?? this;
    const store = new MemoryStore(kept.data);
    const played = changed.scenario ?? scenario;
    const clock = { wallNow: () => Date.now(), monotonicNow: () => this.monotonic };
    const roomTime = exerciseTime(clock, pace, true);
    const { room } = await openExerciseRoom(store, kept.folders, { scenario: played, roomTime });
    const run = new ExerciseRun({
      room,
      store,
      scenario: played,
      signal: this.ending.signal,
      slowsForPeople: false,
      differs: ({ id }) => this.differed.push(id),
      say: (sentence) => this.said.push(sentence),
      ...changed,
    });
    return { room, run };
  }

  monotonic = 0;

  get data() {
    return this.store.data;
  }
}

async function close(played: Played, room: OpenRoom, run: ExerciseRun): Promise<void> {
  played.ending.abort();
  await run.closed();
  await room.stop();
}

async function direct(room: OpenRoom, detail: Act['detail']): Promise<void> {
  const answer = await room.door.submit(
    actOf(room, DIRECTOR, {
      kind: 'exercise.direct',
      desk: DIRECTORS_DESK,
      place: room.directory.room('host-room')?.place ?? '',
      detail: { reason: 'a test', ...detail },
    }),
  );
  assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
}

/** Gives an exercise that has only just begun every chance to go on. */
async function chances(room: OpenRoom): Promise<void> {
  for (let n = 0; n < 20; n++) {
    await room.door.submit(lineOf(room, DIRECTOR, DIRECTORS_DESK, `chance ${n}`));
    await new Promise((done) => setImmediate(done));
  }
}

test('a paused exercise stands with its script, and goes on where it stood; nothing comes out otherwise', async () => {
  const played = new Played();
  const { room, run } = await played.open({}, 60);
  await signOn(room, DIRECTOR, DIRECTORS_DESK);
  const playing = run.play();
  await goOn(played, room, () => run.standing(false).done >= 10);
  await direct(room, { do: 'pause' });
  const { paused, speed, done, of, over } = run.standing(false);
  assert.deepEqual({ paused, speed, over }, { paused: true, speed: 0, over: false });
  assert(done < of / 2, `${done} of ${of} were done`);
  const stood = room.roomNow();
  played.monotonic += 10 * HOUR;
  await chances(room);
  assert.equal(run.standing(false).done, done);
  assert.equal(room.roomNow(), stood);
  await direct(room, { do: 'resume' });
  assert.equal(room.roomNow(), stood, 'what it stood is not caught up');
  await goOn(played, room, () => run.standing(false).over);
  const result = await playing;
  assert(result.whole);
  assert.deepEqual(result.differing, []);
  assert.deepEqual(
    { ...run.standing(false), injects: null },
    { paused: false, speed: 60, done: of, of, over: true, injects: null },
  );
  await close(played, room, run);
});

test('a restart finds the exercise as it was: paused, at its speed, and no act is entered twice', async () => {
  const played = new Played();
  const first = await played.open({}, 60);
  await signOn(first.room, DIRECTOR, DIRECTORS_DESK);
  await direct(first.room, { do: 'speed', speed: 7 });
  await direct(first.room, { do: 'pause' });
  const stopped = first.run.play();
  await chances(first.room);
  await close(played, first.room, first.run);
  assert.equal((await stopped).whole, false);

  const again = new Played(played);
  const second = await again.open({}, 60);
  const playing = second.run.play();
  await chances(second.room);
  assert.equal(second.room.exerciseTime?.pace, 7);
  assert.equal(second.room.speed, 0);
  assert.equal(second.run.standing(true).paused, true);
  again.monotonic += HOUR;
  await chances(second.room);
  assert.equal(second.run.standing(true).done, first.run.standing(true).done);
  await direct(second.room, { do: 'resume' });
  assert.equal(second.room.speed, 7);
  await close(again, second.room, second.run);
  assert.equal((await playing).whole, false);
});

test('what the script itself directs is entered and not obeyed: it would wait for itself', async () => {
  const [day, ...days] = scenario.exercise;
  const [first] = day?.steps ?? [];
  assert(day !== undefined && first?.step === 'act');
  const place = first.place;
  const of = (id: string, kind: ExerciseAct['kind'], detail: ExerciseAct['detail']): ExerciseAct => ({
    ...first,
    id,
    kind,
    activity: kind,
    by: DIRECTOR,
    desk: DIRECTORS_DESK,
    place,
    detail,
    expect: { outcome: 'permitted', clauses: kind === 'desk.sign-on' ? ['host-root/1'] : ['host-root/16'], source: '' },
  });
  const steps = [
    of('t-1', 'desk.sign-on', { room: 'host-room', desk: DIRECTORS_DESK }),
    of('t-2', 'exercise.direct', { do: 'pause', reason: 'in the script' }),
    ...day.steps,
  ];
  const directing = { ...scenario, exercise: [{ ...day, steps }, ...days] };
  const played = new Played();
  const { room, run } = await played.open({ scenario: directing });
  const result = await run.play();
  assert(result.whole);
  assert.equal(run.people, false);
  assert.equal(run.standing(true).paused, false);
  await close(played, room, run);
});

test('an inject is played beside the script, in order and at its offsets, and a restart plays the rest of it once', async () => {
  const [inject] = scenario.injects;
  assert(inject !== undefined && inject.steps.length > 1);
  const ids = inject.steps.map((_, n) => injectActId(scenario.id, inject.id, n + 1));
  const played = new Played();
  const first = await played.open({}, 1);
  await signOn(first.room, DIRECTOR, DIRECTORS_DESK);
  const stopped = first.run.play();
  await direct(first.room, { do: 'inject', inject: inject.id });
  const given = first.room.roomNow();
  await until(async () => (await entered(first.room, ids)).length === 1);
  await chances(first.room);
  assert.equal((await entered(first.room, ids)).length, 1, 'the second waits for its time');
  assert.deepEqual(
    first.run.standing(true).injects.map(({ id, done }) => [id, done]),
    scenario.injects.map(({ id }) => [id, id === inject.id]),
  );
  assert.deepEqual(first.run.standing(false).injects, [], 'injects are a secret of the director’s');
  await close(played, first.room, first.run);
  await stopped;

  const again = new Played(played);
  const second = await again.open({}, 1);
  const playing = second.run.play();
  await chances(second.room);
  assert.equal((await entered(second.room, ids)).length, 1, 'a restart does not hurry it');
  for (let acts = 1; acts < ids.length; acts = (await entered(second.room, ids)).length) await pass(again, second.room);
  const acts = await entered(second.room, ids);
  assert.deepEqual(
    acts.map(({ id }) => id),
    ids,
  );
  for (const [n, { after, deedAfter }] of inject.steps.entries()) {
    const act = acts[n];
    assert(act !== undefined);
    assert(
      act.at >= given + after - 1 && act.at < given + after + 60_000,
      `${act.id} came ${act.at - given - after} ms late`,
    );
    assert(Math.abs(act.deedAt - given - deedAfter) < 1_000);
  }
  await close(again, second.room, second.run);
  await playing;
});

test('when people come in, the clock goes as on the wall, once, until the director says otherwise', async () => {
  const played = new Played();
  const { room, run } = await played.open({ slowsForPeople: true }, 60);
  const playing = run.play();
  assert.equal(room.speed, 60);
  run.peopleHere();
  run.peopleHere();
  await until(async () => room.speed === 1);
  assert.deepEqual(played.said.length, 1, played.said.join('\n'));
  await signOn(room, DIRECTOR, DIRECTORS_DESK);
  await direct(room, { do: 'speed', speed: 30 });
  assert.equal(room.speed, 30);
  await room.door.submit(lineOf(room, DIRECTOR, DIRECTORS_DESK, 'still here'));
  assert.equal(room.speed, 30);
  assert.equal(played.said.length, 1);
  await close(played, room, run);
  await playing;
});

test('the steps that open the room are played as fast as it goes, and what comes after takes its time', async () => {
  const opening = 10;
  const played = new Played();
  const { room, run } = await played.open({ slowsForPeople: true, opening }, 60);
  const playing = run.play();
  await until(async () => run.standing(true).done === opening);
  await chancesWithoutActs();
  assert.equal(run.standing(true).done, opening, 'no time passes on the test’s machine');
  assert.equal(room.speed, 60);
  assert.match(played.said.join(' '), /desks are taken.*60 times as fast/);
  run.peopleHere();
  assert.equal(room.speed, 1);
  await close(played, room, run);
  await playing;
});

test('an act of a person slows it too; a speed that was asked for stays', async () => {
  for (const slowsForPeople of [true, false]) {
    const played = new Played();
    const { room, run } = await played.open({ slowsForPeople }, 60);
    const playing = run.play();
    await signOn(room, DIRECTOR, DIRECTORS_DESK);
    await chances(room);
    assert.equal(room.speed, slowsForPeople ? 1 : 60);
    assert.equal(run.people, true);
    await close(played, room, run);
    await playing;
  }
});

test('where people did something first, the script goes on to its end, and what came otherwise is counted and no error', async () => {
  const played = new Played();
  const { room, run } = await played.open();
  // The desk that the script's first act takes, and then a person whose every act of the script is refused from then on.
  const [first] = scriptOf(scenario);
  assert(first?.step === 'act' && first.kind === 'desk.sign-on');
  await signOn(room, first.by, String(first.detail.desk));
  const result = await run.play();
  assert(result.whole);
  assert(result.differing.length > 0);
  assert.deepEqual(played.differed, []);
  assert.equal(played.said.filter((sentence) => sentence.includes('otherwise')).length, 1, played.said.join('\n'));
  await close(played, room, run);
});

test('without people, what comes out otherwise is an error', async () => {
  const [day, ...days] = scenario.exercise;
  assert(day !== undefined);
  const wrong = day.steps.map((step, n) =>
    n === 0 && step.step === 'act'
      ? { ...step, expect: { outcome: 'outside' as const, clauses: [], source: 'a mistake' } }
      : step,
  );
  const played = new Played();
  const { room, run } = await played.open({ scenario: { ...scenario, exercise: [{ ...day, steps: wrong }, ...days] } });
  const result = await run.play();
  assert.equal(result.differing.length, 1);
  assert.deepEqual(played.differed, [day.steps[0]?.id]);
  await close(played, room, run);
});

/** The entered acts of these ids in the order of the ledger. */
async function entered(room: OpenRoom, ids: readonly string[]) {
  const acts: { readonly id: string; readonly at: number; readonly deedAt: number }[] = [];
  for (let index = 0; index < room.size(); index++) {
    const entry = await room.readEntry(index);
    const { act, at } = entry?.fields ?? {};
    if (act !== undefined && at !== undefined && ids.includes(act.id))
      acts.push({ id: act.id, at, deedAt: act.deedAt });
  }
  return acts;
}

async function chancesWithoutActs(): Promise<void> {
  for (let n = 0; n < 100; n++) await new Promise((done) => setImmediate(done));
}

/** An hour of the test's machine: the room's clock goes on to what somebody holds it at. */
async function pass(played: Played, room: OpenRoom): Promise<void> {
  played.monotonic += HOUR;
  // Whoever waits looks at the clock again.
  room.exerciseTime?.letGo('nobody');
  for (let n = 0; n < 10; n++) await new Promise((done) => setImmediate(done));
}

async function goOn(played: Played, room: OpenRoom, holds: () => boolean): Promise<void> {
  await until(async () => {
    if (holds()) return true;
    await pass(played, room);
    return holds();
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  // Signatures are checked by threads: on a busy machine many turns go by until one answers.
  const end = performance.now() + WAITS_MS;
  while (performance.now() < end) {
    if (await holds()) return;
    await new Promise((done) => setImmediate(done));
  }
  assert.fail('it never came to that');
}

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { ExerciseAct, Scenario } from '../mandates/scenario.ts';
import type { EntryFields } from '../terms/entry.ts';
import { exerciseActId, injectActId } from './act-ids.ts';
import { Direction } from './direction.ts';
import { suppliedScenario } from './testing/scenarios.ts';

let scenario: Scenario;

before(async () => {
  scenario = await suppliedScenario('harbour-summit');
});

/** An entry of an act, as far as it matters here. */
function entry(index: number, id: string, act: Partial<NonNullable<EntryFields['act']>>, outcome = 'permitted') {
  const whole = { id, actor: 'director-a', kind: 'exercise.direct', detail: {}, deedAt: 0, ...act };
  return { index, recorded: 0, fields: { outcome, act: whole } as unknown as EntryFields };
}

test('the latest direction counts, in whatever order the entries are read', () => {
  const entries = [
    entry(10, 'a-000001', { detail: { do: 'pause' } }),
    entry(11, 'a-000002', { detail: { do: 'speed', speed: 5 } }),
    entry(12, 'a-000003', { detail: { do: 'resume' } }),
    entry(13, 'a-000004', { detail: { do: 'inject', inject: 'second' } }),
    entry(14, 'a-000005', { detail: { do: 'speed', speed: 9 } }),
    entry(15, 'a-000006', { detail: { do: 'inject', inject: 'first' } }),
  ];
  for (const order of [entries, entries.toReversed(), [...entries.slice(3), ...entries.slice(0, 3)]]) {
    const direction = new Direction(scenario);
    for (const one of order) direction.note(one);
    assert.deepEqual(
      { paused: direction.paused, speed: direction.speed, given: direction.given },
      { paused: false, speed: 9, given: ['second', 'first'] },
    );
  }
});

test('what was refused directs nothing, and neither does the script; an act of a person shows that people are here', () => {
  const { directing, id: scripted, act } = scriptThatPauses();
  const direction = new Direction(directing);
  assert.equal(direction.note(entry(1, scripted, act)), false);
  assert.equal(direction.note(entry(2, 'timer-2', { actor: 'timer', kind: 'timer.due' })), false);
  assert.equal(direction.note(entry(3, 'enrol-01', { actor: 'registrar:host-justice', kind: 'roster.enrol' })), false);
  assert.equal(direction.people, false);
  assert.equal(direction.note(entry(4, 'a-000001', { detail: { do: 'pause' } }, 'prohibited')), true);
  assert.equal(direction.people, true);
  assert.equal(direction.paused, false);
  assert.equal(direction.note(entry(5, 'a-000002', { kind: 'log.line', detail: { text: 'x' } })), false, 'nothing new');
});

test('when an inject began follows from any of its acts', () => {
  const inject = scenario.injects.find(({ steps }) => steps.length > 1);
  const second = inject?.steps[1];
  assert(inject !== undefined && second !== undefined);
  const direction = new Direction(scenario);
  assert.equal(direction.begun(inject.id), undefined);
  const { by: actor, kind, activity, purpose, place } = second;
  const own = { actor, kind, activity, purpose, place, deedAt: 5_000_000 };
  direction.note(entry(7, injectActId(scenario.id, inject.id, 2), own));
  assert.equal(direction.begun(inject.id), 5_000_000 - second.deedAfter);
  assert.equal(direction.people, false, 'an inject is nobody who came in');
});

test('an act of somebody else under the id of the script’s or an inject’s is a person’s: it directs, and began no inject', () => {
  const { directing, id, act } = scriptThatPauses();
  const direction = new Direction(directing);
  assert.equal(direction.note(entry(1, id, { ...act, actor: 'commander-a' })), true);
  assert.deepEqual([direction.people, direction.paused], [true, true]);

  const inject = scenario.injects.find(({ steps }) => steps.length > 1);
  const second = inject?.steps[1];
  assert(inject !== undefined && second !== undefined);
  const { by, kind, activity, purpose, place } = second;
  const injected = new Direction(scenario);
  const actor = by === 'duty-a' ? 'loggist-a' : 'duty-a';
  const taken = injectActId(scenario.id, inject.id, 2);
  injected.note(entry(7, taken, { actor, kind, activity, purpose, place, deedAt: 5_000_000 }));
  assert.deepEqual([injected.begun(inject.id), injected.people], [undefined, true]);
  // The inject's own act comes under its next id.
  injected.note(
    entry(8, injectActId(scenario.id, inject.id, 2, 2), {
      actor: by,
      kind,
      activity,
      purpose,
      place,
      deedAt: 9_000_000,
    }),
  );
  assert.equal(injected.begun(inject.id), 9_000_000 - second.deedAfter);
});

/** A script whose first act is its director's pause, and that act. */
function scriptThatPauses() {
  const [day, ...days] = scenario.exercise;
  const [first, ...steps] = day?.steps ?? [];
  assert(day !== undefined && first?.step === 'act');
  const detail = { do: 'pause', reason: 'in the script' };
  const pause: ExerciseAct = {
    ...first,
    by: 'director-a',
    kind: 'exercise.direct',
    activity: 'exercise.direct',
    detail,
  };
  const directing: Scenario = { ...scenario, exercise: [{ ...day, steps: [pause, ...steps] }, ...days] };
  const { by: actor, kind, activity, purpose, place } = pause;
  return {
    directing,
    id: exerciseActId(scenario.id, pause.id),
    act: { actor, kind, activity, purpose, place, detail },
  };
}

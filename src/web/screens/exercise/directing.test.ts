import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExerciseState } from '../../../terms/api/event.ts';
import { changesNothing, directionDraft, directionOf, hasArrived } from './directing.ts';

test('a direction from the address, or none', () => {
  assert.deepEqual(directionOf({ do: 'pause', speed: 5 }), { do: 'pause' });
  assert.deepEqual(directionOf({ do: 'speed', speed: 60 }), { do: 'speed', speed: 60 });
  assert.deepEqual(directionOf({ do: 'inject', inject: 'crowd' }), { do: 'inject', inject: 'crowd' });
  for (const search of [
    {},
    { do: 'stop' },
    { do: 'speed' },
    { do: 'speed', speed: 0 },
    { do: 'speed', speed: 3_601 },
    { do: 'speed', speed: 1.5 },
    { do: 'speed', speed: '60' },
    { do: 'inject' },
    { do: 'inject', inject: '' },
    { do: 'inject', inject: 3 },
  ]) {
    assert.equal(directionOf(search), undefined, JSON.stringify(search));
  }
});

test('a direction is an act once there is a reason', () => {
  assert.equal(directionDraft({ do: 'pause' }, ' '), null);
  assert.equal(directionDraft(undefined, 'why'), null);
  assert.deepEqual(directionDraft({ do: 'speed', speed: 5 }, ' quiet '), {
    kind: 'exercise.direct',
    detail: { do: 'speed', speed: 5, reason: 'quiet' },
  });
});

test('it has arrived when the room says so, not before', () => {
  const state: ExerciseState = {
    speed: 1,
    paused: false,
    done: 0,
    of: 1,
    over: false,
    injects: [{ id: 'crowd', title: '', text: '', done: false }],
  };
  assert.equal(hasArrived({ do: 'pause' }, state, 1), false);
  assert.equal(hasArrived({ do: 'pause' }, { ...state, paused: true }, 1), false);
  assert.equal(hasArrived({ do: 'pause' }, { ...state, paused: true }, 0), true);
  assert.equal(hasArrived({ do: 'resume' }, state, 1), true);
  assert.equal(hasArrived({ do: 'resume' }, { ...state, paused: true }, 0), false);
  assert.equal(hasArrived({ do: 'speed', speed: 20 }, state, 1), false);
  assert.equal(hasArrived({ do: 'speed', speed: 20 }, state, 20), true);
  assert.equal(hasArrived({ do: 'inject', inject: 'crowd' }, state, 1), false);
  const given = { ...state, injects: state.injects.map((inject) => ({ ...inject, done: true })) };
  assert.equal(hasArrived({ do: 'inject', inject: 'crowd' }, given, 1), true);
});

test('what runs is not resumed, and what is paused is not paused', () => {
  assert.equal(changesNothing({ do: 'resume' }, { paused: false }), true);
  assert.equal(changesNothing({ do: 'resume' }, { paused: true }), false);
  assert.equal(changesNothing({ do: 'pause' }, { paused: true }), true);
  assert.equal(changesNothing({ do: 'speed', speed: 5 }, { paused: true }), false);
});

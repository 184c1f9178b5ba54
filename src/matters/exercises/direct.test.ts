import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { directoryOf } from '../../desk/directory.ts';
import { previewOf } from '../../desk/preview.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { harbourAtWork } from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';
import { definitionOf } from '../registry.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
  await room.signOn('director-a', 'host-room.director');
});

function said({ outcome, clauses }: Answer): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

async function direct(by: string, what: object): Promise<Answer> {
  return await room.enter({ by, kind: 'exercise.direct', detail: { ...what, reason: 'the room is quiet' } });
}

function direction() {
  return room.state.get('directions', 'exercise');
}

function audienceOf({ index }: Answer) {
  return room.entries[index]?.draft.fields.audience;
}

test('the director pauses, resumes and paces, and everybody is told', async () => {
  assert.equal(direction(), undefined);
  const paused = await direct('director-a', { do: 'pause' });
  assert.equal(said(paused), 'permitted host-root/16');
  assert.deepEqual(direction(), {
    id: 'exercise',
    paused: true,
    speed: null,
    injected: [],
    index: paused.index,
  });
  await direct('director-a', { do: 'speed', speed: 60 });
  const resumed = await direct('director-a', { do: 'resume' });
  assert.deepEqual(direction(), { id: 'exercise', paused: false, speed: 60, injected: [], index: resumed.index });
  assert.equal(audienceOf(resumed)?.everyone, true);
});

test('an inject is given once, and told to nobody but its director', async () => {
  const given = await direct('director-a', { do: 'inject', inject: 'crowd-at-ferry' });
  assert.equal(said(given), 'permitted host-root/16');
  assert.deepEqual(direction()?.injected, ['crowd-at-ferry']);
  const director = { agencies: [], rooms: [], persons: ['director-a'], everyone: false };
  assert.deepEqual(audienceOf(given), director);
  const again = await direct('director-a', { do: 'inject', inject: 'crowd-at-ferry' });
  assert.equal(said(again), 'prohibited R-30');
  assert.deepEqual(audienceOf(again), director, 'a slip tells nobody either');
  await direct('director-a', { do: 'inject', inject: 'guest-asks-search' });
  assert.deepEqual(direction()?.injected, ['crowd-at-ferry', 'guest-asks-search']);
});

test('R-30: there is no inject but those of the scenario', async () => {
  for (const inject of ['no-such-inject', 'constructor', 'crowd-at-ferry.1']) {
    assert.equal(said(await direct('director-a', { do: 'inject', inject })), 'prohibited R-30', inject);
  }
  assert.equal(direction(), undefined);
});

test('R-30: nobody directs but from the director’s desk', async () => {
  for (const by of ['commander-a', 'duty-a', 'ga-lead', 'gb-support-a']) {
    assert.match(said(await direct(by, { do: 'pause' })), /^prohibited .*R-30/, by);
  }
  await room.permitted({ by: 'director-a', kind: 'desk.sign-off', detail: {} });
  const detail = { do: 'pause', reason: 'from the corridor' };
  const away = await room.enter({ by: 'director-a', kind: 'exercise.direct', desk: 'host-room.director', detail });
  assert.match(said(away), /^prohibited .*R-02,R-30/);
  assert.equal(direction(), undefined);
});

test('R-30: a live room is directed by nobody', () => {
  const act = room.act({
    by: 'director-a',
    kind: 'exercise.direct',
    detail: { do: 'pause', reason: 'tea' },
  });
  const here = previewOf(room.room, room.state, room.origin, act, room.now);
  assert('outcome' in here && here.outcome === 'permitted');
  const live = { ...room.room, directory: directoryOf(room.scenario, 'live') };
  const there = previewOf(live, room.state, room.origin, { ...act, mode: 'live' }, room.now);
  assert('outcome' in there);
  assert.deepEqual(there.clauses, ['R-30']);
});

test('each direction carries its own members and no others', () => {
  const { detail } = definitionOf('exercise.direct');
  const sound = [
    { do: 'pause' },
    { do: 'resume' },
    { do: 'speed', speed: 1 },
    { do: 'speed', speed: 240 },
    { do: 'inject', inject: 'crowd' },
  ];
  for (const one of sound) assert(detail.safeParse({ ...one, reason: 'x' }).success, JSON.stringify(one));
  const spoiled = [
    {},
    { do: 'stop' },
    { do: 'pause', speed: 2 },
    { do: 'speed' },
    { do: 'speed', speed: 0 },
    { do: 'speed', speed: 241 },
    { do: 'speed', speed: 1.5 },
    { do: 'speed', speed: '60' },
    { do: 'inject' },
    { do: 'inject', inject: 'Crowd at ferry' },
    { do: ['pause'] },
  ];
  for (const one of spoiled) assert(!detail.safeParse({ ...one, reason: 'x' }).success, JSON.stringify(one));
  assert(!detail.safeParse({ do: 'pause' }).success, 'a reason is always given');
});

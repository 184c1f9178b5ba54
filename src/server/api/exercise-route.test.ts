import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import Fastify from 'fastify';
import { ExerciseRun } from '../../exercise/run.ts';
import { MemoryStore } from '../../ledger/store/memory.ts';
import { ExerciseState, Guide } from '../../terms/api/event.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import type { SignedIn } from '../sessions/session.ts';
import { Slices } from '../slices.ts';
import { actOf, signOn, TestMachine } from '../testing/test-room.ts';
import { apiScope } from './api.ts';
import { exerciseRoute } from './exercise-route.ts';
import { guideRoute } from './guide-route.ts';

let room: OpenRoom;
let run: ExerciseRun;

before(async () => {
  const machine = new TestMachine();
  const store = new MemoryStore(machine.data);
  room = await machine.open({ store });
  const { scenario } = room.directory;
  run = new ExerciseRun({
    room,
    store,
    scenario,
    signal: new AbortController().signal,
    slowsForPeople: false,
    differs: () => {},
    say: () => {},
  });
});
after(() => room.stop());

type Played = { readonly exercise: ExerciseRun | undefined };

/** What somebody gets; `null` is nobody. */
async function get(url: string, person: string | null, { exercise }: Played = { exercise: run }) {
  const app = Fastify();
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', async (request) => {
    const row = person === null ? undefined : room.readable.person(person);
    if (row === undefined) return;
    const viewer = room.readable.viewer(row, room.directory, room.roomNow());
    request.signedIn = { person: row, viewer } as SignedIn;
  });
  const api = apiScope(app);
  const receipts = new Allowance(1_000, { wallNow: Date.now });
  const ports = { room, slices: new Slices(), wallNow: Date.now, exercise, receipts };
  exerciseRoute(api, ports);
  guideRoute(api, ports);
  const response = await app.inject(url);
  await app.close();
  return response;
}

describe('GET /api/exercise', { concurrency: 1 }, () => {
  test('its injects are shown at the director’s desk, and to nobody else: not to the director without the desk either', async () => {
    const injects = async (person: string) =>
      ExerciseState.parse((await get('/api/exercise', person)).json()).injects.map(({ id, done }) => ({ id, done }));
    assert.deepEqual(await injects('director-a'), []);
    await signOn(room, 'director-a', 'host-room.director');
    const [first, ...others] = await injects('director-a');
    assert.deepEqual(first, { id: room.directory.scenario.injects[0]?.id, done: false });
    assert(others.length > 0);
    for (const person of ['duty-a', 'privacy-a', 'ga-lead', 'venue-a']) assert.deepEqual(await injects(person), []);
  });

  test('how far the script is, is the host’s to know: it counts acts that a guest does not see', async () => {
    const counts = async (person: string) => {
      const { done, of } = (await get('/api/exercise', person)).json() as ExerciseState;
      return { done, of };
    };
    assert((await counts('duty-a')).of > 50);
    assert.deepEqual(await counts('ga-lead'), { done: 0, of: 0 });
    assert.deepEqual(await counts('venue-a'), { done: 0, of: 0 });
  });

  test('a pause is shown once it is entered, and never to be kept by a cache', async () => {
    const shown = async () => (await get('/api/exercise', 'ga-lead')).json() as ExerciseState;
    assert.equal((await shown()).paused, false);
    const act = actOf(room, 'director-a', {
      kind: 'exercise.direct',
      desk: 'host-room.director',
      detail: { do: 'pause', reason: 'a test' },
    });
    const answer = await room.door.submit(act);
    assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
    assert.equal((await shown()).paused, true);
    assert.equal((await get('/api/exercise', 'ga-lead')).headers['cache-control'], 'no-store');
  });

  test('where no exercise is played, or nobody is signed in, there is nothing', async () => {
    for (const url of ['/api/exercise', '/api/guide']) {
      for (const response of [await get(url, 'duty-a', { exercise: undefined }), await get(url, null)]) {
        assert.equal(response.statusCode, 404);
        assert.equal(response.json().code, 'not-found');
      }
    }
  });
});

describe('GET /api/guide', () => {
  test('gives each their own first steps', async () => {
    const kindOf = async (person: string) => Guide.parse((await get('/api/guide', person)).json()).kind;
    const kinds = [];
    for (const person of [
      'duty-a',
      'commander-a',
      'loggist-a',
      'ga-lead',
      'privacy-a',
      'director-a',
      'police-a',
      'venue-a',
    ])
      kinds.push(await kindOf(person));
    assert.deepEqual(kinds, [
      'duty-officer',
      'approving-officer',
      'loggist',
      'guest-liaison',
      'data-protection',
      'director',
      'field',
      'other',
    ]);
  });
});

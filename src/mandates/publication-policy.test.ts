import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../base/clock.ts';
import { ACT_KINDS, ROOM_KINDS } from '../terms/act-kinds.ts';
import { readScenario } from './read-scenario.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { problemsOf } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';

itRefusesAsNoted('publication');
itRefusesAsNoted('publication-form');

const ENDS = '2026-02-22T23:00:00Z';
const withPolicy = (...rules: readonly object[]) => {
  const policy = { ends: ENDS, every: { live: 168, exercise: 2 }, opens: rules };
  return smallScenario({ 'publication.yaml': JSON.stringify(policy) });
};
const rule = (more: object = {}) => ({
  kinds: 'any',
  fields: ['outcome'],
  alike: 5,
  live: { after: 'event', hours: 168 },
  exercise: { after: 'act', hours: 1 },
  ...more,
});

test('a policy is read with its times in milliseconds and its lists in order', () => {
  const read = readScenario(
    withPolicy(
      rule({ kinds: ['log.line', 'deed.propose'], fields: ['outcome', 'activityClass', 'kind', 'agency'], alike: 15 }),
      rule({ live: { after: 'act', hours: 720 }, exercise: { after: 'event', hours: 3 } }),
    ),
  );
  assert(read.ok);
  assert.deepEqual(read.scenario.publication, {
    ends: Date.parse(ENDS),
    everyMs: { live: 168 * HOUR, exercise: 2 * HOUR },
    opens: [
      {
        kinds: ['deed.propose', 'log.line'],
        fields: ['activityClass', 'agency', 'kind', 'outcome'],
        alike: 15,
        live: { after: 'event', delayMs: 168 * HOUR },
        exercise: { after: 'act', delayMs: HOUR },
      },
      {
        kinds: null,
        fields: ['outcome'],
        alike: 5,
        live: { after: 'act', delayMs: 720 * HOUR },
        exercise: { after: 'event', delayMs: 3 * HOUR },
      },
    ],
  });
});

test('every kind of a person’s act can be named, and none of the room’s own', () => {
  const isRoomOwn = (kind: string) => (ROOM_KINDS as readonly string[]).includes(kind);
  const own = ACT_KINDS.filter((kind) => !isRoomOwn(kind));
  assert.deepEqual(problemsOf(withPolicy(rule({ kinds: own }))), []);
  for (const kind of ROOM_KINDS) assert.notDeepEqual(problemsOf(withPolicy(rule({ kinds: [kind] }))), [], kind);
});

test('an event without a policy opens nothing', () => {
  const read = readScenario(smallScenario({}));
  assert(read.ok);
  assert.equal(read.scenario.publication, null);
});

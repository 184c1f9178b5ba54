import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACT_KINDS, CLAIMING_KINDS, ROOM_KINDS } from '../terms/act-kinds.ts';
import { readScenario } from './read-scenario.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { problemsOf, replaced } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';

itRefusesAsNoted('rules');

test('all activities but some are all that can be decided, without those', () => {
  const read = readScenario(
    smallScenario({ 'mandates/root.yaml': replaced('activity: any', 'activity: {not: [group:streets, log.line]}') }),
  );
  assert(read.ok);
  const never: readonly string[] = [...ROOM_KINDS, ...CLAIMING_KINDS, 'log.line'];
  const left = ['assess', 'lead-out', ...ACT_KINDS.filter((kind) => !never.includes(kind))];
  assert.deepEqual(read.scenario.mandates[0]?.clauses[0]?.scope.activity, left.sort());
});

/** What is said of hours of the day in a visit of some length, without where it is said. */
function saidOfHours(from: string, until: string, hours = '{from: "12:00", until: "13:00"}'): string[] {
  const files = smallScenario({
    'mandates/visit.yaml': (text) =>
      text
        .replace('from: "2026-02-05T00:00:00Z"', `from: ${from}`)
        .replace('until: "2026-02-09T00:00:00Z"', `until: ${until}`)
        .replace('[{phase: games}]', `[{daily: ${hours}}]`),
  });
  return problemsOf(files).map((told) => told.slice(told.indexOf(' ') + 1));
}

test('hours of the day need a mandate of bounds, not too long, in which a day has them', () => {
  const unbounded =
    '[daily-unbounded] hours of the day need a mandate with a beginning and an end: they become windows day by day';
  assert.deepEqual(saidOfHours('null', '"2026-02-09T00:00:00Z"'), [unbounded]);
  assert.deepEqual(saidOfHours('"2026-02-05T00:00:00Z"', 'null'), [unbounded]);
  assert.deepEqual(saidOfHours('"2026-01-01T00:00:00Z"', '"2027-02-05T00:00:00Z"'), [], 'four hundred days');
  assert.deepEqual(saidOfHours('"2026-01-01T00:00:00Z"', '"2027-02-05T00:00:00.001Z"'), [
    '[daily-too-long] hours of the day are spread over 400 days at most; the mandate is longer',
  ]);
  const day = ['"2026-02-05T11:00:00Z"', '"2026-02-05T12:00:00Z"'] as const;
  assert.deepEqual(saidOfHours(...day), []);
  assert.deepEqual(saidOfHours(...day, '{from: "13:00", until: "14:00"}'), [
    '[never-applies] this can never apply: no day of the mandate has these hours within its time',
  ]);
  const empty = '[empty-window] these hours are empty; the whole day is `00:00` to `24:00`';
  assert.deepEqual(saidOfHours(...day, '{from: "12:00", until: "12:00"}'), [empty]);
  assert.deepEqual(saidOfHours(...day, '{from: "24:00", until: "13:00"}'), [empty]);
  assert.deepEqual(saidOfHours(...day, '{from: "00:00", until: "24:00"}'), []);
});

test('of a mandate whose own time is empty nothing more is said of the times of its clauses', () => {
  const said = ['[empty-window] the mandate ends before it begins, or as it begins'];
  for (const until of ['"2026-02-05T00:00:00Z"', '"2026-02-01T00:00:00Z"']) {
    assert.deepEqual(saidOfHours('"2026-02-05T00:00:00Z"', until), said, until);
    const files = smallScenario({
      'mandates/visit.yaml': (text) => text.replace('until: "2026-02-09T00:00:00Z"', `until: ${until}`),
    });
    assert.deepEqual(
      problemsOf(files).map((told) => told.slice(told.indexOf(' ') + 1)),
      said,
      until,
    );
  }
});

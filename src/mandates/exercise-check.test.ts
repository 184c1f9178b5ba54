import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentDigest } from './compile.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { noteOf } from './testing/noted-documents.ts';
import { WHOLE_EVENT, wholeNotes } from './testing/whole-event.ts';

itRefusesAsNoted('script');

test('a step of a script and one of an inject is read as it is noted, its defaults filled in', () => {
  assert.deepEqual(
    WHOLE_EVENT.exercise.map(({ exercise, day }) => [exercise, day]),
    [
      ['regatta', 1],
      ['regatta', 2],
    ],
  );
  const shortened = new Map(
    WHOLE_EVENT.drafts.flatMap(({ name, text, document }) => [
      [documentDigest(document), `digest of ${name}`],
      [JSON.stringify(text), `"text of ${name}"`],
    ]),
  );
  const told = (step: unknown) =>
    [...shortened].reduce((note, [digest, short]) => note.replace(digest, short), noteOf(step));
  for (const { day, steps } of WHOLE_EVENT.exercise)
    assert.deepEqual(steps.map(told), wholeNotes(`exercise/day-${day}.yaml`, '='));
  assert.deepEqual(
    WHOLE_EVENT.injects.flatMap(({ steps }) => steps.map(told)),
    wholeNotes('injects.yaml', '='),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentDigest, mandateText } from '../mandates/compile.ts';
import { directoryOf } from './directory.ts';
import { SetBook, TextAltered } from './set-book.ts';
import { harbourScenario } from './testing/harbour.ts';

test('a kept mandate or set that was altered beside the room is named, and nothing is decided by it', async () => {
  const scenario = await harbourScenario();
  const directory = directoryOf(scenario, 'exercise');
  const [mandate] = scenario.mandates;
  assert(mandate !== undefined);
  const book = new SetBook(directory);
  const set = book.compose([documentDigest(mandate)]);
  const kept = new Map([
    [set, book.text(set)],
    [documentDigest(mandate), mandateText(mandate)],
  ]);
  assert.equal(new SetBook(directory, kept).text(set), book.text(set));
  for (const [id, text] of kept) {
    const altered = text.replace('"forbid"', '"permit"');
    assert.notEqual(altered, text);
    assert.throws(
      () => new SetBook(directory, new Map([...kept, [id, altered]])),
      (error) => error instanceof TextAltered && error.message.includes(id) && error.message.includes('was altered'),
    );
  }
});

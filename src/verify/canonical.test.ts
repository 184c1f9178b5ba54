import assert from 'node:assert/strict';
import { test } from 'node:test';
import { depthMax, parseCanonical, writeCanonical } from './canonical.ts';
import { isFault } from './report.ts';
import { badCanonical, goodCanonical } from './testing/canonical-cases.ts';

for (const text of goodCanonical) {
  test(`canonical: takes and writes back ${text.slice(0, 40)}`, () => {
    const parsed = parseCanonical(Buffer.from(text));
    assert.ok(!isFault(parsed), JSON.stringify(parsed));
    assert.equal(writeCanonical(parsed.value), text);
    assert.equal(JSON.stringify(parsed.value), JSON.stringify(JSON.parse(text)));
  });
}

for (const { bytes, why, offset } of badCanonical) {
  test(`canonical: refuses ${why}`, () => {
    const parsed = parseCanonical(bytes);
    assert.ok(isFault(parsed), 'was taken');
    if (offset !== undefined) assert.equal(parsed.offset, offset);
  });
}

test('canonical: hostile depth ends in a fault, not in a full stack', () => {
  for (const opening of ['[', '{"a":']) {
    const parsed = parseCanonical(Buffer.from(opening.repeat(1_000_000)));
    assert.ok(isFault(parsed));
    assert.match(parsed.fault, new RegExp(`deeper than ${depthMax}`));
  }
});

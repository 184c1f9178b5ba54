import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HOUSE_RULE_LIST } from './house-rules.ts';

test('docs/house-rules.md says the house rules word for word, and no others', () => {
  const page = readFileSync(new URL('../../docs/house-rules.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (R-\d\d) \| (.+) \|$/gm)].map(([, id, text]) => ({ id, text }));
  assert.deepEqual(rows, HOUSE_RULE_LIST);
});

test('house rules are numbered without gaps', () => {
  const expected = HOUSE_RULE_LIST.map((_, index) => `R-${String(index + 1).padStart(2, '0')}`);
  assert.deepEqual(
    HOUSE_RULE_LIST.map(({ id }) => id),
    expected,
  );
});

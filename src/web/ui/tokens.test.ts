import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, cssVariables, EDGE_PAIRS, TEXT_PAIRS, THEMES, type ThemeName } from './tokens.ts';

const NAMES: readonly ThemeName[] = ['dark', 'light'];

test('contrast is measured as WCAG says', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#777777'), 1);
  assert.ok(Math.abs(contrast('#777777', '#ffffff') - 4.48) < 0.01);
  assert.throws(() => contrast('red', '#ffffff'), RangeError);
});

for (const theme of NAMES) {
  test(`every text can be read on everything it stands on: ${theme}`, () => {
    const low = TEXT_PAIRS.map(([text, ground]) => ({
      pair: `${text} on ${ground}`,
      ratio: contrast(THEMES[theme][text], THEMES[theme][ground]),
    })).filter(({ ratio }) => ratio < 4.5);
    assert.deepEqual(low, []);
  });

  test(`edges of fields and the focus ring are seen: ${theme}`, () => {
    const low = EDGE_PAIRS.map(([edge, ground]) => ({
      pair: `${edge} on ${ground}`,
      ratio: contrast(THEMES[theme][edge], THEMES[theme][ground]),
    })).filter(({ ratio }) => ratio < 3);
    assert.deepEqual(low, []);
  });
}

test('critical text on dark is the colour that was agreed', () => {
  assert.equal(cssVariables('dark')['--r-critical'], '#ff5c5c');
  assert.equal(cssVariables('light')['--r-on-accent'], '#ffffff');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Line, Text } from './act.ts';
import { plainText } from './api/plain-text.ts';

const saysOf = (schema: typeof Text, text: string) =>
  schema.safeParse(text).error?.issues.map(({ message }) => message);

test('what people write is taken: accents, other scripts, emoji with all their parts', () => {
  for (const text of [
    'perché no? — “sì”\n\tsecond line',
    'a\u0301 decomposed',
    '🚒 🇮🇹 👍🏽 ☎️ #️⃣',
    '👩‍🚒 👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍✈️ ❤️‍🔥',
    'می‌خواهم',
    'क्‍ष',
    '葛󠄀城',
    'עברית عربى',
    'שָׁ֣לוֹם ሰላም ကမ္ဘာ བསྒྲུབས ℹ️ ©️ 1️⃣',
  ]) {
    assert.equal(saysOf(Text, text), undefined, JSON.stringify(text));
    assert.equal(saysOf(Line, text), undefined, JSON.stringify(text));
  }
});

test('what nobody sees is refused, and named', () => {
  const tags = [...'hide'].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('');
  for (const bad of [
    'a\u200bb',
    'a\u2028b',
    'a\u2029b',
    `a${tags}`,
    '\u{e0001}',
    '\u{e007f}',
    'a\u00adb',
    'a\u2060b',
    '\ufeffa',
    'a\u3164b',
    'a\u180eb',
    'a\u200db',
    'a\u200cb',
    'é\u200d',
    '\u200d👩',
    '👩\u200d',
    '👩\u200d\u200d🚒',
    '👩\ufe0f\ufe0e',
    '\ufe0fa',
    'a\u{e0100}',
    '葛\u{e0100}\u{e0101}',
    'a\ufff9b',
    'yes\ufe0f',
    'д\ufe0e',
    'a\uffff',
    'a\u{1fffe}',
    'a\ue000',
    'a\ufffc',
    `a${'\u0301'.repeat(12)}`,
  ]) {
    const name = JSON.stringify(bad);
    for (const schema of [Text, Line]) assert.deepEqual(saysOf(schema, bad), ['holds invisible characters'], name);
    assert.deepEqual(saysOf(plainText(100), bad), ['holds invisible characters'], name);
  }
});

test('a text that must be there shows something, in whatever script', () => {
  const blanks = [' ', '   ', '\u00a0', '\u2003\u3000', '\t\n', '\u2800\u2800', '\u0301', '\u{13441}', '\u{1d159}'];
  for (const blank of blanks) {
    for (const schema of [Text, Line, plainText(100, 1)])
      assert.deepEqual(saysOf(schema, blank), ['shows nothing'], JSON.stringify(blank));
    assert.equal(saysOf(plainText(100), blank), undefined, 'where nothing need be said');
  }
  for (const hidden of ['\u3164', '\u115f', '\uffa0', '\u{e0041}', '\u200b', '\ufe0f'])
    assert.deepEqual(saysOf(Text, hidden), ['holds invisible characters'], JSON.stringify(hidden));
  for (const shown of [' x ', '-', '?', '7', '👍', '漢', '\u2801', 'ا', '€'])
    assert.equal(saysOf(Text, shown), undefined);
});

test('what makes a line read differently is refused, and named', () => {
  for (const bad of ['\u0000', 'a\u001b[31m', '\u007f', '\u0085', 'a\u202eb', '\u2066', '\u200f', '\ud800', 'a\r\n']) {
    for (const schema of [Text, Line, plainText(100)])
      assert.deepEqual(saysOf(schema, bad), ['holds control or direction characters'], JSON.stringify(bad));
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepKeyMap, pressedKey, readKeyMap, remapped, STANDARD_KEYS } from './key-map.ts';

const kept = (text: string | null) => ({ getItem: () => text });

test('nothing kept, or nonsense, gives the standard keys', () => {
  for (const text of [
    null,
    '',
    '{',
    'null',
    '[]',
    '"n"',
    '{"newLine":3}',
    '{"newLine":""}',
    '{"__proto__":{"newLine":"x"}}',
  ])
    assert.deepEqual(readKeyMap(kept(text)), STANDARD_KEYS, String(text));
});

test('a chosen key is kept and read again', () => {
  let written = '';
  const storage = {
    setItem: (_name: string, value: string) => {
      written = value;
    },
  };
  keepKeyMap(storage, remapped(STANDARD_KEYS, 'newLine', 'x'));
  assert.equal(readKeyMap(kept(written)).newLine, 'x');
});

test('a key that another action has changes places with it', () => {
  const map = remapped(STANDARD_KEYS, 'newLine', 'j');
  assert.deepEqual([map.newLine, map.next], ['j', 'n']);
});

test('a pressed key is written as it is looked for; keys of the browser are not taken', () => {
  const press = (key: string, more = {}) =>
    pressedKey({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  assert.equal(press('N', { shiftKey: true }), 'Shift+n');
  assert.equal(press('k', { ctrlKey: true }), 'Control+k');
  assert.equal(press('F2'), 'F2');
  for (const key of ['Tab', 'Enter', 'Escape', ' ', 'Shift']) assert.equal(press(key), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemblyStem, immigrationStem } from './refused-words.ts';

test('a stem is found at the beginning of a word, with accents, in capitals and however its words are joined', () => {
  for (const [text, stem] of [
    ['Espùlsi', 'espuls'],
    ['ESPULSIONE', 'espuls'],
    ['border_control', 'border-control'],
    ['the Border  Control desk', 'border-control'],
    ['controllo delle frontiere', 'controllo-delle-frontier'],
    ['e\u0301migrati', 'emigra'],
    ['disposto', undefined],
    ['on-board', undefined],
    ['', undefined],
  ] as const) {
    assert.equal(immigrationStem(text), stem, text);
  }
  assert.equal(immigrationStem('security', 'of visas'), 'visa');
  assert.equal(assemblyStem('Sciòpero'), 'scioper');
  assert.equal(assemblyStem('visa'), undefined);
  assert.equal(immigrationStem('corteo'), undefined);
});

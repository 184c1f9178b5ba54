import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf } from '../../live/testing/rows.ts';
import { fits, LogView } from './log-view.ts';

const ROWS = [
  entryOf(1, { summary: 'Gates open', place: 'pier' }),
  entryOf(2, { kind: 'incident.open', matter: 'INC-1', summary: 'queue at gate 4' }),
  entryOf(3, { kind: 'deed.propose', outcome: 'outside', clauses: ['X.9'], summary: 'patrol' }),
];
const shown = (view: unknown) =>
  ROWS.filter(fits(LogView.parse(view), ({ kind }) => (kind === 'deed.propose' ? 'Proposta' : ''))).map(
    ({ index }) => index,
  );

test('every word must stand somewhere, in any order and case', () => {
  assert.deepEqual(shown({ q: 'GATE' }), [1, 2]);
  assert.deepEqual(shown({ q: 'gate inc-1' }), [2]);
  assert.deepEqual(shown({ q: '#3' }), [3]);
  assert.deepEqual(shown({ q: 'x.9 outside' }), [3]);
  assert.deepEqual(shown({ q: 'gate patrol' }), []);
  assert.deepEqual(shown({ q: 'proposta patrol' }), [3]);
});

test('kinds, and what is not permitted', () => {
  assert.deepEqual(shown({ show: 'lines' }), [1]);
  assert.deepEqual(shown({ show: 'incidents' }), [2]);
  assert.deepEqual(shown({ show: 'deeds' }), [3]);
  assert.deepEqual(shown({ show: 'abnormal' }), [3]);
});

test('an address that holds nonsense shows everything', () => {
  assert.deepEqual(shown({ q: { a: 1 }, show: 'constructor' }), shown({}));
  assert.deepEqual(LogView.parse({}), { q: '', show: 'all' });
  assert.deepEqual(LogView.parse({ q: 12 }), { q: '12', show: 'all' });
  assert.deepEqual(LogView.parse({ q: 'x'.repeat(201) }).q, '');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf } from '../../live/testing/rows.ts';
import { fits, LogView } from './log-view.ts';

const ROWS = [
  entryOf(1, { summary: 'Gates open', place: 'pier' }),
  entryOf(2, { kind: 'incident.open', matter: 'INC-1', summary: 'queue at gate 4' }),
  entryOf(3, { kind: 'deed.propose', outcome: 'outside', clauses: ['X.9'], summary: 'patrol' }),
  entryOf(4, { kind: 'occurrence.report', form: 'report', outcome: 'prohibited', summary: 'papers asked for' }),
  entryOf(5, { kind: 'occurrence.report', form: 'report', summary: 'a walk' }),
  entryOf(6, { kind: 'deed.report', form: null, outcome: 'prohibited', summary: 'erased' }),
  entryOf(7, { kind: 'log.line', form: 'report', outcome: 'outside', summary: 'entered late' }),
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

test('kinds; and what was not permitted, apart from reports, which are accepted whatever the verdict on what they tell of', () => {
  assert.deepEqual(shown({ show: 'lines' }), [1, 7]);
  assert.deepEqual(shown({ show: 'incidents' }), [2, 4, 5]);
  assert.deepEqual(shown({ show: 'deeds' }), [3, 6]);
  assert.deepEqual(shown({ show: 'abnormal' }), [3]);
  assert.deepEqual(shown({ show: 'reported' }), [4, 6, 7]);
});

test('an address that holds nonsense shows everything', () => {
  assert.deepEqual(shown({ q: { a: 1 }, show: 'constructor' }), shown({}));
  assert.deepEqual(LogView.parse({}), { q: '', show: 'all' });
  assert.deepEqual(LogView.parse({ q: 12 }), { q: '12', show: 'all' });
  assert.deepEqual(LogView.parse({ q: 'x'.repeat(201) }).q, '');
});

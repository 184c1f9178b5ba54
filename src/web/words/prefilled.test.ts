import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prefilled } from './prefilled.ts';

const EMPTY = { title: '', category: '', minutes: '15', control: true };

test('members of the query fill the form in, those of `detail` and its `deed` as well', () => {
  assert.deepEqual(prefilled(EMPTY, { title: 'queue' }), { ...EMPTY, title: 'queue' });
  assert.deepEqual(prefilled(EMPTY, { detail: { title: 'queue', control: false }, category: 'crowd' }), {
    ...EMPTY,
    title: 'queue',
    control: false,
    category: 'crowd',
  });
  assert.deepEqual(prefilled({ agency: '' }, { detail: { deed: { agency: 'us-ice' } } }), { agency: 'us-ice' });
});

test('a number stands in a field of text as it is written', () => {
  assert.deepEqual(prefilled(EMPTY, { minutes: 5 }), { ...EMPTY, minutes: '5' });
});

test('what an address should not hold fills nothing in', () => {
  for (const search of [
    {},
    { other: 'x' },
    { title: { deep: 1 } },
    { control: 'yes' },
    { detail: 'text' },
    { detail: ['title'] },
    { detail: null },
    { constructor: 'x', toString: 'y' },
  ])
    assert.equal(prefilled(EMPTY, search), undefined, JSON.stringify(search));
});

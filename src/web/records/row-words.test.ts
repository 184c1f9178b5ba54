import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byHeading, byMember, leadingWords, rowWords, signedWords } from './row-words.ts';

const AT = Date.UTC(2026, 1, 5, 12);

test('members become facts: times as times, words as words, what is empty is left out', () => {
  const row = { id: 'REQ-a-1', index: 7, status: 'waiting', deadline: AT, counter: null, minutes: 12, open: true };
  assert.deepEqual(rowWords(row), [
    { under: '', member: 'status', value: 'waiting', kind: 'word' },
    { under: '', member: 'deadline', value: AT, kind: 'time' },
    { under: '', member: 'minutes', value: 12, kind: 'number' },
    { under: '', member: 'open', value: true, kind: 'yes-no' },
  ]);
});

test('what is inside another member stands under its name', () => {
  const facts = rowWords({ asks: { deed: { what: 'a\nb', from: AT } }, clauses: ['us-hsi/6', 'K3'] });
  assert.deepEqual([...byHeading(facts).keys()], ['asks.deed', '']);
  assert.deepEqual(
    facts.map(({ kind }) => kind),
    ['text', 'time', 'word', 'word'],
  );
  assert.deepEqual(
    byMember(byHeading(facts).get('') ?? []).map(([member, values]) => [member, values.length]),
    [['clauses', 2]],
  );
});

test('a number that is used as a name of a deed stays a word, and a small one a number', () => {
  assert.deepEqual(
    rowWords({ used: 'DEED-a-1', from: 5 }).map(({ kind }) => kind),
    ['word', 'number'],
  );
});

test('what is nested without end is cut off', () => {
  let deep: Record<string, unknown> = { what: 'x' };
  for (let n = 0; n < 5_000; n += 1) deep = { deep };
  assert.deepEqual(rowWords(deep), []);
});

test('of what was signed nothing is left out, and times are times', () => {
  const detail = { until: AT, id: 'x-1', counter: null, empty: '', list: [{ a: 1 }], of: ['a', 'b'], none: [] };
  assert.deepEqual(
    signedWords(detail).map(({ member, value, kind }) => [member, value, kind]),
    [
      ['until', AT, 'time'],
      ['id', 'x-1', 'word'],
      ['counter', 'null', 'text'],
      ['empty', '', 'word'],
      ['list', '[{"a":1}]', 'text'],
      ['of', 'a', 'word'],
      ['of', 'b', 'word'],
      ['none', '[]', 'text'],
    ],
  );
  let deep: Record<string, unknown> = { what: 'x' };
  for (let n = 0; n < 9; n += 1) deep = { deep };
  assert.match(String(signedWords(deep)[0]?.value), /"what":"x"/);
});

test('a row without words of its own is told by whose and of what it is', () => {
  const shift = {
    person: 'it-fire-a',
    desk: 'host.fire',
    room: 'host',
    role: 'officer',
    from: AT,
    until: null,
    index: 9,
  };
  assert.deepEqual(leadingWords(shift), ['it-fire-a', 'host.fire', 'host']);
  const approval = { request: 'REQ-1', digest: 'a'.repeat(64), person: 'it-fire-a', terms: { what: 'x', place: 'y' } };
  assert.deepEqual(leadingWords(approval), ['REQ-1', 'it-fire-a']);
});

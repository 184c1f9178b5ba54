import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactsVector } from '../terms/outcome.ts';
import { WHOLE_EVENT } from './testing/whole-event.ts';
import { vocabularyOfSet, wordsOf } from './vocabulary-words.ts';
import { watchCommitments, watchSets } from './watch.ts';

const vocabulary = vocabularyOfSet(wordsOf(WHOLE_EVENT.vocabulary));
const facts = (agency: string, activity: string, axes: FactsVector['axes']): FactsVector => ({
  ...{ agency, activity, approval: 'none', axes, broken: [], time: Date.parse('2026-03-29T00:00:00Z') },
});

test('commitments that forbid touch what they speak of and what is unknown, sorted; those that ask for approval do not', () => {
  const touches = watchCommitments([...WHOLE_EVENT.commitments].reverse(), vocabulary);
  const desk = { component: 'north.desk', accompaniment: 'no' };
  assert.deepEqual(touches(facts('north', 'search', desk)), ['K1', 'K3']);
  assert.deepEqual(touches(facts('north', 'survey', { ...desk, component: 'north.divers' })), []);
  assert.deepEqual(touches(facts('north', 'survey', {})), ['K3']);
  assert.deepEqual(touches(facts('north', 'no such thing', desk)), ['K3']);
  assert.deepEqual(touches(facts('port', 'search', { ...desk, accompaniment: 'yes' })), ['K7']);
});

test('each set is watched with its own vocabulary, which is asked for once', () => {
  const asked: string[] = [];
  const touches = watchSets(WHOLE_EVENT.commitments, (set) => {
    asked.push(set);
    return set === 'old' ? { ...vocabulary, activities: {} } : vocabulary;
  });
  const searched = facts('north', 'search', { component: 'north.divers' });
  for (const [set, touched] of [
    ['new', ['K1']],
    ['old', []],
    ['new', ['K1']],
    ['old', []],
  ] as const) {
    assert.deepEqual(touches(set, searched), touched);
  }
  assert.deepEqual(asked, ['new', 'old']);
});

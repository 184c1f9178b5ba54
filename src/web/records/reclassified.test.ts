import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MESSAGES } from '../messages/catalog.ts';
import { reclassifiedWords } from './reclassified.ts';

const DECLARED = { activity: 'visit-site', purpose: 'delegation-protection' };
const said = (row: Parameters<typeof reclassifiedWords>[0]) =>
  reclassifiedWords(row).map(({ id, from, to }) => `${id} ${from} ${to}`);

test('only what changed is named, from what to what', () => {
  const activity = { activity: 'attend-interview', purpose: DECLARED.purpose, declared: DECLARED };
  assert.deepEqual(said(activity), ['said.deed.reclassified.activity visit-site attend-interview']);
  const purpose = { activity: DECLARED.activity, purpose: 'public-safety', declared: DECLARED };
  assert.deepEqual(said(purpose), ['said.deed.reclassified.purpose delegation-protection public-safety']);
  assert.deepEqual(said({ ...activity, purpose: 'public-safety' }), [
    'said.deed.reclassified.activity visit-site attend-interview',
    'said.deed.reclassified.purpose delegation-protection public-safety',
  ]);
  assert.deepEqual(said({ ...DECLARED, declared: DECLARED }), ['said.deed.reclassified.nothing  ']);
});

test('where what was declared is not known, what it was found to be stands alone', () => {
  assert.deepEqual(said({ activity: 'attend-interview', purpose: null, declared: null }), [
    'said.deed.reclassified  attend-interview',
  ]);
  const unknown = { activity: 'attend-interview', purpose: null, declared: DECLARED };
  assert.deepEqual(said(unknown), ['said.deed.reclassified.activity visit-site attend-interview']);
});

test('both languages say from and to', () => {
  for (const messages of Object.values(MESSAGES)) {
    for (const member of ['activity', 'purpose'] as const) {
      const words = messages[`said.deed.reclassified.${member}`];
      assert(words.includes('{from}') && words.includes('{to}'), words);
    }
    assert.equal(messages['said.challenge.answer.stands'].split(': ')[1], messages['status.stands']);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOn, State } from '../desk/state.ts';
import { oldest } from './oldest.ts';

const release = (id: string, index: number) => ({
  slice: 'releases',
  id,
  row: {
    id,
    item: 'ITEM-host-1',
    by: 'a',
    byAgency: 'host',
    to: 'b',
    toAgency: 'guest',
    purpose: 'p',
    at: 1,
    recalled: null,
    index,
  },
});

// Found by `npm run sim -- --seed 177527845`: a consultation rested on the release that happened to come first.
test('of several rows the first entered is taken, whatever happened to it since', () => {
  const state = new State();
  state.apply([release('REL-host-9', 40), release('REL-host-10', 44)]);
  // Changed in a batch that was undone: now it is found last.
  state.apply(state.apply([{ ...release('REL-host-9', 40), row: null }]));
  const found = draftOn(state).records.releases.where('item', 'ITEM-host-1');
  assert.deepEqual(
    found.map(({ id }) => id),
    ['REL-host-10', 'REL-host-9'],
  );
  assert.equal(oldest(found)?.id, 'REL-host-9');
  assert.equal(oldest([]), undefined);
});

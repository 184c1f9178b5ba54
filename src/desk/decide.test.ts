import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setAt } from './decide.ts';
import { State } from './state.ts';
import { HARBOUR_OPENS, harbourAtWork } from './testing/harbour.ts';

const set = (index: number, from: number) => ({
  slice: 'sets',
  id: String(index),
  row: { id: String(index), set: `set-${index}`, documents: [], from, until: null, index },
});

test('of two sets of one millisecond the earlier counts before it and the later from it on, in whatever order they are found', async () => {
  const { room } = await harbourAtWork();
  const rows = [set(0, HARBOUR_OPENS), set(9, HARBOUR_OPENS), set(10, HARBOUR_OPENS + 5)];
  for (const found of [rows, rows.toReversed()]) {
    const state = new State();
    state.apply(found);
    const at = (offset: number) => setAt(state, HARBOUR_OPENS + offset, room);
    assert.deepEqual([at(-1), at(0), at(4), at(5)], ['set-0', 'set-9', 'set-9', 'set-10']);
  }
});

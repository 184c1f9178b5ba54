import assert from 'node:assert/strict';
import { State } from '../../desk/state.ts';
import { unsealEntry } from '../../ledger/unseal.ts';
import { BOOKKEEPING_SLICES } from '../../matters/slices.ts';
import type { RowChange } from '../../terms/entry.ts';
import type { Replay } from '../replay.ts';

/** The state that the entries give when they are unsealed and folded from the first on. */
export async function foldedState({ store, door, origin, keys }: Replay): Promise<State> {
  const state = new State();
  const openings = await store.openings(0, door.size);
  for (const [index, bytes] of (await store.entries(0, door.size)).entries()) {
    const entry = unsealEntry({ bytes, index, openings, ledger: origin, keys });
    assert(entry.state === 'open', `entry ${index} is ${entry.state}`);
    state.apply(entry.fields.changes);
  }
  return state;
}

/** Rows that entries account for: all but the bookkeeping beside them, and the clock's note of when a count closes. */
export function accountedRows(state: State): RowChange[] {
  return state.dump(BOOKKEEPING_SLICES).filter(({ slice, id }) => slice !== 'timers' || !id.startsWith('refusal:'));
}

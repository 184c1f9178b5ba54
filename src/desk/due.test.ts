import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import type { TimerRow } from '../matters/timers/rows.ts';
import type { RowChange } from '../terms/entry.ts';
import { DueTimers } from './due.ts';
import { State } from './state.ts';

type Move = { readonly id: string; readonly due: number | null } | 'take' | 'undo';

/** Sets, resets and clears of few timers with few times, so that they meet; takes of what is due; failed commits. */
const moves = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), due: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ id: fc.constantFrom('a', 'b', 'c'), due: fc.constant(null) }) },
    { weight: 3, arbitrary: fc.constant('take' as const) },
    { weight: 1, arbitrary: fc.constant('undo' as const) },
  ),
  { maxLength: 60 },
) as fc.Arbitrary<Move[]>;

function change(id: string, due: number | null): RowChange {
  return { slice: 'timers', id, row: due === null ? null : { id, due } };
}

/** The plain way: the least of all rows by time, then by id. */
function naiveNext(state: State): TimerRow | undefined {
  return [...state.values('timers')].sort((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1))[0];
}

test('the heap gives what looking through all timers gives, whatever was set, reset, cleared or undone', () => {
  fc.assert(
    fc.property(moves, (sequence) => {
      const state = new State();
      const due = new DueTimers(state);
      let undo: RowChange[] = [];
      const apply = (changes: RowChange[]) => {
        undo = state.apply(changes);
        due.note(changes);
      };
      for (const move of sequence) {
        if (move === 'undo') {
          state.apply(undo);
          due.note(undo);
          undo = [];
        } else if (move === 'take') {
          const next = due.next();
          if (next !== undefined) apply([change(next.id, null)]);
        } else apply([change(move.id, move.due)]);
        const naive = naiveNext(state);
        assert.equal(due.next()?.due, naive?.due);
        if (naive !== undefined) assert.deepEqual(state.get('timers', due.next()?.id ?? ''), due.next());
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a heap made of a loaded state gives the timers in order, equal times by id', () => {
  const state = new State();
  const ids = ['z', 'm', 'a', 'k', 'b'];
  state.apply(ids.map((id, n) => change(id, n < 3 ? 7 : 3)));
  const due = new DueTimers(state);
  const order: string[] = [];
  for (let next = due.next(); next !== undefined; next = due.next()) {
    order.push(next.id);
    state.apply([change(next.id, null)]);
  }
  assert.deepEqual(order, ['b', 'k', 'a', 'm', 'z']);
});

test('without timers nothing is due', () => {
  assert.equal(new DueTimers(new State()).next(), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import type { RowChange } from '../terms/entry.ts';
import { draftOn, State } from './state.ts';

/** Rows of a slice with an index, small enough to look through. */
type Row = { readonly id: string; readonly person: string; readonly approval: string; readonly n: number };
const SLICE = 'deeds';
const IDS = ['D-1', 'D-2', 'D-3', 'D-4'];
const PEOPLE = ['ana', 'ben', '__proto__'];

const row = fc.record({
  id: fc.constantFrom(...IDS),
  person: fc.constantFrom(...PEOPLE),
  approval: fc.constantFrom('', 'REQ-1'),
  n: fc.nat(3),
});
const changes = fc.array(
  fc.oneof(
    row.map((made): RowChange => ({ slice: SLICE, id: made.id, row: made })),
    fc.constantFrom(...IDS).map((id): RowChange => ({ slice: SLICE, id, row: null })),
  ),
  { maxLength: 24 },
);

/** The plain way: one map, looked through from end to end. */
class NaiveState {
  readonly rows = new Map<string, Row>();

  apply(all: readonly RowChange[]): void {
    for (const { id, row: made } of all) {
      if (made === null) this.rows.delete(id);
      else this.rows.set(id, made as Row);
    }
  }

  where(member: 'person' | 'approval', value: string): string[] {
    return [...this.rows.values()]
      .filter((found) => found[member] === value)
      .map(({ id }) => id)
      .sort();
  }
}

function naive(...all: (readonly RowChange[])[]): NaiveState {
  const state = new NaiveState();
  for (const some of all) state.apply(some);
  return state;
}

test('state and its indexes equal a plain map, after changes and after undoing them', () => {
  fc.assert(
    fc.property(changes, changes, (first, second) => {
      const state = new State();
      state.apply(first);
      const before = state.dump();
      const undo = state.apply(second);
      const model = naive(first, second);
      for (const id of IDS) assert.deepEqual(state.get(SLICE, id), model.rows.get(id) as unknown);
      assert.deepEqual(new Set([...state.values(SLICE)].map(({ id }) => id)), new Set(model.rows.keys()));
      for (const person of PEOPLE) {
        assert.deepEqual([...state.idsWhere(SLICE, 'person', person)].sort(), model.where('person', person));
      }
      state.apply(undo);
      assert.deepEqual(state.dump(), before);
      const again = naive(first);
      for (const value of ['', 'REQ-1']) {
        assert.deepEqual([...state.idsWhere(SLICE, 'approval', value)].sort(), again.where('approval', value));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a draft reads like the state with its changes applied, and leaves the state as it was', () => {
  fc.assert(
    fc.property(changes, changes, (first, planned) => {
      const state = new State();
      state.apply(first);
      const before = state.dump();
      const draft = draftOn(state);
      const rows = draft.records[SLICE];
      for (const { id, row: made } of planned) {
        if (made === null) rows.remove(id);
        else rows.set(id, made as never);
      }
      const model = naive(first, planned);
      for (const id of IDS) assert.deepEqual(rows.get(id), model.rows.get(id) as unknown);
      assert.deepEqual(new Set([...rows.values()].map(({ id }) => id)), new Set(model.rows.keys()));
      for (const person of PEOPLE) {
        const found = rows.where('person', person).map(({ id }) => id);
        assert.deepEqual(found.sort(), model.where('person', person));
      }
      assert.deepEqual(state.dump(), before);
      // What it hands out brings the state to where the draft was, each row once.
      const taken = draft.take();
      assert.equal(new Set(taken.map(({ id }) => id)).size, taken.length);
      state.apply(taken);
      const dumped = state.dump().map(({ id, row: left }) => [id, left]);
      assert.deepEqual(Object.fromEntries(dumped), Object.fromEntries(model.rows));
      assert.deepEqual(draft.take(), [], 'changes are handed out once');
    }),
    { numRuns: 1_000 },
  );
});

/** Rows of a slice that is found by time, with gaps, ties and rows that stood no moment. */
const shift = fc
  .record({
    id: fc.constantFrom('S-1', 'S-2', 'S-3', 'S-4', 'S-5', 'S-6'),
    person: fc.constantFrom('ana', 'ben'),
    desk: fc.constantFrom('duty', 'air'),
    from: fc.nat(6),
    lasts: fc.option(fc.nat(4)),
  })
  .map(({ lasts, ...made }) => ({ ...made, until: lasts === null ? null : made.from + lasts }));
const shifts = fc.array(
  fc.oneof(
    shift.map((made): RowChange => ({ slice: 'shifts', id: made.id, row: made })),
    shift.map(({ id }): RowChange => ({ slice: 'shifts', id, row: null })),
  ),
  { maxLength: 24 },
);
type Standing = { readonly id: string; readonly person: string; readonly from: number; readonly until: number | null };

test('what stands at a time equals what is found by looking through all, after changes, undone or planned', () => {
  fc.assert(
    fc.property(shifts, shifts, fc.nat(11), (first, second, at) => {
      const all = (...changed: (readonly RowChange[])[]) => {
        const rows = new Map<string, Standing>();
        for (const { id, row: made } of changed.flat()) {
          if (made === null) rows.delete(id);
          else rows.set(id, made as Standing);
        }
        return [...rows.values()].filter(({ person }) => person === 'ana');
      };
      const sorted = (rows: Iterable<Pick<Standing, 'id'>>) => [...rows].map(({ id }) => id).sort();
      const state = new State();
      const compare = (draft: ReturnType<typeof draftOn>, wanted: readonly Standing[]) => {
        const lasting = wanted.filter(({ until }) => until === null || at < until);
        const found = draft.records.shifts;
        assert.deepEqual(sorted(found.lasting('person', 'ana', at)), sorted(lasting));
        assert.deepEqual(sorted(found.standing('person', 'ana', at)), sorted(lasting.filter(({ from }) => from <= at)));
      };
      state.apply(first);
      compare(draftOn(state), all(first));
      const undo = state.apply(second);
      compare(draftOn(state), all(first, second));
      const begun = [...state.idsLasting('shifts', 'desk', 'duty', at)].map((id) => state.get('shifts', id)?.from ?? 0);
      assert.deepEqual(
        begun,
        begun.toSorted((one, other) => other - one),
        'who began last comes first',
      );
      state.apply(undo);
      compare(draftOn(state), all(first));
      const draft = draftOn(state);
      for (const { id, row: made } of second) {
        if (made === null) draft.records.shifts.remove(id);
        else draft.records.shifts.set(id, made as never);
      }
      compare(draft, all(first, second));
    }),
    { numRuns: 2_000 },
  );
});

test('an index that no slice declares is a bug, not an empty answer', () => {
  assert.throws(() => new State().idsWhere('deeds', 'place', 'harbour'), RangeError);
  assert.throws(() => draftOn(new State()).records.log.where('person', 'ana'), RangeError);
  assert.throws(() => draftOn(new State()).records.approvals.standing('person', 'ana', 1), RangeError);
  assert.throws(() => draftOn(new State()).records.shifts.standing('room', 'ana', 1), RangeError);
});

test('a dump is sorted and leaves out what it is told to', () => {
  const state = new State();
  state.apply([
    { slice: 'timers', id: 'b', row: { id: 'b', due: 2 } },
    { slice: 'timers', id: 'a', row: { id: 'a', due: 1 } },
    { slice: 'acts', id: 'x', row: {} },
  ]);
  assert.deepEqual(
    state.dump(['acts']).map(({ id }) => id),
    ['a', 'b'],
  );
});

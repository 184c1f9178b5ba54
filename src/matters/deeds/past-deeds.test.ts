import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOn, State } from '../../desk/state.ts';
import type { Directory, Effects } from '../definition.ts';
import { coerciveEndings } from './coercive.ts';
import type { DeedRow } from './rows.ts';

const PAST = 1_000;
const DIRECTORY = { power: () => 'identity-check' } as Partial<Directory> as Directory;
const NO_EFFECTS = {} as Effects;

/** A state that counts how many rows are looked at. */
class CountedState extends State {
  looked = 0;

  override get<S extends Parameters<State['get']>[0]>(slice: S, id: string) {
    this.looked += 1;
    return super.get(slice, id);
  }
}

function deed(n: number, status: DeedRow['status']): DeedRow {
  const terms = { person: 'ana', activity: 'a', purpose: 'p', place: 'quay', from: n, until: n + 1, what: 'as agreed' };
  const rest = { id: `DEED-${n}`, agency: 'guest-a', digest: '', request: null, approval: '', clauses: [], index: n };
  return { ...terms, ...rest, status };
}

test('what somebody did in the past is not looked at when their open deeds are to end', () => {
  const state = new CountedState();
  const set = (row: DeedRow) => state.apply([{ slice: 'deeds', id: row.id, row }]);
  for (let n = 0; n < PAST; n += 1) {
    // As deeds come and go: entered, opened, over.
    for (const status of ['waiting', 'open', n % 3 === 0 ? 'refused' : 'ended'] as const) set(deed(n, status));
  }
  set(deed(PAST, 'waiting'));
  set(deed(PAST + 1, 'open'));
  set(deed(PAST + 2, 'open'));
  state.looked = 0;
  const { records } = draftOn(state);
  const endings = coerciveEndings(records, NO_EFFECTS, DIRECTORY, 'ana', 'identity-check', 5);
  assert.deepEqual(
    endings.map(({ matter }) => matter),
    [`DEED-${PAST + 1}`, `DEED-${PAST + 2}`],
  );
  assert(state.looked <= 3, `${state.looked} rows were looked at`);
});

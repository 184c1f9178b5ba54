import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShiftRow } from '../matters/shifts/rows.ts';
import { withClosingCounts } from './closing-count.ts';
import { State } from './state.ts';
import type { DeskRoom } from './testing/desk-room.ts';
import { harbourAtWork } from './testing/harbour.ts';

/** How many entries somebody has as actor, counted from what was committed, and not from what any entry says. */
function actedBy(room: DeskRoom, person: string): number {
  return room.entries.filter(({ draft }) => draft.fields.act?.actor === person).length;
}

function shiftsIn(room: DeskRoom, kind: string): ShiftRow[] {
  const entry = room.entries.findLast(({ draft }) => draft.fields.kind === kind);
  return (entry?.draft.fields.changes ?? []).flatMap(({ slice, row }) => (slice === 'shifts' ? [row as ShiftRow] : []));
}

test('who signs off has the sign-off and everything before it counted in the entry, and in the state alike', async () => {
  const room = await harbourAtWork();
  await room.permitted({ by: 'duty-a', kind: 'log.line', detail: { text: 'gates open' } });
  await room.enter({ by: 'duty-a', kind: 'desk.sign-on', detail: { room: 'host-room', desk: 'host-room.loggist' } });
  await room.permitted({ by: 'duty-a', kind: 'desk.sign-off', detail: {} });
  const [shift] = shiftsIn(room, 'desk.sign-off');
  assert.equal(shift?.closingCount, actedBy(room, 'duty-a'), 'refused acts count: they are entries as well');
  assert.equal(shift?.closingCount, room.entries.at(-1)?.draft.fields.previousByActor?.count);
  assert.deepEqual(room.state.get('shifts', shift?.id ?? ''), shift);
  await room.signOn('duty-a', 'host-room.duty');
  assert(!('closingCount' in (shiftsIn(room, 'desk.sign-on')[0] ?? { closingCount: 0 })), 'an open shift has none');
  await room.permitted({ by: 'duty-a', kind: 'desk.sign-off', detail: {} });
  assert.equal(shiftsIn(room, 'desk.sign-off')[0]?.closingCount, actedBy(room, 'duty-a'), 'the next shift counts on');
});

test('a shift that ends by somebody else’s act counts what its person did, and not that act', async () => {
  const room = await harbourAtWork();
  const before = actedBy(room, 'ga-lead');
  const detail = { person: 'ga-lead', reason: 'recalled' };
  await room.permitted({ by: 'registrar:guest-a-protection', kind: 'roster.remove', detail });
  const [shift] = shiftsIn(room, 'duty.ended');
  assert.deepEqual([shift?.person, shift?.closingCount], ['ga-lead', before]);
  const ended = room.entries.findLast(({ draft }) => draft.fields.kind === 'duty.ended')?.draft;
  assert.deepEqual(ended?.fields.audience.persons, ['ga-lead'], 'it is for them by name');
  assert.equal(ended?.subjectKey, 'person/ga-lead');
});

test('no act carries the count: a sign-off with one in its detail is turned away', async () => {
  const room = await harbourAtWork();
  const answer = await room.send({ by: 'duty-a', kind: 'desk.sign-off', detail: { closingCount: 1 } });
  assert('refused' in answer && answer.refused === 'malformed', JSON.stringify(answer));
});

test('a shift that ended before keeps its count, or none, when its row is stated again', () => {
  const state = new State();
  const shift = { id: 'a/1', person: 'a', desk: 'r.d', room: 'r', role: 'x', from: 1, until: 5, index: 1 };
  const again = [{ slice: 'shifts', id: 'a/1', row: shift }];
  state.apply(again);
  assert.deepEqual(withClosingCounts(state, { actor: 'a' }, again), again);
  const other = { slice: 'shifts', id: 'a/2', row: { ...shift, id: 'a/2', closingCount: 9 } };
  assert.deepEqual(withClosingCounts(state, { actor: 'a' }, [other]), [other], 'nor does one that is not known');
  state.apply([{ slice: 'shifts', id: 'a/3', row: { ...shift, id: 'a/3', until: null } }]);
  const removed = { slice: 'shifts', id: 'a/3', row: null };
  const open = { slice: 'shifts', id: 'a/3', row: { ...shift, id: 'a/3', until: null, role: 'y' } };
  assert.deepEqual(withClosingCounts(state, { actor: 'a' }, [removed, open]), [removed, open]);
  const ends = { slice: 'shifts', id: 'a/3', row: { ...shift, id: 'a/3' } };
  const [first] = withClosingCounts(state, { actor: 'b' }, [ends]);
  assert.deepEqual(first?.row, { ...ends.row, closingCount: 0 }, 'whoever did nothing has none');
});

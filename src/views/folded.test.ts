import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpenRow } from '../matters/open-row.ts';
import { SHOWN_SLICES } from '../terms/api/matters.ts';
import type { EntryFields } from '../terms/entry.ts';
import { type FollowedEntry, isWithoutEffect, type Touches } from './acts-row.ts';
import { foldEntry } from './folded.ts';
import { entryOf } from './testing/entries.ts';
import { AUDIENCES } from './testing/rows.ts';
import { wordsOf } from './words.ts';

/** Nothing touches a commitment, unless it is said. */
const foldedOf = (entry: FollowedEntry, touches: Touches = () => []) => foldEntry(entry, touches);

test('an answer is folded with its reason, whose it is and what it offers; of somebody removed nothing is', () => {
  const common = { request: 'REQ-guest-a-1', digest: '0'.repeat(64), reason: 'as agreed' };
  const counter = { activity: 'assess', purpose: 'p', place: 'pier', from: 1, until: 2, what: 'from the back' };
  const countered = { ...common, answer: 'counter-offer', conditions: 'not alone', counter };
  const own = foldedOf(entryOf({ kind: 'approval.answer', actor: 'p-2', detail: countered })).row;
  const offered = { answer: 'counter-offer', giver: 'p-2', channel: null, conditions: 'not alone', offer: counter };
  assert.deepEqual([own.reason, own.answer], ['as agreed', offered]);
  const told = { ...common, answer: 'refuse', giver: 'p-3', channel: 'telephone' };
  const oral = entryOf({ kind: 'approval.oral', actor: 'p-2', detail: told });
  const refused = { answer: 'refuse', giver: 'p-3', channel: 'telephone', conditions: null, offer: null };
  assert.deepEqual(foldedOf(oral).row.answer, refused);
  const facts = { agency: 'guest-a', activity: 'x', approval: 'none', axes: {}, broken: ['R-20'], time: 7 } as const;
  const without = foldedOf(entryOf({ kind: 'approval.oral', detail: told }, [], { facts })).row;
  assert.deepEqual([without.reason, without.answer], [null, null]);
  assert.deepEqual(foldedOf(entryOf({ detail: { text: 'a line' } })).row.answer, null);
});

test('the text of an item is nowhere in what is folded: neither in its line, nor among its words, nor in its record', () => {
  const detail = { title: 'groups on the ferries', text: 'seen by SOURCEWORD twice', reason: 'routine' };
  const row = { id: 'ITEM-guest-a-1', title: detail.title };
  const change = { slice: 'items', id: 'ITEM-guest-a-1', row };
  const item = foldedOf(entryOf({ kind: 'item.enter', detail }, [change]));
  assert(!JSON.stringify(item).toLowerCase().includes('sourceword'));
  assert(item.words.includes('ferries'));
  assert.equal(item.matters[0]?.text, 'groups on the ferries');
  // A line in the log is no protected material.
  assert(foldedOf(entryOf({ detail })).words.includes('sourceword'));
  const refused = foldedOf(entryOf({ kind: 'item.enter', detail }, [], { outcome: 'outside' }));
  assert(!JSON.stringify(refused).toLowerCase().includes('sourceword'));
});

test('a record is kept with the words of the act that opened it, and only slices that are shown are kept', () => {
  const changes = [
    { slice: 'incidents', id: 'INC-1', row: { closed: null } },
    { slice: 'timers', id: 'x', row: { due: 1 } },
    { slice: 'counters', id: 'INC', row: { last: 1 } },
    { slice: 'taskings', id: 'TASK-1', row: null },
  ];
  const detail = { title: 'queue', text: 'two hundred waiting', category: 'crowd' };
  const { matters, row, words } = foldedOf(entryOf({ kind: 'incident.open', detail }, changes, { matter: 'INC-1' }));
  assert.deepEqual(
    matters.map(({ slice, id, open, text }) => [slice, id, open, text]),
    [
      ['incidents', 'INC-1', true, 'two hundred waiting'],
      ['taskings', 'TASK-1', false, 'two hundred waiting'],
    ],
  );
  assert.equal(row.deedAt, 5);
  for (const word of ['queue', 'hundred', 'inc', 'ga', 'lead', 'north', 'pier', 'incident', 'open', 'liaison']) {
    assert(words.includes(word), word);
  }
});

test('the end of a deed is of the room where the deed was; where its record does not say, and of every other end, of the room of who brought it about', () => {
  const axes = { room: 'host-room', component: 'c', role: 'r' };
  const facts = { agency: 'host-police', activity: 'x', approval: 'none', axes, broken: [], time: 7 } as const;
  const roomOf = (kind: string, changes: EntryFields['changes']) => {
    const { act: _act, ...fields } = entryOf({}, changes, { kind, facts, agency: 'host-police', cause: 1 }).fields;
    return foldedOf({ index: 3, recorded: 9, fields }).row.room;
  };
  const deed = (row: object | null) => ({ slice: 'deeds', id: 'DEED-guest-a-1', row });
  const inPier = deed({ status: 'ended', basis: { room: 'pier-room' } });
  const timer = { slice: 'timers', id: 'deed:DEED-guest-a-1', row: null };
  assert.equal(roomOf('deed.ended', [timer, inPier]), 'pier-room');
  for (const changes of [[deed({ status: 'ended' })], [deed(null)], []]) {
    assert.equal(roomOf('deed.ended', changes), 'host-room');
  }
  assert.equal(roomOf('approval.ended', [inPier]), 'host-room');
});

test('ids that the row shows stand whole among the words, in entry and record, and whose act it is not', () => {
  const { words, matters } = foldedOf(
    entryOf({ kind: 'incident.open', detail: {} }, [{ slice: 'incidents', id: 'INC-1', row: {} }]),
  );
  for (const id of ['#north-pier', '#guest-a']) {
    assert(words.includes(id), `${id}: ${words.join(' ')}`);
    assert(matters[0]?.words.includes(id), id);
  }
  assert(!words.includes('#ga-lead'));
});

test('whose act it is, is no word of what is for everyone', () => {
  const alert = { kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' }, actor: 'namedperson' } as const;
  assert(foldedOf(entryOf(alert)).words.includes('namedperson'));
  const forAll = foldedOf(
    entryOf(alert, [{ slice: 'alerts', id: 'ALERT-1', row: {} }], { audience: AUDIENCES.everyone }),
  );
  assert(!forAll.words.includes('namedperson'));
  assert(!forAll.matters[0]?.words.includes('namedperson'));
});

test('only a correction that took effect corrects', () => {
  const correction = { kind: 'log.correct', detail: { entry: 1, text: 'south', reason: 'wrong side' } } as const;
  const line = { slice: 'log', id: '1', row: { index: 1, correctedBy: 3 } };
  assert.equal(foldedOf(entryOf(correction, [line])).corrects, 1);
  assert.equal(foldedOf(entryOf(correction, [], { outcome: 'prohibited' })).corrects, null);
  assert.equal(foldedOf(entryOf({ detail: { entry: 1 } }, [line])).corrects, null);
});

test('acts and reports say which commitments they touch, under the set they were decided under; what the room does by itself touches none', () => {
  const asked: string[] = [];
  const touches: Touches = (set, facts) => {
    asked.push(`${set} ${facts.activity}`);
    return ['K3'];
  };
  const touchedBy = (kind: EntryFields['kind'], fields: Partial<EntryFields> = {}) =>
    foldedOf(entryOf({}, [], { kind, set: 'set-1', ...fields }), touches).row.touches;
  assert.deepEqual(touchedBy('deed.propose', { outcome: 'prohibited' }), ['K3']);
  assert.deepEqual(touchedBy('occurrence.report', { outcome: 'permitted' }), ['K3']);
  assert.deepEqual(touchedBy('timer.due'), []);
  assert.deepEqual(touchedBy('approval.expired'), []);
  assert.deepEqual(touchedBy('refusal.repeated'), []);
  assert.deepEqual(asked, ['set-1 log.line', 'set-1 log.line']);
});

test('an entry whose box is closed for ever is folded without its act, words and records', () => {
  const { index, recorded, fields } = entryOf({ detail: { text: 'secretword' } });
  const { act: _act, audience: _audience, changes: _changes, ...decision } = fields;
  const folded = foldedOf({ index, recorded, fields: decision });
  assert.equal(folded.row.summary, 'erased');
  assert.equal(folded.row.deedAt, null);
  assert.deepEqual([folded.matters, folded.corrects], [[], null]);
  assert(!folded.words.includes('secretword'));
});

/** Rows that go on, and rows that do not, for each slice that is shown. */
const ROWS: {
  readonly [S in (typeof SHOWN_SLICES)[number]]: readonly [open: readonly object[], over: readonly object[]];
} = {
  accompaniments: [[{ ended: null }], [{ ended: 5 }]],
  alerts: [[{ cancelled: null }], [{ cancelled: 5 }]],
  approvals: [
    [{ ended: null, used: null }],
    [
      { ended: 5, used: null },
      { ended: null, used: 'DEED-1' },
    ],
  ],
  challenges: [[{ status: 'open' }], [{ status: 'stands' }, { status: 'reclassified' }]],
  clearances: [[{ ended: null }], [{ ended: 5 }]],
  conferrals: [[{ ended: null }], [{ ended: 5 }]],
  consultations: [[{ ended: null }], [{ ended: 5 }]],
  declarations: [[{ waiting: [] }], []],
  deeds: [
    [{ status: 'waiting' }, { status: 'open' }],
    [{ status: 'ended' }, { status: 'refused' }],
  ],
  incidents: [[{ closed: null }], [{ closed: 5 }]],
  items: [[{ expired: false }], [{ expired: true }]],
  log: [[], [{}]],
  mandates: [[{ status: 'in-force' }], [{ status: 'suspended' }, { status: 'expired' }]],
  occurrences: [[], [{}]],
  people: [[{ removed: null }], [{ removed: 5 }]],
  releases: [[{ recalled: null }], [{ recalled: 5 }]],
  requests: [
    [{ status: 'waiting' }, { status: 'approved' }, { status: 'countered' }],
    [{ status: 'refused' }, { status: 'lapsed' }, { status: 'withdrawn' }, { status: 'ended' }],
  ],
  shifts: [[{ until: null }], [{ until: 5 }]],
  statements: [[], [{}]],
  taskings: [[{ status: 'issued' }, { status: 'acknowledged' }], [{ status: 'done' }]],
};

test('what goes on, slice by slice', () => {
  for (const slice of SHOWN_SLICES) {
    const [open, over] = ROWS[slice];
    for (const row of open) assert.equal(isOpenRow(slice, row), true, `${slice} ${JSON.stringify(row)}`);
    for (const row of over) assert.equal(isOpenRow(slice, row), false, `${slice} ${JSON.stringify(row)}`);
  }
});

test('words are bounded, whatever is sent', () => {
  assert.equal(wordsOf([Array.from({ length: 5_000 }, (_, n) => `w${n}`).join(' ')]).length, 500);
  assert.equal(wordsOf(['x'.repeat(100_000)])[0]?.length, 48);
  assert.deepEqual(wordsOf([null, undefined, '', '\u202e \u0000 ---']), []);
});

test('what somebody who was removed still sends is folded without its words, marked R-20; a refusal keeps them', () => {
  const detail = { alert: 'evacuation', text: 'everybody LEAVEWORD at once' };
  const broken = ['R-20'] as const;
  const facts = { agency: 'guest-a', activity: 'alert.raise', approval: 'none', axes: {}, broken, time: 7 } as never;
  const alert = { kind: 'alert.raise', detail } as const;
  const raised = foldedOf(entryOf(alert, [], { facts, clauses: ['R-22'] }));
  assert.deepEqual(raised.row.clauses, ['R-20', 'R-22']);
  const atEntry = { outcome: 'prohibited', clauses: ['R-20'], set: 'x', facts } as never;
  const report = { kind: 'deed.report', form: 'report', detail: { what: 'LEAVEWORD' } } as const;
  const reported = foldedOf(entryOf(report, [], { atEntry }));
  for (const folded of [raised, reported]) {
    assert.equal(isWithoutEffect(folded.row), true);
    assert.doesNotMatch(JSON.stringify(folded).toLowerCase(), /leaveword/);
  }
  const refused = foldedOf(entryOf(alert, [], { facts, outcome: 'prohibited', clauses: ['R-20'] }));
  assert.deepEqual([isWithoutEffect(refused.row), refused.row.clauses], [false, ['R-20']]);
  assert.match(refused.row.summary, /LEAVEWORD/);
  assert.equal(isWithoutEffect(foldedOf(entryOf(alert)).row), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHOWN_SLICES } from '../terms/api/matters.ts';
import type { ActsRow } from './acts-row.ts';
import type { SeenMatter } from './port.ts';
import { type Beside, type Desks, shownMatter, shownRow } from './shown-rows.ts';
import { AUDIENCES, rowAt, VIEWERS } from './testing/rows.ts';

const HELD: Readonly<Record<string, string>> = {
  'host-room.duty': 'host-police',
  'host-room.guest-a': 'guest-a',
  'pier-room.liaison': 'guest-b',
};
const DESKS: Desks = { heldBy: (desk, agency) => HELD[desk] === agency };
const UNANSWERED: Beside = { answer: () => undefined, cause: () => undefined };
const ALL_DESKS = Object.keys(HELD).sort();

function seenOf(slice: SeenMatter['slice'], row: object, first: ActsRow, openingSeen = true): SeenMatter {
  const position = { opened: first.index, id: 'X-1' };
  const last = {
    ...rowAt(7, first.audience),
    agency: first.agency,
    person: first.person,
    kind: 'incident.close',
    reason: 'over',
  };
  return { slice, id: 'X-1', open: true, row, text: openingSeen ? 'words' : '', first, openingSeen, last, position };
}

/** Which viewers are shown whose act a row is. */
function named(row: ActsRow): string[] {
  return Object.entries(VIEWERS).flatMap(([who, viewer]) => (shownRow(viewer)(row).person === null ? [] : [who]));
}

test('in what is for everyone, a person is named to the host and to their own agency', () => {
  const ofHost = { ...rowAt(1, AUDIENCES.everyone), agency: 'host-police', person: 'p-2' };
  assert.deepEqual(named(ofHost), ['hostAuthority', 'hostPolice', 'wall', 'dataProtection', 'oversight']);
  const ofGuest = { ...rowAt(1, AUDIENCES.everyone), agency: 'guest-a', person: 'ga-7' };
  const theirs = ['hostAuthority', 'hostPolice', 'guestA', 'wall', 'tookPart', 'dataProtection', 'oversight'];
  assert.deepEqual(named(ofGuest), theirs);
  // Who takes no part any more knows their own people by name in what was entered while they did.
  const later = { ...ofGuest, index: 21 };
  assert.deepEqual(
    named(later),
    theirs.filter((name) => name !== 'tookPart'),
  );
});

test('in what is between some, each is named to the others, and one’s own act is one’s own', () => {
  const between = { ...rowAt(1, AUDIENCES.bothGuests), agency: 'guest-a', person: 'ga-7' };
  const shown = named(between);
  assert(shown.includes('guestA') && shown.includes('guestB'));
  const mine = { ...rowAt(2, AUDIENCES.everyone), person: 'ga-2' };
  assert.equal(shownRow(VIEWERS.notAdmitted)(mine).person, 'ga-2');
  assert.equal(shownRow(VIEWERS.notAdmitted)({ ...mine, person: 'ga-1' }).person, null);
});

test('who else sees an entry and what it follows from is shown to nobody in lists', () => {
  for (const viewer of Object.values(VIEWERS)) {
    const shown = shownRow(viewer)({ ...rowAt(1, AUDIENCES.everyone), cause: 0 });
    assert(!('audience' in shown) && !('cause' in shown));
  }
});

test('of a declaration a guest sees how it stands with the desks of its own people', () => {
  const row = { id: 'DECL-1', state: 'x', made: 5, waiting: ALL_DESKS, acknowledged: ALL_DESKS, index: 1 };
  const seen = seenOf('declarations', row, { ...rowAt(1, AUDIENCES.everyone), agency: 'host-police', person: 'p-2' });
  const desksOf = (viewer: (typeof VIEWERS)[keyof typeof VIEWERS]) => {
    const { waiting, acknowledged } = shownMatter(viewer, DESKS, UNANSWERED)(seen).row as {
      waiting: string[];
      acknowledged: string[];
    };
    assert.deepEqual(waiting, acknowledged);
    return waiting;
  };
  assert.deepEqual(desksOf(VIEWERS.guestA), ['host-room.guest-a']);
  assert.deepEqual(desksOf(VIEWERS.guestB), ['pier-room.liaison']);
  assert.deepEqual(desksOf(VIEWERS.organiser), []);
  assert.deepEqual(desksOf(VIEWERS.notAdmitted), []);
  assert.deepEqual(desksOf(VIEWERS.hostPolice), ALL_DESKS);
  assert.deepEqual(desksOf(VIEWERS.oversight), ALL_DESKS);
  assert.equal(shownMatter(VIEWERS.guestA, DESKS, UNANSWERED)(seen).opened.person, null);
});

test('who raised an alert is left out for those who may not know it', () => {
  const row = {
    id: 'ALERT-1',
    alert: 'emergency',
    raisedBy: 'p-2',
    place: 'pier',
    raised: 1,
    cancelled: null,
    index: 1,
  };
  const seen = seenOf('alerts', row, { ...rowAt(1, AUDIENCES.everyone), agency: 'host-police', person: 'p-2' });
  for (const viewer of [VIEWERS.guestA, VIEWERS.organiser, VIEWERS.notAdmitted]) {
    assert(!JSON.stringify(shownMatter(viewer, DESKS, UNANSWERED)(seen)).includes('p-2'));
  }
  assert.equal(shownMatter(VIEWERS.hostPolice, DESKS, UNANSWERED)(seen).row.raisedBy, 'p-2');
});

test('of a record whose opening is not theirs, a viewer sees no words, no person and no desk of the opening', () => {
  const first = { ...rowAt(4, AUDIENCES.hostOnly), person: 'p-2', desk: 'host-room.duty' };
  const row = { id: 'INC-1', title: 'secret title', closed: 9 };
  const shown = shownMatter(VIEWERS.hostPolice, DESKS, UNANSWERED)(seenOf('incidents', row, first, false));
  assert.deepEqual(shown, {
    slice: 'incidents',
    id: 'X-1',
    open: true,
    row: { id: 'INC-1', closed: 9 },
    text: '',
    opened: { index: 4, at: first.at, person: null, desk: null },
    changed: {
      index: 7,
      at: rowAt(7, null).at,
      kind: 'incident.close',
      person: 'p-2',
      desk: null,
      reason: 'over',
      byClock: false,
      cause: null,
    },
    answered: null,
  });
});

test('the last entry names a person to those only who may know of them', () => {
  const seen = seenOf(
    'alerts',
    { id: 'ALERT-1' },
    { ...rowAt(1, AUDIENCES.everyone), agency: 'host-police', person: 'p-2' },
  );
  const changedBy = (viewer: (typeof VIEWERS)[keyof typeof VIEWERS]) =>
    shownMatter(viewer, DESKS, UNANSWERED)(seen).changed.person;
  assert.deepEqual([changedBy(VIEWERS.guestA), changedBy(VIEWERS.hostAuthority)], [null, 'p-2']);
});

test('what ended by the act of another says which act that was, with a name for those only who may know it', () => {
  const act = { ...rowAt(5, AUDIENCES.everyone), kind: 'mandate.suspend', agency: 'host-police', person: 'p-2' };
  const ended = { ...rowAt(6, AUDIENCES.guestWithHost), kind: 'deed.ended', person: null, cause: 5 };
  const seen = { ...seenOf('deeds', { request: null }, rowAt(1, AUDIENCES.guestWithHost)), last: ended };
  const causeFor = (viewer: (typeof VIEWERS)[keyof typeof VIEWERS], cause: Beside['cause']) =>
    shownMatter(viewer, DESKS, { ...UNANSWERED, cause })(seen).changed.cause;
  const reason = { ...act, reason: 'looked into', desk: 'host-room.duty' };
  const told = { index: 5, kind: 'mandate.suspend', person: 'p-2', desk: 'host-room.duty', reason: 'looked into' };
  const asked: number[] = [];
  const found = (index: number) => {
    asked.push(index);
    return reason;
  };
  assert.deepEqual(causeFor(VIEWERS.hostPolice, found), told);
  assert.deepEqual(causeFor(VIEWERS.guestA, found), { ...told, person: null });
  assert.deepEqual(asked, [5, 5]);
  assert.equal(
    causeFor(VIEWERS.guestA, () => undefined),
    null,
    'an act that is not theirs',
  );
});

test('the answer to a request is shown with it, and with the approval and the deed that rest on it', () => {
  const offer = { activity: 'a', purpose: 'p', place: 'pier', from: 1, until: 2, what: 'seat free at the back' };
  const answer = { answer: 'counter-offer', giver: 'p-2', channel: null, conditions: 'not alone', offer } as const;
  const said = {
    ...rowAt(9, AUDIENCES.guestWithHost),
    person: 'p-2',
    desk: 'host-room.duty',
    reason: 'too many',
    answer,
  };
  const answers: Beside = { ...UNANSWERED, answer: (request) => (request === 'X-1' ? said : undefined) };
  const show = shownMatter(VIEWERS.guestA, DESKS, answers);
  const wanted = { ...answer, index: 9, at: said.at, enteredBy: 'p-2', desk: 'host-room.duty', reason: 'too many' };
  const first = rowAt(1, AUDIENCES.guestWithHost);
  assert.deepEqual(show(seenOf('requests', { id: 'X-1' }, first)).answered, wanted);
  assert.deepEqual(show(seenOf('approvals', { request: 'X-1' }, first)).answered, wanted);
  assert.deepEqual(show(seenOf('deeds', { request: 'X-1' }, first)).answered, wanted);
  for (const row of [{ request: null }, { request: 'X-2' }]) {
    assert.equal(show(seenOf('deeds', row, first)).answered, null);
  }
  assert.equal(show(seenOf('incidents', { request: 'X-1' }, first)).answered, null);
});

test('every other slice is shown whole', () => {
  const partly = ['alerts', 'declarations', 'incidents'];
  const row = { id: 'X-1', some: ['thing'] };
  for (const slice of SHOWN_SLICES) {
    if (partly.includes(slice)) continue;
    assert.deepEqual(
      shownMatter(VIEWERS.guestA, DESKS, UNANSWERED)(seenOf(slice, row, rowAt(1, AUDIENCES.guestAlone))).row,
      row,
    );
  }
});

test('how many entries somebody has is shown to them and to nobody else, not even of their agency', () => {
  const row = {
    id: 'p-1/3',
    person: 'p-1',
    desk: 'd',
    room: 'r',
    role: 'x',
    from: 1,
    until: 2,
    index: 3,
    closingCount: 7,
  };
  const seen = seenOf('shifts', row, rowAt(1, AUDIENCES.hostOnly));
  const { closingCount: _closingCount, ...rest } = row;
  for (const [name, viewer] of Object.entries(VIEWERS)) {
    const own = { ...viewer, person: 'p-1' };
    assert.deepEqual(shownMatter({ ...viewer, person: 'p-9' }, DESKS, UNANSWERED)(seen).row, rest, name);
    assert.deepEqual(shownMatter(own, DESKS, UNANSWERED)(seen).row, row, name);
  }
});

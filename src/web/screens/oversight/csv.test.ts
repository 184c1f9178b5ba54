import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CsvMark, csvCell, csvName, oversightCsv } from './csv.ts';
import type { Row } from './oversight-view.ts';

const MARK: CsvMark = {
  mode: 'exercise',
  title: 'Games',
  origin: 'games.exercise.remit.example/1',
  consultation: 'CONS-it-oversight-1',
  person: 'it-oversight-a',
  at: 0,
  partial: false,
};

function row(change: Partial<Row> = {}): Row {
  return {
    index: 12,
    at: 60_000,
    recorded: 60_000,
    kind: 'approval.answer',
    form: 'proposal',
    outcome: 'permitted',
    clauses: ['host-root/4'],
    atEntry: null,
    near: [],
    agency: 'it-interior',
    component: null,
    role: null,
    desk: null,
    room: null,
    person: 'it-approver-a',
    activity: 'approval.answer',
    place: null,
    purpose: null,
    matter: 'REQ-us-ice-1',
    deedAt: 59_000,
    corrects: null,
    reported: null,
    declared: null,
    stood: null,
    reason: null,
    answer: null,
    touches: [],
    decided: null,
    summary: 'approve REQ-us-ice-1',
    audience: ['host', 'us-ice'],
    cause: null,
    set: 'abc',
    authority: [
      {
        id: 'host-root/4',
        text: 'Only approving officers answer.',
        basis: 'assumption',
        source: [],
        mandate: 'host-root',
        instrument: null,
      },
    ],
    conditions: null,
    related: ['DEED-us-ice-1'],
    knew: [{ person: 'us-hsi-liaison-a', at: 61_000, how: 'answered' }],
    ...change,
  };
}

describe('a cell', () => {
  test('is quoted, and quotes are doubled', () => {
    assert.equal(csvCell('say "no", twice\nor more'), '"say ""no"", twice\nor more"');
  });

  test('never begins as a formula, also behind spaces, tabs, a byte order mark or in full width', () => {
    for (const text of [
      '=HYPERLINK("https://evil.example")',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '  =1',
      '\u00a0=1',
      '\ufeff=1',
      '\uff1d1',
      '\uff0b1',
      '\uff0d1',
      '\uff201',
    ]) {
      assert.match(csvCell(text), /^"'/, JSON.stringify(text));
    }
  });

  test('what is no formula stays as it is', () => {
    for (const text of ['REQ-us-ice-1', 'a=b', '12:40', '', 'it’s']) assert.equal(csvCell(text), `"${text}"`);
  });
});

describe('the file', () => {
  test('says first that it is an exercise, under which consultation, and whether it is whole', () => {
    const lines = oversightCsv([row()], MARK).split('\r\n');
    assert.equal(lines[0], '\ufeff"EXERCISE: everything in it is invented"');
    assert.match(oversightCsv([], { ...MARK, mode: 'live' }), /^\ufeff"LIVE"\r\n/);
    assert.ok(lines.includes('"consultation","CONS-it-oversight-1","it-oversight-a","1970-01-01T00:00:00.000Z"'));
    assert.match(oversightCsv([], { ...MARK, partial: true }), /a part: entries that were not loaded are missing/);
  });

  test('holds who decided, by which clause of which mandate, when, and who knew at what minute', () => {
    const line = oversightCsv([row()], MARK).split('\r\n').at(-2) ?? '';
    for (const part of [
      '"12"',
      '"1970-01-01T00:01:00.000Z"',
      '"1970-01-01T00:00:59.000Z"',
      '"it-approver-a"',
      '"host-root/4"',
      '"host-root/4 (assumption, host-root): Only approving officers answer."',
      '"us-hsi-liaison-a answered 1970-01-01T00:01:01.000Z"',
    ]) {
      assert.ok(line.includes(part), part);
    }
  });

  test('a report is no refusal of who reports, and the deed that is reported has columns of its own', () => {
    const reported = { agency: 'us-ice', component: 'unknown', role: 'unknown', activity: 'identity-check' };
    const file = oversightCsv(
      [
        row({
          kind: 'occurrence.report',
          form: 'report',
          outcome: 'prohibited',
          activity: 'identity-check',
          place: 'us-consulate-milan',
          conditions: 'beside a host officer',
          reported: { ...reported, place: 'san-siro', purpose: 'unknown' },
        }),
      ],
      MARK,
    );
    const [head = '', line = ''] = file.split('\r\n').slice(-3);
    const cell = (name: string) => line.split('","')[head.split('","').indexOf(name)];
    assert.equal(cell('outcome'), 'report accepted; verdict on the reported deed: prohibited');
    assert.deepEqual([cell('activity'), cell('place')], ['occurrence.report', 'us-consulate-milan']);
    assert.deepEqual(
      ['agency', 'component', 'role', 'activity', 'place', 'purpose'].map((name) => cell(`reported ${name}`)),
      ['us-ice', 'unknown', 'unknown', 'identity-check', 'san-siro', 'unknown'],
    );
    assert.deepEqual([cell('related'), cell('conditions')], ['DEED-us-ice-1', 'beside a host officer']);
  });

  test('what somebody typed stays one cell and no formula', () => {
    const hostile = '=1+1","x"\r\n"y';
    const file = oversightCsv([row({ summary: hostile, person: '@me' })], MARK);
    assert.ok(file.includes(`"'=1+1"",""x""\r\n""y"`));
    assert.ok(file.includes(`"'@me"`));
  });

  test('has as many cells in every row as columns', () => {
    const lines = oversightCsv([row({ knew: [], authority: [], deedAt: null }), row()], MARK).split('\r\n');
    const counts = lines.slice(5, -1).map((line) => line.split('","').length);
    assert.equal(new Set(counts).size, 1, counts.join(' '));
  });

  test('its name says so too, and leads nowhere else', () => {
    assert.equal(csvName(MARK), 'EXERCISE-oversight-CONS-it-oversight-1.csv');
    assert.equal(csvName({ mode: 'live', consultation: '../../x' }), 'oversight-x.csv');
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { clauseOf, isTold, MISSPELT, NEAR, rulesOf } from './testing/misspelt-mandate.ts';
import { noteOf } from './testing/noted-documents.ts';
import { itRefuses, problemsOf, type Refusal, replaced } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { WHOLE_EVENT, wholeNotes } from './testing/whole-event.ts';

const REFUSED: readonly Refusal[] = [
  [
    'a root that the guest holds',
    'mandates/root.yaml',
    replaced('holder: host', 'holder: guest'),
    /\[root-holder\]/,
    'guest',
  ],
  [
    'a root that ends',
    'mandates/root.yaml',
    replaced('until: null', 'until: "2026-02-09T00:00:00Z"'),
    /\[root-until\]/,
  ],
  [
    'a mandate named for another file',
    'mandates/visit.yaml',
    replaced('mandate: visit', 'mandate: visitt'),
    /\[mandate-of-file\]/,
    'visitt',
  ],
  [
    'a reversed mandate',
    'mandates/visit.yaml',
    replaced('until: "2026-02-09', 'until: "2026-02-01'),
    /\[empty-window\]/,
    '"2026-02-01T00:00:00Z"',
  ],
  [
    'no instrument and no question',
    'mandates/visit.yaml',
    replaced('openQuestions: [Q1]', 'openQuestions: []'),
    /\[no-instrument\]/,
    'null',
  ],
  [
    'a question nobody asked',
    'mandates/visit.yaml',
    replaced('openQuestions: [Q1]', 'openQuestions: [Q2]'),
    /\[unknown-question\] unknown open question `Q2`/,
    'Q2',
  ],
  [
    'a holder of nobody',
    'mandates/visit.yaml',
    replaced('holder: guest', 'holder: gest'),
    /\[unknown-agency\] unknown agency `gest`; did you mean `guest`/,
    'gest',
  ],
  [
    'an issuer of nobody',
    'mandates/visit.yaml',
    replaced('issuer: host', 'issuer: hots'),
    /\[unknown-agency\] unknown agency `hots`; did you mean `host`/,
    'hots',
  ],
  [
    'an instrument of no source',
    'mandates/visit.yaml',
    replaced('instrument: null', 'instrument: X9'),
    /\[unknown-source\] unknown source `X9`; did you mean `X1`/,
    'X9',
  ],
  [
    'a mandate that ends as it begins',
    'mandates/visit.yaml',
    replaced('until: "2026-02-09', 'until: "2026-02-05'),
    /\[empty-window\] the mandate ends before it begins, or as it begins/,
    '"2026-02-05T00:00:00Z"',
  ],
];

describe('the head of a mandate is refused for', () => itRefuses(REFUSED));

itRefusesAsNoted('mandate-head');

const ORDERED_MANDATES = ['visit', 'port'] as const;

test('a mandate is read as it is noted: its head with every term, and each clause with all that its words mean', () => {
  assert.deepEqual(
    WHOLE_EVENT.mandates.map(({ mandate }) => mandate),
    ORDERED_MANDATES,
  );
  for (const mandate of WHOLE_EVENT.mandates) {
    const { clauses, ...head } = mandate;
    const told = [head, ...clauses.map(({ id, scope }) => ({ id, ...scope }))].map(noteOf);
    assert.deepEqual(told, wholeNotes(`mandates/${mandate.mandate}.yaml`, '='));
  }
});

test('what is wrong in the head of a mandate hides no misspelt word of its clauses, nor of the rest of the head', () => {
  for (const [member, value] of [
    ['title', ''],
    ['mandate', 'Not An Id'],
    ['version', 0],
    ['holder', 7],
    ['issuer', null],
    ['instrument', 7],
    ['openQuestions', 'Q1'],
    ['vocabulary', { id: 'small' }],
    ['titel', 'x'],
  ] as const) {
    for (const word of ['place', 'activity', 'source'] as const) {
      const told = rulesOf((mandate) => {
        mandate[member] = value;
        Object.assign(clauseOf(mandate, 1), { [word]: MISSPELT[word][0] });
        if (member !== 'issuer') mandate['issuer'] = 'hots';
        if (member !== 'openQuestions') mandate['openQuestions'] = ['Q1', 'Q7'];
      });
      isTold(told, word, member);
      const other = member === 'issuer' ? 'unknown open question `Q7`' : NEAR('agency', 'hots', 'host');
      assert(
        told.some((one) => one.includes(other)),
        `${other}, beside ${member}: ${told.join(' | ')}`,
      );
    }
  }
});

test('an id that two clauses have is told where one of them has another fault; one without an id has none of another', () => {
  const twice = rulesOf((mandate) => {
    Object.assign(clauseOf(mandate, 1), { id: 1, text: '' });
  });
  assert(
    twice.some((told) => told.includes('duplicate-id the clause `1` is given twice')),
    twice.join(' | '),
  );
  const without = rulesOf((mandate) => {
    for (const one of mandate.clauses) delete one['id'];
  });
  assert.equal(without.filter((told) => told.includes('duplicate-id')).length, 0);
  assert.equal(without.filter((told) => told.includes('`id` is missing')).length, 3);
});

test('where the time of a mandate cannot be read, nothing is said of hours within it; and of more clauses than there may be, nothing of each', () => {
  const daily = rulesOf((mandate) => {
    mandate['until'] = 'soon';
    Object.assign(clauseOf(mandate, 1), { time: [{ daily: { from: '08:00', until: '20:00' } }] });
  });
  assert.deepEqual(
    daily.map((told) => told.split(' ')[1]),
    ['malformed'],
  );
  const many = rulesOf((mandate) => {
    const one = clauseOf(mandate, 2);
    mandate.clauses = Array.from({ length: 5_001 }, (_, id) => ({ ...one, id, place: ['nowhere'] }));
  });
  assert.deepEqual(
    many.map((told) => told.split(' ')[1]),
    ['too-large'],
  );
});

const rulesIn = (told: readonly string[]) => told.map((one) => one.split(' ')[1]).sort();
const rules = (head: object, file?: string) => rulesIn(rulesOf((mandate) => void Object.assign(mandate, head), file));

test('a mandate that is no mapping is told once', () => {
  for (const text of ['a sentence\n', '[1, 2]\n', '7\n']) {
    const told = problemsOf(smallScenario({ 'mandates/visit.yaml': () => text }));
    assert.equal(told.length, 1, told.join(' | '));
    assert.match(told[0] ?? '', /\[wrong-type\] the document must be a mapping/);
  }
});

test('what cannot be read of a head is told as that, and nothing is concluded from it', () => {
  const root = 'mandates/root.yaml';
  assert.deepEqual(rules({ holder: 'gest' }, root), ['unknown-agency']);
  assert.deepEqual(rules({ holder: 7 }, root), ['wrong-type']);
  assert.deepEqual(rules({ until: 'soon' }, root), ['malformed']);
  const daily = { time: [{ daily: { from: '08:00', until: '20:00' } }] };
  for (const one of ['from', 'until']) {
    const told = rulesOf((mandate) => {
      Object.assign(mandate, { [one]: 'soon' });
      Object.assign(clauseOf(mandate, 1), daily);
    });
    assert.deepEqual(rulesIn(told), ['malformed']);
  }
  assert.deepEqual(rules({ openQuestions: 'Q1' }), ['wrong-type']);
  assert.deepEqual(rules({ terms: 7 }), ['wrong-type']);
});

test('a mandate without a beginning ends when it says, also where that is the first moment of all', () => {
  const told = rules({ from: null, until: '1970-01-01T00:00:00Z' });
  assert(!told.includes('empty-window'), told.join(' '));
  assert.deepEqual(rules({ from: null }), []);
  assert.deepEqual(rules({ until: null }), []);
});

test('a mandate that rests on an instrument needs no question, and one that is no id of a source is one of itself', () => {
  const stated = { instrument: 'A treaty of 1999', openQuestions: [] };
  // Its terms are left open by the question that is gone.
  const told = rules(stated);
  assert(!told.some((rule) => rule === 'no-instrument' || rule === 'unknown-source'), told.join(' '));
  assert.deepEqual(rules({ instrument: 'A treaty of 1999' }), []);
  assert.deepEqual(rules({ instrument: 'X1' }), []);
  assert.deepEqual(rules({ instrument: null }), []);
});

test('the windows of all clauses together have a limit, which hours of every day come to', () => {
  const [days, clauses] = [250, 400];
  const until = new Date(Date.parse('2026-02-05T00:00:00Z') + days * 86_400_000).toISOString();
  const many = (count: number) =>
    rulesOf((mandate) => {
      const one = { ...clauseOf(mandate, 1), time: [{ daily: { from: '08:00', until: '20:00' } }] };
      Object.assign(mandate, { until });
      mandate.clauses = Array.from({ length: count }, (_, id) => ({ ...one, id }));
    });
  assert.deepEqual(many(clauses), []);
  const told = many(clauses + 1);
  assert.equal(told.length, 1);
  assert.match(
    told[0] ?? '',
    /^mandates\/visit\.yaml too-many-windows 100250 windows of time; a mandate holds 100000$/,
  );
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BEFORE_ANY_MANDATE } from '../terms/act-kinds.ts';
import { WRITTEN_AXES } from './clause-schema.ts';
import { clauseOf, FILE, isTold, MISSPELT, type Misspelt, rulesOf } from './testing/misspelt-mandate.ts';
import { itRefuses, problemsOf, type Refusal, replaced } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';

const REFUSED: readonly Refusal[] = [
  [
    'an instrument that is missing',
    'mandates/visit.yaml',
    replaced('basis: assumption', 'basis: instrument'),
    /\[no-instrument\] a clause cannot/,
    'instrument',
  ],
  [
    'a source that is missing',
    'mandates/visit.yaml',
    replaced('basis: assumption\n    source: [X1]', 'basis: assumption\n    source: [X9]'),
    /\[unknown-source\] unknown source `X9`/,
    'X9',
  ],
  [
    'an axis left out of a permit',
    'mandates/visit.yaml',
    replaced('    consent: any\n', ''),
    /\[missing\] a permit must write `consent`, with `any` in so many words/,
    'id: 1',
  ],
  [
    'an effect that is spelled wrong as a key',
    'mandates/visit.yaml',
    replaced('    effect: ', '    efect: '),
    /\[unknown-key\] unknown key `efect`; did you mean `effect`\?/,
    'efect',
  ],
  [
    'a word that is far from all, and shares a part with one',
    'mandates/visit.yaml',
    replaced('place: ', 'place: [stadium-of-the-town] # '),
    /unknown place `stadium-of-the-town`; there is `[a-z.-]+`/,
    'stadium-of-the-town',
  ],
  [
    'zones left out of a permit',
    'mandates/visit.yaml',
    replaced('    zones: any\n', ''),
    /a permit must write `zones`/,
    'id: 1',
  ],
  [
    'a word where a list belongs',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: consulate'),
    /\[wrong-type\] `place` must be `any`, a list of words.*not `consulate`/,
    'consulate',
  ],
  [
    'an unknown activity',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [asess]'),
    /unknown activity `asess`; did you mean `assess`/,
    'asess',
  ],
  [
    'an unknown group',
    'mandates/visit.yaml',
    replaced('[group:streets]', '[group:street]'),
    /unknown activity `group:street`; did you mean `group:streets`/,
    'group:street',
  ],
  [
    '`unknown` in a list',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: [unknown]'),
    /`unknown` is never listed/,
    'unknown',
  ],
  [
    'an activity that is never decided',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [deed.propose]'),
    /\[never-decided\]/,
    'deed.propose',
  ],
  [
    'a permit to somebody of another side',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'agency: [guest, host]\n    activity: [assess]'),
    /\[permit-other-side\] what `host` may do stands in a mandate of its own side/,
    'host]',
  ],
  [
    'any activity for a guest',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: any'),
    /\[guest-permit-any\]/,
    'any',
  ],
  [
    'all but some for a guest',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: {not: [arrest]}'),
    /\[guest-permit-any\]/,
    '{not: [arrest]}',
  ],
  [
    'a component of another agency',
    'mandates/visit.yaml',
    replaced('[guest.analysts]', '[host.desk]'),
    /\[component-of-agency\]/,
    'host.desk',
  ],
  [
    'a list without a word',
    'mandates/visit.yaml',
    replaced('place: [consulate]', 'place: []'),
    /\[never-applies\].*no place is left/,
    '[]',
  ],
  [
    'all words taken out',
    'mandates/visit.yaml',
    replaced('place: {not: [consulate]}', 'place: {not: [land]}'),
    /\[never-applies\]/,
    '{not: [land]}',
  ],
  [
    'a window outside the mandate',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{from: "2026-03-01T00:00:00Z", until: null}]'),
    /\[never-applies\].*no window lies within/,
    '[{from: "2026-03-01T00:00:00Z", until: n',
  ],
  [
    'a reversed window',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{from: "2026-02-07T00:00:00Z", until: "2026-02-06T00:00:00Z"}]'),
    /\[empty-window\]/,
    '"2026-02-06T00:00:00Z"',
  ],
  [
    'a phase of nobody',
    'mandates/visit.yaml',
    replaced('{phase: games}', '{phase: game}'),
    /unknown phase `game`; did you mean `games`/,
    'game',
  ],
  [
    'hours of an unbounded mandate',
    'mandates/root.yaml',
    replaced('time: any', 'time: [{daily: {from: "08:00", until: "20:00"}}]'),
    /\[daily-unbounded\]/,
    '{from: "08:00", until: "20:00"}',
  ],
  [
    'a clause given twice',
    'mandates/visit.yaml',
    replaced('- id: 2', '- id: 1'),
    /\[duplicate-id\] the clause `1`/,
    '1',
  ],
  [
    'an effect of none',
    'mandates/visit.yaml',
    replaced('effect: forbid', 'effect: forbit'),
    /must be one of permit, permit-with-approval, forbid, not `forbit`; did you mean `forbid`/,
    'forbit',
  ],
  [
    'a zone kind of none',
    'mandates/visit.yaml',
    replaced('zones: any', 'zones: {maximun: [inside]}'),
    /unknown zone kind `maximun`/,
    'maximun: [inside',
  ],
  [
    'a permit to anybody',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'agency: any\n    activity: [assess]'),
    /\[permit-agency\]/,
    'any',
  ],
  [
    'a clause about an agency that nobody knows',
    'mandates/visit.yaml',
    replaced('activity: [group:streets]', 'agency: [guest, gest]\n    activity: [group:streets]'),
    /\[unknown-agency\] unknown agency `gest`; did you mean `guest`/,
    'gest',
  ],
  [
    'hours of a mandate of years',
    'mandates/visit.yaml',
    (text) =>
      replaced(
        '[{phase: games}]',
        '[{daily: {from: "08:00", until: "20:00"}}]',
      )(replaced('from: "2026-02-05', 'from: "2016-02-05')(text)),
    /\[daily-too-long\]/,
    '{from: "08:00", until: "20:00"}',
  ],
  [
    'hours that are none',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{daily: {from: "08:00", until: "08:00"}}]'),
    /\[empty-window\] these hours are empty/,
    '{from: "08:00", until: "08:00"}',
  ],
  [
    'hours from the end of the day',
    'mandates/visit.yaml',
    replaced('[{phase: games}]', '[{daily: {from: "24:00", until: "08:00"}}]'),
    /\[empty-window\] these hours are empty/,
    '{from: "24:00", until: "08:00"}',
  ],
  [
    'an activity of the room alone',
    'mandates/visit.yaml',
    replaced('activity: [assess]', 'activity: [timer.due]'),
    /\[never-decided\]/,
    'timer.due',
  ],
  [
    'a zone inside of what is no side',
    'mandates/visit.yaml',
    replaced('zones: any', 'zones: {maximum: [insid]}'),
    /\[unknown-zone\] unknown zone `insid`; did you mean `inside`/,
    'insid',
  ],
];

describe('a clause is refused for', () => itRefuses(REFUSED));

/** One fault in a mandate hides none of the others: whoever mends it is told of all at once. */

const BROKEN: Readonly<Record<string, readonly unknown[]>> = {
  id: ['Not An Id', undefined, []],
  text: ['', undefined, 7],
  basis: ['hearsay', undefined],
  source: ['X1', undefined, ['x']],
  effect: ['permitt', undefined, 3],
  agency: ['everybody', []],
  activity: [undefined, 7],
  axes: [1],
  ...Object.fromEntries(WRITTEN_AXES.map((axis) => [axis, [undefined, 7, { nott: [] }]])),
};

for (const [member, values] of Object.entries(BROKEN)) {
  test(`what is wrong in \`${member}\` of a clause hides no misspelt word of the others`, () => {
    for (const value of values) {
      const words = (Object.keys(MISSPELT) as Misspelt[]).filter((word) => word !== member);
      const told = rulesOf((mandate) => {
        const misspelt = Object.fromEntries(words.map((word) => [word, MISSPELT[word][0]]));
        Object.assign(clauseOf(mandate, 1), { agency: ['guest'], ...misspelt });
        if (value === undefined) delete clauseOf(mandate, 1)[member];
        else clauseOf(mandate, 1)[member] = value;
      });
      for (const word of words) isTold(told, word, `${member}: ${JSON.stringify(value)}`);
      assert(told.length > words.length, `${member}: ${JSON.stringify(value)} is a fault: ${told.join(' | ')}`);
    }
  });
}

test('what is not read as a whole is told once, and what is no clause hides none', () => {
  const told = rulesOf((mandate) => {
    mandate.clauses = ['a sentence' as never, null as never, ...mandate.clauses];
    Object.assign(clauseOf(mandate, 3), { place: ['consulat'] });
  });
  assert.equal(told.length, 3, told.join(' | '));
  isTold(told, 'place', 'two that are none');
  const once = rulesOf((mandate) => {
    Object.assign(clauseOf(mandate, 1), { place: 7, basis: 'hearsay' });
  });
  assert.equal(once.length, 2, once.join(' | '));
});

test('a list of clauses that is none is told once, whatever stands in its place', () => {
  for (const value of [7, 'a sentence', null, { 1: 'a sentence' }, []]) {
    const told = rulesOf((mandate) => {
      Object.assign(mandate, { clauses: value });
    });
    assert.equal(told.length, 1, `${JSON.stringify(value)}: ${told.join(' | ')}`);
    assert.match(told[0] ?? '', /`clauses`/);
  }
});

test('a wrong effect is told beside all else that its schema finds, and a right one asks for every axis of a permit', () => {
  const both = rulesOf((mandate) => {
    Object.assign(clauseOf(mandate, 1), { effect: 'permitt', text: '' });
  });
  assert.deepEqual(rulesIn(both), ['too-small', 'unknown-word']);
  const without = rulesOf((mandate) => {
    for (const axis of ['consent', 'time']) delete clauseOf(mandate, 1)[axis];
  });
  assert.deepEqual(rulesIn(without), ['missing', 'missing']);
});

const rulesIn = (told: readonly string[]) => told.map((one) => one.split(' ')[1]).sort();

test('a clause is about the agencies that it names, about every one, or about the holder: its components must be of these', () => {
  const components = (changed: object, component: string, holder: unknown = 'guest') =>
    rulesOf((mandate) => {
      Object.assign(mandate, { holder });
      Object.assign(clauseOf(mandate, 2), { ...changed, component: [component] });
    }).filter((one) => one.includes('component-of-agency'));
  assert.deepEqual(components({ agency: ['host'] }, 'host.desk'), []);
  assert.equal(components({ agency: ['host'] }, 'guest.field').length, 1);
  assert.deepEqual(components({ agency: 'any' }, 'host.desk'), []);
  assert.deepEqual(components({}, 'guest.field'), []);
  assert.equal(components({}, 'host.desk').length, 1);
  // Whose it is cannot be said where nobody knows who holds it.
  assert.deepEqual(components({}, 'host.desk', 7), []);
});

test('a permit to a guest among others lists its activities, one that names nobody or everybody too; a forbid need not', () => {
  const rules = (changed: object, clause = 1) =>
    rulesIn(
      rulesOf((mandate) => {
        Object.assign(clauseOf(mandate, clause), changed);
      }),
    );
  assert.deepEqual(rules({ agency: ['guest', 'host'], activity: 'any' }), ['guest-permit-any', 'permit-other-side']);
  assert.deepEqual(rules({ agency: ['host', 'guest'], activity: { not: ['arrest'] } }), [
    'guest-permit-any',
    'permit-other-side',
  ]);
  assert.deepEqual(rules({ activity: 'any' }), ['guest-permit-any']);
  assert.deepEqual(rules({ agency: 'any', activity: 'any' }), ['guest-permit-any', 'permit-agency']);
  assert.deepEqual(rules({ agency: ['host'], activity: 'any' }), ['permit-other-side']);
  assert.deepEqual(rules({ agency: 'any' }, 2), []);
  assert.deepEqual(rules({ agency: ['guest', 'host'], activity: 'any' }, 2), []);
  assert.deepEqual(rules({ agency: 'any', activity: { not: ['arrest'] } }, 2), []);
});

test('only the root mandate permits to others, and only what comes before any mandate of theirs', () => {
  const rules = (file: string, activity: readonly string[]) =>
    rulesIn(
      rulesOf((mandate) => {
        Object.assign(clauseOf(mandate, 0), { agency: ['guest'], activity, component: 'any' });
      }, file),
    );
  assert.deepEqual(rules('mandates/root.yaml', BEFORE_ANY_MANDATE), []);
  assert.deepEqual(rules('mandates/root.yaml', ['assess']), ['permit-other-side']);
  const toHost = (activity: readonly string[]) =>
    rulesIn(
      rulesOf((mandate) => {
        Object.assign(clauseOf(mandate, 1), { agency: ['host'], activity, component: 'any' });
      }),
    );
  assert.deepEqual(toHost(BEFORE_ANY_MANDATE), ['permit-other-side']);
});

test('where the holder is nobody, or not known, no side is told of; nor of an agency that nobody knows', () => {
  for (const [holder, wanted] of [
    ['gest', ['unknown-agency']],
    [7, ['wrong-type']],
  ] as const) {
    const told = rulesOf((mandate) => {
      Object.assign(mandate, { holder });
      Object.assign(clauseOf(mandate, 1), { agency: ['host'] });
    });
    assert.deepEqual(rulesIn(told), wanted);
  }
  const unknown = rulesOf((mandate) => {
    Object.assign(clauseOf(mandate, 1), { agency: ['gest'] });
  });
  assert.deepEqual(rulesIn(unknown), ['unknown-agency']);
  // Whose components may be named beside one that nobody knows cannot be said.
  const beside = rulesOf((mandate) => {
    Object.assign(clauseOf(mandate, 2), { agency: ['guest', 'gest'], component: ['host.desk'] });
  });
  assert.deepEqual(rulesIn(beside), ['unknown-agency']);
});

test('what is told of one clause points into that clause', () => {
  const lines = (change: (text: string) => string) => problemsOf(smallScenario({ [FILE]: change }));
  const agency = lines(replaced('activity: [assess]', 'agency: [guest, host, gest]\n    activity: [assess]'));
  assert.equal(agency.length, 2, agency.join(' | '));
  assert.equal(new Set(agency.map((one) => one.split(' ')[0])).size, 1, agency.join(' | '));
  assert(!agency.some((one) => one.startsWith(`${FILE}:1 `)), agency.join(' | '));
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readScenario } from './read-scenario.ts';
import { itRefuses, problemsOf, type Refusal, replaced } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';

/** Documents that somebody wrote wrongly, or to hurt: each is refused by file, line and rule. */

const VISIT = 'mandates/visit.yaml';
const VOCABULARY = 'vocabulary.yaml';
/** The line of the mandate `visit` in which something stands. */
const lineOf = (written: string) =>
  (smallScenario().get(VISIT) ?? '').split('\n').findIndex((line) => line.includes(written)) + 1;
const inVisit = (line: number, rest: string) => new RegExp(`^mandates/visit\\.yaml:${line} ${rest}`);
const WINDOW = '[{phase: games}]';
const TIME = lineOf(WINDOW);
const many = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join('');

const TIMES: readonly Refusal[] = [
  [
    'a reversed window',
    VISIT,
    replaced(WINDOW, '[{from: "2026-02-07T00:00:00Z", until: "2026-02-06T00:00:00Z"}]'),
    inVisit(TIME, '\\[empty-window\\] the window ends before it begins, or as it begins'),
  ],
  [
    'an empty window',
    VISIT,
    replaced(WINDOW, '[{from: "2026-02-07T00:00:00Z", until: "2026-02-07T01:00:00+01:00"}]'),
    inVisit(TIME, '\\[empty-window\\]'),
  ],
  [
    'a mandate that ends as it begins',
    VISIT,
    replaced('until: "2026-02-09', 'until: "2026-02-05'),
    inVisit(8, '\\[empty-window\\] the mandate ends before it begins, or as it begins'),
  ],
  [
    'no windows',
    VISIT,
    replaced(WINDOW, '[]'),
    inVisit(TIME, '\\[never-applies\\] this can never apply: no window lies within'),
  ],
  [
    'hours that are none',
    VISIT,
    replaced(WINDOW, '[{daily: {from: "08:00", until: "08:00"}}]'),
    inVisit(TIME, '\\[empty-window\\] these hours are empty; the whole day is'),
  ],
  [
    'hours that a mandate of some hours does not have',
    VISIT,
    (text) =>
      replaced(
        'until: "2026-02-09T00:00:00Z"',
        'until: "2026-02-05T03:00:00Z"',
      )(replaced(WINDOW, '[{daily: {from: "20:00", until: "21:00"}}]')(text)),
    inVisit(TIME, '\\[never-applies\\] this can never apply: no day of the mandate has these hours within its time'),
  ],
  [
    'hours of a day on which the clock leaves them out',
    VISIT,
    (text) => onDay(text, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', '{from: "02:10", until: "02:50"}'),
    inVisit(TIME, '\\[never-applies\\] this can never apply: no day of the mandate has these hours'),
  ],
];

/** The mandate `visit` on one day, with hours of it. */
function onDay(text: string, from: string, until: string, hours: string): string {
  const days = text.replace('2026-02-05T00:00:00Z', from).replace('2026-02-09T00:00:00Z', until);
  return days.replace(WINDOW, `[{daily: ${hours}}]`);
}

const IDS: readonly Refusal[] = [
  [
    'a mandate listed twice',
    'scenario.yaml',
    replaced('[root, visit]', '[root, visit, visit]'),
    /^scenario\.yaml:7 \[duplicate-id\] `visit` is given twice/,
  ],
  [
    'a clause twice, as a number and as a text',
    VISIT,
    replaced('- id: 2', '- id: "1"'),
    inVisit(lineOf('- id: 2'), '\\[duplicate-id\\] the clause `1` is given twice'),
  ],
  [
    'a clause twice, in hexadecimal',
    VISIT,
    replaced('- id: 2', '- id: 0x1'),
    inVisit(lineOf('- id: 2'), '\\[duplicate-id\\]'),
  ],
  [
    'a commitment twice',
    'commitments.yaml',
    replaced('- id: K2', '- id: K1'),
    /^commitments\.yaml:11 \[duplicate-id\] the commitment `K1` is given twice/,
  ],
  [
    'a place twice',
    VOCABULARY,
    replaced('id: consulate, name: The consulate', 'id: stadium, name: The consulate'),
    /^vocabulary\.yaml:\d+ \[duplicate-id\] the id `stadium` is given twice/,
  ],
  ['an agency twice', VOCABULARY, replaced('{id: office, name', '{id: host, name'), /\[duplicate-id\] the id `host`/],
  ['a number as the id of a mandate', VISIT, replaced('mandate: visit', 'mandate: 7'), inVisit(1, '\\[wrong-type\\]')],
  [
    'a number as the id of a place',
    VOCABULARY,
    replaced('{id: town,', '{id: 42,'),
    /\[wrong-type\] `id` must be a text, not the number `42`/,
  ],
  ['half a number as the id of a clause', VISIT, replaced('- id: 2', '- id: 2.5'), /`id` must be a number or an id/],
  ['a number beyond all as the id of a clause', VISIT, replaced('- id: 2', '- id: 1e99'), /visit\.yaml:\d+ \[/],
  [
    'places in a circle',
    VOCABULARY,
    replaced('name: The land, within: null', 'name: The land, within: consulate'),
    /^vocabulary\.yaml:\d+ \[place-cycle\] the place `\w+` lies within itself/,
  ],
  [
    'a place that is within itself',
    VOCABULARY,
    replaced('name: The town, within: land', 'name: The town, within: town'),
    /\[place-cycle\] the place `town` lies within itself/,
  ],
];

const YAML: readonly Refusal[] = [
  [
    'a key twice',
    VISIT,
    replaced('version: 2\n', 'version: 2\nversion: 3\n'),
    inVisit(3, '\\[duplicate-key\\] the key `version` is written twice'),
  ],
  [
    'a key twice in a clause',
    VISIT,
    replaced('    role: any\n', '    role: any\n    role: [analyst]\n'),
    /\[duplicate-key\] the key `role`/,
  ],
  [
    'a merge key',
    VISIT,
    (text) => text.replace('  - id: 1\n', '  - &one\n    id: 1\n').replace('  - id: 2\n', '  - <<: *one\n    id: 2\n'),
    inVisit(lineOf('- id: 2') + 1, '\\[merge-key\\] a merge key `<<` is not allowed: write out what it stands for'),
  ],
  [
    'aliases that explode',
    VISIT,
    (text) =>
      `x: &a [x]\n${many(9, (n) => `y${n}: &b${n} [${`*${n === 0 ? 'a' : `b${n - 1}`}, `.repeat(9)}]\n`)}${text}`,
    inVisit(2, '\\[too-many-aliases\\] more than 50 uses of aliases'),
  ],
  ['a tag', VISIT, replaced('version: 2', 'version: !!int 2'), inVisit(2, '\\[tag\\]')],
  ['a tag of a program', VISIT, replaced('version: 2', 'version: !!js/eval "2"'), inVisit(2, '\\[tag\\]')],
  [
    'ten megabytes',
    VISIT,
    (text) => text + '#'.repeat(10_000_000),
    inVisit(1, '\\[too-large\\] larger than \\d+ bytes'),
  ],
  ['a thousand brackets', VISIT, (text) => `${text}x: ${'['.repeat(1_000)}`, /\[too-deep\] nested deeper than 32/],
  [
    'being cut off in a word in quotes',
    VISIT,
    (text) => text.slice(0, text.indexOf('No streets')),
    inVisit(lineOf('No streets'), '\\[yaml\\] the quote " that opens here is never closed'),
  ],
  [
    'being cut off in the middle of a clause',
    VISIT,
    (text) => text.slice(0, text.indexOf('    handling')),
    /\[missing\] a permit must write `handling`, with `any` in so many words/,
  ],
  [
    'being cut off before its clauses',
    VISIT,
    (text) => text.slice(0, text.indexOf('clauses:')),
    inVisit(1, '\\[missing\\] `clauses` is missing'),
  ],
  [
    'a NUL',
    VISIT,
    replaced('title: The', 'title: T\u0000he'),
    inVisit(3, '\\[control-character\\] a control character `U\\+0000` stands in the text'),
  ],
  [
    'a mark of byte order in its middle',
    VISIT,
    replaced('title: The', 'title: \ufeffThe'),
    inVisit(3, '\\[malformed\\]'),
  ],
  ['a text that turns around', VISIT, replaced('title: The', 'title: \u202eThe'), inVisit(3, '\\[malformed\\]')],
  ['tabs', VISIT, replaced('    effect', '\teffect'), /^mandates\/visit\.yaml:\d+ \[yaml\] a tab indents this line/],
  [
    'a name with another ending',
    'mandates/visit.yml',
    () => '',
    /visit\.yml:1 \[unknown-file\] .*did you mean `mandates\/visit\.yaml`/,
  ],
];

const NEVER: readonly Refusal[] = [
  [
    'no component of the agency',
    VISIT,
    replaced('component: [guest.analysts]', 'component: {not: [guest.analysts, guest.field]}'),
    inVisit(
      lineOf('component: [guest.analysts]'),
      '\\[never-applies\\] this can never apply: no component of `guest` is left',
    ),
  ],
  [
    'no word',
    VISIT,
    replaced('place: [consulate]', 'place: []'),
    /\[never-applies\] this can never apply: no place is left/,
  ],
  [
    'all words but all',
    VISIT,
    replaced('place: {not: [consulate]}', 'place: {not: [land]}'),
    /\[never-applies\] this can never apply: no place is left/,
  ],
];

const VOCABULARIES: readonly Refusal[] = [
  [
    'another version of the vocabulary',
    VISIT,
    replaced('version: 2\n', 'version: 2\nvocabulary: {id: small, version: 2}\n'),
    inVisit(
      3,
      "\\[other-vocabulary\\] the mandate is written with the vocabulary `small 2`, but the event's is `small 1`",
    ),
  ],
  [
    'another vocabulary',
    VISIT,
    replaced('version: 2\n', 'version: 2\nvocabulary: {id: large, version: 1}\n'),
    inVisit(3, '\\[other-vocabulary\\]'),
  ],
  [
    'a vocabulary in two files',
    'vocabulary.json',
    () => JSON.stringify({ vocabulary: 'small', version: 1 }),
    /^vocabulary\.json:1 \[written-twice\] this document is there as `vocabulary\.yaml` too/,
  ],
  [
    'names of another vocabulary',
    'names.it.yaml',
    () => 'vocabulary: large\nlanguage: it\nnames: {}\n',
    /^names\.it\.yaml:1 \[other-vocabulary\]/,
  ],
  [
    'one id that is two things, with one name for both',
    'names.it.yaml',
    () =>
      'vocabulary: small\nlanguage: it\nnames:\n  office: Ufficio\n  minister: Ministro\n  assess: valutare\n  guest: Ospite\n  crime: a\n  patrol: b\n  x: c\n',
    /^names\.it\.yaml:10 \[unknown-word\] the vocabulary has no word `x`/,
  ],
];

const JSON_NAME = 'mandates/visit.json';
/** A mandate written as JSON in place of the one in YAML. */
const asJson = (text: string) => problemsOf(smallScenario({ [VISIT]: undefined, [JSON_NAME]: text }));

const IN_JSON: readonly (readonly [what: string, text: string, wanted: RegExp])[] = [
  ['a key twice', '{"mandate": "visit",\n"version": 1,\n"version": 2}', /^mandates\/visit\.json:3 \[duplicate-key\]/],
  [
    'a key twice, of which one is escaped',
    '{"mandate": "visit",\n"m\\u0061ndate": "other"}',
    /json:2 \[duplicate-key\] the key `mandate` is written twice/,
  ],
  ['being cut off', '{"mandate": "visit",\n"clauses": [{', /json:2 \[not-json\] this JSON breaks off/],
  ['being cut off in a word', '{"mandate": "vis', /json:1 \[not-json\] this JSON breaks off/],
  ['being empty', '', /json:1 \[not-json\] this JSON breaks off/],
  [
    'a comma too many',
    '{"mandate": "visit",\n}',
    /json:2 \[not-json\] this is no JSON from here on, but the file is named so/,
  ],
  ['a remark', '{"mandate": "visit" // mine\n}', /json:1 \[not-json\]/],
  ['being YAML', 'mandate: visit\n', /json:1 \[not-json\]/],
  ['a tag before it', '!!map {"mandate": "visit"}', /json:1 \[not-json\]/],
  ['an alias in it', '{"mandate": &a "visit",\n"title": *a}', /json:1 \[not-json\]/],
  ['two documents', '{"mandate": "visit"}\n{"mandate": "visit"}', /json:2 \[not-json\]/],
  ['not a number', '{"mandate": "visit",\n"version": NaN}', /json:2 \[not-json\]/],
  ['a number beyond all', '{"mandate": "visit",\n"version": 1e400}', /json:2 \[number\]/],
  ['a prototype', '{"__proto__": {"version": 1}}', /json:1 \[unknown-key\] the key `__proto__` is not allowed/],
  ['a NUL in it', '{"mandate": "visit",\n"title": "a\\u0000b"}', /json:2 \[malformed\]/],
  ['half a character', '{"mandate": "visit",\n"title": "\\ud800"}', /json:2 \[malformed\]/],
  ['a hundred brackets', `{"mandate": ${'['.repeat(100)}${']'.repeat(100)}}`, /json:1 \[too-deep\]/],
  ['ten megabytes', `"${'x'.repeat(10_000_000)}"`, /json:1 \[too-large\]/],
];

describe('a document is refused for its times:', () => itRefuses(TIMES));
describe('a document is refused for its ids:', () => itRefuses(IDS));
describe('a document is refused for how it is written:', () => itRefuses(YAML));
describe('a clause is refused because it can never apply, for it leaves', () => itRefuses(NEVER));
describe('documents are refused together for', () => itRefuses(VOCABULARIES));

describe('a mandate in JSON is refused for', () => {
  for (const [what, text, wanted] of IN_JSON) {
    it(what, () => {
      const problems = asJson(text);
      assert.ok(
        problems.some((problem) => wanted.test(problem)),
        problems.join('\n') || 'it is taken',
      );
    });
  }
});

describe('hours of the day across a change of the clock', () => {
  const windowsOn = (from: string, until: string, hours: string) => {
    const read = readScenario(
      smallScenario({ [VISIT]: (text) => onDay(text, from, until, hours), 'exercise/day-1.yaml': undefined }),
    );
    assert.ok(read.ok, JSON.stringify(read));
    const windows = read.scenario.mandates[1]?.clauses[1]?.scope.windows ?? [];
    return windows.map((window) => window.map((ms) => new Date(ms ?? 0).toISOString().slice(5, 16)).join(' '));
  };

  it('forward: what lies partly in the gap begins after it', () => {
    const [from, until] = ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'];
    assert.deepEqual(windowsOn(from, until, '{from: "02:30", until: "04:00"}'), ['03-29T01:00 03-29T02:00']);
    assert.deepEqual(windowsOn(from, until, '{from: "01:30", until: "02:30"}'), ['03-29T00:30 03-29T01:00']);
  });

  it('back: hours that come twice run through both', () => {
    const [from, until] = ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'];
    assert.deepEqual(windowsOn(from, until, '{from: "02:15", until: "02:45"}'), ['10-25T00:15 10-25T01:45']);
    assert.deepEqual(windowsOn(from, until, '{from: "22:00", until: "03:00"}'), [
      '10-24T22:00 10-25T02:00',
      '10-25T21:00 10-25T23:00',
    ]);
  });
});

describe('a mandate is taken', () => {
  it('with the vocabulary that it was written with, which changes nothing of it', () => {
    const change = replaced('version: 2\n', 'version: 2\nvocabulary: {id: small, version: 1}\n');
    assert.deepEqual(readScenario(smallScenario({ [VISIT]: change })), readScenario(smallScenario()));
  });

  it('with a byte order mark before it, and with anchors that are used', () => {
    const named = replaced('component: [guest.analysts]', 'component: &who [guest.analysts]');
    const marked = smallScenario({
      [VISIT]: (text) => `\ufeff${named(text).replace('role: any', 'role: any # *who')}`,
    });
    assert.deepEqual(readScenario(marked), readScenario(smallScenario()));
  });
});

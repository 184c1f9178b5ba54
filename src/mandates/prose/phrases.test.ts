import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACT_KINDS } from '../../terms/act-kinds.ts';
import { HOUSE_RULE_LIST } from '../../terms/house-rules.ts';
import type { Phrases } from '../explain.ts';
import { ENGLISH } from '../explain-english.ts';
import { ITALIAN } from '../explain-italian.ts';
import { HOUSE_RULES_ITALIAN } from '../house-rules-italian.ts';
import { KIND_DEEDS } from './kind-deeds.ts';

const LANGUAGES: readonly (readonly [string, Phrases])[] = [
  ['English', ENGLISH],
  ['Italian', ITALIAN],
];

/** Every phrase of a table with its path; of a function, what it says of marks, which it must all say. */
function* said(
  table: object,
  path: string,
): Generator<readonly [path: string, text: string, marks: readonly string[]]> {
  for (const [name, phrase] of Object.entries(table) as [string, unknown][]) {
    const here = `${path}.${name}`;
    if (typeof phrase === 'string') yield [here, phrase, []];
    else if (typeof phrase === 'object' && phrase !== null) yield* said(phrase, here);
    else if (typeof phrase === 'function' && !TOLD_APART.test(here)) {
      const marks = Array.from({ length: phrase.length }, (_, n) => `<${n}>`);
      yield [here, String(phrase(...marks)), marks];
    }
  }
}

/** Take lists, counts, outcomes or several things at once: marks would not do. */
const TOLD_APART = /\.(and|or|term|unknown|unknownMissing)$/;

test('every phrase says something, and all that it is handed', () => {
  for (const [language, phrases] of LANGUAGES) {
    let phrasesTried = 0;
    for (const [path, text, marks] of said(phrases, language)) {
      assert.match(text, /[\p{L}<]/u, path);
      for (const mark of marks) assert(text.includes(mark), `${path} says ${mark}: ${text}`);
      phrasesTried += 1;
    }
    assert(phrasesTried > 60, String(phrasesTried));
  }
});

test('no two sentences of the prose are alike, so that none can be taken for another', () => {
  for (const [language, { prose }] of LANGUAGES) {
    const texts = [...said(prose, language)].map(([, text]) => text);
    assert.deepEqual([...new Set(texts)], texts);
  }
});

test('times without a beginning or without an end are told as such', () => {
  const told = LANGUAGES.map(([, { window, prose }]) => [
    [window('8', '9'), window('8', undefined), window(undefined, '9'), window(undefined, undefined)],
    [prose.between('8', '9'), prose.between('8', undefined), prose.between(undefined, '9')],
    prose.between(undefined, undefined),
  ]);
  assert.deepEqual(told, [
    [
      ['from 8 until 9', 'from 8 on', 'before 9', 'any time'],
      ['from 8 until 9', 'from 8 on', 'before 9'],
      'at any time',
    ],
    [
      ['dalle 8 alle 9', 'dalle 8 in poi', 'prima delle 9', 'in qualsiasi momento'],
      ['nel periodo 8 – 9', 'nel periodo 8 – senza fine', 'nel periodo che finisce così: 9'],
      'in qualsiasi momento',
    ],
  ]);
});

test('lists are put together with a word before the last', () => {
  for (const [join, word] of [
    [ENGLISH.and, 'and'],
    [ENGLISH.or, 'or'],
    [ENGLISH.prose.or, 'or'],
    [ITALIAN.and, 'e'],
    [ITALIAN.or, 'o'],
    [ITALIAN.prose.or, 'o'],
  ] as const) {
    assert.deepEqual(
      [join([]), join(['a']), join(['a', 'b']), join(['a', 'b', 'c'])],
      ['', 'a', `a ${word} b`, `a, b ${word} c`],
    );
  }
});

test('what a region leaves unsaid has no words of its own', () => {
  const told = LANGUAGES.map(([, { region, decided, prose }]) => [
    region.acts('a deed', ''),
    region.told('a deed', 'permitted', undefined, ''),
    region.told('a deed', 'permitted', 'outside', 'here'),
    decided('permitted', ''),
    prose.promise('the minister', undefined),
    prose.promise('the minister', 'in spring'),
  ]);
  assert.deepEqual(told, [
    [
      'a deed',
      'a deed: permitted, whatever else is the case.',
      'a deed: permitted (before: outside), where here.',
      'permitted.',
      'A promise by the minister.',
      'A promise by the minister, in spring.',
    ],
    [
      'a deed',
      'a deed: permitted, in ogni caso.',
      'a deed: permitted (prima: outside), quando here.',
      'permitted.',
      'Un impegno preso da the minister.',
      'Un impegno preso da the minister, in spring.',
    ],
  ]);
});

test('every house rule is there in Italian', () => {
  for (const { id } of HOUSE_RULE_LIST) {
    const text = Object.entries(HOUSE_RULES_ITALIAN).find(([rule]) => rule === id)?.[1] ?? '';
    assert.match(text, /^\p{Lu}.+\.$/u, id);
  }
});

test('a term is told with its sources, and with the question that stays open', () => {
  const [text, sources, open] = ['four officers', 'X1', 'Q1'];
  const told = LANGUAGES.map(([, { prose }]) => [
    prose.term('Number', { text, sources, open: null }),
    prose.term('Number', { text, sources, open }),
    prose.term('Number', { text: null, sources, open }),
    prose.term('Number', { text: null, sources, open: null }),
  ]);
  assert.deepEqual(told, [
    [
      'Number: four officers (X1)',
      'Number: four officers (X1) The rest is not stated (Q1).',
      'Number: not stated (Q1).',
      'Number: not stated.',
    ],
    [
      'Number: four officers (X1)',
      'Number: four officers (X1) Il resto non è indicato (Q1).',
      'Number: non indicato (Q1).',
      'Number: non indicato.',
    ],
  ]);
});

test('what is not known is told by how many facts there are, and by what it does to the act', () => {
  const told = LANGUAGES.flatMap(([, { unknown, unknownMissing }]) => [
    ...(['prohibited', 'needs-approval'] as const).flatMap((outcome) => [
      unknown('A', 1, outcome),
      unknown('A and B', 2, outcome),
    ]),
    unknownMissing('A', 1),
    unknownMissing('A and B', 2),
  ]);
  assert.deepEqual(told, [
    'A is not known: clauses that forbid count as if it were the one they name.',
    'A and B are not known: clauses that forbid count as if they were the ones they name.',
    'A is not known: clauses that ask for approval count as if it were the one they name.',
    'A and B are not known: clauses that ask for approval count as if they were the ones they name.',
    'A is not known, and counts as missing.',
    'A and B are not known, and count as missing.',
    'non è dato sapere quale sia A: le clausole che vietano valgono come se il dato fosse quello che nominano.',
    'non è dato sapere quali siano A and B: le clausole che vietano valgono come se i dati fossero quelli che nominano.',
    'non è dato sapere quale sia A: le clausole che chiedono un’approvazione valgono come se il dato fosse quello che nominano.',
    'non è dato sapere quali siano A and B: le clausole che chiedono un’approvazione valgono come se i dati fossero quelli che nominano.',
    'A non risulta, e vale come assente.',
    'A and B non risultano, e valgono come assenti.',
  ]);
});

test('each kind of act is called something of its own', () => {
  for (const deeds of Object.values(KIND_DEEDS)) {
    assert.deepEqual(Object.keys(deeds), ACT_KINDS);
    const called = Object.values(deeds);
    assert.equal(new Set(called).size, ACT_KINDS.length);
    for (const name of called) assert.match(name, /^\p{Ll}{2,}.* \p{L}/u);
  }
});

test('in Italian who acts stands before the verb, so that nobody reads them as the one who is asked', () => {
  for (const tell of Object.values(ITALIAN.prose.rule)) {
    const told = tell('Agenzia degli ospiti (ADO)', 'svolgere un compito');
    assert.match(told, /^Agenzia degli ospiti \(ADO\) (non )?può farlo/);
    assert.match(told, /: svolgere un compito\.$/);
  }
  assert.equal(
    ITALIAN.prose.rule.permit('Agenzia degli ospiti (ADO)', 'svolgere un compito'),
    'Agenzia degli ospiti (ADO) può farlo senza chiedere un’approvazione: svolgere un compito.',
  );
});

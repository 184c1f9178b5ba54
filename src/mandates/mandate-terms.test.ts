import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { TERM_NAMES, termsInOrder } from '../terms/mandate-terms.ts';
import { readScenario } from './read-scenario.ts';
import { assertCommitted } from './testing/committed-schema.ts';
import { itRefuses, problemsOf, type Refusal, replaced } from './testing/refusal-table.ts';
import { OPEN_TERMS, smallScenario } from './testing/scenario-fixture.ts';

const VISIT = 'mandates/visit.yaml';
const arms = (written: string) => replaced('arms: {text: "None.", source: [X1]}', `arms: ${written}`);

const REFUSED: readonly Refusal[] = [
  [
    'all of them left out',
    'mandates/root.yaml',
    replaced(OPEN_TERMS, ''),
    /root\.yaml:1 \[missing\] `terms` is missing: a mandate says each of these, or leaves it open: competentAuthorities, officerInCharge/,
  ],
  [
    'terms that are a list',
    'mandates/root.yaml',
    replaced(OPEN_TERMS, 'terms: [arms]\n'),
    /\[wrong-type\] `terms` must/,
  ],
  ['nothing written', VISIT, arms(''), /:\d+ \[wrong-type\] `arms` must be `\{text: "…"/],
  ['a text alone', VISIT, arms('none'), /\[wrong-type\] `arms` must be .*, not `none`/],
  ['a text without a source', VISIT, arms('{text: "None."}'), /\[missing\] `source` is missing/],
  ['a source of none', VISIT, arms('{text: "None.", source: []}'), /\[too-small\] `source` is under its minimum of 1/],
  ['an unknown source', VISIT, arms('{text: "None.", source: [X2]}'), /unknown source `X2`; did you mean `X1`/],
  ['an empty text', VISIT, arms('{text: "", source: [X1]}'), /`text`/],
  ['neither a text nor a question', VISIT, arms('{}'), /\[missing\] `open` is missing/],
  [
    'a source of what is open',
    VISIT,
    arms('{open: Q1, source: [X1]}'),
    /\[missing\] `text` is missing|unknown key `source`/,
  ],
  ['an unknown question', VISIT, arms('{open: Q7}'), /\[unknown-question\] unknown open question `Q7`/],
  ['a question by its number', VISIT, arms('{open: 1}'), /`open` must be a text, not the number `1`/],
  ['two questions', VISIT, arms('{open: [Q1]}'), /`open` must be a text, not a list/],
  ['a misspelled member', VISIT, arms('{opne: Q1}'), /\[unknown-key\] unknown key `opne`; did you mean `open`/],
  [
    'a misspelled term, which is missing too',
    VISIT,
    replaced('  numbers:', '  number:'),
    /\[unknown-key\] unknown key `number`; did you mean `numbers`/,
  ],
  [
    'a question that the mandate does not list',
    VISIT,
    (text) => replaced('openQuestions: [Q1]', 'openQuestions: [Q2]')(text),
    /\[question-not-listed\] `costs` is left open by `Q1`, which `openQuestions` of this mandate does not list/,
  ],
];

describe('the terms of a mandate are refused for', () => {
  itRefuses(REFUSED);

  for (const name of TERM_NAMES) {
    it(`\`${name}\` left out`, () => {
      const files = smallScenario({ 'mandates/root.yaml': replaced(`  ${name}: {open: Q1}\n`, '') });
      assert.deepEqual(problemsOf(files), [
        `mandates/root.yaml:${lineOfTerms(files)} [missing] a mandate must say \`${name}\`, or leave it open in so many words: \`{text: "…", source: [R4]}\`, \`{open: Q2}\`, or all three`,
      ]);
    });
  }
});

describe('the terms of a mandate', () => {
  it('are read in one form, stated, open or both', () => {
    const both = smallScenario({ [VISIT]: arms('{text: "Pistols; which is open.", source: [X1], open: Q1}') });
    for (const [files, wanted] of [
      [smallScenario(), { text: 'None.', source: ['X1'], open: null }],
      [both, { text: 'Pistols; which is open.', source: ['X1'], open: 'Q1' }],
    ] as const) {
      const read = readScenario(files);
      assert.ok(read.ok);
      const terms = read.scenario.mandates[1]?.terms;
      assert.deepEqual(terms?.arms, wanted);
      assert.deepEqual(terms.costs, { text: null, source: [], open: 'Q1' });
      assert.deepEqual(Object.keys(terms), [...TERM_NAMES]);
    }
  });

  it('of a text from before they were asked for are all there, and say nothing', () => {
    assert.deepEqual(
      termsInOrder(undefined),
      TERM_NAMES.map((name) => ({ name, text: null, source: [], open: null })),
    );
  });
});

/** Where `terms` begin: what is missing in a mapping is noted there. */
function lineOfTerms(files: ReadonlyMap<string, string>): number {
  const lines = (files.get('mandates/root.yaml') ?? '').split('\n');
  return lines.indexOf('terms:') + 2;
}

test('what each term is about is said in the schema of a mandate', () => {
  assertCommitted('mandate');
});

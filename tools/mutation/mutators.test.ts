import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mutantsOf } from './mutators.ts';

/** The source with each of its mutants. */
const mutations = (source: string) =>
  mutantsOf('a.ts', source).map(
    ({ start, end, replacement }) => source.slice(0, start) + replacement + source.slice(end),
  );

/** Source, and everything that is made of it. */
const MADE: readonly (readonly [what: string, source: string, made: readonly string[]])[] = [
  ['a bound', 'f(a < b);', [';', 'f(((a) <= (b)));', 'f(((a) >= (b)));']],
  ['an equation', 'x = a === b;', ['x = ((a) !== (b));']],
  ['a condition', 'if (a === b) x = 1;', ['if (true) x = 1;', 'if (false) x = 1;']],
  ['a conjunction', 'x = a && b;', ['x = (a);', 'x = (b);']],
  ['a fallback', 'x = a ?? b;', ['x = ((a) && (b));']],
  ['a sum', 'x = a + 1 - b;', ['x = ((a + 1) + (b));', 'x = ((a) - (1)) - b;']],
  ['a text put together', "x = a + 'b';", ["x = a + '';"]],
  ['a truth', 'x = true;', ['x = false;']],
  ['a negation', 'x = !a;', ['x = (a);']],
  ['a call for what it does', 'list.push(a);', [';']],
  ['what is given', 'function f(a) { return g(a); }', ['function f(a) { return undefined; }']],
  ['a list that is given', 'function f(a) { return [a]; }', ['function f(a) { return []; }']],
  ['an answer', 'const f = (a) => a.has(1);', ['const f = (a) => true;', 'const f = (a) => false;']],
  ['some', 'x = a.some(b);', ['x = a.every(b);']],
  ['a filter', 'x = a.filter(b);', ['x = a;']],
  ['an order', 'x = a.toSorted();', ['x = a;']],
  ['a part', 'x = a.slice(1);', ['x = a;']],
  ['what may not be there', 'x = a?.b?.(c);', ['x = a.b?.(c);', 'x = a?.b(c);']],
  ['what is put in a list', 'x = [...a, 1];', ['x = [...[], 1];']],
  ['a pattern', 'x = /^a$/;', ['x = /a$/;', 'x = /^a/;']],
  [
    'going on',
    'for (const a of b) { if (a) continue; }',
    [
      'for (const a of b) { if (true) continue; }',
      'for (const a of b) { if (false) continue; }',
      'for (const a of b) { if (a) ; }',
    ],
  ],
];

describe('a mutant is made of', () => {
  for (const [what, source, made] of MADE)
    test(what, () => {
      assert.deepEqual(mutations(source).sort(), [...made].sort());
    });
});

/** Sources of which nothing is made. */
const LEFT: readonly (readonly [what: string, source: string])[] = [
  ['types', "type A = 'a' | 'b'; let x: A | undefined;"],
  ['imports', "import { a } from './a.ts';"],
  ['what a bug says', "throw new RangeError('no ' + (a < b));"],
  ['a key', "x = { 'a-b': 1 }; y = x['a-b'];"],
  ['what a type is asked for', "x = typeof a === 'string' ? 1 : 2;"],
];

describe('no mutant is made of', () => {
  for (const [what, source] of LEFT)
    test(what, () => {
      const inText = mutations(source).filter((one) => !/ (===|true|false|!==) /.test(one.replaceAll(/[()?]/g, ' ')));
      assert.deepEqual(inText, []);
    });

  test('the message of a problem, but of its rule', () => {
    const source = "document.report(['id'], 'twice', `it is given twice`);";
    assert.deepEqual(mutations(source), [
      ';',
      "document.report([''], 'twice', `it is given twice`);",
      source.replace("'twice'", "''"),
    ]);
  });
});

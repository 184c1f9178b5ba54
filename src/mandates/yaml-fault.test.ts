import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from './yaml-document.ts';

/** A text with a fault, and all that is told of it: where, and what. */
const FAULTS: readonly (readonly [text: string, ...told: string[]])[] = [
  ['mandate: visit\ntitle The visit\nholder: guest\n', '2:1 a colon and a space are missing after `title`'],
  ['mandate visit\ntitle: The visit\n', '1:1 a colon and a space are missing after `mandate`'],
  ['mandate: visit\nholder guest\n', '2:1 a colon and a space are missing after `holder`'],
  ['mandate:visit\ntitle: x\n', '1:1 a space is missing after the colon of `mandate`'],
  ['open-questions:[Q1]\ntitle: x\n', '1:1 a space is missing after the colon of `open-questions`'],
  ['clauses:\n  - id: 1\n    effect permit\n    text: x\n', '3:5 a colon and a space are missing after `effect`'],
  ['clauses:\n  - - effect permit\n      text: x\n', '2:7 a colon and a space are missing after `effect`'],
  ['clauses:\n  -  effect permit\n     text: x\n', '2:6 a colon and a space are missing after `effect`'],
  [
    'clauses\n  - id: 1\n    effect: permit\n',
    '1:1 a colon and a space are missing after `clauses`',
    '2:9 a key stands below the value of another: it is indented too far, or a colon is missing in the line before',
  ],
  ['\nmandate visit\ntitle: x\n', '2:1 a colon and a space are missing after `mandate`'],
  ['a: 1\nsay - no\nb: 2\n', '2:1 a colon and a space are missing after `say`'],
  ['a: 1\n- b - c\n', '2:1 a colon and a space are missing after `b`'],
  ['? [id]\n: x\n', '1:3 [key-not-text] with stringKeys, all keys must be strings'],
  ['a: {b: 1 c: 2 d: 3}\n', '1:13 a comma is missing within these brackets'],
  ['a: [b: 1 c: 2]\n', '1:8 a comma is missing within these brackets'],
  [
    'a: |\n    \n  x\n',
    '3:3 block scalars with more-indented leading empty lines must use an explicit indentation indicator',
  ],
  ['a: 1\n- b\n', '2:1 an item of a list stands here, where a key is expected'],
  ['a: 1\n(b) c\nd: 2\n', '2:1 a key with a colon and a space after it is expected here'],
  ['a: 1\nb c:d\ne: 2\n', '2:1 a key with a colon and a space after it is expected here'],
  ['a: 1\n"b" c\n', '2:1 a key with a colon and a space after it is expected here'],
  ['a: 1\nb:\n\t- c\n', '3:1 a tab indents this line, where YAML takes spaces only'],
  ['a: "x\nb: 2\n', '1:4 the quote " that opens here is never closed'],
  [
    "a: \"x\nb: 'y\nc: \"z\"\nd: 'it''s'\ne: \"\\\\\"\nf: ''\n",
    '1:4 the quote " that opens here is never closed',
    "2:4 the quote ' that opens here is never closed",
  ],
  ["a: 'it''\nb: 1\n", "1:4 the quote ' that opens here is never closed"],
  ['a: "it\\"\nb: 1\n', '1:4 the quote " that opens here is never closed'],
  ['a: "x\ny z\n', '1:4 the quote " that opens here is never closed'],
  ['a: "x\nb: "y"\nc:\n  - d: "z"\n    e: "w"\n', '1:4 the quote " that opens here is never closed'],
  ['a: [x\nb: "y\nc: "z"\n', '2:1 the `[` of the line before is not closed'],
  [
    'a: 1\nb: 2\n  c 3\nd e\nf g\nh i\nj k\nl: 1\n',
    '4:1 a colon and a space are missing after `d`',
    '5:1 a colon and a space are missing after `f`',
    '6:1 a colon and a space are missing after `h`',
  ],
  ['a: "x"\nb: \'y\nc: 2\n', "2:4 the quote ' that opens here is never closed"],
  ['a: [x, y\nb: 2\n', '2:1 the `[` of the line before is not closed'],
  ['a: {x: 1\nb: 2\n', '2:1 the `{` of the line before is not closed'],
  [
    'a: [x]]\nb: 2\n',
    '1:7 this `]` closes nothing',
    '2:1 this cannot be read: what stands before it is closed too early, or indented otherwise',
  ],
  [
    'a: {x: 1}}\nb: 2\n',
    '1:10 this `}` closes nothing',
    '2:1 this cannot be read: what stands before it is closed too early, or indented otherwise',
  ],
  [
    'a: 1\n  b: 2\n',
    '1:4 a key stands below the value of another: it is indented too far, or a colon is missing in the line before',
  ],
  ['a:\n    b: 2\n  c: 3\n', '3:1 this line begins further left or right than the others that it belongs to'],
  ['l:\n  - a\n  b: 1\n', '3:1 this line begins further left or right than the others that it belongs to'],
  ['a: 1\ntext: |\n   x\n  y\nb: 2\n', '4:1 this line begins further left or right than the others that it belongs to'],
  [
    'text: Note: it is so\nb: 2\n',
    '1:7 a second colon stands in this line: a text with a colon and a space in it is put in quotes',
  ],
  ['text: @x\n', '1:7 a value that begins with this sign is put in quotes'],
  ['text: `x`\n', '1:7 a value that begins with this sign is put in quotes'],
  [
    'text: "a\\q"\n',
    '1:9 `\\q` means nothing in double quotes: a backslash is written twice, or the text in single quotes',
  ],
  ['a: - b\n', '1:4 a list begins on the line below its key'],
  ['a: [x,, y]\n', '1:7 nothing stands between two commas, or before the first'],
  ['a: [, y]\n', '1:5 nothing stands between two commas, or before the first'],
  ['a: {x: 1 y: 2}\n', '1:8 a comma is missing within these brackets'],
  ['a: {x: {z: 1} y: 2 w: 3}\n', '1:15 a comma is missing within these brackets'],
  ['a: ["x" "y"]\n', '1:9 a comma is missing before this'],
  ['a: "x" y\n', '1:8 something stands after the end of the value: behind a closing quote or bracket the line ends'],
  ['a: *b c\n', '1:7 something stands after the end of the value: behind a closing quote or bracket the line ends'],
  ['a: "x"# y\n', '1:7 comments must be separated from other tokens by white space characters'],
];

for (const [text, ...wanted] of FAULTS) {
  test(`of ${JSON.stringify(text)} is told what its author did`, () => {
    const read = readYaml('mandates/visit.yaml', text);
    assert(Array.isArray(read), 'it has a fault');
    assert.deepEqual(
      read.map(
        ({ line, column, rule, message }) => `${line}:${column} ${rule === 'yaml' ? '' : `[${rule}] `}${message}`,
      ),
      wanted,
    );
  });
}

test('of each line the first fault of its syntax is told, and each that is of another kind', () => {
  const read = readYaml('mandates/visit.yaml', 'a: !x {b: 1 c: 2 d: 3}\nb: !y 1\n');
  assert(Array.isArray(read));
  assert.deepEqual(
    read.map(({ line, rule }) => `${line} ${rule}`),
    ['1 yaml', '1 tag', '2 tag'],
  );
});

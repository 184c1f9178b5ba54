import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILE_PROBLEMS_MAX, offered, type Problem, quoted, sortedProblems } from './problem.ts';

const problem = (file: string, line: number, column?: number): Problem => ({
  file,
  line,
  ...(column === undefined ? {} : { column }),
  rule: 'a-rule',
  message: 'it is wrong',
});

test('problems come in the order of files, lines and columns; one without a column first', () => {
  const sorted = [problem('a', 2), problem('a', 2, 3), problem('a', 2, 7), problem('a', 10, 1), problem('b', 1, 1)];
  for (const given of [[...sorted].reverse(), [sorted[3], sorted[1], sorted[4], sorted[0], sorted[2]]]) {
    assert.deepEqual(sortedProblems(given.flatMap((one) => one ?? [])), sorted);
  }
});

test('of one file so many are listed and the rest is counted, from the line on where it begins', () => {
  const many = (file: string, count: number) => Array.from({ length: count }, (_, n) => problem(file, n + 1, 1));
  const most = many('a', FILE_PROBLEMS_MAX);
  assert.deepEqual(sortedProblems(most), most);
  const listed = sortedProblems([...many('a', FILE_PROBLEMS_MAX + 3), ...many('b', 1)]);
  assert.deepEqual(listed.slice(0, FILE_PROBLEMS_MAX), most);
  assert.deepEqual(listed.slice(FILE_PROBLEMS_MAX), [
    { file: 'a', line: FILE_PROBLEMS_MAX + 1, rule: 'too-many-problems', message: 'and 3 more from here on' },
    problem('b', 1, 1),
  ]);
});

test('what is quoted is short, on one line, and cannot end the quotation', () => {
  assert.equal(quoted('a word'), '`a word`');
  assert.equal(quoted({ a: ['b'] }), '`{"a":["b"]}`');
  assert.equal(quoted(undefined), '`undefined`');
  assert.equal(quoted('a`b\nc\u0085d\u0000e\ud800f'), '`a b c d e\ufffdf`');
  assert.equal(quoted('x'.repeat(80)), `\`${'x'.repeat(80)}\``);
  assert.equal(quoted('x'.repeat(81)), `\`${'x'.repeat(77)}…\``);
});

test('a word that is nearly one of those known is offered, and nothing otherwise', () => {
  assert.equal(offered('stadiun', ['consulate', 'stadium']), '; did you mean `stadium`?');
  assert.equal(offered('zeppelin', ['consulate', 'stadium']), '');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSON_DEPTH_MAX } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { FILE_PROBLEMS_MAX } from './problem.ts';
import { readYaml, YamlDocument } from './yaml-document.ts';

function documentOf(text: string, file = 'a.yaml'): YamlDocument {
  const read = readYaml(file, text);
  assert(read instanceof YamlDocument, JSON.stringify(read));
  return read;
}

/** Problems of a text that is refused as it is read: `line:column [rule] message`. */
function refused(text: string, file = 'a.yaml'): string[] {
  const read = readYaml(file, text);
  if (read instanceof YamlDocument) return [];
  return read.map((one) => `${one.line}:${one.column ?? ''} [${one.rule}] ${one.message}`);
}

test('a part of a document is found by its path, and nothing by any other', () => {
  const document = documentOf('a: [x, {b: y}]\nc: {"0": z}\nd: text\ne: null\n');
  const found: readonly (readonly [path: readonly (string | number)[], value: unknown])[] = [
    [['a', 0], 'x'],
    [['a', 1, 'b'], 'y'],
    [['a', '0'], undefined],
    [['a', 'length'], undefined],
    [['a', 2], undefined],
    [['a', 0, 0], undefined],
    [['c', '0'], 'z'],
    [['c', 0], 'z'],
    [['d', 'length'], undefined],
    [['e'], null],
    [['e', 'a'], undefined],
    [['toString'], undefined],
    [['f', 'a'], undefined],
  ];
  for (const [path, value] of found) assert.equal(document.at(path), value, path.join(' '));
});

test('a problem is told where its part stands, or the nearest above it; one of a key, at the key', () => {
  const document = documentOf('# first\na:\n  - b: 1\n    c: {d: 2}\ne:\n');
  const paths = [
    [],
    ['x'],
    ['a'],
    ['a', 0],
    ['a', 0, 'b'],
    ['a', 0, 'c', 'd'],
    ['a', 0, 'c', 'x', 'y'],
    ['a', 5],
    ['e'],
  ];
  for (const path of paths) document.report(path, 'part', 'm');
  for (const path of paths) document.reportKey(path, 'key', 'm');
  const places = document.problems.map(({ line, column }) => `${line}:${column}`);
  assert.deepEqual(places.slice(0, paths.length), ['2:1', '2:1', '3:3', '3:5', '3:8', '4:12', '4:8', '3:3', '5:3']);
  assert.deepEqual(places.slice(paths.length), ['2:1', '2:1', '2:1', '3:5', '3:5', '4:9', '4:5', '2:1', '5:1']);
  assert.deepEqual(document.problems[0], { file: 'a.yaml', line: 2, column: 1, rule: 'part', message: 'm' });
});

test('words are offered for as long as problems are listed', () => {
  const document = documentOf('a: 1');
  for (let n = 0; n < FILE_PROBLEMS_MAX; n++) {
    assert.equal(document.offer('plase', ['place']), '; did you mean `place`?');
    document.report([], 'rule', 'm');
  }
  assert.equal(document.offer('plase', ['place']), '');
});

test('where a text stops being JSON is told by line and column, whatever mark it begins with', () => {
  const ends = 'this JSON breaks off';
  const fault = 'this is no JSON from here on, but the file is named so';
  for (const [text, told] of [
    ['{"a": 1,\n "b": }', `2:7 [not-json] ${fault}`],
    ['{"a": 1,}', `1:9 [not-json] ${fault}`],
    ['\n{"a":\n\n[1,', `4:4 [not-json] ${ends}`],
    ['', `1:1 [not-json] ${ends}`],
    ['a', `1:1 [not-json] ${fault}`],
  ] as const) {
    assert.deepEqual(refused(text, 'a.json'), [told]);
    assert.deepEqual(refused(`\ufeff${text}`, 'a.json'), [told]);
  }
  assert.deepEqual(refused('{"a": 1,}'), [], 'in YAML it is in order');
  assert.equal(documentOf('\ufeff{"a": 1}', 'a.json').at(['a']), 1);
});

test('a schema that a document names is passed over at its top, where it is a text', () => {
  assert.deepEqual(documentOf('$schema: x\na: {$schema: y}').at(['a', '$schema']), 'y');
  assert.equal(documentOf('$schema: x\na: 1').at(['$schema']), undefined);
  assert.deepEqual(documentOf('$schema: [x]').at(['$schema', 0]), 'x');
  for (const text of ['- $schema', 'null', '7', '$schema']) documentOf(text);
});

test('of control characters only those that end lines and fields may stand in a text', () => {
  const codes = [...Array.from({ length: 33 }, (_, n) => n), 0x7e, 0x7f, 0x80, 0x9f];
  const controls = codes.filter((code) =>
    refused(`a: "b${String.fromCharCode(code)}c"`)
      .join()
      .includes('control-character'),
  );
  const allowed = [9, 10, 13, 32];
  assert.deepEqual(controls, [...Array.from({ length: 33 }, (_, n) => n).filter((n) => !allowed.includes(n)), 0x7f]);
  assert.deepEqual(refused('a: b\nc:\n\u0007'), [
    '3: [control-character] a control character `U+0007` stands in the text',
  ]);
});

test('a text is as large as it may be, in bytes of UTF-8', () => {
  const max = LIMITS.documentBytes;
  const large = [`1: [too-large] larger than ${max} bytes`];
  assert.deepEqual(refused(`a: ${'b'.repeat(max - 3)}`), []);
  assert.deepEqual(refused(`a: ${'b'.repeat(max - 2)}`), large);
  assert.deepEqual(refused(`a: ${'b'.repeat(max - 4)}ü`), large);
});

test('lists lie within each other as deep as they may', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  assert.deepEqual(refused(nested(JSON_DEPTH_MAX + 1)), []);
  assert.deepEqual(refused(nested(JSON_DEPTH_MAX + 2)), [
    `1:${JSON_DEPTH_MAX + 2} [too-deep] nested deeper than ${JSON_DEPTH_MAX}`,
  ]);
  const [told = ''] = refused(nested(JSON_DEPTH_MAX + 200));
  assert.match(told, /^1:\d+ \[too-deep\] nested deeper than 32$/);
});

test('what is missing of a text, and what stands twice in it, is told once', () => {
  assert.deepEqual(refused('a: *b\nc: *b'), [
    '1:4 [alias] no anchor `b` comes before this alias',
    '2:4 [alias] no anchor `b` comes before this alias',
  ]);
  assert.deepEqual(refused('a: &b {c: *b, d: *b}'), ['1:11 [alias-cycle] the alias `b` holds itself']);
  const uses = Array.from({ length: LIMITS.documentAliases + 2 }, () => '*a').join(', ');
  assert.deepEqual(refused(`a: &a 1\nb: [${uses}]`), [
    `2:${5 + 4 * LIMITS.documentAliases} [too-many-aliases] more than ${LIMITS.documentAliases} uses of aliases`,
  ]);
  const twice = documentOf('a: &x [1]\nb: [*x, &x [2], *x]');
  assert.deepEqual(JSON.stringify(twice.value), '{"a":[1],"b":[[1],[2],[2]]}');
});

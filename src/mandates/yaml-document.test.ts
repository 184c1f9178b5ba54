import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { JSON_DEPTH_MAX } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { fc } from '../base/testing/properties.ts';
import { FILE_PROBLEMS_MAX } from './problem.ts';
import { readScenario } from './read-scenario.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { readYaml, YamlDocument } from './yaml-document.ts';

const many = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join('');

function rulesOf(text: string): string[] {
  const read = readYaml('a.yaml', text);
  return read instanceof YamlDocument ? [] : [...new Set(read.map(({ rule }) => rule))];
}

/** Text that somebody wrote to hurt, and the rule that must refuse it, within a second or two. */
const HOSTILE: readonly (readonly [what: string, text: string, rule: string])[] = [
  ['ten megabytes', many(1_000_000, () => 'a: bbbb\n'), 'too-large'],
  ['a megabyte in few letters', 'ü'.repeat(600_000), 'too-large'],
  [
    'exploding aliases',
    `a: &a [x]\n${many(9, (n) => `b${n}: &b${n} [${many(9, () => `*${n === 0 ? 'a' : `b${n - 1}`}, `)}]\n`)}`,
    'too-many-aliases',
  ],
  ['51 aliases', `a: &a 1\nb: [${many(51, () => '*a, ')}]`, 'too-many-aliases'],
  ['an alias that holds itself', '&a [*a]', 'alias-cycle'],
  ['an alias that holds itself, further down', 'a: &a\n  b: {c: [*a]}\n', 'alias-cycle'],
  ['an alias of nothing', 'a: *b', 'alias'],
  ['a deep list', '['.repeat(1_000_000), 'too-deep'],
  ['a deep list that closes', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too-deep'],
  ['a deep list in dashes', '- '.repeat(500_000), 'too-deep'],
  ['a deep mapping', '{a: '.repeat(200_000), 'too-deep'],
  ['keys in keys', '? '.repeat(400_000), 'too-deep'],
  ['33 levels', `${'['.repeat(34)}${']'.repeat(34)}`, 'too-deep'],
  ['a tag', 'a: !!js/function "x"', 'tag'],
  ['a tag of the core schema', 'a: !!str 1', 'tag'],
  ['a tag on a mapping', '!!map {a: 1}', 'tag'],
  ['a private tag', 'a: !secret 1', 'tag'],
  ['a directive', '%YAML 1.1\n---\na: yes\n', 'directive'],
  ['two documents', 'a: 1\n---\nb: 2\n', 'several-documents'],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', 'duplicate-key'],
  ['a key that is a list', '[1]: a', 'key-not-text'],
  ['`__proto__` as a key', '__proto__: {a: 1}', 'unknown-key'],
  ['a NUL', 'a: b\u0000', 'control-character'],
  ['an escape sequence', 'a: \u001b[2J', 'control-character'],
  ['not a number', 'a: .nan', 'number'],
  ['infinity', 'a: -.inf', 'number'],
  ['a brace that closes nothing', '}'.repeat(100_000), 'yaml'],
];

describe('a document is refused for', () => {
  for (const [what, text, rule] of HOSTILE) {
    it(what, () => {
      const started = process.cpuUsage();
      assert.ok(rulesOf(text).includes(rule), `wanted \`${rule}\`, got \`${rulesOf(text).join(', ')}\``);
      assert.ok(process.cpuUsage(started).user < 10_000_000, 'it took too long');
    });
  }

  it('no more than is worth listing', () => {
    const read = readYaml(
      'a.yaml',
      many(5_000, (n) => `a${n % 7}: 1\n`),
    );
    assert.ok(!(read instanceof YamlDocument));
    assert.ok(read.length <= FILE_PROBLEMS_MAX + 1);
  });
});

describe('a document is read', () => {
  it('with 50 aliases, each standing for its value', () => {
    const read = readYaml('a.yaml', `a: &a [x]\nb: [${many(50, () => '*a, ')}]`);
    assert.ok(read instanceof YamlDocument);
    assert.equal((read.at(['b']) as unknown[]).length, 50);
    assert.deepEqual(read.at(['b', 49, 0]), 'x');
  });

  it('with 40,000 keys in good time', () => {
    const read = readYaml(
      'a.yaml',
      many(40_000, (n) => `k${n}: 1\n`),
    );
    assert.ok(read instanceof YamlDocument);
  });

  it('in the core schema: words that other schemas take for something else are words', () => {
    const read = readYaml('a.yaml', 'a: [yes, no, on, 2026-01-27, 08:30, ~, true, 0x1F]');
    assert.ok(read instanceof YamlDocument);
    assert.deepEqual(read.at(['a']), ['yes', 'no', 'on', '2026-01-27', '08:30', null, true, 31]);
  });

  it('with `constructor` and the like as keys like any other', () => {
    const read = readYaml('a.yaml', 'constructor: 1\ntoString: 2\n');
    assert.ok(read instanceof YamlDocument);
    assert.equal(read.at(['constructor']), 1);
    assert.equal(read.at(['hasOwnProperty']), undefined);
  });
});

describe('a scenario whose document is', () => {
  const kinds: readonly (readonly [string, string])[] = [
    ['empty', ''],
    ['a comment', '# nothing\n'],
    ['a scalar', 'hello'],
    ['a number', '7'],
    ['a list', '- a\n- b\n'],
    ['null', 'null'],
    [
      'a mapping of wrong types',
      'scenario: [1]\nvocabulary: {a: b}\nmandate: 7\nclauses: x\nacts: {a: 1}\npeople: 3\n',
    ],
  ];
  for (const [what, text] of kinds) {
    it(`${what} is refused, whichever document it is`, () => {
      for (const file of smallScenario().keys()) {
        const read = readScenario(smallScenario({ [file]: text }));
        assert.ok(!read.ok, file);
        assert.ok(read.problems.every(({ message }) => message.length > 0 && message.length < 1_000));
      }
    });
  }

  it('cut or changed anywhere never throws', () => {
    const files = [...smallScenario()];
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(40),
        fc.string(),
        (n, where, cut, put) => {
          const [file, text] = files[n % files.length] ?? ['', ''];
          const at = Math.floor(where * text.length);
          const read = readScenario(smallScenario({ [file]: text.slice(0, at) + put + text.slice(at + cut) }));
          if (!read.ok) assert.ok(read.problems.length > 0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

itRefusesAsNoted('yaml-syntax');

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
  assert.deepEqual(refused('a: b\nc:\n\u0007\nd: e\n'), [
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
  const renamed = documentOf('a: &x [&y 1]\nb: &y 2\nc: *x\nd: *y\n');
  assert.equal(JSON.stringify(renamed.value), '{"a":[1],"b":2,"c":[1],"d":2}');
  const inner = documentOf('a: &y 1\nb: &x [*y]\nc: &y 2\nd: *x\ne: *y\nf:\n');
  assert.equal(JSON.stringify(inner.value), '{"a":1,"b":[1],"c":2,"d":[1],"e":2,"f":null}');
  const twice = documentOf('a: &x [1]\nb: [*x, &x [2], *x]');
  assert.deepEqual(JSON.stringify(twice.value), '{"a":[1],"b":[[1],[2],[2]]}');
});

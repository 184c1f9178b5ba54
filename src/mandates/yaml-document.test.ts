import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import { FILE_PROBLEMS_MAX } from './problem.ts';
import { readScenario } from './read-scenario.ts';
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

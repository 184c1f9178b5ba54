import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../base/testing/properties.ts';
import { jsonFaultAt } from './json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const PLACES: readonly (readonly [text: string, fault: number | undefined])[] = [
  ['{"a": [1, -0.5e+3, true, null, {}, [], "\\u00e9\\n"]}', undefined],
  [' \n7\t', undefined],
  ['', 0],
  ['{', 1],
  ['{"a', 3],
  ['{"a\\u00', 7],
  ['{"a": tr', 8],
  ['[1, ', 4],
  ['[nul', 4],
  ['[fals', 5],
  ['[t', 2],
  ['{"a": 1,}', 8],
  ['[1,]', 3],
  ['[,1]', 1],
  ['{"a" 1}', 5],
  ['{a: 1}', 1],
  ['{"a": 1 // x\n}', 8],
  ["{'a': 1}", 1],
  ['{"a": 01}', 7],
  ['{"a": NaN}', 6],
  ['{"a": "x\ny"}', 6],
  ['{"a": "\\x41"}', 6],
  ['{} {}', 3],
  ['[1}', 2],
  ['{"a": 1]', 7],
  ['mandate: visit', 0],
  ['\ufeff{}', 0],
];

for (const [text, fault] of PLACES) {
  test(`${JSON.stringify(text)} ${fault === undefined ? 'is JSON' : `is none from ${fault} on`}`, () => {
    assert.equal(isJson(text), fault === undefined);
    assert.equal(jsonFaultAt(text), fault);
  });
}

test('what is JSON to the engine is JSON here, whatever was cut or put in', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    'u0041',
    '1',
    '-',
    '.',
    'e',
    'true',
    ' ',
    'x',
  );
  const changed = fc
    .tuple(fc.json(), fc.nat(), fc.nat(3), fc.array(pieces, { maxLength: 2 }))
    .map(([text, where, cut, put]) => {
      const at = where % (text.length + 1);
      return text.slice(0, at) + put.join('') + text.slice(at + cut);
    });
  const any = fc.oneof(
    fc.json(),
    changed,
    changed,
    fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
  );
  let sound = 0;
  fc.assert(
    fc.property(any, (text) => {
      const fault = jsonFaultAt(text);
      assert.equal(fault === undefined, isJson(text), text);
      if (fault === undefined) sound++;
      else assert.ok(fault >= 0 && fault <= text.length);
    }),
    { numRuns: 4_000 },
  );
  assert.ok(sound > 400 && sound < 3_600, `${sound} of 4000 were JSON`);
});

test('a text of any depth or length is looked at in good time', () => {
  const started = performance.now();
  assert.equal(jsonFaultAt('['.repeat(500_000)), 500_000);
  assert.equal(jsonFaultAt(`"${'x'.repeat(1_000_000)}`), 1_000_001);
  assert.equal(jsonFaultAt(`"${'x'.repeat(1_000_000)}"`), undefined);
  assert.equal(jsonFaultAt(' '.repeat(1_000_000)), 1_000_000);
  assert.equal(jsonFaultAt('"a",'.repeat(200_000)), 3);
  assert.ok(performance.now() - started < 5_000);
});

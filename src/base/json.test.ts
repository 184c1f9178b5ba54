import assert from 'node:assert/strict';
import { test } from 'node:test';
import canonicalize from 'canonicalize';
import { canonicalJson, JSON_DEPTH_MAX } from './json.ts';
import { fc } from './testing/properties.ts';

const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger().map((number) => (number === 0 ? 0 : number)),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('10', '9', '__proto__', 'é', '\u{10000}', '\uffff')),
      tie('value'),
    ),
  ),
})).value;

test('what is written is what the package `canonicalize` writes', () => {
  fc.assert(
    fc.property(anyJson, (value) => assert.equal(canonicalJson(value), canonicalize(value))),
    { numRuns: 2_000 },
  );
});

test('members that are undefined are left out, and stand as null in an array', () => {
  assert.equal(canonicalJson({ b: 1, a: undefined, c: [undefined] }), '{"b":1,"c":[null]}');
});

test('every character that JSON escapes is escaped as RFC 8785 says, in values and in names', () => {
  const all = String.fromCharCode(...Array.from({ length: 0x300 }, (_, code) => code), 0x2028, 0xfeff, 0xffff);
  for (const text of [all, ...all]) assert.equal(canonicalJson({ [text]: text }), canonicalize({ [text]: text }));
});

for (const [what, value] of [
  ['a fraction', 0.5],
  ['minus zero', [-0]],
  ['a number beyond 2^53 - 1', { a: 2 ** 53 }],
  ['not a number', Number.NaN],
  ['a lone surrogate', ['\ud800']],
  ['a lone surrogate in a name', { '\udc00': 1 }],
  ['a function', { a: () => 1 }],
  ['a big integer', 1n],
  ['a date', new Date(0)],
  ['undefined', undefined],
] as const) {
  test(`${what} has no canonical form`, () => {
    assert.throws(() => canonicalJson(value), TypeError);
  });
}

test(`a value is nested at most ${JSON_DEPTH_MAX} deep`, () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
  assert.equal(canonicalJson(nested(JSON_DEPTH_MAX)), canonicalize(nested(JSON_DEPTH_MAX)));
  assert.throws(() => canonicalJson(nested(JSON_DEPTH_MAX + 1)), /deeper than 32/);
});

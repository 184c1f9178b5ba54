import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duplicateMember } from './duplicate-member.ts';
import { fc } from './testing/properties.ts';

test('the path of the first member that is there twice is told, at every level, in objects and arrays', () => {
  const cases: [string, readonly (string | number)[] | undefined][] = [
    ['{"a":1,"a":1}', ['a']],
    ['{"a":{"b":1,"c":{},"b":2}}', ['a', 'b']],
    ['[{"a":1},{"a":1,"b":[0,{"c":1,"c":2}]}]', [1, 'b', 1, 'c']],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['{"\\"":1,"\\u0022":2}', ['"']],
    ['{"\\\\":1,"\\\\":2}', ['\\']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
    ['{"":1,"":2}', ['']],
    ['{"a":[[[{"b":1}]]],"a":1}', ['a']],
    ['{"a":"a","b":"a"}', undefined],
    ['{"a":{"a":{"a":["a","a"]}},"b":{"a":1}}', undefined],
    ['{"a":"\\",\\"a\\":1,\\"a\\":2","b":"{\\"b\\":1,\\"b\\":"}', undefined],
    ['{"a":"\\\\","b":"\\\\\\"","c":"}"}', undefined],
    [' { "a" : 1 ,\n"b" : [ { } , [ ] ] } ', undefined],
    ['"a"', undefined],
    ['7', undefined],
  ];
  for (const [text, path] of cases) {
    JSON.parse(text);
    assert.deepEqual(duplicateMember(text), path, text);
  }
});

test('what JSON.stringify writes holds none, and any of its members put in again is found', () => {
  const anything = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), {
    minKeys: 1,
  });
  fc.assert(
    fc.property(anything, fc.nat(), (value, n) => {
      const text = JSON.stringify({ in: [value] });
      assert.equal(duplicateMember(text), undefined);
      const names = Object.keys(value);
      const name = names[n % names.length] ?? '';
      const again = JSON.stringify({ in: [0] }).replace('0', () => {
        return `${JSON.stringify(value).slice(0, -1)},${JSON.stringify(name)}:null}`;
      });
      assert.deepEqual(duplicateMember(again), ['in', 0, name]);
    }),
  );
});

test('it takes no stack and little time, however deep and long the text', () => {
  const deep = `${'[{"a":'.repeat(200_000)}1${'}]'.repeat(200_000)}`;
  assert.equal(duplicateMember(deep), undefined);
  assert.equal(duplicateMember(`["${'\\\\'.repeat(100_000)}"]`), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EntryReader, explainEntry, sealDigests } from './entry.ts';
import { isFault } from './report.ts';
import { canonical, origin } from './testing/builder.ts';
import { digest } from './testing/merkle.ts';

const digests = (count: number) => Array.from({ length: count }, (_, i) => digest(`${i}`).toString('base64url')).sort();
const make = (change: Record<string, unknown> = {}, count = 16) =>
  canonical({ _sd: digests(count), _sd_alg: 'sha-256', ledger: origin, recorded: 1_770_000_000_000, v: 1, ...change });

const reader = new EntryReader(origin);

/** The fast way and the slow way have to agree. */
function read(text: string | Buffer): ReturnType<EntryReader['check']> {
  const bytes = Buffer.from(text);
  reader.load(bytes, 0, bytes.length);
  const slow = explainEntry(bytes, origin);
  const fast = reader.fits();
  if (fast >= 0) assert.deepEqual(slow, { recorded: fast }, `taken fast, not slowly: ${text}`);
  assert.deepEqual(reader.check(), slow);
  return slow;
}

test('entry: 16, 32 and 64 digests fit the template', () => {
  for (const count of [16, 32, 64]) {
    for (const recorded of [0, 7, 1_770_000_000_000, Number.MAX_SAFE_INTEGER]) {
      const text = make({ recorded }, count);
      assert.deepEqual(read(text), { recorded });
      assert.equal(reader.fits(), recorded, 'not taken fast');
      assert.deepEqual([...sealDigests(Buffer.from(text), 0)], digests(count));
    }
  }
});

test('entry: the leaf is 0x00 and the entry', () => {
  const leaf = reader.load(Buffer.from('xabcx'), 1, 4);
  assert.deepEqual(Buffer.from(leaf), Buffer.from('\0abc'));
});

const sorted = digests(16);
const [first = '', second = ''] = sorted;
const unusedBits = `${first.slice(0, 42)}${first.slice(42) === 'A' ? 'B' : String.fromCharCode(first.charCodeAt(42) + 1)}`;

for (const [why, text] of Object.entries({
  'a digest twice': make({ _sd: [first, ...sorted.slice(0, 15)] }),
  'digests out of order': make({ _sd: [second, first, ...sorted.slice(2)] }),
  '15 digests': make({ _sd: sorted.slice(1) }),
  '17 digests': make({}, 17),
  '48 digests': make({}, 48),
  '65 digests': make({}, 65),
  'no digests': make({ _sd: [] }),
  'a digest of 42 characters': make({ _sd: [first.slice(1), ...sorted.slice(1)] }),
  'a digest of 44 characters': make({ _sd: [`${first}A`, ...sorted.slice(1)] }),
  'unused bits that are not zero': make({ _sd: [unusedBits, ...sorted.slice(1)] }),
  'standard base64': make({ _sd: [`+/${first.slice(2)}`, ...sorted.slice(1)] }),
  'a digest that is a number': make({ _sd: [1, ...sorted.slice(1)] }),
  'a digest that is an object': make({ _sd: [{ a: 1 }, ...sorted.slice(1)] }),
  'another algorithm': make({ _sd_alg: 'sha-512' }),
  'another ledger': make({ ledger: 'other.exercise.remit.example/0123456789ab' }),
  'a ledger that is an object': make({ ledger: { a: 1 } }),
  'a time below zero': make({ recorded: -1 }),
  'a time that is a text': make({ recorded: '1' }),
  'a time beyond 2^53-1': make({ recorded: 2 ** 53 }),
  'a time with a fraction': make({ recorded: 1.5 }),
  'a leading zero': make().replace('"recorded":1', '"recorded":01'),
  'version 2': make({ v: 2 }),
  'a member more': make({ w: 1 }),
  'a member less': make({ v: undefined }),
  'a member twice': make().replace(',"v":1', ',"v":1,"v":1'),
  'members out of order': make().replace('{', '{"v":1,').replace(',"v":1}', '}'),
  'white space': make().replace(',"v"', ', "v"'),
  'a byte too many': `${make()} `,
  'a byte too few': make().slice(0, -1),
  'a comma inside a digest': make({ _sd: [`${first.slice(0, 10)}","${first.slice(13)}`, ...sorted.slice(1)] }),
  'a comma and quote moved into the next digest': make().replace(
    `","${second}`,
    `"AA${second.slice(0, 10)},"${second.slice(12)}`,
  ),
  'a digest that is null': make({ _sd: [null, ...sorted.slice(1)] }),
  nothing: '',
  'no object': '[]',
})) {
  test(`entry: refuses ${why}`, () => assert.ok(isFault(read(text))));
}

test('entry: a quote or comma moved inside the digests is refused', () => {
  const text = make();
  for (let at = 9; at < 745; at++) {
    for (const letter of ['"', ',', '=', 'é']) {
      const changed = text.slice(0, at) + letter + text.slice(at + 1);
      if (changed !== text) assert.ok(isFault(read(changed)), changed);
    }
  }
});

test('entry: the fast and the slow way agree on each single flipped bit', () => {
  for (const count of [16, 32]) {
    const bytes = Buffer.from(make({}, count));
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of count === 16 ? [1, 2, 4, 8, 16, 32, 64, 128] : [1, 32]) {
        bytes[at] = (bytes[at] as number) ^ bit;
        read(bytes);
        bytes[at] = (bytes[at] as number) ^ bit;
      }
    }
  }
});

test('entry: what an earlier, longer entry left behind is not read', () => {
  const text = make();
  for (let length = text.length - 1; length > 0; length -= 7) {
    read(text);
    assert.ok(isFault(read(text.slice(0, length))));
  }
});

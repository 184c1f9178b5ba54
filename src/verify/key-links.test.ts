/** The form of a link from one key of a ledger to the next, and of the chain of them (formats.md §6). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyLinks, linkBytesMax, linksMax, openLink } from './key-links.ts';
import { nodePrimitives } from './node.ts';
import { openCheckpoint, parseVkey, type Vkey } from './note.ts';
import { isFault } from './report.ts';
import type { Source } from './source.ts';
import { origin, signNote, vkeyOf } from './testing/builder.ts';
import { badLine, linkOf, signedBy } from './testing/keys.ts';
import { memorySource } from './testing/memory.ts';
import { checkpointText, witnessKey } from './testing/witnesses.ts';

const elsewhere = 'other.exercise.remit.example/0123456789ab';
const good = linkOf('log', 'log 2').toString();
const [text = '', lines = ''] = good.split('\n\n');
const signatures = lines.trimEnd().split('\n');

function keyOf(name: string): Vkey {
  const key = parseVkey(vkeyOf(origin, name), nodePrimitives);
  assert.ok(!isFault(key));
  return key;
}

async function faultOf(link: string | Buffer): Promise<string> {
  const opened = await openLink(Buffer.from(link as string), nodePrimitives);
  assert.ok(isFault(opened), 'was opened');
  return `${opened.offset ?? 0}: ${opened.fault}`;
}

test('link: is spelled as the page has it, and opens', async () => {
  assert.equal(text, `remit/ledger-key/v1\n${origin}\n${vkeyOf(origin, 'log')}\n${vkeyOf(origin, 'log 2')}`);
  assert.equal(signatures.length, 2);
  const opened = await openLink(Buffer.from(good), nodePrimitives);
  assert.ok(!isFault(opened), JSON.stringify(opened));
  assert.deepEqual(
    [opened.origin, opened.before.text, opened.after.text],
    [origin, vkeyOf(origin, 'log'), vkeyOf(origin, 'log 2')],
  );
});

/** Byte offsets of the lines of a good link. */
const [third, fourth] = [20 + origin.length + 1, 20 + origin.length + 1 + vkeyOf(origin, 'log').length + 1];
const fifth = fourth + vkeyOf(origin, 'log 2').length + 2;
const sixth = fifth + Buffer.from(`${signatures[0]}\n`).length;
const seventh = sixth + Buffer.from(`${signatures[1]}\n`).length;
const at = (offset: number, fault: string) => new RegExp(`^${offset}: .*${fault}`);
const withLines = (...signed: (string | undefined)[]) => `${text}\n\n${signed.join('\n')}\n`;

for (const [what, link, wanted] of [
  ['another first line', linkOf('log', 'log 2', { first: 'remit/ledger-key/v2' }), at(0, 'the first line is not')],
  ['a byte order mark', `\ufeff${good}`, at(0, 'the first line is not')],
  ['a fifth line', linkOf('log', 'log 2', { more: ['x'] }), at(0, 'the text has 5 lines, not four')],
  ['an empty fifth line', linkOf('log', 'log 2', { more: [''] }), at(0, 'the text has 5 lines')],
  ['three lines', signedBy(`${text.split('\n').slice(0, 3).join('\n')}\n`, ['log', 'log 2']), at(0, 'has 3 lines')],
  ['carriage returns', good.replaceAll('\n', '\r\n'), at(0, 'control character')],
  ['a tab after a key', linkOf('log', 'log 2', { after: `${vkeyOf(origin, 'log 2')}\t` }), at(0, 'control character')],
  ['a space after a key', linkOf('log', 'log 2', { after: `${vkeyOf(origin, 'log 2')} ` }), at(fourth, 'one line of')],
  ['no line feed at the end', good.slice(0, -1), at(0, 'is not a text')],
  ['an empty line at the end', `${good}\n`, at(0, 'is not a text')],
  ['nothing signed', `${text}\n`, at(0, 'is not a text')],
  ['nothing at all', '', at(0, 'is not a text')],
  [
    'the key of a witness before',
    linkOf('log', 'log 2', { before: witnessKey(origin, 'log') }),
    at(third, 'before: .*algorithm 1'),
  ],
  [
    'the key of a witness after',
    linkOf('log', 'log 2', { after: witnessKey(origin, 'log 2') }),
    at(fourth, 'after: .*algorithm 1'),
  ],
  [
    'a key before of another origin',
    linkOf('log', 'log 2', { before: vkeyOf(elsewhere, 'log') }),
    at(third, 'before is of'),
  ],
  [
    'a key after of another origin',
    linkOf('log', 'log 2', { after: vkeyOf(elsewhere, 'log 2') }),
    at(fourth, 'after is of'),
  ],
  ['the same key twice', linkOf('log', 'log'), at(fourth, 'the key hash of the key before')],
  ['a third signature', withLines(...signatures, signatures[1]), at(seventh, 'has 3 signatures')],
  [
    'a third signature, of a stranger',
    linkOf('log', 'log 2', { signers: ['log', 'log 2', 'log 3'] }),
    at(seventh, 'has 3 signatures'),
  ],
  ['one signature', withLines(signatures[0]), at(fifth, 'has 1 signatures')],
  [
    'the signatures swapped',
    withLines(signatures[1], signatures[0]),
    at(fifth, 'signature 1 is not by the key before'),
  ],
  ['the key before twice', withLines(signatures[0], signatures[0]), at(sixth, 'signature 2 is not by the key after')],
  [
    'a stranger for the key before',
    linkOf('log', 'log 2', { signers: ['x', 'log 2'] }),
    at(fifth, 'not by the key before'),
  ],
  [
    'a stranger for the key after',
    linkOf('log', 'log 2', { signers: ['log', 'x'] }),
    at(sixth, 'not by the key after'),
  ],
  ['a bad signature before', withLines(badLine('log').trimEnd(), signatures[1]), at(fifth, 'by the key before is bad')],
  ['a bad signature after', withLines(signatures[0], badLine('log 2').trimEnd()), at(sixth, 'by the key after is bad')],
  [
    'the name of another under the signature',
    good.replace(`\n— ${origin}`, `\n— ${elsewhere}`),
    at(fifth, 'signature 1 is not by'),
  ],
  [
    'a signature of 65 bytes',
    withLines(
      signatures[0]?.replace(/\S+$/, (b64) =>
        Buffer.concat([Buffer.from(b64, 'base64'), Buffer.of(0)]).toString('base64'),
      ),
      signatures[1],
    ),
    at(fifth, 'before is bad'),
  ],
  ['a checkpoint', signNote(checkpointText(3, Buffer.alloc(32, 7))), at(0, 'the first line is not')],
  [
    'a checkpoint of an origin with the name of the first line',
    signNote(checkpointText(3, Buffer.alloc(32, 7), 'remit/ledger-key/v1'), 'log', 'remit/ledger-key/v1'),
    at(0, 'has 3 lines'),
  ],
] as const) {
  test(`link: ${what} is no link`, async () => {
    assert.match(await faultOf(link), wanted);
  });
}

test('link: no single changed byte, and no cut, opens', async () => {
  const bytes = Buffer.from(good);
  for (let index = 0; index < bytes.length; index++) {
    for (const mask of [1, 0x20, 0x80]) {
      const bad = Buffer.from(bytes);
      bad[index] = (bad[index] as number) ^ mask;
      assert.ok(isFault(await openLink(bad, nodePrimitives)), `byte ${index}`);
    }
    assert.ok(isFault(await openLink(bytes.subarray(0, index), nodePrimitives)), `cut at ${index}`);
  }
});

test('link: is no checkpoint, whatever its origin is', async () => {
  const key = keyOf('log');
  const opened = await openCheckpoint(Buffer.from(good), key, nodePrimitives);
  assert.ok(isFault(opened));
  assert.match(`${opened.code}: ${opened.fault}`, /^checkpoint: does not have three lines/);
});

/** The keys of a chain of these files, by the names of the key pairs; or the fault. */
async function follow(files: Record<string, Uint8Array>, names: readonly string[] = [], source?: Source) {
  const all = new Map(Object.entries(files));
  const keys = await new KeyLinks(source ?? memorySource(all), 'ledger/', origin, nodePrimitives).keys();
  if (isFault(keys)) return `${keys.code}: ${keys.fault}`;
  return keys.map(({ text }) => names.find((name) => vkeyOf(origin, name) === text));
}

/** The files `ledger/keys/1`, … of a chain through these keys. */
function chain(...names: string[]): Record<string, Uint8Array> {
  return Object.fromEntries(
    names.slice(1).map((after, n) => [`ledger/keys/${n + 1}`, linkOf(names[n] ?? '', after)] as const),
  );
}

test('links: lead from the first key to the last', async () => {
  assert.deepEqual(await follow(chain('a', 'b'), ['a', 'b']), ['a', 'b']);
  assert.deepEqual(await follow(chain('a', 'b', 'c', 'd'), ['a', 'b', 'c', 'd']), ['a', 'b', 'c', 'd']);
});

test('links: at most 64 are read, and a 65th is a fault', async () => {
  assert.equal(linksMax, 64);
  const names = Array.from({ length: linksMax + 2 }, (_, n) => `key ${n}`);
  const keys = await follow(chain(...names.slice(0, -1)), names);
  assert.deepEqual(keys, names.slice(0, -1));
  assert.match(String(await follow(chain(...names))), /^vkey: `ledger\/keys\/65` at byte offset 0: .*more than 64/);
  const long = { ...chain(...names), 'ledger/keys/65': Buffer.alloc(linkBytesMax + 1) };
  assert.match(String(await follow(long)), /more than 64/, 'whatever it is');
});

test('links: what is wrong is said with the file and the offset', async () => {
  const two = chain('a', 'b', 'c');
  const long = Buffer.concat([linkOf('b', 'c'), Buffer.from('— x AAAAAAA=\n'.repeat(300))]);
  for (const [files, wanted] of [
    [{}, /^missing: `ledger\/keys\/1` is missing/],
    [{ 'ledger/keys/2': linkOf('b', 'c') }, /^missing: `ledger\/keys\/1` is missing/],
    [
      { ...two, 'ledger/keys/2': linkOf('x', 'c') },
      new RegExp(`^vkey: \`ledger/keys/2\` at byte offset ${third}: begins at`),
    ],
    [chain('a', 'b', 'a'), new RegExp(`^vkey: \`ledger/keys/2\` at byte offset ${fourth}: leads back to`)],
    [chain('a', 'b', 'c', 'b'), /^vkey: `ledger\/keys\/3` .*leads back to/],
    [
      { 'ledger/keys/1': linkOf('a', 'b', { origin: elsewhere }) },
      /^vkey: `ledger\/keys\/1` at byte offset 20: is of the ledger/,
    ],
    [{ ...two, 'ledger/keys/2': long }, /^vkey: `ledger\/keys\/2` at byte offset 4096: is longer than 4096 bytes/],
    [
      { ...two, 'ledger/keys/1': linkOf('a', 'b').subarray(9) },
      /^vkey: `ledger\/keys\/1` at byte offset 0: the first line/,
    ],
  ] as const) {
    assert.match(String(await follow(files as Record<string, Uint8Array>)), wanted);
  }
  const gap = await follow({ ...chain('a', 'b', 'c', 'd'), 'ledger/keys/2': Buffer.alloc(0) });
  assert.match(String(gap), /^vkey: `ledger\/keys\/2`/, 'an empty file is no gap');
});

test('links: one that cannot be read is no fault of the ledger', async () => {
  const source = memorySource(new Map(Object.entries(chain('a', 'b', 'c'))));
  const read: Source['read'] = async (path, bytesMax) =>
    path.endsWith('/2') ? { kind: 'unreadable', reason: 'status 500' } : source.read(path, bytesMax);
  assert.equal(await follow({}, [], { ...source, read }), 'unreadable: cannot read `ledger/keys/2`: status 500');
});

test('links: the keys before one, or why there are none', async () => {
  const links = new KeyLinks(
    memorySource(new Map(Object.entries(chain('a', 'b', 'c')))),
    'ledger/',
    origin,
    nodePrimitives,
  );
  const before = async (name: string) => {
    const keys = await links.before(keyOf(name));
    return isFault(keys) ? keys.fault : keys.map(({ text }) => text);
  };
  assert.equal(links.isRead, false);
  assert.deepEqual(await before('c'), [vkeyOf(origin, 'a'), vkeyOf(origin, 'b')]);
  assert.deepEqual(await before('b'), [vkeyOf(origin, 'a')]);
  assert.match(String(await before('a')), /^`ledger\/keys\/1` begins at/);
  assert.match(String(await before('x')), /^`ledger\/keys\/2` leads to `\S+`, and none leads to/);
});

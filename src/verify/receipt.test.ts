/** Receipts (formats.md §12): what one proves, and that nothing hostile passes for one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import { parsePolicy } from './policy.ts';
import { parseReceipt } from './receipt.ts';
import { checkReceipt, type ReceiptOptions } from './receipt-check.ts';
import { englishReceipt, italianReceipt, tellReceipt } from './receipt-words.ts';
import { type FindingCode, isFault } from './report.ts';
import { disclose, origin, signNote, startMilliseconds, vkeyOf } from './testing/builder.ts';
import { inclusionProof, leafHash } from './testing/merkle.ts';
import { issue, type Parts, receiptOf } from './testing/receipts.ts';
import { checkpointText, cosigned, examplePolicy } from './testing/witnesses.ts';

const issued = issue(21);
const vkey = vkeyOf(origin, 'log');
const policy = parsePolicy(Buffer.from(examplePolicy), nodePrimitives);
assert.ok(!isFault(policy));
const witnesses = { policy, now: () => startMilliseconds + 1_000_000_000 };

const check = (bytes: Uint8Array | string, options: Partial<ReceiptOptions> = { vkey }) =>
  checkReceipt(Buffer.from(bytes as string), { primitives: nodePrimitives, ...options });

test('receipt: of every entry, in trees of every size, with the log’s key or a policy', async () => {
  for (let size = 1; size <= 21; size++) {
    for (let index = 0; index < size; index++) {
      const report = await check(receiptOf(issued, index, { size }), size % 2 === 0 ? { vkey } : { witnesses });
      assert.equal(report.status, 'OK', `${index} of ${size}: ${JSON.stringify(report.findings)}`);
      assert.deepEqual([report.index, report.size], [index, size]);
      assert.equal(report.recorded, startMilliseconds + 1000 * index);
    }
  }
});

test('receipt: says in plain words what it shows, in English and Italian', async () => {
  const report = await check(receiptOf(issued, 4), { witnesses });
  const told = new Map(tellReceipt(report, englishReceipt));
  assert.equal(told.get('entry'), `number 4 of the 21 in the ledger ${origin}`);
  assert.equal(told.get('kind'), 'deed.propose');
  assert.equal(told.get('activity'), 'patrol');
  assert.equal(told.get('outcome'), 'needs approval');
  assert.equal(told.get('clauses'), 'c2');
  assert.equal(told.get('who'), 'bo, for guest-police');
  assert.match(told.get('time') ?? '', /^2026-02-02T02:40:04.000Z, in the event’s own time$/);
  assert.equal(told.get('own record'), 'entry 1 of this actor');
  assert.match(told.get('signature') ?? '', /^by the key k[0-9a-f]{16}; whose it was .* not checked here$/);
  assert.equal(told.get('also shown'), 'activityClass, audience, changes, facts');
  assert.equal(told.get('not shown'), undefined);
  assert.equal(new Map(tellReceipt(report, italianReceipt)).get('esito'), 'richiede approvazione');
  assert.deepEqual(
    report.witnessed?.by.map(({ name }) => name),
    ['a', 'b'],
  );
});

test('receipt: says no more than is disclosed, down to nothing but that there is an entry', async () => {
  const some = await check(receiptOf(issued, 4, { fields: ['outcome', 'agency'] }));
  assert.deepEqual(Object.keys(some.fields).sort(), ['agency', 'outcome']);
  const told = new Map(tellReceipt(some, englishReceipt));
  assert.equal(told.get('who'), 'somebody of guest-police');
  assert.equal(told.get('not shown'), 'kind, clauses, at, act');
  const none = await check(receiptOf(issued, 4, { fields: [] }));
  assert.equal(none.status, 'OK');
  assert.deepEqual(
    tellReceipt(none, englishReceipt).map(([name]) => name),
    ['entry', 'recorded', 'not shown', 'not proved'],
  );
  const end = await check(receiptOf(issued, 15));
  assert.equal(new Map(tellReceipt(end, englishReceipt)).get('follows'), 'from the act at entry 14');
});

test('receipt: a checkpoint that too few witnesses of the policy cosigned is UNWITNESSED, and still read', async () => {
  const report = await check(receiptOf(issued, 4, { witnesses: ['a.example', 'stranger'] }), { witnesses });
  assert.equal(report.status, 'UNWITNESSED');
  assert.equal(report.fields['outcome'], 'needs-approval');
  const bytes = receiptOf(issued, 4);
  const at = bytes.lastIndexOf('— b.example');
  const bad = Buffer.from(bytes);
  bad[bad.length - 20] = (bad[bad.length - 20] as number) ^ 1;
  const found = (await check(bad, { witnesses })).findings.find(({ code }) => code === 'cosignature');
  assert.equal(found?.offset, at);
  const now = () => startMilliseconds - 300_001;
  assert.match((await check(bytes, { witnesses: { policy, now } })).findings[0]?.message ?? '', /of the future/);
});

test('receipt: without a key of the reader nothing is said; a pin of an earlier check has one, and tells a fork', async () => {
  const bytes = receiptOf(issued, 4);
  const blind = await check(bytes, {});
  assert.deepEqual([blind.status, blind.findings[0]?.code, blind.fields], ['UNREADABLE', 'no-key', {}]);
  const key = policy.logs[0] ?? assert.fail();
  const pinned = (size: number, root: Uint8Array) => async () => ({
    checkpoint: { origin, size, root },
    vkey: key,
    earlier: [],
  });
  assert.equal((await check(bytes, { pinned: pinned(21, issued.root) })).status, 'OK');
  assert.equal((await check(bytes, { pinned: pinned(22, Buffer.alloc(32)) })).status, 'OK');
  assert.equal((await check(bytes, { pinned: pinned(21, Buffer.alloc(32)) })).status, 'EQUIVOCATION');
  const other = await check(receiptOf(issued, 4, { note: signNote(checkpointText(21, issued.root), 'other') }), {
    vkey: vkeyOf(origin, 'other'),
    pinned: pinned(21, issued.root),
  });
  assert.equal(other.findings[0]?.code, 'pin-key');
});

const proof = inclusionProof(4, issued.entries.map(leafHash));
const named = (name: string) => issued.disclosures[4]?.get(name) ?? assert.fail(name);
const salt = (disclosure: string) => {
  const [spelled] = JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as [string];
  return Buffer.from(spelled, 'base64url');
};
const entry = issued.entries[4] ?? assert.fail();
const text = checkpointText(21, issued.root);
const extra = (members: Record<string, unknown>) => ({
  disclosures: [],
  entry: entry.toString('base64url'),
  v: 1,
  ...members,
});

const hostile: [what: string, parts: Partial<Parts>, code: FindingCode, message: RegExp][] = [
  ['another first line', { header: 'c2sp.org/tlog-proof@v2' }, 'receipt', /byte offset 0: the first line is not/],
  ['a byte order mark', { header: '\ufeffc2sp.org/tlog-proof@v1' }, 'receipt', /the first line/],
  ['a first line with a carriage return', { header: 'c2sp.org/tlog-proof@v1\r' }, 'receipt', /the first line/],
  ['no extra data', { extraLine: 'index 4' }, 'receipt', /byte offset 23: the second line is not `extra`/],
  ['extra data that is not base64', { extraLine: 'extra *' }, 'receipt', /the extra data is not base64/],
  ['extra data with unused bits', { extraLine: 'extra e31=' }, 'receipt', /the extra data is not base64/],
  ['extra data with a carriage return', { extraLine: 'extra e30=\r' }, 'receipt', /not base64/],
  ['extra data without padding', { extraLine: 'extra e30' }, 'receipt', /not base64/],
  ['extra data that is base64url', { extraLine: 'extra e3_-' }, 'receipt', /not base64/],
  [
    'extra data with a byte order mark',
    { extraLine: `extra ${Buffer.from('\ufeff{}').toString('base64')}` },
    'receipt',
    /the extra data/,
  ],
  ['extra data with one member more', { extra: extra({ w: 1 }) }, 'receipt', /exactly the members/],
  ['extra data of another version', { extra: extra({ v: 2 }) }, 'receipt', /`v` being 1/],
  [
    'extra data in another order',
    { extraLine: `extra ${Buffer.from('{"v":1,"entry":"","disclosures":[]}').toString('base64')}` },
    'receipt',
    /members out of order/,
  ],
  ['disclosures that are no array', { extra: extra({ disclosures: 'x' }) }, 'receipt', /ascending order/],
  [
    'a disclosure twice',
    { disclosures: [named('kind'), named('kind')] },
    'receipt',
    /ascending order, or one of them twice/,
  ],
  [
    'disclosures out of order',
    { disclosures: [named('kind'), named('act')].sort().reverse() },
    'receipt',
    /ascending order/,
  ],
  ['an entry that is not base64url', { extra: extra({ entry: 'a+b=' }) }, 'receipt', /`entry` that is base64url/],
  ['an entry that is a number', { extra: extra({ entry: 1 }) }, 'receipt', /`entry` that is base64url/],
  ['an entry that is too long', { extra: extra({ entry: 'A'.repeat(81_924) }) }, 'receipt', /at most 61440 bytes/],
  ['no index', { indexLine: 'index' }, 'receipt', /the third line is not `index`/],
  ...['04', '-4', '4 ', '4\r', '+4', '0x4', '4e0', '9007199254740992', '99999999999999999999'].map(
    (index): (typeof hostile)[number] => [
      `an index spelled ${JSON.stringify(index)}`,
      { indexLine: `index ${index}` },
      'receipt',
      /`index` with a decimal/,
    ],
  ),
  ['the largest index', { indexLine: 'index 9007199254740991' }, 'inclusion', /is not in a tree of 21 entries/],
  ['an index that is the size', { indexLine: 'index 21' }, 'inclusion', /the index 21 is not in a tree of 21/],
  ['an index that is another', { indexLine: 'index 5' }, 'inclusion', /does not show that the entry stands at 5 of 21/],
  [
    'a hash of 31 bytes',
    { proof: [proof[0]?.subarray(1) ?? '', ...proof.slice(1)] },
    'receipt',
    /not base64 of a hash of 32 bytes/,
  ],
  [
    'a hash of 33 bytes',
    { proof: [Buffer.concat([proof[0] ?? Buffer.of(), Buffer.of(0)]), ...proof.slice(1)] },
    'receipt',
    /a hash of 32/,
  ],
  [
    'a proof with carriage returns',
    { proof: proof.map((hash) => `${hash.toString('base64')}\r`) },
    'receipt',
    /a hash of 32/,
  ],
  ['a proof with a hash more', { proof: [...proof, Buffer.alloc(32)] }, 'inclusion', /does not show/],
  ['a proof with a hash less', { proof: proof.slice(1) }, 'inclusion', /does not show/],
  ['no proof', { proof: [] }, 'inclusion', /does not show/],
  [
    'a proof of 54 hashes',
    { proof: Array.from({ length: 54 }, () => Buffer.alloc(32)) },
    'receipt',
    /more than 53 hashes/,
  ],
  ['another entry', { entry: issued.entries[5] ?? assert.fail() }, 'inclusion', /does not show/],
  ['a size over 2^53', { note: signNote(text.replace('\n21\n', '\n9007199254740992\n')) }, 'checkpoint', /2\^53-1/],
  ['another size', { note: signNote(text.replace('\n21\n', '\n70\n')) }, 'inclusion', /does not show/],
  [
    'a root of 31 bytes',
    { note: signNote(checkpointText(21, issued.root.subarray(1))) },
    'checkpoint',
    /base64 of 32 bytes/,
  ],
  [
    'a root of 33 bytes',
    { note: signNote(checkpointText(21, Buffer.concat([issued.root, Buffer.of(0)]))) },
    'checkpoint',
    /base64 of 32 bytes/,
  ],
  ['a note by another key', { note: signNote(text, 'other') }, 'signature', /no signature by the key of the log/],
  ['a note with carriage returns', { note: signNote(text).replaceAll('\n', '\r\n') }, 'note', /control character/],
  [
    'a note with a thousand signatures',
    { note: cosigned(text, ...Array.from({ length: 1000 }, () => ['a.example'] as const)) },
    'note',
    /longer than 65536/,
  ],
  [
    'a note with a hundred and one signatures',
    { note: signNote(text) + '— x AAAAAAA=\n'.repeat(100) },
    'note',
    /more than 100 signatures/,
  ],
  ['no note', { note: '' }, 'note', /is not a text/],
  [
    'a disclosure of another entry',
    { disclosures: [issued.disclosures[5]?.get('kind') ?? ''] },
    'disclosure',
    /the digest of the field `kind` is not in `_sd`/,
  ],
  ['a disclosure that is not base64url', { disclosures: ['*'] }, 'disclosure', /not base64url/],
  [
    'a disclosure with another value',
    { disclosures: [disclose(salt(named('outcome')), 'outcome', 'permitted')] },
    'disclosure',
    /not in `_sd`/,
  ],
];

for (const [what, parts, code, message] of hostile) {
  test(`receipt: ${what} is no receipt`, async () => {
    const report = await check(receiptOf(issued, 4, parts));
    assert.equal(report.status, 'INVALID');
    assert.ok(
      report.findings.some((finding) => finding.code === code && message.test(finding.message)),
      JSON.stringify(report.findings),
    );
  });
}

test('receipt: what the room itself sealed wrongly is found: a salt twice, a reserved name, a field twice, an act of another ledger', async () => {
  const same = Buffer.alloc(16, 9);
  for (const [change, message] of [
    [
      (group: string[]) => group.splice(0, 2, disclose(same, 'kind', 'x'), disclose(same, 'outcome', 'permitted')),
      /the salt of the field/,
    ],
    ...['_sd', '_sd_alg', '...', 'ledger', 'recorded', 'v'].map(
      (name) => [(group: string[]) => group.push(disclose(same, name, 1)), /is reserved, and no field/] as const,
    ),
    [(group: string[]) => group.push(disclose(same, '__proto__', 1)), /`__proto__` is not a field/],
    [(group: string[]) => group.push(disclose(same, 'at', 1)), /the field `at` stands twice/],
    [(group: string[]) => group.push(disclose(same, 'cause', 1)), /not just one of `act` and `cause`/],
  ] as const) {
    const given: string[] = [];
    const wrong = issue(6, {
      disclosures(index, groups) {
        if (index !== 4) return;
        change(groups['decision'] ?? []);
        given.push(...Object.values(groups).flat());
      },
    });
    const report = await check(receiptOf(wrong, 4, { disclosures: given.sort() }));
    assert.equal(report.status, 'INVALID');
    assert.ok(report.findings.every(({ code }) => /^(disclosure|field|act)$/.test(code)));
    assert.ok(
      report.findings.some((finding) => message.test(finding.message)),
      `${message} ${JSON.stringify(report.findings)}`,
    );
  }
  const foreign = issue(6, { act: (index, act) => index === 4 && Object.assign(act, { ledger: 'other' }) });
  assert.equal((await check(receiptOf(foreign, 4))).findings[0]?.code, 'act');
  const kind = issue(6, { fields: (index, fields) => index === 4 && Object.assign(fields, { kind: 'log.line' }) });
  assert.match((await check(receiptOf(kind, 4))).findings[0]?.message ?? '', /kind is not the act's/);
});

test('receipt: an entry whose bytes are not those of an entry is refused, though it stands in the tree', async () => {
  for (const change of [
    (entry: string) => entry.replace('"v":1', '"v":2'),
    (entry: string) => entry.replace('","', '",  "'),
    (entry: string) => `\ufeff${entry}`,
    (entry: string) => entry.replace(/"_sd":\["(.{43})","(.{43})"/, '"_sd":["$2","$1"'),
    (entry: string) => entry.replace(/"_sd":\["(.{43})","(.{43})"/, '"_sd":["$1","$1"'),
  ]) {
    const wrong = issue(6, { entry: (index, entry) => (index === 4 ? change(entry) : entry) });
    const report = await check(receiptOf(wrong, 4));
    assert.deepEqual([report.status, report.findings[0]?.code, report.fields], ['INVALID', 'entry', {}]);
  }
});

test('receipt: what is wrong in its checkpoint is named with its place in the file', async () => {
  const bytes = receiptOf(issued, 4, { note: `${signNote(text)}— bad line\n` });
  const [finding] = (await check(bytes)).findings;
  assert.deepEqual([finding?.code, finding?.offset], ['note', bytes.lastIndexOf('— bad line')]);
});

test('receipt: no single changed byte, and no cut, passes', async () => {
  const bytes = receiptOf(issued, 4, { fields: ['kind', 'outcome'], witnesses: [] });
  for (let at = 0; at < bytes.length; at++) {
    const bad = Buffer.from(bytes);
    bad[at] = (bad[at] as number) ^ (at % 2 === 0 ? 1 : 0x20);
    assert.notEqual((await check(bad)).status, 'OK', `byte ${at}`);
    if (at % 7 === 0) assert.notEqual((await check(bytes.subarray(0, at))).status, 'OK', `cut at ${at}`);
  }
  assert.notEqual((await check(Buffer.concat([bytes, Buffer.from('\n')]))).status, 'OK');
});

test('receipt: one that is too long is not read, and what it says for a terminal is one line a fact', async () => {
  assert.ok(isFault(parseReceipt(new Uint8Array(4 * 1024 * 1024 + 1))));
  assert.equal((await check(new Uint8Array(4 * 1024 * 1024 + 1))).findings[0]?.code, 'too-long');
  const rude = issue(6, {
    fields: (index, fields) => index === 4 && Object.assign(fields, { agency: 'a\u001b[2J\n\u202eb' }),
  });
  const told = new Map(tellReceipt(await check(receiptOf(rude, 4)), englishReceipt));
  assert.equal(told.get('who'), 'bo, for a?[2J??b');
});

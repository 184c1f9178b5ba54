/** What anyone could do to the files: single bytes, cuts, swaps. None of it may end in OK, or in an exception. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKeys } from './openings.ts';
import { isFault, type Report } from './report.ts';
import { buildLedger, canonical } from './testing/builder.ts';
import { altered, assertFinding, check, checkAll, flipped, keysOf } from './testing/check.ts';

const small = buildLedger(6);
const large = buildLedger(300);
const keys = keysOf(small.secrets);
const tree = new Map([...large.files].filter(([name]) => name.startsWith('ledger/')));

/** Offsets to try: all of a short file, some of a long one, always its ends. */
function offsets(length: number, most = 150): number[] {
  const step = Math.max(1, Math.floor(length / most));
  const found = Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
  return [...new Set([...found, length - 2, length - 1])];
}

for (const [file, bytes] of small.files) {
  test(`flips: each byte of \`${file}\` counts`, async () => {
    for (const at of offsets(bytes.length)) {
      for (const mask of bytes.length < 400 ? [1, 0x20, 0x80] : [1 << (at % 8)]) {
        const files = flipped(small.files, file, at, mask);
        const report = await check(files, { keys });
        if (report.status === 'OK') assertClosed(report, files, file, at);
        else assert.equal(report.status, 'INVALID', `${at} ${mask}`);
        const [finding] = report.findings;
        if (finding?.file !== undefined)
          assert.ok(files.has(finding.file) || finding.code === 'missing', finding.message);
      }
    }
  });
}

/** The one change that is not seen: another key id on a box, for which there is no key. The box counts as closed. */
function assertClosed(report: Report, files: Map<string, Uint8Array>, file: string, at: number): void {
  const text = Buffer.from(files.get(file) ?? []).toString('latin1');
  const key = text.lastIndexOf('"key":"', at);
  assert.ok(file.startsWith('openings/') && key >= 0 && at < text.indexOf('","', key), `${file} ${at} is not seen`);
  assert.ok(report.counts.closed > 0);
}

for (const [file, bytes] of tree) {
  test(`flips: some bytes of \`${file}\` of a larger log`, async () => {
    for (const at of offsets(bytes.length, 25)) {
      const report = await check(flipped(tree, file, at, 1 << (at % 8)));
      assert.equal(report.status, 'INVALID', `${at}`);
      assert.ok(
        report.findings.some((finding) => finding.file === file),
        JSON.stringify(report.findings),
      );
    }
  });
}

test('flips: a byte of an entry is laid to the entry, with its place', async () => {
  const file = 'ledger/tile/entries/000';
  const bytes = Buffer.from(tree.get(file) ?? []);
  let at = 0;
  for (let i = 0; i < 123; i++) at += 2 + bytes.readUInt16BE(at);
  // The second letter of a digest: the entry stays well-formed but for its order, so the hash has to tell.
  const [finding, ...rest] = (await check(flipped(tree, file, at + 2 + 30, 1))).findings;
  assert.equal(rest.length, 0);
  assert.equal(finding?.code, 'leaf');
  assert.equal(finding?.offset, at + 2);
  assert.equal(
    finding?.message,
    `entry 123 in \`${file}\` at byte offset ${at + 2}: hash differs from the one in \`ledger/tile/0/000\` at byte offset ${123 * 32}, which the root confirms`,
  );
  // A quote that goes: the JSON is broken, at a place that can be told.
  const broken = await check(flipped(tree, file, at + 2 + 1, 0x20));
  assertFinding(broken, 'entry', new RegExp(`entry 123 in .* at byte offset ${at + 3}`));
  assertFinding(broken, 'leaf', /entry 123/);
});

test('flips: a byte of a hash tile is laid to the hash tile', async () => {
  const low = await check(flipped(tree, 'ledger/tile/0/001.p/44', 40, 1));
  assert.deepEqual(
    low.findings.map(({ code, file, offset }) => [code, file, offset]),
    [['hash-tile', 'ledger/tile/0/001.p/44', 32]],
  );
  assert.match(low.findings[0]?.message ?? '', /the hash of entry 257 differs .* which the root confirms/);
  const high = await check(flipped(tree, 'ledger/tile/1/000.p/1', 5, 1));
  assert.deepEqual(
    high.findings.map(({ code, file, offset }) => [code, file, offset]),
    [['hash-tile', 'ledger/tile/1/000.p/1', 5]],
  );
});

test('cuts: a checkpoint, a vkey and an export.json cut off anywhere', async () => {
  for (const file of ['ledger/checkpoint', 'ledger/vkey', 'export.json']) {
    for (let length = 0; length < (small.files.get(file)?.length ?? 0); length++) {
      const report = await check(altered(small.files, file, (bytes) => bytes.subarray(0, length)));
      assert.equal(report.status, 'INVALID', `${file} ${length}`);
    }
  }
});

test('cuts: every file cut off or made longer', async () => {
  for (const [file, bytes] of small.files) {
    for (const length of offsets(bytes.length, 25)) {
      const report = await check(
        altered(small.files, file, (whole) => whole.subarray(0, length)),
        { keys },
      );
      assert.equal(report.status, 'INVALID', `${file} ${length}`);
    }
    const longer = await check(
      altered(small.files, file, (whole) => Buffer.concat([whole, Buffer.from('\n')])),
      { keys },
    );
    assert.equal(longer.status, 'INVALID', file);
  }
});

test('cuts: every file gone', async () => {
  for (const file of small.files.keys()) {
    if (file === 'export.json') continue; // Without it, it is a published folder, and whole.
    const files = new Map(small.files);
    files.delete(file);
    const report = await check(files, { keys });
    const isUsed = !file.startsWith('sets/') || report.findingsTotal > 0;
    assert.equal(report.status, file === 'ledger/checkpoint' ? 'UNREADABLE' : isUsed ? 'INVALID' : 'OK', file);
  }
});

test('cuts: every file without end, or of zeros', async () => {
  const endless = Buffer.alloc(70_000_000);
  for (const file of small.files.keys()) {
    const huge = await check(
      altered(small.files, file, () => endless),
      { keys },
    );
    assertFinding(huge, 'too-long', /is longer than \d+ bytes/);
    assert.equal(huge.status, 'INVALID', file);
    assert.equal(
      (
        await check(
          altered(small.files, file, () => Buffer.alloc(5000)),
          { keys },
        )
      ).status,
      'INVALID',
      file,
    );
  }
});

test('hashes of 31 and 33 bytes', async () => {
  for (const level of ['0/000', '1/000.p/1', '0/001.p/44']) {
    const file = `ledger/tile/${level}`;
    for (const width of [31, 33]) {
      const files = altered(tree, file, (bytes) => {
        const hashes = Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
        return Buffer.concat(hashes.map((hash) => Buffer.concat([hash, Buffer.alloc(1)]).subarray(0, width)));
      });
      const report = await check(files);
      assert.equal(report.status, 'INVALID');
      assertFinding(report, width === 33 && level === '0/000' ? 'too-long' : 'hash-tile', /bytes/);
    }
  }
});

test('lengths that lie', async () => {
  const file = 'ledger/tile/entries/000.p/6';
  for (const length of [0, 1, 61_440, 61_441, 65_535]) {
    const report = await check(altered(small.files, file, (bytes) => void bytes.writeUInt16BE(length)));
    assert.equal(report.status, 'INVALID');
    assertFinding(report, length > 61_440 || length === 61_440 ? 'framing' : 'entry', /entry \d in/);
  }
});

test('swaps: files of other ledgers and other places', async () => {
  const other = buildLedger(6, {}, 'other');
  for (const file of small.files.keys()) {
    if (Buffer.from(small.files.get(file) ?? []).equals(other.files.get(file) ?? Buffer.alloc(0))) continue;
    const files = new Map(small.files).set(file, other.files.get(file) ?? Buffer.alloc(0));
    assert.equal((await check(files, { keys })).status, 'INVALID', file);
  }
  const lines = (bytes: Buffer) => bytes.toString().trimEnd().split('\n');
  const swapped = altered(small.files, 'openings/000000000.jsonl', (bytes) => {
    const [a, b, ...rest] = lines(bytes);
    return Buffer.from(`${[b, a, ...rest].join('\n')}\n`);
  });
  assertFinding(await check(swapped, { keys }), 'opening', /has the index/);
});

test('secrets: a byte of the keys is either a fault or closes boxes, never OK and open', async () => {
  const secrets = Buffer.from(small.secrets);
  for (const at of offsets(secrets.length, 400)) {
    const bad = Buffer.from(secrets);
    bad[at] = (bad[at] as number) ^ 1;
    const read = readKeys(bad);
    if (isFault(read)) continue;
    const report = await check(small.files, { keys: read });
    assert.ok(report.status === 'INVALID' || report.counts.closed > 0, `byte ${at}`);
  }
});

test('secrets: form', () => {
  const file = (change: Record<string, unknown>) => Buffer.from(canonical({ keys: {}, ledger: 'x', v: 1, ...change }));
  assert.ok(!isFault(readKeys(file({ signer: 1, actors: {}, keys: { 'room/1': 'A'.repeat(43) } }))));
  for (const bad of [
    { v: 2 },
    { ledger: 1 },
    { keys: [] },
    { keys: { a: 1 } },
    { keys: { a: 'A'.repeat(42) } },
    { keys: { a: 'AAAA' } },
  ]) {
    assert.ok(isFault(readKeys(file(bad))), canonical(bad));
  }
});

test('bounds: a large log with everything wrong ends, in a report', async () => {
  const files = new Map(
    [...large.files].map(
      ([name, bytes]) => [name, /checkpoint|vkey/.test(name) ? bytes : Buffer.alloc(bytes.length, 0x5b)] as const,
    ),
  );
  const report = await checkAll({ ...large, files });
  assert.equal(report.status, 'INVALID');
});

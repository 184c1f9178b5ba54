import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { folderSource } from './folder.ts';
import { humanText } from './human-text.ts';
import { nodePrimitives } from './node.ts';
import { parsePolicy } from './policy.ts';
import { isFault } from './report.ts';
import type { Read } from './source.ts';
import { canonical, disclose } from './testing/builder.ts';
import { altered, assertFinding, check, flipped } from './testing/check.ts';
import { memorySource } from './testing/memory.ts';
import { buildOpened, nameOf, type OpenedHooks, statedAt } from './testing/opened.ts';
import { examplePolicy } from './testing/witnesses.ts';
import { verifyLedger } from './verify.ts';

const good = buildOpened();
const openedNames = [...good.keys()].filter((name) => name.startsWith('opened/'));
const text = (files: ReadonlyMap<string, Uint8Array>, file: string) => Buffer.from(files.get(file) ?? []).toString();

async function expectBroken(hooks: OpenedHooks, message: RegExp): Promise<void> {
  const report = await check(buildOpened(hooks));
  assertFinding(report, 'opened', message);
  assert.equal(report.status, 'INVALID');
  assert.equal(report.opened, undefined);
}

test('opened: what the batches disclose is counted again, and adds up', async () => {
  const report = await check(good);
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  const { opened } = report;
  assert.ok(opened !== undefined);
  const lines = openedNames
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => text(good, name).trimEnd().split('\n'));
  assert.deepEqual([opened.batches, opened.size, opened.opened], [2, statedAt[1], lines.length]);
  assert.equal(opened.opened + opened.withheld + opened.erased + opened.filler, opened.size);
  const byHand = new Map<string, number>();
  for (const line of lines) {
    const fields = JSON.parse(line).disclosures.map((one: string) =>
      JSON.parse(Buffer.from(one, 'base64url').toString()),
    );
    const key = canonical(Object.fromEntries(fields.map(([, name, value]: string[]) => [name, value])));
    byHand.set(key, (byHand.get(key) ?? 0) + 1);
  }
  assert.deepEqual(new Map(opened.counts.map(({ fields, entries }) => [canonical(fields), entries])), byHand);
  assert.ok(byHand.size > 2);
  const human = humanText(report);
  assert.match(human, /^opened {6}batches 2, of the first 299 entries: (\d+) \+ (\d+) \+ 0 \+ 10 = 299$/m);
  assert.match(human, /^recount +\d+ {2}agency=guest-police outcome=permitted$/m);
});

test('opened: a ledger of which nothing is opened says nothing of it', async () => {
  const files = new Map([...good].filter(([name]) => !name.startsWith('opened/')));
  const report = await check(files);
  assert.deepEqual([report.status, report.opened, report.warnings], ['OK', undefined, []]);
});

for (const file of openedNames) {
  test(`opened: each flipped byte of \`${file}\` is INVALID, and so is each cut`, async () => {
    const { length } = good.get(file) ?? assert.fail();
    for (let at = 0; at < length; at += Math.max(1, Math.floor(length / 12))) {
      for (const files of [
        flipped(good, file, at, 1 << (at % 8)),
        altered(good, file, (bytes) => bytes.subarray(0, at)),
      ]) {
        const report = await check(files);
        assert.equal(report.status, 'INVALID', `${at}`);
        assert.equal(report.findings[0]?.file, file, `${at} ${report.findings[0]?.message}`);
        assert.match(report.findings[0]?.message ?? '', /formats\.md §13/);
        assert.equal(report.opened, undefined);
      }
    }
  });
}

test('opened: a file that is gone is INVALID; the last statement alone only makes its batch count nothing', async () => {
  for (const file of openedNames) {
    const files = new Map(good);
    files.delete(file);
    const report = await check(files);
    if (file === 'opened/2.statement.json') {
      assert.equal(report.status, 'OK');
      assert.equal(report.opened?.batches, 1);
      assert.match(report.warnings.join(), /batch 2 in `opened\/` had no statement yet: it counts nothing/);
    } else {
      assertFinding(report, 'opened', /is missing/);
      assert.equal(report.findings[0]?.file, file);
    }
  }
});

test('opened: no entry twice, in a batch or in two', async () => {
  await expectBroken(
    { lines: (n, lines) => n === 1 && lines.splice(3, 0, lines[2] ?? assert.fail()) },
    /does not come after entry 24/,
  );
  let first: { disclosures: string[]; index: number } | undefined;
  const twice: OpenedHooks['lines'] = (n, lines) => {
    if (n === 1) first = lines[4];
    else if (first !== undefined) {
      lines.push(first);
      lines.sort((a, b) => a.index - b.index);
    }
  };
  await expectBroken({ lines: twice }, /`opened\/2\/1\.jsonl` at byte offset \d+: entry 28 stands in an earlier batch/);
});

test('opened: entries beyond the size, in another order, and numbers that are none', async () => {
  const last = (lines: { index: number }[], index: number) => {
    (lines.at(-1) ?? assert.fail()).index = index;
  };
  for (const index of [270, 299, 300, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
    await expectBroken(
      { lines: (n, lines) => n === 1 && last(lines, index) },
      /is not among the 270 that were looked at/,
    );
  }
  await expectBroken({ lines: (_, lines) => lines.reverse() }, /does not come after/);
  for (const index of ['-1', '1.5', '1e3', '9007199254740992', '"7"', 'null', '007']) {
    const part = (_: number, text: string) => text.replace(/"index":\d+/, `"index":${index}`);
    await expectBroken({ part }, /`opened\/1\/1\.jsonl` at byte offset 0: the line|at byte offset \d+: the line/);
  }
});

test('opened: a disclosure of another entry, of a field that is not to be opened, or made up', async () => {
  const swap: OpenedHooks['lines'] = (n, lines) => {
    const [a, b] = [lines[0], lines[1]];
    if (n === 1 && a && b) [a.disclosures, b.disclosures] = [b.disclosures, a.disclosures];
  };
  await expectBroken({ lines: swap }, /entry 20: the digest of the field `\w+` is not in `_sd`/);
  const madeUp = disclose(Buffer.alloc(16), 'agency', 'host-police');
  const set = (disclosures: string[]): OpenedHooks => ({
    lines: (n, lines) => n === 1 && Object.assign(lines[0] ?? {}, { disclosures }),
  });
  await expectBroken(set([madeUp]), /the digest of the field `agency` is not in `_sd`/);
  await expectBroken(set([]), /does not have 1 to 4 `disclosures` in ascending order/);
  await expectBroken(set(['b', 'a']), /in ascending order/);
  await expectBroken(set(Array.from({ length: 5 }, (_, n) => `${n}`)), /does not have 1 to 4/);
  // The act of a statement is a true disclosure, but none for everybody to be given of an entry.
  const statement = JSON.parse(text(good, 'opened/1.statement.json'));
  const act = statement.disclosures.find((one: string) => nameOf(one) === 'act');
  const line: OpenedHooks['lines'] = (n, lines) => {
    if (n === 2) lines.splice(-1, 0, { index: statedAt[0], disclosures: [act] });
    lines.sort((a, b) => a.index - b.index);
  };
  await expectBroken({ lines: line }, /`_sd`|the field `act` is none that is opened to everybody/);
});

test('opened: lengths that lie, lines without an end, members too many', async () => {
  const parts = (change: (part: { digest: string; entries: number; path?: string }) => void): OpenedHooks => ({
    manifest: (n, manifest) =>
      n === 1 && change((manifest['parts'] as { digest: string; entries: number }[])[0] ?? assert.fail()),
  });
  await expectBroken(
    parts((part) => (part.entries = 39)),
    /lists 124 entries, but 125 are stated/,
  );
  await expectBroken(
    parts((part) => (part.entries = 2001)),
    /part 1 does not have a `digest` and 1 to 2000 `entries`/,
  );
  await expectBroken(
    parts((part) => (part.entries = 0)),
    /part 1 does not have/,
  );
  await expectBroken(
    parts((part) => (part.path = '../../keys/master')),
    /part 1 does not have/,
  );
  await expectBroken(
    parts((part) => (part.digest = '../1')),
    /part 1 does not have/,
  );
  await expectBroken({ part: (_, text) => text.slice(0, -1) }, /the last line has no end/);
  await expectBroken({ part: (_, text) => `${text}\n` }, /the line /);
  await expectBroken({ part: (_, text) => text.replace('{"d', '{ "d') }, /the line /);
  const more = (_: number, lines: { index: number }[]) => Object.assign(lines[0] ?? {}, { more: 1 });
  await expectBroken({ lines: more }, /does not have exactly the members `disclosures index`/);
  const moved: OpenedHooks['manifest'] = (n, manifest) => {
    const [a, b] = manifest['parts'] as { entries: number }[];
    if (n === 1 && a && b) [a.entries, b.entries] = [a.entries - 1, b.entries + 1];
  };
  await expectBroken({ manifest: moved }, /`opened\/1\/1\.jsonl`: has 40 entries, not the 39 in the manifest/);
  const many = Array.from({ length: 10_001 }, () => ({ digest: 'a'.repeat(64), entries: 1 }));
  await expectBroken({ manifest: (_, manifest) => (manifest['parts'] = many) }, /at most 10000 `parts`/);
});

test('opened: numbers that do not add up, or are not those of the manifest', async () => {
  const huge = Number.MAX_SAFE_INTEGER;
  await expectBroken({ detail: (_, detail) => (detail['withheld'] = 1) }, /does not add up/);
  await expectBroken(
    { detail: (_, detail) => Object.assign(detail, { withheld: huge, size: huge }) },
    /does not add up/,
  );
  await expectBroken(
    { detail: (_, detail) => Object.assign(detail, { size: -1 }) },
    /has a number `size` that is none/,
  );
  const larger = (detail: Record<string, unknown>, by: number) =>
    Object.assign(detail, { size: Number(detail['size']) + by, withheld: Number(detail['withheld']) + by });
  const fewer = (detail: Record<string, unknown>) =>
    Object.assign(detail, { size: 269, withheld: 0, filler: 269 - Number(detail['opened']) });
  await expectBroken({ detail: (_, detail) => larger(detail, 1) }, /states 271 entries, and stands at 270 itself/);
  await expectBroken({ detail: (_, detail) => larger(detail, -1) }, /its `size` is not the one that is stated/);
  await expectBroken({ detail: (n, detail) => n === 2 && fewer(detail) }, /states fewer entries than the batch before/);
  const less = { opened: 20, withheld: 269 };
  await expectBroken(
    { detail: (n, detail) => n === 2 && Object.assign(detail, less) },
    /opens nothing more than the batch before/,
  );
  await expectBroken({ detail: (_, detail) => (detail['batch'] = 7) }, /states batch 7/);
  await expectBroken(
    { detail: (_, detail) => (detail['policy'] = 'a'.repeat(64)) },
    /its `policy` is not the one that is stated/,
  );
  await expectBroken(
    { detail: (_, detail) => (detail['manifest'] = 'a'.repeat(64)) },
    /its SHA-256 is not the one that is stated/,
  );
  await expectBroken({ detail: (_, detail) => (detail['more'] = 1) }, /the act does not state/);
  await expectBroken({ manifest: (_, manifest) => (manifest['ledger'] = 'x') }, /is of the ledger `x`/);
  await expectBroken({ manifest: (_, manifest) => (manifest['batch'] = 3) }, /is of batch 3/);
  await expectBroken({ manifest: (_, manifest) => (manifest['v'] = 2) }, /does not have exactly the members/);
});

test('opened: only a permitted act of the operator states a batch', async () => {
  await expectBroken({ outcome: 'prohibited' }, /discloses no permitted `ledger\.disclose` of `operator`/);
  await expectBroken({ act: (_, act) => Object.assign(act, { actor: 'ada' }) }, /discloses no permitted/);
  await expectBroken(
    { act: (_, act) => Object.assign(act, { kind: 'log.line', activity: 'log.line' }) },
    /discloses no permitted/,
  );
  await expectBroken({ act: (_, act) => Object.assign(act, { form: 'report' }) }, /discloses no permitted/);
  await expectBroken({ act: (_, act) => Object.assign(act, { ledger: 'x' }) }, /`act\.ledger` is `x`/);
  for (const index of [300, 2 ** 45]) {
    await expectBroken(
      { statement: (_, statement) => (statement['index'] = index) },
      /there is no entry \d+ among 300/,
    );
  }
  await expectBroken(
    { statement: (n, statement) => n === 1 && Object.assign(statement, { index: 269 }) },
    /is not in `_sd`/,
  );
  await expectBroken(
    { statement: (_, statement) => (statement['disclosures'] as string[]).pop() },
    /does not disclose exactly/,
  );
});

test('opened: files that are too long, that cannot be read, or that lead out of the folder', async () => {
  const long = new Map(good).set('opened/1/1.jsonl', new Uint8Array(4 * 1024 * 1024 + 1));
  assertFinding(await check(long), 'opened', /is longer than 4194304 bytes/);
  const broken: Read = { kind: 'unreadable', reason: 'status 500' };
  for (const file of openedNames) {
    const source = memorySource(good);
    const read = async (path: string, bytesMax: number) => (path === file ? broken : await source.read(path, bytesMax));
    const report = await verifyLedger({ name: 'broken', read }, { primitives: nodePrimitives });
    assert.equal(report.status, 'UNREADABLE', file);
  }
  const folder = mkdtempSync(join(tmpdir(), 'remit-opened-'));
  try {
    const [inside, outside] = [join(folder, 'in'), join(folder, 'out')];
    for (const [name, bytes] of good) {
      const file = join(name.startsWith('opened/1/') ? outside : inside, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    symlinkSync(join(outside, 'opened', '1'), join(inside, 'opened', '1'));
    const report = await verifyLedger(folderSource(inside), { primitives: nodePrimitives });
    assert.notEqual(report.status, 'OK');
    assert.match(JSON.stringify(report.findings), /leads out of the folder/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('opened: entries that change between two readings are not taken', async () => {
  const source = memorySource(good);
  let reads = 0;
  const path = 'ledger/tile/entries/000';
  const read = async (file: string, bytesMax: number) => {
    const other = await source.read(file, bytesMax);
    if (file !== path || reads++ === 0 || other.kind !== 'bytes') return other;
    const bytes = Uint8Array.from(other.bytes);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    return { kind: 'bytes', bytes } as const;
  };
  const report = await verifyLedger({ name: 'turning', read }, { primitives: nodePrimitives });
  assertFinding(report, 'opened', /`ledger\/tile\/entries\/000` is not what it was a moment ago/);
});

test('opened: a batch that comes while it is checked is left for the next check', async () => {
  const files = new Map([...good].filter(([name]) => name !== 'opened/2.statement.json'));
  const source = memorySource(files);
  const read = async (path: string, bytesMax: number) => {
    if (path === 'ledger/checkpoint')
      files.set('opened/2.statement.json', good.get('opened/2.statement.json') ?? assert.fail());
    return await source.read(path, bytesMax);
  };
  const report = await verifyLedger({ name: 'growing', read }, { primitives: nodePrimitives });
  assert.deepEqual([report.status, report.opened?.batches], ['OK', 1]);
});

test('opened: what nobody has witnessed is counted again, and what is broken in it is INVALID', async () => {
  const policy = parsePolicy(Buffer.from(examplePolicy), nodePrimitives);
  assert.ok(!isFault(policy));
  const witnesses = { policy, now: () => 1 };
  const whole = await check(good, { witnesses });
  assert.deepEqual([whole.status, whole.opened?.batches], ['UNWITNESSED', 2]);
  const broken = await check(flipped(good, 'opened/1/1.jsonl', 50), { witnesses });
  assert.deepEqual([broken.status, broken.opened], ['INVALID', undefined]);
});

test('opened: a check is not gone on with from a place behind entries that are opened', async () => {
  const resume = {
    name: 'kept',
    read: async () => assert.fail('the place is not looked at'),
    write: async () => assert.fail('no place is kept'),
    remove: async () => assert.fail('the place is left as it is'),
  };
  const report = await check(good, { resume, resumeEveryTiles: 1 });
  assert.deepEqual([report.status, report.opened?.batches], ['OK', 2]);
  assert.match(report.warnings.join(), /what is opened to the public is checked from the first on/);
});

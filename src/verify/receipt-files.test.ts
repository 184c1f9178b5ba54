/** Receipts in files of somebody else's: found where they stand, and in bounded memory whatever lies there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { receiptBytesMax, receiptHeader } from './receipt.ts';
import { handedMax, ReceiptFiles } from './receipt-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-receipt-files-'));
after(() => rmSync(folder, { recursive: true }));
const MEBI = 1024 * 1024;

/** A file of `bytes` bytes that takes hardly any room: nothing but zeros, and a first line of a receipt at each of `starts`. */
function sparse(name: string, bytes: number, starts: readonly number[] = []): string {
  const file = join(folder, name);
  const descriptor = openSync(file, 'w');
  for (const at of starts) writeSync(descriptor, `\n${receiptHeader}\n`, at - 1);
  closeSync(descriptor);
  truncateSync(file, bytes);
  return file;
}

function given(named: readonly string[], max?: Partial<typeof handedMax>) {
  const files = new ReceiptFiles(named, { ...handedMax, ...max });
  return { receipts: [...files], fault: files.fault };
}

test('receipt files: each begins with the first line of a receipt; all the bytes come back, in order', () => {
  const file = join(folder, 'some');
  const piece = fc.constantFrom(
    '',
    '\n',
    receiptHeader,
    `${receiptHeader}\n`,
    `\n${receiptHeader}`,
    `${receiptHeader}x`,
    'é\r',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      writeFileSync(file, text);
      const { receipts, fault } = given([file]);
      const wanted = text.split(new RegExp(`(?<=\n)(?=${receiptHeader.replaceAll('.', '\\.')}\n)`));
      assert.deepEqual(
        receipts.map(({ bytes }) => Buffer.from(bytes).toString()),
        wanted,
      );
      const names = wanted.length === 1 ? [file] : wanted.map((_, n) => `${file}, ${n + 1}`);
      assert.deepEqual([receipts.map(({ name }) => name), fault], [names, undefined]);
    }),
  );
});

test('receipt files: one as long as a receipt may be is given, one byte more is refused, wherever it stands', () => {
  for (const before of [0, 1, 70, 5 * MEBI]) {
    const starts = before > receiptBytesMax ? [2 * MEBI, before] : before === 0 ? [] : [before];
    for (const isLast of [true, false]) {
      const end = before + receiptBytesMax;
      const good = sparse('good', isLast ? end : end + 100, isLast ? starts : [...starts, end]);
      const { receipts, fault } = given([good]);
      assert.deepEqual([fault, receipts.length], [undefined, 1 + starts.length + (isLast ? 0 : 1)]);
      assert.equal(receipts[starts.length]?.bytes.length, receiptBytesMax);
      const long = sparse('long', isLast ? end + 1 : end + 100, isLast ? starts : [...starts, end + 1]);
      const name = isLast && starts.length === 0 ? long : `${long}, ${starts.length + 1}`;
      assert.equal(given([good, long]).fault, `\`${name}\` is longer than 4194304 bytes, as no receipt is`);
    }
  }
});

test('receipt files: one bound for all files together, in bytes and in number, that names the file', () => {
  const [one, two] = [sparse('one', 600, [300]), sparse('two', 400)];
  assert.equal(given([one, two], { bytes: 1000, receipts: 3 }).fault, undefined);
  assert.equal(given([one, two], { bytes: 999 }).fault, `with \`${two}\` there are more than 999 bytes of receipts`);
  assert.equal(given([one, two], { receipts: 2 }).fault, `with \`${two}\` there are more than 2 receipts`);
  assert.equal(given([one, two], { receipts: 1 }).fault, `with \`${one}, 2\` there are more than 1 receipts`);
  assert.match(given([sparse('huge', 600 * MEBI)]).fault ?? '', /^with `.*huge` there are more than 536870912 bytes/);
  const rude = sparse('a\nOK \u202e', receiptBytesMax + 1);
  assert.match(given([rude]).fault ?? '', /^`.*a\?OK \?` is longer than 4194304 bytes, as no receipt is$/);
});

test('receipt files: an empty file is a bad receipt, an empty folder is nothing, what is no plain file is refused', () => {
  assert.deepEqual(
    given([sparse('empty', 0)]).receipts.map(({ bytes }) => bytes.length),
    [0],
  );
  const nothing = join(folder, 'nothing');
  mkdirSync(nothing);
  assert.equal(given([nothing]).fault, 'there are no receipts in what is named');
  mkdirSync(join(nothing, 'x.tlog-proof'));
  for (const bad of [nothing, join(folder, 'none')])
    assert.match(given([bad]).fault ?? '', /^cannot read the receipt `.*(x\.tlog-proof|none)`$/);
});

test('receipt files: memory stays flat, whatever is handed over', () => {
  const hostile = join(folder, 'hostile');
  mkdirSync(hostile);
  const starts = Array.from({ length: 120 }, (_, n) => (n + 1) * (receiptBytesMax - 100));
  // Parts that are just short enough, 480 MiB of them in one file, each looked at.
  sparse('hostile/many.tlog-proof', 483 * MEBI, starts);
  const many = mostMemory(hostile);
  assert.deepEqual([many.code, many.err], [1, '']);
  for (let n = 0; n < 4; n++) sparse(`hostile/a${n}.tlog-proof`, 500 * MEBI);
  const four = mostMemory(hostile);
  assert.deepEqual([four.code, /a0\.tlog-proof` is longer than 4194304 bytes/.test(four.err)], [66, true], four.err);
  for (const { kilobytes } of [many, four]) assert.ok(kilobytes < 300 * 1024, `${kilobytes} KB`);
});

/** The command over `named`, in a process of its own: how it ended, and the most memory that it had. */
function mostMemory(named: string): { code: number; err: string; kilobytes: number } {
  const main = JSON.stringify(join(import.meta.dirname, 'main.ts'));
  const script = `const { runVerify } = await import(${main});
    let err = '';
    const io = { out: () => {}, err: (text) => (err += text) };
    const code = await runVerify(['--mine', 'bo', ${JSON.stringify(named)}, '--no-pin'], io);
    console.log(JSON.stringify({ code, err, kilobytes: process.resourceUsage().maxRSS }));`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

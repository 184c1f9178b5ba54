import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { folderSource } from './folder.ts';
import { runVerify } from './main.ts';
import { nodePrimitives } from './node.ts';
import { defaultPinFolder } from './pin-folder.ts';
import { resumeFile } from './resume-file.ts';
import { buildLedger, origin, publish, startMilliseconds, vkeyOf } from './testing/builder.ts';
import { entriesIn, flipped } from './testing/check.ts';
import { rekeyed, signedBy } from './testing/keys.ts';
import { leafHash } from './testing/merkle.ts';
import { issue, receiptOf } from './testing/receipts.ts';
import { checkpointText, cosigned, examplePolicy } from './testing/witnesses.ts';
import { verifyLedger } from './verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-verify-'));
after(() => rmSync(folder, { recursive: true }));
const built = buildLedger(21);
const issued = issue(21);

function write(name: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [path, bytes] of files) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(folder, name);
}

const good = write('good', built.files);
const bad = write('bad', flipped(built.files, 'ledger/tile/0/000.p/21', 3));
const fork = write('fork', publish([]));
const vkey = join(folder, 'vkey');
writeFileSync(vkey, `${built.vkey}\n`);
const keys = join(folder, 'secrets.json');
writeFileSync(keys, built.secrets);

async function run(...argv: string[]) {
  let out = '';
  let err = '';
  const now = () => startMilliseconds + 7_200_000;
  const code = await runVerify(argv, { out: (text) => (out += text), err: (text) => (err += text), now });
  return { code, out, err };
}

test('verify command: OK, said in a few lines', async () => {
  const { code, out, err } = await run(good, '--vkey', vkey, '--keys', keys, '--no-pin');
  assert.equal(err, '');
  assert.equal(code, 0);
  assert.match(
    out,
    new RegExp(
      `^origin      ${origin}\nsize        21\nroot        .{44}\ncheckpoint  signed by .* \\(the key you gave\\)\n`,
    ),
  );
  assert.match(out, /\nentries {5}21 checked, the last recorded 2026-02-02T/);
  assert.match(
    out,
    /\nopenings {4}42 opened, 0 closed\nsignatures {2}20 checked\nreplay 1 {4}21 replayed, 0 mismatches\nOK\n$/,
  );
  assert.match((await run(good, '--no-pin')).out, /published key, taken at its word/);
});

test('verify command: exit codes', async () => {
  const pins = join(folder, 'pins');
  assert.equal((await run(good, '--pins', pins)).code, 0);
  assert.equal(readdirSync(pins).length, 1);
  assert.equal((await run(good, '--pins', pins)).code, 0);
  const invalid = await run(bad, '--no-pin', '--quiet');
  assert.deepEqual([invalid.code, invalid.out.split('\n').length], [1, 2]);
  assert.match(invalid.out, /^INVALID: `ledger\/tile\/0\/000\.p\/21` at byte offset 0: /);
  const forked = await run(fork, '--pins', pins);
  assert.equal(forked.code, 2);
  assert.match(forked.out, /\nEQUIVOCATION: the pinned checkpoint has size 21 /);
  const nothing = await run(join(folder, 'none'), '--no-pin');
  assert.equal(nothing.code, 66);
  assert.match(nothing.out, /CANNOT READ: neither/);
  writeFileSync(join(pins, readdirSync(pins)[0] ?? ''), '{}');
  assert.equal((await run(good, '--pins', pins)).code, 66);
});

test('verify command: wrong usage is 64', async () => {
  for (const argv of [
    [],
    [good, bad],
    [good, '--colour'],
    [good, '--vkey'],
    ['http://'],
    [good, '--pins', 'x', '--no-pin'],
  ]) {
    const { code, out, err } = await run(...argv);
    assert.equal(code, 64, argv.join(' '));
    assert.equal(out, '');
    assert.match(err, /^remit verify: /);
  }
  assert.match((await run('--help')).out, /^remit verify <folder\|url>/);
});

test('verify command: files of the reader that cannot be used are 66, and no secret is shown', async () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"keys":{"decision/1":"TOPSECRET"},"ledger":"x","v":1}');
  for (const argv of [
    ['--vkey', join(folder, 'none')],
    ['--vkey', keys],
    ['--keys', join(folder, 'none')],
    ['--keys', vkey],
    ['--keys', broken],
  ]) {
    const { code, err } = await run(good, '--no-pin', ...argv);
    assert.equal(code, 66, argv.join(' '));
    assert.doesNotMatch(err, /TOPSECRET/);
  }
  const other = join(folder, 'other-vkey');
  writeFileSync(other, vkeyOf(origin, 'other'));
  assert.equal((await run(good, '--no-pin', '--vkey', other)).code, 1);
});

test('verify command: JSON', async () => {
  const report = JSON.parse((await run(good, '--no-pin', '--json')).out);
  assert.deepEqual([report.status, report.size, report.counts.entries], ['OK', 21, 21]);
});

test('verify command: pins that cannot be written are a warning', async () => {
  const { code, out } = await run(good, '--pins', join(vkey, 'pins'));
  assert.equal(code, 0);
  assert.match(out, /\nwarning {5}cannot write the pin/);
});

test('verify command: the default folder of pins', () => {
  assert.equal(defaultPinFolder({ REMIT_PINS: '/p', XDG_STATE_HOME: '/x', HOME: '/h' }), '/p');
  assert.equal(defaultPinFolder({ XDG_STATE_HOME: '/x', HOME: '/h' }), '/x/remit/pins');
  assert.equal(defaultPinFolder({ HOME: '/h' }), '/h/.local/state/remit/pins');
});

test('verify command: a policy of the reader’s, and how long an entry may wait for its witnesses', async () => {
  const policy = join(folder, 'policy');
  writeFileSync(policy, examplePolicy);
  const text = checkpointText(21, built.root);
  const seen = cosigned(text, ['a.example'], ['c.example']);
  const cosignedFolder = write('cosigned', new Map([...built.files, ['ledger/checkpoint', seen]]));
  const good = await run(cosignedFolder, '--policy', policy, '--no-pin');
  assert.equal(good.code, 0, good.out);
  assert.match(good.out, /\nwitnessed {3}by a \(2026-02-02T.*\), c \(.*\), size 21 of 21\n/);
  assert.match(good.out, /the key you gave/);
  const alone = await run(bad, '--policy', policy, '--no-pin', '--quiet');
  assert.equal(alone.code, 1, 'what is invalid is not only unwitnessed');
  const unseen = await run(write('unseen', built.files), '--policy', policy, '--no-pin');
  assert.equal(unseen.code, 3);
  assert.match(unseen.out, /\nwitnessed {3}by nobody: not enough for the quorum both\n/);
  assert.match(unseen.out, /\nUNWITNESSED: no checkpoint meets the quorum of the policy: /);
  const start = checkpointText(1, leafHash(entriesIn(built.files)[0] ?? assert.fail()));
  const early = new Map([...built.files, ['ledger/witnessed', cosigned(start, ['a.example'], ['b.example'])]]);
  const argv = [write('early', early), '--policy', policy, '--no-pin', '--unwitnessed-max'];
  const late = await run(...argv, '60');
  assert.equal(late.code, 3);
  assert.match(late.out, /, size 1 of 21, 20 entries since 2026-02-02T02:40:01.000Z not yet\n/);
  assert.equal((await run(...argv, '9999999')).code, 0);
  for (const wrong of [
    [good.out, '--unwitnessed-max', '5'],
    [...argv, '-1'],
    [...argv, '1h'],
  ]) {
    assert.equal((await run(...wrong)).code, 64);
  }
  writeFileSync(policy, 'quorum nobody\n');
  const broken = await run(cosignedFolder, '--policy', policy, '--no-pin');
  assert.equal(broken.code, 66);
  assert.match(broken.err, /the policy `.*policy` at byte offset 0: line 1: `nobody` was not defined before/);
});

test('verify command: one receipt, with a key, a policy, or what an earlier check remembers', async () => {
  const file = join(folder, 'four.tlog-proof');
  writeFileSync(file, receiptOf(issued, 4));
  const { code, out } = await run('--receipt', file, '--vkey', vkey, '--no-pin');
  assert.equal(code, 0, out);
  assert.match(out, /^entry {7}number 4 of the 21 in the ledger .*\nrecorded {4}2026-.*\nkind {8}deed.propose\n/);
  assert.match(out, /\noutcome {5}needs approval\nclauses {5}c2\n/);
  assert.match(out, /\nsigned by {3}.*\nOK\n$/);
  const policy = join(folder, 'receipt-policy');
  writeFileSync(policy, examplePolicy);
  assert.match((await run('--receipt', file, '--policy', policy, '--no-pin')).out, /\nwitnessed {3}by a .*\nOK\n$/);
  const json = JSON.parse((await run('--receipt', file, '--vkey', vkey, '--no-pin', '--json')).out);
  assert.deepEqual([json.status, json.index, json.fields.outcome], ['OK', 4, 'needs-approval']);
  const blind = await run('--receipt', file, '--no-pin', '--quiet');
  assert.deepEqual([blind.code, /^CANNOT READ: .*no key to check/.test(blind.out)], [66, true]);
  const pins = join(folder, 'receipt-pins');
  assert.equal((await run(good, '--pins', pins)).code, 0);
  assert.equal((await run('--receipt', file, '--pins', pins)).code, 0, 'the pinned key is the reader’s');
  writeFileSync(file, receiptOf(issued, 4, { witnesses: [] }));
  assert.equal((await run('--receipt', file, '--policy', policy, '--no-pin')).code, 3);
  writeFileSync(file, receiptOf(issued, 4, { proof: [] }));
  assert.equal((await run('--receipt', file, '--vkey', vkey, '--no-pin')).code, 1);
  assert.equal((await run('--receipt', join(folder, 'none'), '--vkey', vkey)).code, 66);
});

test('verify command: a pin that is broken or cannot be read is no reason to take a receipt', async () => {
  const pins = join(folder, 'rotten-pins');
  assert.equal((await run(good, '--pins', pins)).code, 0);
  const pin = join(pins, readdirSync(pins)[0] ?? assert.fail());
  const bytes = readFileSync(pin);
  const forked = issue(21, { act: (index, act) => index === 20 && Object.assign(act, { deedAt: 7 }) });
  const [honest, other] = [join(folder, 'honest.tlog-proof'), join(folder, 'forked.tlog-proof')];
  writeFileSync(honest, receiptOf(issued, 4));
  writeFileSync(other, receiptOf(forked, 4));
  const check = (file: string) => run('--receipt', file, '--vkey', vkey, '--pins', pins);
  assert.deepEqual([(await check(honest)).code, (await check(other)).code], [0, 2], 'by a good pin');
  const breaking: Record<string, () => void> = {
    'cut short': () => writeFileSync(pin, bytes.subarray(0, -20)),
    empty: () => writeFileSync(pin, ''),
    'with another root': () => writeFileSync(pin, bytes.toString().replace('\\n21\\n', '\\n20\\n')),
    'too long': () => writeFileSync(pin, Buffer.alloc(1_000_000, ' ')),
    'a folder': () => mkdirSync(pin),
    'a link': () => symlinkSync(vkey, pin),
  };
  for (const [what, make] of Object.entries(breaking)) {
    rmSync(pin, { recursive: true });
    make();
    for (const file of [honest, other]) {
      const { code, out } = await check(file);
      assert.equal(code, 66, `${what}: ${out}`);
      assert.match(out, /\nfinding {5}the pin `.*rotten-pins\/[0-9a-f]{64}\.json`: .* \(pin-broken\)\n/, what);
      assert.match(out, /\nCANNOT READ: the pin `/, what);
      const blind = await run('--receipt', file, '--pins', pins, '--quiet');
      assert.deepEqual([blind.code, /^CANNOT READ: the pin `/.test(blind.out)], [66, true], what);
    }
    const own = await run('--mine', 'bo', other, '--vkey', vkey, '--pins', pins);
    assert.deepEqual([own.code, /: CANNOT READ, entry 4\n/.test(own.out)], [66, true], `${what}: ${own.out}`);
  }
  rmSync(pin);
  assert.equal((await check(other)).code, 0, 'where there is none, there is nothing to compare with');
});

test('verify command: a key of the reader’s is followed over a change, and receipts of before are good by the pin', async () => {
  const pins = join(folder, 'key-pins');
  const ledger = write('rekeyed', rekeyed(built.files, ['log', 'log 2']));
  const text = checkpointText(21, built.root);
  const receipts = ['log', 'log 2'].map((signer) => {
    const file = join(folder, `by ${signer}.tlog-proof`);
    writeFileSync(file, receiptOf(issued, 4, { note: signedBy(text, [signer]) }));
    return file;
  });
  const [old = '', fresh = ''] = receipts;
  const unknown = await run('--receipt', fresh, '--vkey', vkey, '--pins', pins);
  assert.equal(unknown.code, 1);
  assert.match(unknown.out, /may have been changed: `remit verify <folder\|url>` follows it/);
  const followed = await run(ledger, '--vkey', vkey, '--pins', pins);
  assert.equal(followed.code, 0, followed.out);
  assert.match(
    followed.out,
    /\nkey change {2}the ledger's key was changed once since yours; yours is \S+: keep the new one, \S+\n/,
  );
  for (const file of receipts) {
    for (const given of [[], ['--vkey', vkey]])
      assert.equal((await run('--receipt', file, ...given, '--pins', pins)).code, 0);
  }
  assert.match(
    (await run('--receipt', old, '--pins', pins)).out,
    /\nkey change {2}that is an earlier key .* changed once since/,
  );
  const json = JSON.parse((await run(ledger, '--vkey', vkey, '--no-pin', '--json')).out);
  assert.deepEqual(json.keyChanges, { from: built.vkey, changes: 1, whose: 'given' });
  assert.equal(json.vkey, vkeyOf(origin, 'log 2'));
  rmSync(join(ledger, 'ledger', 'keys'), { recursive: true });
  const lost = await run(ledger, '--vkey', vkey, '--no-pin', '--quiet');
  assert.deepEqual([lost.code, /; `ledger\/keys\/1` is missing\n$/.test(lost.out)], [1, true]);
});

test('verify command: one’s own record, in an export and from receipts', async () => {
  const whole = await run(good, '--keys', keys, '--mine', 'ada', '--no-pin');
  assert.equal(whole.code, 0, whole.out);
  assert.match(whole.out, /\nown record {2}3 of 3 entries of ada, from entry 3 to 19\n/);
  const files = [3, 10, 19].map((index) => {
    const file = join(folder, `${index}.tlog-proof`);
    writeFileSync(file, receiptOf(issued, index));
    return file;
  });
  const all = await run('--mine', 'ada', ...files, '--vkey', vkey, '--no-pin');
  assert.equal(all.code, 0, all.out);
  assert.match(all.out, /receipt {5}.*10.tlog-proof: OK, entry 10\n.*receipt.*\nown record {2}3 of 3/s);
  const together = join(folder, 'receipts');
  mkdirSync(together);
  assert.equal((await run('--mine', 'ada', together, '--vkey', vkey, '--no-pin')).code, 66, 'an empty folder');
  for (const index of [3, 10, 19]) writeFileSync(join(together, `${index}.tlog-proof`), receiptOf(issued, index));
  for (const other of ['.half.tlog-proof', 'notes.txt']) writeFileSync(join(together, other), 'no receipt');
  const inFolder = await run('--mine', 'ada', together, '--vkey', vkey, '--no-pin');
  assert.equal(inFolder.code, 0, inFolder.out);
  assert.match(inFolder.out, /\nown record {2}3 of 3/);
  const named = join(folder, 'named');
  mkdirSync(named);
  writeFileSync(join(named, 'a\nOK\x1b[2J b\u202e.tlog-proof'), 'no receipt');
  const forged = await run('--mine', 'ada', named, '--vkey', vkey, '--no-pin');
  assert.equal(forged.code, 1);
  assert(!/^OK|(?=[^\n])\p{C}/mu.test(forged.out + forged.err), JSON.stringify(forged.out));
  assert.match(forged.out, /a\?OK\?\[2J b\?\.tlog-proof/);
  const several = join(folder, 'several.tlog-proof');
  writeFileSync(several, Buffer.concat([3, 10, 19].map((index) => Buffer.from(receiptOf(issued, index)))));
  const inOne = await run('--mine', 'ada', several, '--vkey', vkey, '--no-pin');
  assert.equal(inOne.code, 0, inOne.out);
  assert.match(inOne.out, /several\.tlog-proof, 3: OK, entry 19\nown record {2}3 of 3/);
  writeFileSync(several, Buffer.concat([Buffer.from('x\n'), Buffer.from(receiptOf(issued, 3))]));
  assert.equal(
    (await run('--mine', 'ada', several, '--vkey', vkey, '--no-pin')).code,
    1,
    'before the first is nothing',
  );
  const gap = await run('--mine', 'ada', files[0] ?? '', files[2] ?? '', '--vkey', vkey, '--no-pin');
  assert.equal(gap.code, 1);
  assert.match(gap.out, /\nINVALID: of the entries of `ada`, 1 are missing: 2\n$/);
  assert.equal((await run('--mine', 'ada', join(folder, 'none'), '--vkey', vkey)).code, 66);
  truncateSync(several, 4 * 1024 * 1024 + 3);
  for (const argv of [
    ['--mine', 'ada', files[0] ?? '', several],
    ['--receipt', several],
  ]) {
    const { code, out, err } = await run(...argv, '--vkey', vkey, '--no-pin');
    assert.deepEqual([code, out], [66, '']);
    assert.match(err, /^remit verify: `.*several\.tlog-proof(, 2)?` is longer than 4194304 bytes, as no receipt is\n$/);
  }
  const wrong = [
    ['--mine', 'ada'],
    ['--receipt', 'x', good],
    ['--receipt', 'x', '--mine', 'y'],
  ];
  for (const argv of wrong) assert.equal((await run(...argv)).code, 64, argv.join(' '));
});

test('verify command: an interrupted check goes on, and tells a terminal how far it is', async () => {
  const entries = entriesIn(buildLedger(400).files);
  const ledger = write('long', publish(entries));
  const file = join(folder, 'place');
  const tile = join(ledger, 'ledger', 'tile', 'entries', '001.p', `${entries.length - 256}`);
  const bytes = readFileSync(tile);
  const told = await run(ledger, '--no-pin', '--progress', '--quiet');
  assert.deepEqual([told.code, told.out], [0, 'OK\n']);
  assert.equal(told.err, `remit verify: 256 of 400 entries, 64 %\nremit verify: 400 of 400 entries, 100 %\n`);
  assert.equal((await run(ledger, '--no-pin')).err, '', 'not where nobody looks on');
  const store = resumeFile(file);
  const keep = async () => {
    rmSync(tile);
    const report = await verifyLedger(folderSource(ledger), {
      primitives: nodePrimitives,
      resume: store,
      resumeEveryTiles: 1,
    });
    assert.equal(report.status, 'INVALID');
    writeFileSync(tile, bytes);
  };
  await keep();
  const good = await run(ledger, '--no-pin', '--resume', file);
  assert.equal(good.code, 0, good.out);
  assert.match(good.out, /\nwarning {5}256 entries were checked before, by the resume file `.*place`\nOK\n$/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('place')),
    [],
    'nothing is left behind',
  );
  await keep();
  writeFileSync(file, readFileSync(file, 'utf8').replace('"tiles":1', '"tiles":0'));
  const changed = await run(ledger, '--no-pin', '--resume', file);
  assert.equal(changed.code, 66);
  assert.match(changed.out, /CANNOT READ: the resume file `.*` was changed since it was written/);
  const nowhere = resumeFile(join(folder, 'none', 'place'));
  assert.equal(await nowhere.write(bytes), 'ENOENT');
  await nowhere.remove();
});

test('verify command: on its own', () => {
  const cli = join(import.meta.dirname, 'cli.ts');
  const { status, stdout } = spawnSync(process.execPath, [cli, bad, '--no-pin'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stdout, /\nINVALID: /);
});

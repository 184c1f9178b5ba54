/** What a reader remembers over a change of the ledger's key: pins, and by them receipts of before and after; resume files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanText, ownReceiptsText, receiptText } from './human-text.ts';
import { nodePrimitives } from './node.ts';
import { parseVkey, type Vkey } from './note.ts';
import { checkOwnReceipts } from './own-receipts.ts';
import { openPin, pinBytesMax, pinFile, readPin, writePin } from './pin.ts';
import { parsePolicy } from './policy.ts';
import { checkReceipt, type ReceiptOptions } from './receipt-check.ts';
import { isFault } from './report.ts';
import type { ResumeStore } from './resume.ts';
import type { Source } from './source.ts';
import { canonical, origin, publish, startMilliseconds, vkeyOf } from './testing/builder.ts';
import { assertFinding, check } from './testing/check.ts';
import { linkOf, rekeyed, signedAnew, signedBy } from './testing/keys.ts';
import { memoryPins, memorySource } from './testing/memory.ts';
import { leafHash, treeRoot } from './testing/merkle.ts';
import { issue, receiptOf } from './testing/receipts.ts';
import { checkpointText, cosignature, examplePolicy } from './testing/witnesses.ts';
import { verifyLedger } from './verify.ts';

const issued = issue(300);
const first = publish(issued.entries);
const early = publish(issued.entries.slice(0, 100));
const overlap = rekeyed(first, ['log', 'log 2'], ['log', 'log 2']);
const changed = rekeyed(first, ['log', 'log 2']);
const twice = rekeyed(first, ['log', 'log 2', 'log 3']);
const key = (name: string) => vkeyOf(origin, name);
const file = pinFile(origin, nodePrimitives);

function keyOf(name: string): Vkey {
  const parsed = parseVkey(key(name), nodePrimitives);
  assert.ok(!isFault(parsed));
  return parsed;
}

type Kept = ReturnType<typeof memoryPins>;

/** Pins after a good check of each of `ledgers`. */
async function pinsAfter(...ledgers: ReadonlyMap<string, Uint8Array>[]): Promise<Kept> {
  const pins = memoryPins();
  for (const files of ledgers) {
    const report = await check(files, { pins });
    assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  }
  return pins;
}

/** What a pin says: version, key, and the keys before. */
function kept(pins: Kept): unknown[] {
  const { v, vkey, earlier } = JSON.parse(Buffer.from(pins.files.get(file) ?? []).toString());
  return [v, vkey, earlier];
}

test('pins: one of an older key is good where links lead on from it, and then remembers the new key and the old ones', async () => {
  const pins = await pinsAfter(early);
  assert.deepEqual(kept(pins), [1, key('log'), undefined]);
  const report = await check(overlap, { pins });
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.deepEqual(report.keyChanges, { from: key('log'), changes: 1, whose: 'pinned' });
  assert.equal(report.vkeySource, 'published');
  assert.equal(report.pinned?.size, 100);
  assert.deepEqual(kept(pins), [2, key('log 2'), [key('log')]]);
  const again = await check(changed, { pins });
  assert.deepEqual([again.status, again.keyChanges], ['OK', undefined]);
  assert.deepEqual(kept(pins), [2, key('log 2'), [key('log')]]);
  assert.equal((await check(twice, { pins })).keyChanges?.from, key('log 2'));
  assert.deepEqual(kept(pins), [2, key('log 3'), [key('log'), key('log 2')]]);
  const over = await check(twice, { pins: await pinsAfter(early) });
  assert.deepEqual(over.keyChanges, { from: key('log'), changes: 2, whose: 'pinned' });
});

test('pins: the key given is what is said to have changed, also where there is a pin', async () => {
  const pins = await pinsAfter(early, overlap);
  const report = await check(twice, { pins, vkey: key('log') });
  assert.deepEqual(report.keyChanges, { from: key('log'), changes: 2, whose: 'given' });
  assert.deepEqual(kept(pins), [2, key('log 3'), [key('log'), key('log 2')]]);
});

test('pins: a reader who never saw an older key remembers those that links lead from; without links none', async () => {
  assert.deepEqual(kept(await pinsAfter(twice)), [2, key('log 3'), [key('log'), key('log 2')]]);
  const without = new Map(twice);
  without.delete('ledger/keys/1');
  assert.deepEqual(kept(await pinsAfter(without)), [1, key('log 3'), undefined]);
  const pins = memoryPins();
  await check(twice, { pins, askEarlierKeys: false });
  assert.deepEqual(kept(pins), [1, key('log 3'), undefined], 'a page does not ask for what it knows is not there');
  await check(twice, { pins });
  assert.deepEqual(kept(pins), [2, key('log 3'), [key('log'), key('log 2')]], 'later is early enough');
  const broken = new Map(twice).set('ledger/keys/2', linkOf('log 2', 'log 3', { more: [''] }));
  const report = await check(broken, { pins: memoryPins() });
  assert.equal(report.status, 'OK');
  assert.match(
    report.warnings.join(),
    /keys of the ledger before this one are not remembered: `ledger\/keys\/2` at byte/,
  );
});

test('pins: links are asked for once, and not at all where the pin knows the keys before', async () => {
  const asked: string[] = [];
  const counted = (files: ReadonlyMap<string, Uint8Array>): Source => {
    const source = memorySource(files);
    const read: Source['read'] = async (path, bytesMax) => {
      if (path.includes('keys/')) asked.push(path.slice(-1));
      return await source.read(path, bytesMax);
    };
    return { ...source, read };
  };
  const pins = await pinsAfter(early);
  const options = { primitives: nodePrimitives, pins };
  await verifyLedger(counted(first), { ...options, askEarlierKeys: false });
  assert.deepEqual(asked.splice(0), []);
  await verifyLedger(counted(first), options);
  assert.deepEqual(asked.splice(0), ['1']);
  await verifyLedger(counted(twice), { ...options, vkey: key('log') });
  assert.deepEqual(asked.splice(0), ['1', '2', '3']);
  await verifyLedger(counted(twice), options);
  assert.deepEqual(asked.splice(0), []);
  assert.deepEqual(kept(pins), [2, key('log 3'), [key('log'), key('log 2')]]);
});

test('pins: what a pin knows of the keys before stays, where less is published later', async () => {
  const pins = await pinsAfter(early, overlap);
  const less = rekeyed(first, ['log 2', 'log 3']);
  assert.equal((await check(less, { pins })).status, 'OK');
  assert.deepEqual(kept(pins), [2, key('log 3'), [key('log'), key('log 2')]]);
});

test('pins: where no link leads from the pin’s key, it stays, and the finding says what is wrong with which file', async () => {
  const without = (n: number) => {
    const files = new Map(twice);
    files.delete(`ledger/keys/${n}`);
    return files;
  };
  for (const [files, message] of [
    [without(1), /signed by another key, `\S+`; `ledger\/keys\/1` is missing/],
    [without(2), /; `ledger\/keys\/1` leads to `\S+`, and none leads to/],
    [new Map(twice).set('ledger/keys/2', linkOf('log', 'log 3')), /; `ledger\/keys\/2` at byte offset \d+: begins at/],
    [rekeyed(first, ['stranger', 'thief']), /; no link leads from it to/],
  ] as const) {
    const pins = await pinsAfter(early);
    const before = kept(pins);
    const report = await check(files, { pins });
    assert.equal(report.status, 'INVALID');
    assertFinding(report, 'pin-key', message);
    assert.deepEqual(kept(pins), before);
    assert.equal(report.counts.entries, 0);
  }
});

test('pins: whoever stole an old key gains nothing from a reader who saw the new one', async () => {
  const thief = new Map(first);
  for (const [links, given, message] of [
    [{}, undefined, /which followed the one that is used now/],
    [{}, key('log'), /which followed the one that is used now/],
    [{ 'ledger/keys/1': linkOf('log', 'log 2') }, undefined, /which followed the one that is used now/],
    [{ 'ledger/keys/1': linkOf('log', 'thief') }, key('log'), /which followed the one that is used now/],
  ] as const) {
    const pins = await pinsAfter(early, overlap);
    const before = kept(pins);
    const report = await check(new Map([...thief, ...Object.entries(links)]), { pins, vkey: given });
    assert.equal(report.status, 'INVALID', JSON.stringify(report));
    assertFinding(report, 'pin-key', message);
    assert.deepEqual(kept(pins), before);
  }
  // A pin from before pins kept earlier keys, and links to a key of the thief's own.
  for (const files of [first, rekeyed(first, ['log', 'thief']), rekeyed(first, ['log', 'log 2', 'log'])]) {
    const pins = memoryPins();
    pins.files.set(file, writePin(changed.get('ledger/checkpoint') ?? assert.fail(), keyOf('log 2')));
    for (const vkey of [key('log'), undefined]) {
      const report = await check(files, { pins, vkey });
      assert.equal(report.status, 'INVALID');
      assertFinding(report, 'pin-key', /signed by another key/);
      assert.deepEqual(kept(pins), [1, key('log 2'), undefined]);
    }
  }
});

test('pins: a rollback and a fork are EQUIVOCATION over a change of the key as well', async () => {
  const grown = rekeyed(publish(issue(310).entries), ['log', 'log 2']);
  assert.equal((await check(grown, { pins: await pinsAfter(first) })).status, 'OK');
  const back = await check(rekeyed(early, ['log', 'log 2']), { pins: await pinsAfter(first) });
  assertFinding(back, 'pin-rollback', /the size now is 100/);
  assert.equal(back.status, 'EQUIVOCATION');
  const other = publish([...issued.entries.slice(0, 50), ...issued.entries.slice(100)]);
  const fork = await check(rekeyed(other, ['log', 'log 2']), { pins: await pinsAfter(early) });
  assertFinding(fork, 'pin-fork', /the pinned checkpoint of size 100/);
  assert.equal(fork.status, 'EQUIVOCATION');
});

test('pins: both versions are read back, and nothing else', async () => {
  const note = changed.get('ledger/checkpoint') ?? assert.fail();
  const [log, log2] = [keyOf('log'), keyOf('log 2')];
  const open = (bytes: Uint8Array) => openPin(bytes, origin, nodePrimitives);
  for (const earlier of [[], [log], [keyOf('log 0'), log]]) {
    const pin = await open(writePin(note, log2, earlier));
    assert.ok(!isFault(pin), JSON.stringify(pin));
    assert.deepEqual(pin.earlier, earlier);
    assert.equal(pin.checkpoint.size, 300);
  }
  const many = Array.from({ length: 70 }, (_, n) => keyOf(`key ${n}`));
  const most = writePin(note, log2, many);
  const pin = await open(most);
  assert.ok(!isFault(pin) && most.length < pinBytesMax);
  assert.deepEqual([pin.earlier.length, pin.earlier[63]], [64, many[69]], 'the last ones');
  const good = { checkpoint: Buffer.from(note).toString(), earlier: [log.text], v: 2, vkey: log2.text };
  for (const [change, message] of [
    [{ v: 1 }, /exactly the members/],
    [{ v: 3 }, /exactly the members/],
    [{ earlier: undefined }, /exactly the members/],
    [{ earlier: [] }, /`earlier` does not have one key to 64/],
    [{ earlier: log.text }, /`earlier` does not have one key to 64/],
    [{ earlier: Array.from({ length: 65 }, (_, n) => key(`key ${n}`)) }, /one key to 64/],
    [{ earlier: [7] }, /`earlier`: /],
    [{ earlier: [`${log.text.slice(0, -1)}!`] }, /`earlier`: /],
    [{ earlier: [log.text, log.text] }, /a key twice/],
    [{ earlier: [log2.text] }, /a key twice/],
    [{ earlier: [vkeyOf(origin.replace('example', 'other'), 'log')] }, /a key of another origin/],
  ] as const) {
    const bad = await open(Buffer.from(canonical({ ...good, ...change })));
    assert.ok(isFault(bad), JSON.stringify(change));
    assert.match(bad.fault, message);
  }
});

const text = checkpointText(300, treeRoot(issued.entries.map(leafHash)));
const receipt = (index: number, ...signers: string[]) => receiptOf(issued, index, { note: signedBy(text, signers) });

/** As the command does: by the pin, and what else is given. */
async function receiptCheck(bytes: Uint8Array, pins: Kept | undefined, options: Partial<ReceiptOptions> = {}) {
  return await checkReceipt(bytes, { primitives: nodePrimitives, pinned: pins && pinnedBy(pins), ...options });
}

function pinnedBy(pins: Kept): NonNullable<ReceiptOptions['pinned']> {
  return (of) => readPin(pins, of, nodePrimitives);
}

test('receipts: of before and after a change are good by the pin of a reader who followed it, which says so', async () => {
  const pins = await pinsAfter(early, overlap, twice);
  for (const [signers, vkey, changes] of [
    [['log'], 'log', 2],
    [['log', 'log 2'], 'log 2', 1],
    [['log 2'], 'log 2', 1],
    [['log 2', 'log 3'], 'log 3', undefined],
    [['log 3'], 'log 3', undefined],
  ] as const) {
    for (const given of [undefined, key('log'), key('log 2'), key('log 3')]) {
      const report = await receiptCheck(receipt(4, ...signers), pins, { vkey: given });
      assert.equal(report.status, 'OK', `${signers} ${given} ${JSON.stringify(report.findings)}`);
      assert.equal(report.vkey, key(vkey));
      assert.deepEqual(report.keyChanges, changes && { to: key('log 3'), changes });
    }
  }
  const said = receiptText(await receiptCheck(receipt(4, 'log'), pins));
  assert.match(
    said,
    /\nsigned by {3}\S+\nkey change {2}that is an earlier key of the ledger, changed 2 times since; now it is \S+\n/,
  );
  const files = [3, 10].map((index) => ({ name: `${index}`, bytes: receipt(index, index === 3 ? 'log' : 'log 3') }));
  const own = await checkOwnReceipts('ada', files, { primitives: nodePrimitives, pinned: pinnedBy(pins) });
  assert.equal(own.status, 'OK', JSON.stringify(own.findings));
  assert.match(
    ownReceiptsText(own),
    /^receipt {5}3: OK, entry 3, by an earlier key of the ledger\nreceipt {5}10: OK, entry 10\n/,
  );
});

test('receipts: by a key that was left, of a tree that is larger than the one by its successor, they are by whoever kept a copy', async () => {
  const grown = issue(310);
  const later = checkpointText(310, treeRoot(grown.entries.map(leafHash)));
  const of = (...signers: string[]) => receiptOf(grown, 305, { note: signedBy(later, signers) });
  for (const pins of [await pinsAfter(overlap), await pinsAfter(changed)]) {
    const report = await receiptCheck(of('log'), pins);
    assert.equal(report.status, 'INVALID');
    assert.deepEqual([report.findings[0]?.code, report.isOtherKey], ['pin-key', false]);
    assert.match(
      report.findings[0]?.message ?? '',
      /is of 310 entries, and signed by a key that had been followed by another/,
    );
    for (const signers of [['log', 'log 2'], ['log 2']])
      assert.equal((await receiptCheck(of(...signers), pins)).status, 'OK', signers.join());
  }
});

test('receipts: by another key than the reader’s they stay a finding that says how to follow a change', async () => {
  const follow =
    /The key of the ledger may have been changed: `remit verify <folder\|url>` follows it and renews the pin/;
  const [before, after] = [await pinsAfter(early), await pinsAfter(early, changed)];
  for (const [signer, pins, vkey, code] of [
    ['log 2', before, undefined, 'signature'],
    ['log 2', undefined, 'log', 'signature'],
    ['log 2', before, 'log', 'signature'],
    ['log 2', before, 'log 2', 'pin-key'],
    ['log', undefined, 'log 2', 'signature'],
    ['log 3', after, undefined, 'signature'],
    ['thief', after, 'log', 'signature'],
    ['thief', after, 'thief', 'pin-key'],
    ['log', after, 'thief', 'signature'],
  ] as const) {
    const report = await receiptCheck(receipt(4, signer), pins, { vkey: vkey && key(vkey) });
    assert.equal(report.status, 'INVALID', `${signer} ${vkey}`);
    assert.deepEqual([report.findings[0]?.code, report.keyChanges], [code, undefined], `${signer} ${vkey}`);
    assert.match(report.findings[0]?.message ?? '', follow);
    assert.equal(report.isOtherKey, true, `${signer} ${vkey}`);
    const label = code === 'signature' ? 'checked by  ' : 'signed by   ';
    assert.ok(receiptText(report).includes(`${label}${report.vkey}\n`), 'no key is said to have signed that did not');
  }
  const bad = Buffer.from(receipt(4, 'log', 'log 2'));
  bad[bad.length - 20] = (bad[bad.length - 20] as number) ^ 1;
  const report = await receiptCheck(bad, after);
  assert.match(report.findings[0]?.message ?? '', /the signature by the key of the log is bad$/);
  assert.equal((await receiptCheck(bad, before)).status, 'OK', 'of a key that one does not know nothing is looked at');
});

test('receipts: of several logs of the policy with one origin, that one counts which signed', async () => {
  const logs = ['log', 'log 2', 'stranger'].map((name) => `log ${key(name)}\n`).join('');
  const policy = parsePolicy(Buffer.from(`${logs}log ${vkeyOf('x', 'x')}\nquorum none\n`), nodePrimitives);
  assert.ok(!isFault(policy));
  const witnesses = { policy, now: () => startMilliseconds };
  for (const signers of [['log'], ['log 2'], ['log', 'log 2']]) {
    const report = await receiptCheck(receipt(4, ...signers), undefined, { witnesses });
    assert.deepEqual([report.status, report.vkey], ['OK', key(signers[0] ?? '')]);
  }
  assert.equal((await receiptCheck(receipt(4, 'thief'), undefined, { witnesses })).status, 'INVALID');
  const pins = await pinsAfter(early);
  const newer = await receiptCheck(receipt(4, 'log 2'), pins, { witnesses });
  assert.deepEqual([newer.status, newer.vkey], ['OK', key('log 2')], 'the policy has the key of the pin as well');
  const other = parsePolicy(Buffer.from(`log ${key('log 2')}\nlog ${key('log 3')}\nquorum none\n`), nodePrimitives);
  assert.ok(!isFault(other));
  const report = await receiptCheck(receipt(4, 'log 2'), pins, { witnesses: { ...witnesses, policy: other } });
  assert.equal(report.findings[0]?.code, 'pin-key');
});

test('receipts: by an earlier key, one of another tree than the pin’s is EQUIVOCATION still', async () => {
  const pins = await pinsAfter(changed);
  const wrong = receiptOf(issued, 4, { note: signedBy(checkpointText(300, Buffer.alloc(32, 7)), ['log']) });
  const report = await receiptCheck(wrong, pins);
  assert.equal(report.status, 'EQUIVOCATION');
  assert.equal(report.findings[0]?.code, 'pin-fork');
});

test('receipts: by an earlier key, the cosignatures of the policy count as ever', async () => {
  const policy = parsePolicy(Buffer.from(examplePolicy), nodePrimitives);
  assert.ok(!isFault(policy));
  const options = { witnesses: { policy, now: () => startMilliseconds + 1_000_000 } };
  const pins = await pinsAfter(changed);
  const note = signedBy(text, ['log']) + cosignature(text, 'a.example') + cosignature(text, 'b.example');
  const report = await receiptCheck(receiptOf(issued, 4, { note }), pins, options);
  assert.deepEqual([report.status, report.witnessed?.met, report.keyChanges?.changes], ['OK', true, 1]);
  assert.equal((await receiptCheck(receipt(4, 'log'), pins, options)).status, 'UNWITNESSED');
});

test('resume: over a change of the key the check begins anew, where links lead from the key before', async () => {
  const interrupted = async (files: ReadonlyMap<string, Uint8Array>) => {
    let bytes: Uint8Array | undefined;
    const store: ResumeStore = {
      name: 'place',
      read: async () => (bytes === undefined ? { kind: 'missing' } : { kind: 'bytes', bytes }),
      write: async (written) => {
        bytes = written;
        return undefined;
      },
      remove: async () => {
        bytes = undefined;
      },
    };
    const short = new Map([...files].filter(([name]) => !name.includes('entries/001')));
    const options = { primitives: nodePrimitives, resume: store, resumeEveryTiles: 1 };
    assert.equal((await verifyLedger(memorySource(short), options)).status, 'INVALID');
    assert.notEqual(bytes, undefined);
    return { ...options, kept: () => bytes };
  };
  const options = await interrupted(first);
  const lost = new Map(changed);
  lost.delete('ledger/keys/1');
  for (const files of [lost, rekeyed(first, ['log 0', 'thief'])]) {
    const report = await check(files, options);
    assert.equal(report.status, 'UNREADABLE');
    assertFinding(report, 'resume', /is of another key, .*; without the file the check begins anew/);
    assert.notEqual(options.kept(), undefined, 'the file stays');
  }
  const report = await check(changed, options);
  assert.deepEqual([report.status, report.counts.entries], ['OK', 300]);
  assert.match(report.warnings.join(), /`place` is of the key before the change .*: the check began anew/);
  assert.equal(options.kept(), undefined);
  const same = await interrupted(changed);
  assert.match((await check(changed, same)).warnings.join(), /256 entries were checked before/);
});

test('key change: is said to people, with the key to keep where all is good', async () => {
  const once = humanText(await check(changed, { vkey: key('log') }));
  const named = (name: string) => key(name).replaceAll(/[+.]/g, '\\$&');
  const keep = (times: string) =>
    `\nkey change  the ledger's key was changed ${times} since yours; yours is ${named('log')}: keep the new one, `;
  assert.match(
    once,
    new RegExp(
      `checkpoint  signed by ${named('log 2')} \\(followed from the key you gave\\)${keep('once')}${named('log 2')}\n`,
    ),
  );
  assert.match(
    humanText(await check(twice, { vkey: key('log') })),
    new RegExp(`${keep('2 times')}${named('log 3')}\n`),
  );
  const pinned = humanText(await check(changed, { pins: await pinsAfter(early) }));
  assert.match(
    pinned,
    new RegExp(`\nkey change  the ledger's key was changed once since your last check; it was ${named('log')}\n`),
  );
  const bad = new Map(changed);
  bad.delete('ledger/tile/entries/001.p/44');
  const said = humanText(await check(bad, { vkey: key('log') }));
  assert.match(said, /\nkey change {2}.*; yours is \S+\n/);
  assert.doesNotMatch(said, /keep the new one/);
  assert.doesNotMatch(humanText(await check(changed, { vkey: key('log 2') })), /key change/);
  const wrong = new Map(changed).set(
    'ledger/checkpoint',
    signedAnew(changed.get('ledger/checkpoint') ?? Buffer.of(), ['thief']),
  );
  assert.doesNotMatch(humanText(await check(wrong, { vkey: key('log') })), /keep the new one/);
});

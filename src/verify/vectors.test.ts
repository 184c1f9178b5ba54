import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { actBytes, keyId } from './acts.ts';
import type { JsonObject } from './canonical.ts';
import { checkCosignatures } from './cosignature.ts';
import { folderSource } from './folder.ts';
import { KeyLinks, openLink } from './key-links.ts';
import { nodePrimitives } from './node.ts';
import { openCheckpoint, parseNote, parseVkey } from './note.ts';
import { readDisclosure } from './openings.ts';
import { meetsQuorum, parsePolicy } from './policy.ts';
import { leafHash, verifyConsistency, verifyInclusion } from './proofs.ts';
import { checkReceipt } from './receipt-check.ts';
import { isFault } from './report.ts';
import { startMilliseconds } from './testing/builder.ts';
import { keysOf } from './testing/check.ts';
import { memorySource } from './testing/memory.ts';
import { makeVectors, vectorsFolder } from './testing/vectors.ts';
import { entryTilePath, hashTilePath } from './tiles.ts';
import { verifyLedger } from './verify.ts';

const load = (name: string) => JSON.parse(readFileSync(join(vectorsFolder, name), 'utf8'));
const bytes = (hex: string) => Buffer.from(hex, 'hex');

test('vectors: the files are those that are made', () => {
  const made = makeVectors();
  const there = readdirSync(vectorsFolder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name !== 'README.md')
    .map((item) => join(item.parentPath, item.name));
  assert.deepEqual(there.sort(), [...made.keys()].map((name) => join(vectorsFolder, name)).sort());
  for (const [name, content] of made) assert.deepEqual(readFileSync(join(vectorsFolder, name)), content, name);
});

test('vectors: the export is OK', async () => {
  const keys = keysOf(readFileSync(join(vectorsFolder, 'secrets.json')));
  const report = await verifyLedger(folderSource(join(vectorsFolder, 'export')), { primitives: nodePrimitives, keys });
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.deepEqual([report.counts.opened, report.counts.signatures, report.counts.replayed], [42, 20, 21]);
});

test('vectors: keys and notes', async () => {
  for (const { publicKey, keyId: id, vkey } of load('keys.json')) {
    const raw = Buffer.from(publicKey, 'base64url');
    assert.equal(keyId(raw, nodePrimitives), id);
    const parsed = parseVkey(vkey, nodePrimitives);
    assert.ok(!isFault(parsed));
    assert.deepEqual(Buffer.from(parsed.publicKey), raw);
  }
  for (const { vkey, note, text } of load('notes.json')) {
    const key = parseVkey(vkey, nodePrimitives);
    assert.ok(!isFault(key));
    const opened = await openCheckpoint(Buffer.from(note), key, nodePrimitives);
    assert.ok(!isFault(opened));
    assert.equal(opened.size, Number(text.split('\n')[1]));
  }
});

test('vectors: tree, proofs and paths', () => {
  const { entries, leafHashes, roots, inclusion, consistency } = load('tree.json');
  for (const [i, entry] of entries.entries()) {
    assert.equal(Buffer.from(leafHash(Buffer.from(entry), nodePrimitives)).toString('hex'), leafHashes[i]);
  }
  for (const { index, size, proof } of inclusion) {
    assert.ok(
      verifyInclusion(nodePrimitives, bytes(leafHashes[index]), index, size, proof.map(bytes), bytes(roots[size])),
    );
  }
  for (const { old, size, proof } of consistency) {
    assert.ok(verifyConsistency(nodePrimitives, old, size, proof.map(bytes), bytes(roots[old]), bytes(roots[size])));
  }
  for (const { n, width, path, entries: entryPath } of load('paths.json')) {
    assert.equal(hashTilePath(0, n, width), path);
    assert.equal(entryTilePath(n, width), entryPath);
  }
});

test('vectors: acts and disclosures', async () => {
  for (const { act, text, signature } of load('acts.json')) {
    assert.equal(Buffer.from(actBytes(act as JsonObject)).toString(), text);
    const ada = load('keys.json').find((key: { keyId: string }) => key.keyId === signature.key);
    const [key, value] = [Buffer.from(ada.publicKey, 'base64url'), Buffer.from(signature.value, 'base64url')];
    assert.equal(await nodePrimitives.ed25519Verify(key, Buffer.from(text), value), true);
  }
  for (const { salt, name, value, disclosure } of load('disclosures.json')) {
    const read = readDisclosure(disclosure);
    assert.ok(!isFault(read));
    assert.deepEqual(JSON.parse(JSON.stringify(read)), { salt, name, value });
  }
});

test('vectors: policies, and who is enough for them', () => {
  const { good, bad } = load('policies.json');
  for (const { why, text, enough, short } of good) {
    const policy = parsePolicy(Buffer.from(text), nodePrimitives);
    assert.ok(!isFault(policy), why);
    const met = (names: string) =>
      meetsQuorum(policy, new Set(policy.witnesses.filter(({ name }) => names.split(' ').includes(name))));
    for (const names of enough) assert.equal(met(names), true, `${why}: ${names}`);
    for (const names of short) assert.equal(met(names), false, `${why}: ${names}`);
  }
  for (const { why, bytes: spelled } of bad) {
    assert.ok(isFault(parsePolicy(Buffer.from(spelled, 'base64'), nodePrimitives)), why);
  }
});

test('vectors: cosignatures and receipts', async () => {
  for (const { vkey, text, line, seconds, good } of load('cosignatures.json')) {
    const policy = parsePolicy(Buffer.from(`witness a ${vkey}\nquorum a\n`), nodePrimitives);
    const note = parseNote(Buffer.from(`${text}\n${line}`));
    assert.ok(!isFault(policy) && !isFault(note));
    const far = Number.MAX_VALUE;
    const { cosigned, faults } = await checkCosignatures(note, policy, far, nodePrimitives);
    assert.deepEqual([cosigned.length, faults.length], good ? [1, 0] : [0, 1], seconds);
    if (good) assert.equal(cosigned[0]?.seconds, Number(seconds));
  }
  const { policy: text, cases } = load('receipts.json');
  const policy = parsePolicy(Buffer.from(text), nodePrimitives);
  assert.ok(!isFault(policy));
  const witnesses = { policy, now: () => startMilliseconds };
  for (const { why, status, receipt } of cases) {
    const report = await checkReceipt(Buffer.from(receipt, 'base64'), { primitives: nodePrimitives, witnesses });
    assert.equal(report.status, status, `${why}: ${JSON.stringify(report.findings)}`);
  }
});

test('vectors: links from one key of a ledger to the next', async () => {
  const { origin, keys, links, bad } = load('key-links.json');
  const files = links.map((link: string, n: number) => [`keys/${n + 1}`, Buffer.from(link)] as const);
  const chain = await new KeyLinks(memorySource(new Map(files)), '', origin, nodePrimitives).keys();
  assert.ok(!isFault(chain), JSON.stringify(chain));
  assert.deepEqual(
    chain.map(({ text }) => text),
    keys.map(({ vkey }: { vkey: string }) => vkey),
  );
  for (const { why, link } of bad) {
    assert.ok(isFault(await openLink(Buffer.from(link, 'base64'), nodePrimitives)), why);
  }
});

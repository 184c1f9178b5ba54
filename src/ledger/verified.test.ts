import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { canonicalJson } from '../base/json.ts';
import { nodePrimitives } from '../verify/node.ts';
import { openBox, readBoxes } from '../verify/openings.ts';
import { isFault } from '../verify/report.ts';
import { memoryPins, memorySource } from '../verify/testing/memory.ts';
import { verifyLedger } from '../verify/verify.ts';
import { MemoryFiles } from './files/memory.ts';
import { KeyRing } from './keys.ts';
import { encodeVkey } from './note.ts';
import { Publisher } from './publisher.ts';
import { sealEntry } from './seal.ts';
import { Signer } from './signer.ts';
import { MemoryStore } from './store/memory.ts';
import type { Opening } from './store/port.ts';
import { draftOf, TEST_ORIGIN } from './testing/entries.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash } from './tree.ts';

const B64U = 'base64url';

/** One line of an export's openings, as docs/formats.md §7 writes it. */
function openingsLine(index: number, openings: readonly Opening[]): Buffer {
  const groups = openings.map(({ box, group, key, nonce }) => ({
    box: Buffer.from(box).toString(B64U),
    group,
    key,
    nonce: Buffer.from(nonce).toString(B64U),
  }));
  return Buffer.from(JSON.stringify({ groups, index }));
}

test('the independent verifier accepts what we seal and publish, as it grows, and opens our boxes', async () => {
  const random = randomBytes;
  const keys = await KeyRing.create({ files: new MemoryFiles(), ledger: TEST_ORIGIN, random });
  await keys.ensure(['decision/1', 'person/p-rossi']);
  const signer = await Signer.create({ files: new MemoryFiles(), name: TEST_ORIGIN, random });
  const [files, store, pins] = [new MemoryFiles(), new MemoryStore(), memoryPins()];
  const epoch = await store.claimWriter();
  let frontier = EMPTY_FRONTIER;
  const publisher = await Publisher.open({ files, store, signer, stored: frontier });
  for (const count of [3, 252, 2, 260]) {
    const first = frontier.size;
    const sealed = Array.from({ length: count }, (_, i) => {
      const index = first + i;
      return sealEntry({
        draft: draftOf(),
        ledger: TEST_ORIGIN,
        recorded: 1_770_000_000_000 + index,
        index,
        keys,
        random,
      });
    });
    const entries = sealed.map(({ bytes }) => bytes);
    const openings = sealed.flatMap((entry) => entry.openings);
    frontier = appendLeaves(frontier, entries.map(leafHash));
    await store.append({ epoch, first, entries, openings, changes: [], documents: [], frontier });
    await publisher.publishTo(frontier);
    const source = memorySource(await files.all());
    const report = await verifyLedger(source, { primitives: nodePrimitives, vkey: encodeVkey(signer.verifier), pins });
    assert.equal(report.status, 'OK', JSON.stringify(report));
    assert.equal(report.counts.entries, frontier.size);
  }

  const held = new Map(Object.entries(keys.exportKeys()).map(([id, key]) => [id, Buffer.from(key, B64U)]));
  const boxes = readBoxes(openingsLine(5, await store.openings(5, 6)), 5);
  assert.ok(!isFault(boxes), JSON.stringify(boxes));
  assert.equal(boxes.length, 2);
  const [entry] = await store.entries(5, 6);
  const digests = new Set<string>(JSON.parse(Buffer.from(entry ?? []).toString('utf8'))._sd);
  for (const box of boxes) {
    const key = held.get(box.key) ?? Buffer.alloc(0);
    const fields = await openBox(box, key, { origin: TEST_ORIGIN, index: 5, digests }, nodePrimitives);
    assert.ok(!isFault(fields), JSON.stringify(fields));
    const own = Object.entries(draftOf().fields).filter(([name]) => name in fields);
    assert.equal(canonicalJson(fields), canonicalJson(Object.fromEntries(own)));
  }
});

test('the independent verifier refuses a published byte that was changed', async () => {
  const random = randomBytes;
  const signer = await Signer.create({ files: new MemoryFiles(), name: TEST_ORIGIN, random });
  const [files, store] = [new MemoryFiles(), new MemoryStore()];
  const keys = await KeyRing.create({ files: new MemoryFiles(), ledger: TEST_ORIGIN, random });
  await keys.ensure(['decision/1', 'person/p-rossi']);
  const { bytes } = sealEntry({ draft: draftOf(), ledger: TEST_ORIGIN, recorded: 1, index: 0, keys, random });
  const frontier = appendLeaves(EMPTY_FRONTIER, [leafHash(bytes)]);
  await store.append({
    epoch: await store.claimWriter(),
    first: 0,
    entries: [bytes],
    openings: [],
    changes: [],
    documents: [],
    frontier,
  });
  await (await Publisher.open({ files, store, signer, stored: frontier })).publishTo(frontier);
  const all = await files.all();
  for (const path of all.keys()) {
    const changed = Buffer.from(all.get(path) ?? []);
    changed.writeUInt8(changed.readUInt8(changed.length >> 1) ^ 1, changed.length >> 1);
    const source = memorySource(new Map([...all, [path, changed]]));
    const report = await verifyLedger(source, { primitives: nodePrimitives });
    assert.notEqual(report.status, 'OK', path);
  }
});

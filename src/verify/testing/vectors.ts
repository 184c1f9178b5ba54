/**
 * Makes the files of `src/verify/vectors/`, always the same bytes. `node src/verify/testing/vectors.ts` writes them;
 * `vectors.test.ts` compares.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as builder from './builder.ts';
import { badCanonical, goodCanonical } from './canonical-cases.ts';
import { decideCases } from './decide-cases.ts';
import { exampleSets } from './example.ts';
import { keyLinkVectors } from './key-vectors.ts';
import * as merkle from './merkle.ts';
import { cosignatureVectors, policyVectors, receiptVectors } from './witness-vectors.ts';

export const vectorsFolder = join(import.meta.dirname, '..', 'vectors');

/** All vector files by path below the folder. */
export function makeVectors(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const json = (name: string, value: unknown) => files.set(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`));
  const built = builder.buildLedger(21);
  for (const [path, bytes] of built.files) files.set(`export/${path}`, bytes);
  files.set('secrets.json', built.secrets);
  const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  json('canonical.json', {
    good: goodCanonical,
    bad: badCanonical.map(({ bytes, why, offset }) => ({ why, bytes: b64(bytes), offset: offset ?? null })),
  });
  json(
    'keys.json',
    ['log', 'operator', 'ada', 'bo', 'bo 1'].map((name) => ({
      seed: b64(builder.seedOf(name)),
      publicKey: builder.publicText(name),
      keyId: builder.keyIdOf(name),
      vkey: builder.vkeyOf(builder.origin, name),
    })),
  );
  json(
    'notes.json',
    [0, 21].map((size) => {
      const text = `${builder.origin}\n${size}\n${b64(size === 0 ? merkle.treeRoot([]) : built.root)}\n`;
      return { vkey: built.vkey, text, note: builder.signNote(text) };
    }),
  );
  json('tree.json', treeVectors());
  json(
    'paths.json',
    [0, 7, 999, 1000, 1_234_067, 2 ** 45 - 2].flatMap((n) =>
      [1, 255, 256].map((width) => ({
        n,
        width,
        path: `tile/0/${builder.tileName(n, n * 256 + width)}`,
        entries: `tile/entries/${builder.tileName(n, n * 256 + width)}`,
      })),
    ),
  );
  json('acts.json', actVectors());
  json('disclosures.json', disclosureVectors());
  json('policies.json', policyVectors());
  json('cosignatures.json', cosignatureVectors());
  json('receipts.json', receiptVectors());
  json('key-links.json', keyLinkVectors());
  json('decide.json', {
    sets: exampleSets.map((set) => ({ id: builder.idOf(set), set })),
    cases: decideCases.map(({ set, ...rest }) => ({ ...rest, set: builder.idOf(exampleSets[set]) })),
  });
  return files;
}

function treeVectors() {
  const hex = (hash: Buffer) => hash.toString('hex');
  const entries = Array.from({ length: 11 }, (_, i) => 'é'.repeat(i));
  const leaves = entries.map((entry) => merkle.leafHash(Buffer.from(entry)));
  return {
    entries,
    leafHashes: leaves.map(hex),
    roots: Array.from({ length: 12 }, (_, size) => hex(merkle.treeRoot(leaves.slice(0, size)))),
    inclusion: leaves.map((_, index) => ({ index, size: 11, proof: merkle.inclusionProof(index, leaves).map(hex) })),
    consistency: Array.from({ length: 11 }, (_, i) => i + 1).map((old) => ({
      old,
      size: 11,
      proof: merkle.consistencyProof(old, leaves).map(hex),
    })),
  };
}

function actVectors() {
  return ['exercise', 'live'].map((mode) => {
    const act = {
      v: 1,
      id: 'act-00000001',
      ledger: builder.origin.replace('exercise', mode),
      mode,
      kind: 'log.line',
      form: 'proposal',
      actor: 'ada',
      desk: null,
      activity: 'log.line',
      purpose: 'order',
      place: 'stadium',
      deedAt: builder.startMilliseconds,
      signedAt: builder.startMilliseconds,
      detail: { text: 'café, "quoted"\n\u001f\u{1f600}', about: 'REQ-1' },
    };
    const signature = { key: builder.keyIdOf('ada'), value: builder.signAct(act, 'ada') };
    return { seed: builder.seedOf('ada').toString('base64'), act, text: builder.actText(act), signature };
  });
}

function disclosureVectors() {
  const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  return [
    ['kind', 'log.line'],
    ['at', 1],
    ['near', null],
    ['changes', [{ slice: 'ä', id: 'x', row: null }]],
  ].map(([name, value]) => {
    const disclosure = builder.disclose(salt, String(name), value);
    return {
      salt: salt.toString('base64url'),
      name,
      value,
      disclosure,
      digest: merkle.digest(disclosure).toString('base64url'),
    };
  });
}

if (import.meta.main) {
  rmSync(join(vectorsFolder, 'export'), { recursive: true, force: true });
  for (const [path, bytes] of makeVectors()) {
    const file = join(vectorsFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

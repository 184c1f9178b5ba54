import { type KeyObject, randomBytes, verify as verifySignature } from 'node:crypto';
import { join } from 'node:path';
import { fromBase64url } from '../src/base/base64url.ts';
import { canonicalJson } from '../src/base/json.ts';
import { writeExport } from '../src/cli/transfer/export-folder.ts';
import { ed25519PublicKey, exerciseKey } from '../src/desk/keys.ts';
import { NodeFiles } from '../src/ledger/files/node.ts';
import { Publisher } from '../src/ledger/publisher.ts';
import { Signer } from '../src/ledger/signer.ts';
import type { LedgerStore } from '../src/ledger/store/port.ts';
import { openPostgresStore } from '../src/ledger/store/postgres.ts';
import { isMandateSet } from '../src/server/publishing.ts';
import { folderSource } from '../src/verify/folder.ts';
import { nodePrimitives } from '../src/verify/node.ts';
import { type Keys, readKeys } from '../src/verify/openings.ts';
import { isFault } from '../src/verify/report.ts';
import { verifyLedger } from '../src/verify/verify.ts';
import { Load, type LoadAct } from './load.ts';
import type { Measured, Size } from './measured.ts';
import { type BenchRoom, openBenchDatabase, openBenchRoom, temporaryFolder } from './room.ts';
import { median, secondsOf } from './statistics.ts';

const SIZES = {
  full: { rounds: 5, acts: 20_000 },
  short: { rounds: 3, acts: 2_000 },
  tiny: { rounds: 1, acts: 40 },
};
const SUBMITTERS = 64;

/**
 * `verify-full`: entries a second that the independent checker goes through in an export with its keys: boxes opened, digests and canonical form checked,
 * signatures, everybody's own chain, and each decision taken again from its facts and set.
 */
export async function verifyFull(size: Size): Promise<Measured[]> {
  const { rounds, acts: count } = SIZES[size];
  const database = await openBenchDatabase();
  const folder = await temporaryFolder();
  try {
    const room = await openBenchRoom(database);
    const load = await Load.prepare(room);
    const acts = load.acts(count);
    await sendAll(room, acts);
    const signed = acts.map((act) => checkOf(room, act));
    const keys = keysOf(room);
    await room.close();
    const store = await openPostgresStore(database.address);
    const entries = await exported(store, folder.path, room.origin);
    await store.close();
    const rates: [number, number][] = [];
    for (let n = 0; n < rounds; n++) {
      const mine = entries / (await secondsOf(() => verifyOnce(join(folder.path, 'export'), keys, entries)));
      rates.push([mine, count / (await secondsOf(() => signaturesAlone(signed)))]);
    }
    return [
      {
        name: 'verify-full',
        value: median(rates.map(([mine]) => mine)),
        unit: 'entries/s',
        against: 'checking the signatures of its acts alone, one after another',
        againstValue: median(rates.map(([, bare]) => bare)),
        ratio: median(rates.map(([mine, bare]) => mine / bare)),
        samples: rounds,
        batch: entries,
        bytes: median(acts.map(({ wire }) => wire.length)),
        target: null,
        met: null,
        note: `an export of ${entries} entries with its keys; openings, canonical form, signatures, chains and replay 1; medians of ${rounds} rounds`,
      },
    ];
  } finally {
    await folder.remove();
    await database.stop();
  }
}

/** Publishes what the database holds, as a room does, and exports it. @returns its entries */
async function exported(store: LedgerStore, folder: string, origin: string): Promise<number> {
  const files = await NodeFiles.open(join(folder, 'public'));
  const secret = await NodeFiles.open(join(folder, 'signer'), { secret: true });
  const signer = await Signer.create({ files: secret, name: origin, random: randomBytes });
  const { identity, frontier, documents } = await store.load();
  const publisher = await Publisher.open({ files, store, signer, stored: frontier });
  const published = await publisher.publishTo(frontier);
  if (published === null || identity === null) throw new Error('the ledger of the benchmark is empty');
  const sets = new Set([...documents].flatMap(([id, text]) => (isMandateSet(text) ? [id] : [])));
  const { verifier } = signer;
  const place = await NodeFiles.open(join(folder, 'export'));
  await writeExport(place, { identity, store, documents, sets, published, witnessing: new Map(), verifier });
  return published.size;
}

async function verifyOnce(folder: string, keys: { keys: Keys; ledger: string }, count: number): Promise<void> {
  const report = await verifyLedger(folderSource(folder), { primitives: nodePrimitives, keys });
  if (report.status !== 'OK' || report.counts.entries !== count) {
    throw new Error(`the export of the benchmark is ${report.status}: ${report.findings[0]?.message}`);
  }
}

function keysOf(room: BenchRoom): { keys: Keys; ledger: string } {
  const text = canonicalJson({ keys: room.keys.exportKeys(), ledger: room.origin, v: 1 });
  const read = readKeys(Buffer.from(text, 'utf8'));
  if (isFault(read)) throw new Error(read.fault);
  return read;
}

type Check = { readonly message: Buffer; readonly key: KeyObject; readonly signature: Buffer };

function checkOf(room: BenchRoom, { message, signed }: LoadAct): Check {
  const key = fromBase64url(exerciseKey(room.scenario.id, signed.act.actor).publicKey);
  if (key === undefined) throw new Error('an exercise key is base64url');
  return {
    message: Buffer.from(message, 'utf8'),
    key: ed25519PublicKey(key),
    signature: Buffer.from(signed.signature, 'base64url'),
  };
}

async function signaturesAlone(checks: readonly Check[]): Promise<void> {
  for (const { message, key, signature } of checks)
    if (!verifySignature(null, message, key, signature)) throw new Error('a recorded signature does not fit');
}

async function sendAll(room: BenchRoom, acts: readonly LoadAct[]): Promise<void> {
  let next = 0;
  const submitter = async () => {
    for (let act = acts[next++]; act !== undefined; act = acts[next++]) await room.submit(act.wire);
  };
  await Promise.all(Array.from({ length: SUBMITTERS }, submitter));
}

import { type KeyObject, verify as verifySignature } from 'node:crypto';
import { fromBase64url } from '../src/base/base64url.ts';
import { canonicalJson } from '../src/base/json.ts';
import { ed25519PublicKey, exerciseKey } from '../src/desk/keys.ts';
import { folderSource } from '../src/verify/folder.ts';
import { nodePrimitives } from '../src/verify/node.ts';
import { type Keys, readKeys } from '../src/verify/openings.ts';
import { isFault } from '../src/verify/report.ts';
import { verifyLedger } from '../src/verify/verify.ts';
import { type Exported, exportOf } from './exported.ts';
import { Load, type LoadAct } from './load.ts';
import type { Measured, Size } from './measured.ts';
import { type BenchRoom, temporaryFolder } from './room.ts';
import { median, secondsOf } from './statistics.ts';

const SIZES = {
  full: { rounds: 5, acts: 20_000 },
  short: { rounds: 3, acts: 2_000 },
  tiny: { rounds: 1, acts: 40 },
};

/**
 * `verify-full`: entries a second that the independent checker goes through in an export with its keys: boxes opened, digests and canonical form checked,
 * signatures, everybody's own chain, and each decision taken again from its facts and set.
 */
export async function verifyFull(size: Size): Promise<Measured[]> {
  const { rounds, acts: count } = SIZES[size];
  const folder = await temporaryFolder();
  try {
    const signed: Check[] = [];
    const bytes: number[] = [];
    const {
      folder: place,
      entries,
      secrets,
    } = await exportOf(folder.path, Load.prepare, count, (acts, room) => {
      signed.push(...acts.map((act) => checkOf(room, act)));
      bytes.push(...acts.map(({ wire }) => wire.length));
    });
    const keys = keysOf(secrets);
    const rates: [number, number][] = [];
    for (let n = 0; n < rounds; n++) {
      const mine = entries / (await secondsOf(() => verifyOnce(place, keys, entries)));
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
        bytes: median(bytes),
        target: null,
        met: null,
        note: `an export of ${entries} entries with its keys; openings, canonical form, signatures, chains and replay 1; medians of ${rounds} rounds`,
      },
    ];
  } finally {
    await folder.remove();
  }
}

async function verifyOnce(folder: string, keys: { keys: Keys; ledger: string }, count: number): Promise<void> {
  const report = await verifyLedger(folderSource(folder), { primitives: nodePrimitives, keys });
  if (report.status !== 'OK' || report.counts.entries !== count) {
    throw new Error(`the export of the benchmark is ${report.status}: ${report.findings[0]?.message}`);
  }
}

function keysOf({ keys, ledger }: Exported['secrets']): { keys: Keys; ledger: string } {
  const text = canonicalJson({ keys, ledger, v: 1 });
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

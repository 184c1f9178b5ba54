/** The machine of a room in memory: disks and a database that share one power switch. */
import { verify } from 'node:crypto';
import type { SeededRandom } from '../../src/base/seeded-random.ts';
import { ed25519PublicKey } from '../../src/desk/keys.ts';
import type { SignatureCheck } from '../../src/desk/signature-checks.ts';
import { MemoryFiles, PowerFailure, type PowerSwitch } from '../../src/ledger/files/memory.ts';
import { type MemoryData, MemoryStore } from '../../src/ledger/store/memory.ts';
import type { RoomFolders } from '../../src/server/folders.ts';

export type Disks = { readonly [K in keyof RoomFolders]: MemoryFiles };

export function emptyDisks(): Disks {
  return { keys: new MemoryFiles(), signer: new MemoryFiles(), actors: new MemoryFiles(), public: new MemoryFiles() };
}

/** The same disks under this switch. */
export function poweredDisks(disks: Disks, power: PowerSwitch): Disks {
  const on = (files: MemoryFiles) => files.processCrash(power);
  return { keys: on(disks.keys), signer: on(disks.signer), actors: on(disks.actors), public: on(disks.public) };
}

/** A database that keeps what it committed, and has no power either before or after the commit. */
export function poweredStore(data: MemoryData, power: PowerSwitch): MemoryStore {
  const store = new MemoryStore(data);
  const append = store.append.bind(store);
  store.append = async (batch) => {
    power.spend();
    await append(batch);
    power.spend();
  };
  return store;
}

/** What the disks may hold after the power was cut. */
export function survivors(disks: Disks, random: SeededRandom): Disks {
  const after = (files: MemoryFiles) => files.powerCut(random.below(2 ** 31));
  return {
    keys: after(disks.keys),
    signer: after(disks.signer),
    actors: after(disks.actors),
    public: after(disks.public),
  };
}

/** In the same turn: what a thread pool brings back when is not of the seed. */
export const verifyAtOnce: SignatureCheck = async (message, publicKey, signature) =>
  verify(null, Buffer.from(message, 'utf8'), ed25519PublicKey(publicKey), signature);

/** Whether the power is behind an error. */
export function isPowerFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof PowerFailure) return true;
  return false;
}

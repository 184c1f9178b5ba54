import { createCipheriv, createDecipheriv, hash, type KeyObject, randomBytes, verify } from 'node:crypto';
import { Client } from 'pg';
import { ed25519PublicKey } from '../src/desk/keys.ts';
import { openingAad, type SealedEntry, type SubjectKeys } from '../src/ledger/seal.ts';
import type { Batch, LedgerStore } from '../src/ledger/store/port.ts';
import { openPostgresStore } from '../src/ledger/store/postgres.ts';
import { clientConfig } from '../src/ledger/store/postgres-connection.ts';
import type { LoadAct } from './load.ts';
import type { BenchDatabase } from './room.ts';

/** One signature to check: what was signed, whose key, the signature. */
type Check = { readonly message: string; readonly key: KeyObject; readonly signature: Buffer };

/** The plain text of one box, and its key. */
type Box = { readonly plain: string; readonly key: KeyObject; readonly aad: Buffer };

/** What sealing one entry costs in primitives: bytes drawn, texts and decoys hashed, boxes encrypted. */
export type SealWork = {
  readonly drawn: number;
  readonly disclosures: readonly string[];
  readonly decoys: number;
  readonly boxes: readonly Box[];
};

/** One recorded transaction as bare primitives. */
export type CeilingBatch = {
  readonly checks: readonly Check[];
  readonly seals: readonly SealWork[];
  readonly batch: Batch;
};

const SALT_BYTES = 16;
const DECOY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Takes recorded transactions apart: opens their boxes, so that the very same bytes are hashed and encrypted again. */
export function ceilingOf(
  batches: readonly Batch[],
  acts: readonly LoadAct[],
  keys: SubjectKeys & { publicKeyOf(act: LoadAct): Buffer },
  origin: string,
): CeilingBatch[] {
  let next = 0;
  return batches.map((batch) => {
    const mine = acts.slice(next, next + batch.entries.length);
    next += batch.entries.length;
    const checks = mine.map((act) => ({
      message: act.message,
      key: ed25519PublicKey(keys.publicKeyOf(act)),
      signature: Buffer.from(act.signed.signature, 'base64url'),
    }));
    const openings = Map.groupBy(batch.openings, ({ index }) => index);
    const seals = batch.entries.map((bytes, n) =>
      sealWorkOf({ bytes: Buffer.from(bytes), openings: openings.get(batch.first + n) ?? [] }, keys, origin),
    );
    return { checks, seals, batch };
  });
}

/** Takes a sealed entry apart. */
export function sealWorkOf({ bytes, openings }: SealedEntry, keys: SubjectKeys, origin: string): SealWork {
  const shown = (JSON.parse(bytes.toString('utf8')) as { _sd: string[] })._sd.length;
  const boxes = openings.map(({ index, group, key: id, nonce, box }) => {
    const key = keys.key(id);
    if (key === undefined) throw new Error(`the key \`${id}\` is gone`);
    const aad = openingAad(origin, index, group);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad).setAuthTag(box.subarray(box.length - TAG_BYTES));
    const plain =
      decipher.update(box.subarray(0, box.length - TAG_BYTES), undefined, 'latin1') + decipher.final('latin1');
    return { plain, key, aad };
  });
  const disclosures = boxes.flatMap(({ plain }) => JSON.parse(plain) as string[]);
  const decoys = shown - disclosures.length;
  const drawn = disclosures.length * SALT_BYTES + decoys * DECOY_BYTES + boxes.length * NONCE_BYTES;
  return { drawn, disclosures, decoys, boxes };
}

/** A database of its own in the same cluster, for rows that the ceiling inserts. */
export class CeilingStore {
  readonly #store: LedgerStore;
  readonly #epoch: number;

  private constructor(store: LedgerStore, epoch: number) {
    this.#store = store;
    this.#epoch = epoch;
  }

  /** @param first the index at which the recorded transactions begin */
  static async open(database: BenchDatabase, first: number): Promise<CeilingStore> {
    const address = await database.another('ceiling');
    const store = await openPostgresStore(address);
    const client = new Client(clientConfig(address));
    await client.connect();
    await client.query('update ledger set size = $1', [first]);
    await client.end();
    return new CeilingStore(store, await store.claimWriter());
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  /**
   * Does what cannot be left out of a line, and nothing else, one transaction after another as the room did. The signatures of the
   * next transaction are checked on the thread pool while this one commits, as they are in the room.
   */
  async run(batches: readonly CeilingBatch[]): Promise<void> {
    let checks = checkAll(batches[0]);
    for (const [n, { seals, batch }] of batches.entries()) {
      await checks;
      checks = checkAll(batches[n + 1]);
      for (const work of seals) sealBare(work);
      await this.#store.append({ ...batch, epoch: this.#epoch });
    }
  }
}

function checkAll(batch: CeilingBatch | undefined): Promise<unknown> {
  return Promise.all((batch?.checks ?? []).map(check));
}

function check({ message, key, signature }: Check): Promise<void> {
  return new Promise((resolve, reject) => {
    verify(null, Buffer.from(message, 'utf8'), key, signature, (error, good) => {
      if (error === null && good) resolve();
      else reject(error ?? new Error('a recorded signature does not fit'));
    });
  });
}

/** The digests and encryptions of one entry, with fresh salts and nonces. */
export function sealBare({ drawn, disclosures, decoys, boxes }: SealWork): void {
  const pool = randomBytes(drawn);
  for (const disclosure of disclosures) hash('sha256', disclosure, 'base64url');
  for (let n = 0; n < decoys; n++) hash('sha256', pool.subarray(n * DECOY_BYTES, (n + 1) * DECOY_BYTES), 'base64url');
  for (const { plain, key, aad } of boxes) {
    const cipher = createCipheriv('aes-256-gcm', key, pool.subarray(drawn - NONCE_BYTES));
    cipher.setAAD(aad);
    const text = cipher.update(plain, 'latin1');
    cipher.final();
    Buffer.concat([text, cipher.getAuthTag()]);
  }
}

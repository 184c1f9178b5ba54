import { fromBase64url, toBase64url } from '../base/base64url.ts';
import { canonicalJson } from '../base/json.ts';
import { type SigningKey, signingKey } from '../desk/keys.ts';
import { writeDurably } from '../ledger/files/durable.ts';
import type { FilePort } from '../ledger/files/port.ts';
import type { RandomSource } from '../ledger/seal.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';

const SEED_BYTES = 32;

/** Where the seeds of the room's own actors lie: a secret folder, one file an actor. */
export type ActorsPlace = {
  readonly files: FilePort;
  /** The ledger's origin: seeds of another ledger are refused. */
  readonly ledger: string;
  readonly random: RandomSource;
};

/**
 * The key of one of the room's own actors (`operator`, `timer`, `registrar:<agency>`); makes it, durably, where `make` says so.
 *
 * What a thief of the folder gains: can act as the operator (create, accept a clock) and as the clock, in this room only; with a
 * registrar's seed, can enrol people of that agency. That is why a live room's registrar is to be moved off the server.
 *
 * @throws StartRefused where there is none and none is to be made, or it is unreadable or of another ledger
 */
export async function actorKey(place: ActorsPlace, actor: string, make: boolean): Promise<SigningKey> {
  const { files, ledger, random } = place;
  const path = actorFile(actor);
  const file = await files.read(path);
  if (file === undefined) {
    if (!make) {
      throw new StartRefused(
        `the key of \`${actor}\` is missing: restore \`actors/${path}\` of the data folder from a backup`,
      );
    }
    const text = canonicalJson({ actor, ledger, seed: toBase64url(random(SEED_BYTES)), v: 1 });
    await writeDurably(files, path, Buffer.from(text, 'utf8'));
    return await actorKey(place, actor, false);
  }
  return signingKey(seedOf(file, actor, ledger, path));
}

/** The file of an actor; a colon is no letter of every file system. */
export function actorFile(actor: string): string {
  return actor.replace(':', '=');
}

function seedOf(file: Uint8Array, actor: string, ledger: string, path: string): Buffer {
  const read = parse(file);
  const seed = typeof read.seed === 'string' ? fromBase64url(read.seed) : undefined;
  if (read.v !== 1 || read.actor !== actor || seed?.length !== SEED_BYTES) {
    throw new StartRefused(`\`actors/${path}\` of the data folder is no key of \`${actor}\`: restore it from a backup`);
  }
  if (read.ledger !== ledger) {
    throw new StartRefused(
      `\`actors/${path}\` is a key of the ledger \`${String(read.ledger)}\`, and the database holds \`${ledger}\``,
    );
  }
  return seed;
}

function parse(file: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(file).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

import { overwrite, syncFoldersOf, UNFINISHED_SUFFIX, writeDurably } from './files/durable.ts';
import type { FilePort } from './files/port.ts';
import {
  KEY_BYTES,
  KeysRefused,
  type MasterKey,
  masterText,
  NONCE_BYTES,
  parseMaster,
  SUBJECT_FOLDER,
  unwrappedKey,
  wrappedKey,
} from './key-files.ts';
import type { RandomSource } from './seal.ts';

export const MASTER_FILE = 'master';
/** The next master key, while subject keys are being wrapped under it: from the moment that it is there the rotation is finished by whoever opens the ring. */
export const NEXT_MASTER_FILE = 'master.next';

/** The master keys of a ring that is there: one, or two where a rotation was interrupted. The last is the one that counts. */
export type Masters = readonly [MasterKey] | readonly [MasterKey, MasterKey];

type Place = { readonly files: FilePort; readonly ledger: string; readonly random: RandomSource };

/** @throws KeysRefused where there is none, or one of another ledger */
export async function readMasters(files: FilePort, ledger: string): Promise<Masters> {
  const file = await files.read(MASTER_FILE);
  const nextFile = await files.read(NEXT_MASTER_FILE);
  if (file === undefined && nextFile === undefined) {
    throw new KeysRefused('there is no master key; create the ledger first, or restore the folder of its keys');
  }
  const [master, next] = [parseMaster(file), parseMaster(nextFile)];
  if (nextFile !== undefined && next === undefined) throw notOne(NEXT_MASTER_FILE);
  // Overwritten already: then all is under the next.
  if (master === undefined && next === undefined) throw notOne(MASTER_FILE);
  for (const one of [master, next]) {
    if (one !== undefined && one.ledger !== ledger)
      throw new KeysRefused(`the master key is of the ledger \`${one.ledger}\`, not of \`${ledger}\``);
  }
  if (next === undefined) return [master as MasterKey];
  if (master === undefined) return [next];
  if (next.epoch !== master.epoch + 1) {
    throw new KeysRefused(
      `the file \`${NEXT_MASTER_FILE}\` is of epoch ${next.epoch}, and does not follow ${master.epoch}; restore the folder of keys from one backup`,
    );
  }
  return [master, next];
}

/** Is a rotation to be finished? */
export async function isBeingRotated(files: FilePort): Promise<boolean> {
  return (await files.read(NEXT_MASTER_FILE)) !== undefined;
}

/** The first master key of a new ledger. */
export async function makeMaster({ files, ledger, random }: Place): Promise<void> {
  await writeDurably(files, MASTER_FILE, masterText({ epoch: 1, key: random(KEY_BYTES) }, ledger));
}

/** COMMIT POINT of a rotation: the next master key is there, and whatever happens everything comes under it. */
export async function beginRotation({ files, ledger, random }: Place, epoch: number): Promise<void> {
  await writeDurably(files, NEXT_MASTER_FILE, masterText({ epoch, key: random(KEY_BYTES) }, ledger));
}

/**
 * Wraps every subject key that is not yet so under the next master key, each whole or not at all, and then destroys the old one: its file is overwritten before
 * the next takes its name. Can be done again from wherever it was interrupted.
 */
export async function finishRotation({ files, ledger, random }: Place, masters: Masters): Promise<void> {
  const next = masters[1] ?? masters[0];
  const names = (await files.list(SUBJECT_FOLDER)).filter((name) => !name.endsWith(UNFINISHED_SUFFIX));
  const paths = names.map((name) => `${SUBJECT_FOLDER}/${name}`);
  for (const path of paths) {
    const { id, key, epoch } = unwrappedKey(await files.read(path), masters, { ledger, path });
    if (epoch === next.epoch) continue;
    const text = wrappedKey({ id, key: key.export(), ledger }, next, Buffer.from(random(NONCE_BYTES)));
    await writeDurably(files, path, text);
  }
  await syncFoldersOf(files, [MASTER_FILE, ...paths]);
  await overwrite(files, MASTER_FILE);
  await files.rename(NEXT_MASTER_FILE, MASTER_FILE);
  await files.syncFolder('');
}

function notOne(file: string): KeysRefused {
  return new KeysRefused(`the file \`${file}\` is no master key of this version; restore it from a backup`);
}

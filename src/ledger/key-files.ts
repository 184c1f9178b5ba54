import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { Bug } from '../base/assert.ts';
import { fromBase64url, toBase64url } from '../base/base64url.ts';
import { canonicalJson } from '../base/json.ts';
import { parseObject } from './files/json-file.ts';
import { isKeyId } from './key-generations.ts';

/** The folder of keys is not what it should be. The message says what to do. */
export class KeysRefused extends Error {
  override readonly name = 'KeysRefused';
}

/** What subject keys are wrapped under: the first of a ledger is of epoch 1, the next of 2. */
export type MasterKey = { readonly epoch: number; readonly key: KeyObject };

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const SUBJECT_FOLDER = 'subject';
const FILE_SUFFIX = '.json';

/** A name that every file system takes; one id has one name, and two ids never share one. */
export function keyFileName(id: string): string {
  if (!isKeyId(id)) throw new Bug(`\`${id}\` is no key id`);
  return `${id.replaceAll('/', '.').replace(':', '=')}${FILE_SUFFIX}`;
}

/** A subject key as its file holds it, under this master key. @param nonce 12 fresh random bytes */
export function wrappedKey(
  { id, key, ledger }: { readonly id: string; readonly key: Buffer; readonly ledger: string },
  master: MasterKey,
  nonce: Buffer,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', master.key, nonce);
  cipher.setAAD(wrapAad(ledger, master.epoch, id));
  const box = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  const text = canonicalJson({ box: toBase64url(box), epoch: master.epoch, id, nonce: toBase64url(nonce), v: 1 });
  return Buffer.from(text, 'utf8');
}

/**
 * The key in a subject file, and the epoch of the master key that it is under.
 * @param masters one, or while a rotation is under way two
 * @throws KeysRefused that names the file
 */
export function unwrappedKey(
  file: Uint8Array | undefined,
  masters: readonly MasterKey[],
  { ledger, path }: { readonly ledger: string; readonly path: string },
): { readonly id: string; readonly key: KeyObject; readonly epoch: number } {
  const { box, epoch, id, nonce, v } = parseObject(file);
  const sealed = typeof box === 'string' ? fromBase64url(box) : undefined;
  const once = typeof nonce === 'string' ? fromBase64url(nonce) : undefined;
  const framed = v === 1 && typeof epoch === 'number' && typeof id === 'string' && isKeyId(id);
  if (!framed || sealed?.length !== KEY_BYTES + TAG_BYTES || once?.length !== NONCE_BYTES) {
    throw new KeysRefused(`\`${path}\` is no key file of this version; restore it from a backup`);
  }
  if (path !== `${SUBJECT_FOLDER}/${keyFileName(id)}`) throw new KeysRefused(`\`${path}\` holds the key \`${id}\``);
  const master = masters.find((one) => one.epoch === epoch);
  if (master === undefined) {
    const under = masters.map((one) => one.epoch).join(' and ');
    throw new KeysRefused(
      `\`${path}\` is under the master key of epoch ${epoch}, and here is that of ${under}; restore both from one backup`,
    );
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', master.key, once, { authTagLength: TAG_BYTES });
    decipher.setAAD(wrapAad(ledger, epoch, id));
    decipher.setAuthTag(sealed.subarray(KEY_BYTES));
    const key = Buffer.concat([decipher.update(sealed.subarray(0, KEY_BYTES)), decipher.final()]);
    return { id, key: createSecretKey(key), epoch };
  } catch (cause) {
    throw new KeysRefused(`\`${path}\` does not open under this master key and ledger; restore both from one backup`, {
      cause,
    });
  }
}

function wrapAad(ledger: string, epoch: number, id: string): Buffer {
  return Buffer.from(`remit/key/v1\n${ledger}\n${epoch}\n${id}`, 'utf8');
}

/** A master key as its file holds it. */
export function masterText({ epoch, key }: { readonly epoch: number; readonly key: Uint8Array }, ledger: string) {
  return Buffer.from(canonicalJson({ epoch, key: toBase64url(key), ledger, v: 1 }), 'utf8');
}

/** What a file says of a master key; undefined where it is none of this version. */
export function parseMaster(file: Uint8Array | undefined): (MasterKey & { readonly ledger: string }) | undefined {
  const { epoch, key, ledger, v } = parseObject(file);
  const bytes = typeof key === 'string' ? fromBase64url(key) : undefined;
  if (v !== 1 || typeof ledger !== 'string' || bytes?.length !== KEY_BYTES) return undefined;
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 1) return undefined;
  return { epoch, key: createSecretKey(bytes), ledger };
}

import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { openingAad } from './seal.ts';
import type { Opening } from './store/port.ts';

const TAG_BYTES = 16;

/** Another key for a box, with its id and a fresh nonce of 12 bytes. */
export type NewSeal = { readonly id: string; readonly key: KeyObject; readonly nonce: Buffer };

/**
 * The same disclosures, byte for byte, closed under another key (docs/formats.md §3). About 20 µs.
 * @throws Error where the box does not open under the old key for this ledger and entry
 */
export function rewrapped(opening: Opening, ledger: string, old: KeyObject, { id, key, nonce }: NewSeal): Opening {
  const { index, group, box } = opening;
  const aad = openingAad(ledger, index, group);
  const end = box.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', old, opening.nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(box.subarray(end));
  const text = Buffer.concat([decipher.update(box.subarray(0, end)), decipher.final()]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
  text.fill(0);
  return { index, group, key: id, nonce, box: Buffer.concat([ciphertext, cipher.getAuthTag()]) };
}

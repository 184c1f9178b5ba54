import { canonicalJson } from '../base/json.ts';
import { parseObject } from './files/json-file.ts';
import { HASH_BYTES } from './tree.ts';

export const GUARD_FILE = 'guard';

/** What was last signed, or is about to be. */
export type Guard = { readonly size: number; readonly root: Uint8Array };

/** A guard as its file holds it. */
export function guardBytes({ size, root }: Guard): Buffer {
  return Buffer.from(canonicalJson({ root: Buffer.from(root).toString('base64'), size, v: 1 }), 'utf8');
}

/** Undefined where the file is none of this version. */
export function parseGuard(file: Uint8Array): Guard | undefined {
  const { root, size, v } = parseObject(file);
  return v === 1 ? guardOfWords({ guard: { root, size } }) : undefined;
}

/** A guard in the words of an export or a file; undefined where it is none. */
export function guardOfWords({ guard }: { guard: { root: unknown; size: unknown } }): Guard | undefined {
  const root = base64Of(guard.root, HASH_BYTES);
  const { size } = guard;
  if (root === undefined || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return { size, root };
}

/** Canonical base64 of exactly so many bytes. */
export function base64Of(text: unknown, length: number): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined;
}

import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { writeDurably } from '../ledger/files/durable.ts';
import { parseObject } from '../ledger/files/json-file.ts';
import type { FilePort } from '../ledger/files/port.ts';
import { encodeVkey, fromBase64, type NoteVerifier, parseVkey } from '../ledger/note.ts';
import { EMPTY_ROOT, HASH_BYTES } from '../ledger/tree.ts';
import { WitnessRefused } from './refused.ts';

/** What the witness cosigned last of one log. */
export type LastCosigned = {
  readonly size: number;
  readonly root: Uint8Array;
  /** POSIX time of the last cosignature; 0 before the first. */
  readonly seconds: number;
  /** The checkpoint with the signatures of the log's trusted keys; empty before the first. */
  readonly note: string;
};

/** Of the digest of a key, in the names of the forks by it. */
const KEY_TAG_LENGTH = 16;

/**
 * What a witness keeps, one file a log for each of: whom it trusts (`logs/`), and what it cosigned last (`cosigned/`). They are apart so that
 * trusting another key while the witness runs never writes over what it cosigned. A log that is trusted has both: what was
 * cosigned is made first, and where it is missing or unreadable it is never taken as nothing.
 */
export class WitnessRecords {
  readonly #files: FilePort;

  constructor(files: FilePort) {
    this.#files = files;
  }

  /** The keys whose signatures count for this origin, in the order in which they were trusted; none where it is not known. @throws WitnessRefused where they are unreadable */
  async keysOf(origin: string): Promise<readonly NoteVerifier[]> {
    const file = await this.#files.read(`logs/${nameOf(origin)}`);
    if (file === undefined) return [];
    const { origin: named, keys, v } = parseObject(file);
    const parsed = Array.isArray(keys) ? keys.map((key) => parseVkey(String(key))) : [];
    if (v !== 1 || named !== origin || parsed.length === 0 || parsed.includes(undefined))
      throw new WitnessRefused(
        `what is kept of the keys of \`${origin}\` is unreadable: restore \`logs/${nameOf(origin)}\``,
      );
    return parsed.filter((key) => key !== undefined);
  }

  /** Adds a key of a log; durable when it resolves. */
  async trust(key: NoteVerifier): Promise<'new' | 'known'> {
    const { name } = key;
    const vkeys = (await this.keysOf(name)).map((known) => encodeVkey(known));
    const vkey = encodeVkey(key);
    if (vkeys.includes(vkey)) return 'known';
    // What was cosigned of it before it was taken out of `logs/` counts still; where it is lost beside a key, it is not begun anew.
    if (vkeys.length === 0 && !(await this.hasCosigned(name)))
      await this.cosigned(name, { size: 0, root: EMPTY_ROOT, seconds: 0, note: '' });
    await this.#writeKeys(name, [...vkeys, vkey]);
    return 'new';
  }

  /** Takes a key of a log out; durable when it resolves. What was cosigned of the log stays, and counts when it is trusted again. */
  async distrust(key: NoteVerifier): Promise<'gone' | 'unknown'> {
    const { name } = key;
    const vkeys = (await this.keysOf(name)).map((known) => encodeVkey(known));
    const left = vkeys.filter((known) => known !== encodeVkey(key));
    if (left.length === vkeys.length) return 'unknown';
    if (left.length > 0) await this.#writeKeys(name, left);
    else {
      await this.#files.remove(`logs/${nameOf(name)}`);
      await this.#files.syncFolder('logs');
    }
    return 'gone';
  }

  async #writeKeys(origin: string, keys: readonly string[]): Promise<void> {
    const text = canonicalJson({ keys, origin, v: 1 });
    await writeDurably(this.#files, `logs/${nameOf(origin)}`, Buffer.from(text, 'utf8'));
  }

  /** Is there a record of what was cosigned of this origin? One is made when its first key is trusted, and stays. */
  async hasCosigned(origin: string): Promise<boolean> {
    return (await this.#files.read(`cosigned/${nameOf(origin)}`)) !== undefined;
  }

  /** @throws WitnessRefused where it is missing or unreadable */
  async last(origin: string): Promise<LastCosigned> {
    const path = `cosigned/${nameOf(origin)}`;
    const { note, origin: named, root, seconds, size, v } = parseObject(await this.#files.read(path));
    const hash = typeof root === 'string' ? fromBase64(root) : undefined;
    const whole = isWhole(size) && isWhole(seconds) && hash?.length === HASH_BYTES && typeof note === 'string';
    if (v !== 1 || named !== origin || !whole)
      throw new WitnessRefused(`what was cosigned of \`${origin}\` is missing or unreadable: restore \`${path}\``);
    return { size, root: hash, seconds, note };
  }

  /** Durable when it resolves. */
  async cosigned(origin: string, { size, root, seconds, note }: LastCosigned): Promise<void> {
    const text = canonicalJson({ note, origin, root: Buffer.from(root).toString('base64'), seconds, size, v: 1 });
    await writeDurably(this.#files, `cosigned/${nameOf(origin)}`, Buffer.from(text, 'utf8'));
  }

  /**
   * Keeps two checkpoints of one size, both signed by the log, with other roots: whoever holds them can show it. Each key has a bound of its own, so that
   * nobody who holds one leaves no room for what another signs.
   * @param key the newest that signed the second
   * @param most so many of this key are kept
   * @returns `full` where there are so many, and these two are not among them
   */
  async keepFork(
    { before, now }: { readonly before: string; readonly now: string },
    { key, most }: { readonly key: NoteVerifier; readonly most: number },
  ): Promise<'kept' | 'full'> {
    const bytes = Buffer.from(`${before}\n${now}`, 'utf8');
    const ofKey = `${sha256Hex(encodeVkey(key)).slice(0, KEY_TAG_LENGTH)}-`;
    const name = `${ofKey}${sha256Hex(bytes)}`;
    const kept = (await this.#files.list('forks')).filter((one) => one.startsWith(ofKey));
    if (kept.includes(name)) return 'kept';
    if (kept.length >= most) return 'full';
    await writeDurably(this.#files, `forks/${name}`, bytes);
    return 'kept';
  }
}

/** Origins hold what no file name may. */
function nameOf(origin: string): string {
  return sha256Hex(origin);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

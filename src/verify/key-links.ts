/**
 * The links from one key of a ledger to the next (formats.md §6): signed notes of four lines, `keys/1`, `keys/2`, …, each
 * by the key before and by the key after. Whoever trusts a key of the ledger follows them to the one that signs now.
 */
import { decodeUtf8, equalBytes, quote, utf8 } from './bytes.ts';
import type { Primitives } from './hash.ts';
import { isGoodSignature, isSignatureOf, parseNote, parseVkey, type Vkey } from './note.ts';
import { type Fault, type Finding, isFault } from './report.ts';
import type { Source } from './source.ts';

export const linksMax = 64;
export const linkBytesMax = 4096;

const firstLine = 'remit/ledger-key/v1';

/** A link whose two signatures are good: the one key follows the other in the ledger `origin`. */
export interface KeyLink {
  readonly origin: string;
  readonly before: Vkey;
  readonly after: Vkey;
}

/** Why links cannot be followed: `fault` names the file, and the offset in it. `missing`: there is none at all. */
export interface LinksFault extends Fault {
  readonly code: 'missing' | 'vkey' | 'unreadable';
  readonly file: string;
}

/** Opens a link (hostile `bytes`). A fault, with its offset, for every other spelling than that of formats.md §6. */
export async function openLink(bytes: Uint8Array, primitives: Primitives): Promise<KeyLink | Fault> {
  const note = parseNote(bytes);
  if (isFault(note)) return note;
  const lines = note.text.split('\n');
  const [first, origin = '', ...spelled] = lines;
  if (first !== firstLine) return { fault: `the first line is not \`${firstLine}\``, offset: 0 };
  if (lines.length !== 5) return { fault: `the text has ${lines.length - 1} lines, not four`, offset: 0 };
  const keys: Vkey[] = [];
  for (const [n, name] of (['before', 'after'] as const).entries()) {
    const key = parseVkey(spelled[n] ?? '', primitives);
    const offset = offsetOf(lines, n + 2);
    if (isFault(key)) return { fault: `the key ${name}: ${key.fault}`, offset };
    if (key.name !== origin) {
      return { fault: `the key ${name} is of ${quote(key.name)}, not of the origin ${quote(origin)}`, offset };
    }
    keys.push(key);
  }
  const [before, after] = keys as [Vkey, Vkey];
  // By these four bytes a signature says whose it is: no two keys that overlap may have the same.
  if (equalBytes(before.keyHash, after.keyHash)) {
    return { fault: 'the key after has the key hash of the key before', offset: offsetOf(lines, 3) };
  }
  if (note.signatures.length !== 2) {
    const offset = note.signatures[Math.min(note.signatures.length - 1, 2)]?.offset;
    return { fault: `has ${note.signatures.length} signatures, not two`, offset };
  }
  for (const [n, line] of note.signatures.entries()) {
    const [key, name] = n === 0 ? [before, 'before'] : [after, 'after'];
    if (!isSignatureOf(line, key)) {
      return { fault: `signature ${n + 1} is not by the key ${name}`, offset: line.offset };
    }
    if (!(await isGoodSignature(note, line, key, primitives))) {
      return { fault: `the signature by the key ${name} is bad`, offset: line.offset };
    }
  }
  return { origin, before, after };
}

/** The links beside the checkpoint of one ledger, read when they are first asked for. */
export class KeyLinks {
  readonly #source: Source;
  readonly #prefix: string;
  readonly #origin: string;
  readonly #primitives: Primitives;
  #read: Promise<readonly Vkey[] | LinksFault> | undefined;

  /** `prefix` stands before the paths of published files. */
  constructor(source: Source, prefix: string, origin: string, primitives: Primitives) {
    this.#source = source;
    this.#prefix = prefix;
    this.#origin = origin;
    this.#primitives = primitives;
  }

  /** Whether they were asked for. */
  get isRead(): boolean {
    return this.#read !== undefined;
  }

  /** All keys, oldest first: the key before of the first link, and the key after of each. At least two. */
  keys(): Promise<readonly Vkey[] | LinksFault> {
    this.#read ??= this.#follow();
    return this.#read;
  }

  /** The keys before `vkey`, oldest first; at least one. */
  async before(vkey: Vkey): Promise<readonly Vkey[] | LinksFault> {
    const keys = await this.keys();
    if (isFault(keys)) return keys;
    const at = placeOf(vkey, keys);
    if (at > 0) return keys.slice(0, at);
    const file = at === 0 ? this.#file(1) : this.#file(keys.length - 1);
    const what = at === 0 ? 'begins at' : `leads to ${shown(keys.at(-1))}, and none leads to`;
    return { code: 'vkey', fault: `\`${file}\` ${what} ${shown(vkey)}`, file };
  }

  #file(n: number): string {
    return `${this.#prefix}keys/${n}`;
  }

  async #follow(): Promise<readonly Vkey[] | LinksFault> {
    const keys: Vkey[] = [];
    for (let n = 1; ; n++) {
      const file = this.#file(n);
      const read = await this.#source.read(file, linkBytesMax);
      if (read.kind === 'missing') {
        return keys.length > 0 ? keys : { code: 'missing', fault: `\`${file}\` is missing`, file };
      }
      if (read.kind === 'unreadable') {
        return { code: 'unreadable', fault: `cannot read \`${file}\`: ${read.reason}`, file };
      }
      const broken = (fault: string, offset = 0): LinksFault => {
        return { code: 'vkey', fault: `\`${file}\` at byte offset ${offset}: ${fault}`, file, offset };
      };
      if (n > linksMax) return broken(`there are more than ${linksMax} links`);
      if (read.kind === 'too-long') return broken(`is longer than ${linkBytesMax} bytes`, linkBytesMax);
      const link = await openLink(read.bytes, this.#primitives);
      if (isFault(link)) return broken(link.fault, link.offset);
      const lines = (decodeUtf8(read.bytes) ?? '').split('\n');
      const { origin, before, after } = link;
      if (origin !== this.#origin) {
        return broken(`is of the ledger ${quote(origin)}, not of ${quote(this.#origin)}`, offsetOf(lines, 1));
      }
      const last = keys.at(-1);
      if (last !== undefined && last.text !== before.text) {
        return broken(`begins at ${shown(before)}, where the link before leads to ${shown(last)}`, offsetOf(lines, 2));
      }
      if (last === undefined) keys.push(before);
      // A key that was left is never taken up again: whoever stole it meanwhile would have the ledger back.
      if (placeOf(after, keys) >= 0) return broken(`leads back to ${shown(after)}`, offsetOf(lines, 3));
      keys.push(after);
    }
  }
}

/** Where `vkey` stands among `keys`, or -1. */
export function placeOf(vkey: Vkey, keys: readonly Vkey[]): number {
  return keys.findIndex(({ text }) => text === vkey.text);
}

/** A key as messages show it, without the origin before it. */
export function shown(vkey: Vkey | undefined): string {
  return quote(vkey === undefined ? '' : vkey.text.slice(vkey.name.length + 1));
}

/** The finding for links that cannot be followed, where `said` is wrong without them. */
export function linksFinding(code: Finding['code'], said: string, links: LinksFault, file?: string): Finding {
  const { fault, offset } = links;
  // Only what could not be read is no fault of the ledger.
  const graver = links.code === 'unreadable' ? 'unreadable' : code;
  const place =
    links.code === 'missing' ? { file, offset: file === undefined ? undefined : 0 } : { file: links.file, offset };
  return { code: graver, message: `${said}; ${fault}`, ...place };
}

/** Bytes before line `n` of `lines`. */
function offsetOf(lines: readonly string[], n: number): number {
  return lines.slice(0, n).reduce((sum, line) => sum + utf8(line).length + 1, 0);
}

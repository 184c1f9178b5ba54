/** Single entries of a tree that was walked and found good, read again: only bytes that are those walked are used. */
import { equalBytes } from './bytes.ts';
import { sealDigests } from './entry.ts';
import { type Primitives, sha256 } from './hash.ts';
import { type Fault, isFault } from './report.ts';
import type { Source } from './source.ts';
import { entryTileBytesMax, entryTilePath, type Frame, frameAt, tileWidth } from './tiles.ts';
import type { EntryTile } from './walk.ts';

/** Why an entry cannot be had; `isUnreadable` where nothing can be said of its tile. */
export interface Unwalked extends Fault {
  readonly isUnreadable: boolean;
}

/** Remembers 40 bytes of each tile, whatever is in it. */
export class WalkedEntries {
  readonly #ledger: Source;
  readonly #prefix: string;
  readonly #primitives: Primitives;
  readonly #tiles: { readonly width: number; readonly length: number; readonly digest: Uint8Array }[] = [];
  #held: { readonly n: number; readonly bytes: Uint8Array; readonly frames: readonly Frame[] } | undefined;

  /** @param ledger the ledger folder; `prefix` stands before its paths in faults */
  constructor(ledger: Source, prefix: string, primitives: Primitives) {
    this.#ledger = ledger;
    this.#prefix = prefix;
    this.#primitives = primitives;
  }

  /** Takes note of a tile whose entries are all good. */
  note({ n, width, bytes, frames }: EntryTile): void {
    const length = frames.at(-1)?.end ?? 0;
    this.#tiles[n] = { width, length, digest: sha256(this.#primitives, bytes.subarray(0, length)) };
  }

  /** The digests in `_sd` of the entry at `index`, which is below the size walked. */
  async digests(index: number): Promise<Set<string> | Unwalked> {
    const n = Math.floor(index / tileWidth);
    if (this.#held?.n !== n) {
      const read = await this.#read(n);
      if (isFault(read)) return read;
      this.#held = { n, ...read };
    }
    const frame = this.#held?.frames[index % tileWidth];
    return this.#held === undefined || frame === undefined
      ? { fault: `there is no entry ${index}`, isUnreadable: false }
      : sealDigests(this.#held.bytes, frame.start);
  }

  async #read(n: number): Promise<{ bytes: Uint8Array; frames: Frame[] } | Unwalked> {
    const walked = this.#tiles[n];
    if (walked === undefined) return { fault: `there is no tile ${n}`, isUnreadable: false };
    let path = entryTilePath(n, walked.width);
    let read = await this.#ledger.read(path, entryTileBytesMax);
    if (read.kind === 'missing' && walked.width < tileWidth) {
      // The log grew meanwhile: the full tile begins with what was walked.
      path = entryTilePath(n, tileWidth);
      read = await this.#ledger.read(path, entryTileBytesMax);
    }
    const file = `\`${this.#prefix}${path}\``;
    if (read.kind !== 'bytes')
      return { fault: `${file} cannot be read again`, isUnreadable: read.kind === 'unreadable' };
    const bytes = read.bytes.subarray(0, walked.length);
    if (bytes.length !== walked.length || !equalBytes(sha256(this.#primitives, bytes), walked.digest)) {
      return { fault: `${file} is not what it was a moment ago`, isUnreadable: false };
    }
    const frames: Frame[] = [];
    for (let at = 0; at < bytes.length; ) {
      const frame = frameAt(bytes, at);
      if (isFault(frame)) return { ...frame, isUnreadable: false };
      frames.push(frame);
      at = frame.end;
    }
    return { bytes, frames };
  }
}

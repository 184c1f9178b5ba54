/** What the entries so far made known to the check of what is under their seals: all that a later entry is checked against. */
import { KeyDirectory } from './acts.ts';
import { hashBytes, type Primitives, sha256 } from './hash.ts';
import { History } from './history.ts';

export class Known {
  readonly directory: KeyDirectory;
  readonly history: History;
  /** An act on the roster whose outcome is closed: from there on a key may be known that is not known here. */
  rosterUnsure: boolean;
  /** The SHA-256 over that of the files of openings before the last, and the SHA-256 of the last; zeros before the first. */
  openings: Uint8Array;

  constructor(directory: KeyDirectory, history: History, rosterUnsure: boolean, openings: Uint8Array) {
    this.directory = directory;
    this.history = history;
    this.rosterUnsure = rosterUnsure;
    this.openings = openings;
  }

  /** Before the first entry. */
  static nothing(primitives: Primitives): Known {
    return new Known(new KeyDirectory(primitives), new History(), false, new Uint8Array(hashBytes));
  }

  /** Takes note of the next file of openings. */
  takeOpenings(file: Uint8Array, primitives: Primitives): void {
    this.openings = openingsAfter(this.openings, file, primitives);
  }
}

/** What `openings` is after one file more. */
export function openingsAfter(openings: Uint8Array, file: Uint8Array, primitives: Primitives): Uint8Array {
  const both = new Uint8Array(2 * hashBytes);
  both.set(openings);
  primitives.sha256Into(file, both, hashBytes);
  return sha256(primitives, both);
}

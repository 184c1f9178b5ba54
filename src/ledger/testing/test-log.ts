import { subtreeRoot } from '../edge.ts';
import { checkpointText, encodeVkey, publicKeyOf, signNote } from '../note.ts';
import { appendLeaves, consistencyProof, EMPTY_FRONTIER, type HashReader, leafHash, rootOf } from '../tree.ts';
import { encodeWitnessRequest } from '../witness-request.ts';

/** A log of made-up entries with a key of its own, as large as it is asked for; another `history` forks it at the entry `forkAt`. */
export class TestLog {
  readonly name: string;
  readonly seed: Buffer;
  readonly #history: string;
  readonly #forkAt: number;

  constructor(
    name: string,
    options: { readonly seed?: number; readonly history?: string; readonly forkAt?: number } = {},
  ) {
    this.name = name;
    this.seed = Buffer.alloc(32, options.seed ?? 1);
    this.#history = options.history ?? '';
    this.#forkAt = options.forkAt ?? 0;
  }

  get vkey(): string {
    return encodeVkey({ name: this.name, publicKey: publicKeyOf(this.seed) });
  }

  root(size: number): Buffer {
    return rootOf(appendLeaves(EMPTY_FRONTIER, this.#leaves(0, size)));
  }

  /** The three lines of the checkpoint of this size. */
  text(size: number): string {
    return checkpointText({ origin: this.name, size, root: this.root(size) });
  }

  note(size: number): string {
    return `${this.text(size)}\n${signNote(this.text(size), this.name, this.seed)}`;
  }

  proof(old: number, size: number): Promise<Uint8Array[]> {
    return consistencyProof(this.#reader, old, size);
  }

  /** What a witness is asked with that cosigned `old` last. */
  async request(old: number, size: number): Promise<Buffer> {
    return Buffer.from(encodeWitnessRequest(old, await this.proof(old, size), this.note(size)), 'utf8');
  }

  readonly #reader: HashReader = (level, index) =>
    subtreeRoot(this.#leaves(index * 2 ** level, (index + 1) * 2 ** level));

  #leaves(from: number, to: number): Buffer[] {
    return Array.from({ length: to - from }, (_, i) => {
      const n = from + i;
      return leafHash(Buffer.from(n < this.#forkAt ? `entry ${n}` : `${this.#history}entry ${n}`));
    });
  }
}

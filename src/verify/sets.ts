/** Mandate sets as published (formats.md §6, §8): `sets/<id>.json` holds the canonical JSON whose SHA-256 is the id. */
import { readFinding } from './accounts.ts';
import { hex } from './bytes.ts';
import { type Primitives, sha256 } from './hash.ts';
import { type MandateSet, readSet } from './interpreter.ts';
import { type Findings, isFault } from './report.ts';
import type { Source } from './source.ts';

export const setBytesMax = 16 * 1024 * 1024;
const keptMax = 64;
const listedMax = 10_000;

export class Sets {
  readonly #source: Source;
  readonly #primitives: Primitives;
  readonly #findings: Findings;
  readonly #kept = new Map<string, MandateSet | undefined>();
  readonly #good = new Set<string>();

  constructor(source: Source, primitives: Primitives, findings: Findings) {
    this.#source = source;
    this.#primitives = primitives;
    this.#findings = findings;
  }

  /** The ids of all that were read and good. */
  get good(): readonly string[] {
    return [...this.#good];
  }

  /** The set with the id `id` (64 hex digits), or `undefined` when it cannot be had: the finding is made once. */
  async load(id: string): Promise<MandateSet | undefined> {
    if (this.#kept.has(id)) return this.#kept.get(id);
    const set = await this.#read(id);
    if (set !== undefined) this.#good.add(id);
    if (this.#kept.size >= keptMax) this.#kept.clear();
    this.#kept.set(id, set);
    return set;
  }

  /** Checks all sets that are there, where the source can list them. */
  async checkListed(): Promise<void> {
    for (const name of (await this.#source.list?.('sets', listedMax)) ?? []) {
      const id = /^([0-9a-f]{64})\.json$/.exec(name)?.[1];
      if (id !== undefined) await this.load(id);
    }
  }

  async #read(id: string): Promise<MandateSet | undefined> {
    const file = `sets/${id}.json`;
    const read = await this.#source.read(file, setBytesMax);
    if (read.kind !== 'bytes') {
      this.#findings.add(readFinding(read, file, setBytesMax));
      return undefined;
    }
    const found = hex(sha256(this.#primitives, read.bytes));
    if (found !== id) {
      const message = `\`${file}\`: the SHA-256 of its bytes is ${found}`;
      this.#findings.add({ code: 'set', message, file, offset: 0 });
      return undefined;
    }
    const set = readSet(read.bytes);
    if (!isFault(set)) return set;
    const at = set.offset === undefined ? '' : ` at byte offset ${set.offset}`;
    const message = `\`${file}\`${at}: ${set.fault}`;
    this.#findings.add({ code: 'set', message, file, offset: set.offset });
    return undefined;
  }
}

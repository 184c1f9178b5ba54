/** The published folder as a stranger sees it: every checkpoint that ever stood, and what `remit verify` says. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseCheckpoint, parseNote } from '../../src/ledger/note.ts';
import { tilesOfGrowth } from '../../src/ledger/testing/tiles-of-growth.ts';
import { decodeEntryTile, tilePath } from '../../src/ledger/tiles.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, rootOf } from '../../src/ledger/tree.ts';
import { runVerify } from '../../src/verify/main.ts';
import type { Findings } from './findings.ts';

/** Everything stored is in the next checkpoint by then. */
const INCLUDED_MS = 60_000;
const LOOK_MS = 15;
/** A witness that was away is asked again by then. */
const WITNESSED_MS = 150_000;
const EXIT_OK = 0;
const EXIT_UNWITNESSED = 3;

export class Published {
  readonly #root: string;
  readonly #pins: string;
  readonly #findings: Findings;
  /** Every checkpoint that was ever seen: size and root. */
  readonly #seen = new Map<number, string>();
  #largest = 0;
  #gone = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(root: string, pins: string, findings: Findings) {
    this.#root = root;
    this.#pins = pins;
    this.#findings = findings;
  }

  /** Sees every checkpoint that stands for a while. */
  watch(): void {
    this.#watch ??= setInterval(() => this.#see(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#watch);
  }

  /** Everything stored is included soon; where the next kill comes before, the look after that asks again. */
  async included(size: number, runs: () => boolean): Promise<void> {
    const until = performance.now() + INCLUDED_MS;
    while ((this.#see() ?? 0) < size && runs()) {
      if (performance.now() > until) {
        return this.#findings.breaks(`${size} entries are not included after ${INCLUDED_MS} ms`);
      }
      await wait(LOOK_MS);
    }
  }

  /** `remit verify`, with the pin of the last time; before the very first checkpoint there is nothing to verify. */
  async verify(): Promise<void> {
    if (this.#largest === 0) return;
    const said: string[] = [];
    const say = (text: string) => void said.push(text.trim());
    const code = await runVerify([this.#root, '--pins', this.#pins, '--quiet'], { out: say, err: say });
    if (code === 2) this.#findings.forked(said.join(' '));
    else if (code !== 0) this.#findings.breaks(`the published ledger: ${said.join(' ')}`);
  }

  /** By the policy of its witness all that stands is witnessed soon. */
  async witnessed(policy: string): Promise<void> {
    const file = join(this.#pins, 'policy');
    writeFileSync(file, policy);
    const until = performance.now() + WITNESSED_MS;
    for (;;) {
      const said: string[] = [];
      const say = (text: string) => void said.push(text.trim());
      const code = await runVerify([this.#root, '--policy', file, '--quiet'], { out: say, err: say });
      if (code === EXIT_OK) return;
      if (code !== EXIT_UNWITNESSED || performance.now() > until)
        return this.#findings.breaks(`by the witness, after all was over: ${said.join(' ')}`);
      await wait(LOOK_MS);
    }
  }

  /** Each checkpoint that was seen is a prefix of the tree that is published now, and its entries are those stored. */
  compareWith(stored: readonly Uint8Array[]): void {
    const size = this.#see() ?? 0;
    const entries = [...tilesOfGrowth(0, size)]
      .filter(({ level }) => level === 'entries')
      .flatMap((tile) => decodeEntryTile(this.#read(`ledger/${tilePath(tile)}`) ?? Buffer.alloc(0), tile.width) ?? []);
    let tree = EMPTY_FRONTIER;
    for (const seen of [...this.#seen.keys()].filter((n) => n <= size).sort((a, b) => a - b)) {
      tree = appendLeaves(tree, entries.slice(tree.size, seen).map(leafHash));
      const root = Buffer.from(rootOf(tree)).toString('base64');
      if (root === this.#seen.get(seen)) continue;
      this.#findings.forked(`the tree of ${seen} entries is not the one whose checkpoint was seen`);
    }
    const other = entries.findIndex((bytes, index) => Buffer.compare(stored[index] ?? bytes, bytes) !== 0);
    if (other >= 0) this.#findings.breaks(`entry ${other} is published and stored in different bytes`);
  }

  /** All files, by their paths. */
  files(): Map<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    for (const item of readdirSync(this.#root, { recursive: true, withFileTypes: true })) {
      if (!item.isFile()) continue;
      const path = join(item.parentPath, item.name);
      found.set(path.slice(this.#root.length + 1), readFileSync(path));
    }
    return found;
  }

  /** The checkpoint as it stands: never smaller than one before, never another of the same size. */
  #see(): number | undefined {
    const witnessed = this.#checkpoint('ledger/witnessed');
    if (witnessed !== undefined && this.#seen.get(witnessed.size) !== witnessed.root) {
      // It was a checkpoint once: seen, or come and gone between two looks.
      if (this.#seen.has(witnessed.size)) this.#findings.forked(`another tree of ${witnessed.size} is witnessed`);
      else this.#seen.set(witnessed.size, witnessed.root);
    }
    const checkpoint = this.#checkpoint('ledger/checkpoint');
    if (checkpoint === undefined) {
      if (this.#largest > 0 && !this.#gone) {
        this.#findings.forked(`a checkpoint of ${this.#largest} entries was seen, and none stands`);
      }
      this.#gone = this.#largest > 0;
      return undefined;
    }
    const { size, root } = checkpoint;
    const before = this.#seen.get(size);
    if (before === undefined) this.#seen.set(size, root);
    else if (before !== root) this.#findings.forked(`two checkpoints of ${size} entries: ${before} and ${root}`);
    if (size < this.#largest)
      this.#findings.forked(`a checkpoint of ${this.#largest} entries was seen, now one of ${size}`);
    this.#largest = Math.max(this.#largest, size);
    return size;
  }

  #checkpoint(path: string): { readonly size: number; readonly root: string } | undefined {
    const note = parseNote(this.#read(path)?.toString('utf8') ?? '');
    const checkpoint = note && parseCheckpoint(note.text);
    return checkpoint && { size: checkpoint.size, root: Buffer.from(checkpoint.root).toString('base64') };
  }

  #read(path: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#root, path));
    } catch {
      return undefined;
    }
  }
}

/** What a check looks at beside the tree: openings and all that follows from them, mandate sets, the record of one person. */
import type { Primitives } from './hash.ts';
import type { KeptSeals } from './kept-seals.ts';
import { Known } from './known.ts';
import type { Keys } from './openings.ts';
import { OwnRecord, type OwnReport } from './own-record.ts';
import { type Counts, Findings } from './report.ts';
import { Sealed } from './sealed.ts';
import { Sets } from './sets.ts';
import type { Source } from './source.ts';
import type { EntryTile } from './walk.ts';

export interface UnderSealsOptions {
  readonly source: Source;
  /** Whether it is an export, with openings; else none are looked at. */
  readonly isExport: boolean;
  /** Whether mandate sets lie beside the ledger. */
  readonly hasSets: boolean;
  readonly keys: Keys;
  readonly origin: string;
  readonly mode: string;
  readonly primitives: Primitives;
  readonly counts: Counts;
  /** Whose own record is checked. */
  readonly person: string | undefined;
}

export class UnderSeals {
  readonly findings = new Findings();
  /** Of the person's record; there when all was looked at. */
  own: OwnReport | undefined;
  readonly #options: UnderSealsOptions;
  readonly #kept: KeptSeals | undefined;
  readonly #known: Known;
  readonly #sets: Sets;
  readonly #record: OwnRecord | undefined;
  readonly #sealed: Sealed | undefined;

  /** Begins at the first tile, or behind those of `kept`, which is taken over. */
  constructor(options: UnderSealsOptions, kept?: KeptSeals | undefined) {
    const { source, primitives, person, isExport, counts } = options;
    this.#options = options;
    this.#kept = kept;
    this.#known = kept?.known ?? Known.nothing(primitives);
    this.#sets = new Sets(source, primitives, this.findings);
    this.#record = person === undefined ? undefined : new OwnRecord(person, this.findings);
    if (kept !== undefined) {
      this.#record?.restore(kept.own);
      Object.assign(counts, kept.counts);
    }
    if (!isExport) return;
    const { keys, origin, mode } = options;
    const { findings } = this;
    const given = { source, keys, origin, mode, primitives, counts, findings };
    this.#sealed = new Sealed({ ...given, sets: this.#sets, own: this.#record, known: this.#known });
  }

  /** Checks what belongs to an entry tile. */
  async check(tile: EntryTile): Promise<void> {
    if (tile.n >= (this.#kept?.tiles ?? 0)) await this.#sealed?.check(tile);
  }

  /** What is to be kept behind so many tiles, while nothing is wrong; before them there is nothing new. */
  kept(tiles: number): KeptSeals | undefined {
    if (this.findings.total > 0 || tiles <= (this.#kept?.tiles ?? 0)) return undefined;
    const { entries: _, ...counts } = this.#options.counts;
    const sets = new Set([...(this.#kept?.sets ?? []), ...this.#sets.good]);
    return { tiles, counts, known: this.#known, own: this.#record?.kept() ?? null, sets: [...sets] };
  }

  /** After the last tile. */
  async finish(): Promise<void> {
    this.own = this.#record?.report(true);
    // Also those that were needed in front of the place have to be there.
    for (const id of this.#kept?.sets ?? []) await this.#sets.load(id);
    if (this.#options.hasSets) await this.#sets.checkListed();
  }
}

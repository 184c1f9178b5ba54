import type * as z from 'zod';
import type { ActsRowShown } from '../../terms/api/parts.ts';

export type Entry = z.infer<typeof ActsRowShown>;

/** As many of the latest entries are held by the page; older ones are read again when they are looked for. */
export const ENTRIES_MAX = 50_000;

/**
 * Entries by index, ascending, each once, the latest {@link ENTRIES_MAX}. Rows that come again replace what was there. The list is a new
 * array after each change, so that who holds one can tell.
 */
export class Entries {
  readonly #max: number;
  readonly #listeners = new Set<() => void>();
  #rows: readonly Entry[] = [];

  constructor(max = ENTRIES_MAX) {
    this.#max = max;
  }

  get rows(): readonly Entry[] {
    return this.#rows;
  }

  /** @param rows in any order */
  add(rows: readonly Entry[]): void {
    if (rows.length === 0) return;
    const fresh = [...rows].sort((a, b) => a.index - b.index);
    const last = this.#rows.at(-1)?.index ?? -1;
    const first = fresh[0]?.index ?? 0;
    // What comes live is nearly always after everything that is there.
    const merged = first > last && isStrictlyAscending(fresh) ? [...this.#rows, ...fresh] : merge(this.#rows, fresh);
    this.#rows = merged.length > this.#max ? merged.slice(-this.#max) : merged;
    this.#tell();
  }

  /** Forgets everything: another person reads, or what was missed is not known. */
  clear(): void {
    this.#rows = [];
    this.#tell();
  }

  find(index: number): Entry | undefined {
    let [low, high] = [0, this.#rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle]?.index ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    const found = this.#rows[low];
    return found?.index === index ? found : undefined;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isStrictlyAscending(rows: readonly Entry[]): boolean {
  return rows.every((row, n) => n === 0 || row.index > (rows[n - 1]?.index ?? -1));
}

function merge(old: readonly Entry[], fresh: readonly Entry[]): readonly Entry[] {
  const byIndex = new Map<number, Entry>();
  for (const row of old) byIndex.set(row.index, row);
  for (const row of fresh) byIndex.set(row.index, row);
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

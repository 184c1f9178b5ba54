import { type ActsRow, isWithoutEffect } from '../../views/acts-row.ts';
import { fairly } from '../fairly.ts';
import type { wallRow } from './wall-row.ts';

/** Alerts that the wall tells one by one; of more it tells how many. */
const TOLD_MAX = 8;

/** The alerts that were raised and that nobody has cancelled, as the wall tells them. */
export class StandingAlerts {
  readonly #standing = new Map<string, ActsRow>();
  /** Cancelled while those of before were still being read. */
  #cancelled: Set<string> | undefined = new Set();

  /** Takes in the entries that raised what stood when the wall began. */
  begin(raised: readonly ActsRow[]): void {
    for (const row of raised) {
      if (row.matter !== null && this.#cancelled?.has(row.matter) !== true) this.#standing.set(row.matter, row);
    }
    this.#cancelled = undefined;
  }

  /** Takes in entries as they come. */
  take(rows: readonly ActsRow[]): void {
    for (const row of rows) {
      if (row.matter === null || isWithoutEffect(row)) continue;
      if (row.kind === 'alert.raise') this.#standing.set(row.matter, row);
      if (row.kind !== 'alert.cancel') continue;
      this.#standing.delete(row.matter);
      this.#cancelled?.add(row.matter);
    }
  }

  /** How many more there are, and those that are told: agencies, and within them people, take turns, each with their latest; the latest of these first. */
  told(shown: (row: ActsRow) => ReturnType<typeof wallRow>) {
    const latest = [...this.#standing.values()].sort((one, other) => other.index - one.index);
    const told = fairly(latest, [({ agency }) => agency, ({ person }) => person]).slice(0, TOLD_MAX);
    const alerts = told.toSorted((one, other) => other.index - one.index).map(shown);
    return { alerts, more: latest.length - told.length };
  }
}

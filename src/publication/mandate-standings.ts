import type { EntryFields } from '../terms/entry.ts';

/** What the ledger says of one mandate. */
export type MandateStanding = {
  readonly version: number;
  readonly status: 'in-force' | 'suspended' | 'expired';
  /** Room time of the entry that made it so, ms. */
  readonly since: number;
};

const STATUSES: readonly unknown[] = ['in-force', 'suspended', 'expired'];

/**
 * Follows which mandates are in force. That a mandate is in force, suspended or over is shown with its time and without delay: it says
 * what the guests may do, and of no person what they did.
 */
export class MandateStandings {
  readonly #standings = new Map<string, MandateStanding>();
  #set: string | null = null;

  get standings(): ReadonlyMap<string, MandateStanding> {
    return this.#standings;
  }

  /** Id of the set that all mandates in force make; null before the first. */
  get set(): string | null {
    return this.#set;
  }

  /** Takes in one committed entry; an entry whose box is closed for ever says nothing any more. */
  add({ at, changes }: Partial<Pick<EntryFields, 'at' | 'changes'>>): void {
    for (const { slice, id, row } of changes ?? []) {
      if (slice === 'sets') {
        const { set, until } = (row ?? {}) as { set?: unknown; until?: unknown };
        if (typeof set === 'string' && until === null) this.#set = set;
      }
      if (slice !== 'mandates') continue;
      const { status, version } = (row ?? {}) as { status?: unknown; version?: unknown };
      if (!STATUSES.includes(status) || typeof version !== 'number' || at === undefined) continue;
      const before = this.#standings.get(id);
      if (before !== undefined && before.status === status && before.version === version) continue;
      this.#standings.set(id, { version, status: status as MandateStanding['status'], since: at });
    }
  }
}

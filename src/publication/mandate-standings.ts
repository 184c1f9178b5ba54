import type { EntryFields } from '../terms/entry.ts';

/** What the ledger says of one mandate. */
export type MandateStanding = {
  readonly version: number;
  /** Of its checked document. */
  readonly digest: string;
  readonly status: 'in-force' | 'suspended' | 'expired';
  /** Room time of the entry that made it so, ms. */
  readonly since: number;
};

/** An exception that was signed for a version of a mandate, public once it is in force. */
export type PublicException = {
  readonly mandate: string;
  readonly version: number;
  readonly commitment: string;
  readonly reason: string;
  /** Room time of its signature, ms. */
  readonly at: number;
};

/** What is read of a version’s record. */
type ExceptedRow = {
  readonly mandate?: string;
  readonly version?: number;
  readonly exceptions?: readonly { readonly commitment: string; readonly reason: string; readonly at: number }[];
};

const STATUSES: readonly unknown[] = ['in-force', 'suspended', 'expired'];

/**
 * Follows which mandates are in force. That a mandate is in force, suspended or over is shown with its time and without delay: it says
 * what the guests may do, and of no person what they did.
 */
export class MandateStandings {
  readonly #standings = new Map<string, MandateStanding>();
  readonly #excepted = new Map<string, readonly PublicException[]>();
  #set: string | null = null;

  get standings(): ReadonlyMap<string, MandateStanding> {
    return this.#standings;
  }

  /** Exceptions to what is in force, or suspended. */
  get exceptions(): readonly PublicException[] {
    return [...this.#standings].flatMap(([id, { version, status }]) =>
      status === 'expired' ? [] : (this.#excepted.get(`${id}@${version}`) ?? []),
    );
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
      if (slice === 'drafts') this.#except(id, (row ?? {}) as ExceptedRow);
      if (slice !== 'mandates') continue;
      const { status, version, digest } = (row ?? {}) as { status?: unknown; version?: unknown; digest?: unknown };
      if (!STATUSES.includes(status) || typeof version !== 'number' || at === undefined) continue;
      if (typeof digest !== 'string') continue;
      const before = this.#standings.get(id);
      if (before !== undefined && before.status === status && before.version === version) continue;
      this.#standings.set(id, { version, digest, status: status as MandateStanding['status'], since: at });
    }
  }

  #except(id: string, { mandate, version, exceptions = [] }: ExceptedRow): void {
    if (mandate === undefined || version === undefined) return;
    const signed = exceptions.map(({ commitment, reason, at }) => ({ mandate, version, commitment, reason, at }));
    this.#excepted.set(id, signed);
  }
}

import type { FieldGroup, RowChange } from '../../terms/entry.ts';

/** One encrypted bundle of disclosures (docs/formats.md §3). `box` is ciphertext and tag. */
export type Opening = {
  readonly index: number;
  readonly group: FieldGroup;
  readonly key: string;
  readonly nonce: Uint8Array;
  readonly box: Uint8Array;
};

/** Size and the roots of the complete subtrees of that size, largest first: all that appending needs of the tree. */
export type Frontier = { readonly size: number; readonly hashes: readonly Uint8Array[] };

/** Who this ledger is; written once, when it is created. */
export type LedgerIdentity = {
  readonly origin: string;
  readonly mode: 'exercise' | 'live';
  /** Wall clock, ms. */
  readonly created: number;
};

/** Everything that one durable transaction writes. */
export type Batch = {
  /** The writer's epoch; the store refuses a batch of an earlier writer ({@link FencedOut}). */
  readonly epoch: number;
  /** Index of the first entry; must equal the size in the store. */
  readonly first: number;
  /** Exact bytes that are logged, in order. */
  readonly entries: readonly Uint8Array[];
  readonly openings: readonly Opening[];
  /** Entries before the batch whose boxes of the group `person` are removed for ever. */
  readonly closes?: readonly number[];
  /** Changes of decision state, in order; a later one for the same row wins. */
  readonly changes: readonly RowChange[];
  /** Content-addressed texts (mandate sets, mandate documents): id is the hex SHA-256 of the text. */
  readonly documents: readonly { readonly id: string; readonly text: string }[];
  /** The tree after the batch. */
  readonly frontier: Frontier;
};

export type Snapshot = {
  readonly identity: LedgerIdentity | null;
  readonly frontier: Frontier;
  readonly rows: readonly RowChange[];
  readonly documents: ReadonlyMap<string, string>;
};

/** The batch is certainly not in the store: nothing of it was written. `cause` says why (disk full, constraint, …). */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted';
}

/** Nobody knows whether the batch is in the store. The process must end; the restart reads what is there. */
export class UnknownCommit extends Error {
  override readonly name = 'UnknownCommit';
}

/** Another writer has taken over since this one claimed the ledger. */
export class FencedOut extends Error {
  override readonly name = 'FencedOut';
}

/**
 * Where the ledger's truth lies. Implementations: `postgres.ts` (real), `memory.ts` (tests and simulation). One contract
 * suite (`contract.ts`) holds for all of them.
 */
export type LedgerStore = {
  /** Writes the identity of a new ledger. Refuses where there is one already. */
  create(identity: LedgerIdentity): Promise<void>;
  /** Raises the writer's epoch and returns it: from now on earlier writers are fenced out. */
  claimWriter(): Promise<number>;
  /** Everything a restart needs. Consistent: of one moment. */
  load(): Promise<Snapshot>;
  /**
   * Makes the batch durable in one transaction; resolves only after the commit.
   * @throws NotCommitted, UnknownCommit, FencedOut
   */
  append(batch: Batch): Promise<void>;
  /** The bytes of entries `from` (inclusive) to `to` (exclusive), in order. At most 65,536 at a time. */
  entries(from: number, to: number): Promise<Uint8Array[]>;
  /** The openings of these entries, ordered by index, then group. */
  openings(from: number, to: number): Promise<Opening[]>;
  /** Ids of all keys under which a box is closed, in no order. */
  keyIds(): Promise<string[]>;
  /** Boxes that are closed under this key, of entries from `from` on, in order of their entries. */
  boxesUnder(key: string, from: number, limit: number): Promise<Opening[]>;
  /**
   * Puts these boxes in the place of those of the same entry and group that are under the key `old`, in one transaction; one that is gone, or under another
   * key already, is left as it is. The entries are not touched.
   * @throws NotCommitted, UnknownCommit, FencedOut
   */
  rewrap(epoch: number, old: string, boxes: readonly Opening[]): Promise<void>;
  /**
   * Leaves no trace in the store's own files of rows that were changed or removed. Acts wait meanwhile.
   * @returns what it is not allowed to clean, each in a sentence for the operator; empty where all is clean
   */
  scrub(): Promise<readonly string[]>;
  /** How many entries are committed. */
  size(): Promise<number>;
  close(): Promise<void>;
};

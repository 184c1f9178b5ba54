import { type RandomSource, type SealingKeys, sealEntry } from '../ledger/seal.ts';
import type { Batch, Frontier, Opening } from '../ledger/store/port.ts';
import { appendLeaves, leafHash } from '../ledger/tree.ts';
import type { EntryDraft, RowChange } from '../terms/entry.ts';

/** A committed entry, as followers get it: the plain fields beside the bytes that were logged. */
export type Committed = { readonly index: number; readonly recorded: number; readonly draft: EntryDraft };

/** What one transaction will hold, and how to undo it. */
export class OpenBatch {
  readonly first: number;
  readonly before: { readonly at: number; readonly recorded: number };
  readonly drafts: Committed[] = [];
  readonly changes: RowChange[] = [];
  /** What undoes each step, in the order of the steps. */
  readonly undo: RowChange[][] = [];
  readonly documents = new Set<string>();
  /** Entries before it that it closes for ever. */
  readonly closes: number[] = [];
  /** How many acts of the clock it holds. */
  ended = 0;
  /** Why the clock was halted as the batch began, if it was. */
  halted: string | undefined;

  constructor(first: number, before: { readonly at: number; readonly recorded: number }) {
    this.first = first;
    this.before = before;
  }

  get nextIndex(): number {
    return this.first + this.drafts.length;
  }
}

type SealPorts = { readonly origin: string; readonly keys: SealingKeys; readonly random: RandomSource };

/** The entries of a batch as they are kept, with what opens them, and the tree that they make after what is committed. */
export function sealed(
  { drafts }: Pick<OpenBatch, 'drafts'>,
  frontier: Frontier,
  { origin, keys, random }: SealPorts,
): Pick<Batch, 'entries' | 'openings' | 'frontier'> {
  const entries: Uint8Array[] = [];
  const openings: Opening[] = [];
  for (const { draft, index, recorded } of drafts) {
    const made = sealEntry({ draft, ledger: origin, recorded, index, keys, random });
    entries.push(made.bytes);
    for (const opening of made.openings) openings.push(opening);
  }
  return { entries, openings, frontier: appendLeaves(frontier, entries.map(leafHash)) };
}

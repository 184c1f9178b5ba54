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

import { answerOfEntry } from '../desk/answer-of-entry.ts';
import { enteredAct } from '../desk/bookkeeping.ts';
import type { State } from '../desk/state.ts';
import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import type { EntryFields } from '../terms/entry.ts';
import type { ExercisePorts } from './player.ts';
import type { Entered } from './references.ts';

export type JournalEntry = { readonly index: number; readonly recorded: number; readonly fields: EntryFields };

/** Entries read at once. */
const READ_AT_ONCE = 1_024;

/**
 * What an exercise needs to know of the ledger: which of its acts were entered, and what has ended. Follows the ledger from its first
 * entry, and then each commit; the state beside it knows the acts that were counted with an earlier refusal.
 */
export class ExerciseJournal implements Pick<ExercisePorts, 'entered' | 'ended'> {
  readonly #state: State;
  readonly #acts = new Map<string, Entered>();
  readonly #ended = new Set<string>();

  constructor(state: State) {
    this.#state = state;
  }

  /**
   * Reads what the ledger holds so far. Entries whose boxes are closed are passed over: nobody can know what they were.
   * @param also told each entry too
   */
  async recall(
    source: {
      readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
      readonly size: number;
      readonly ledger: string;
      readonly keys: SubjectKeys;
    },
    also?: (entry: JournalEntry) => void,
  ): Promise<void> {
    const { store, size, ledger, keys } = source;
    for (let from = 0; from < size; from += READ_AT_ONCE) {
      const to = Math.min(size, from + READ_AT_ONCE);
      const entries = await store.entries(from, to);
      const openings = Map.groupBy(await store.openings(from, to), ({ index }) => index);
      for (const [n, bytes] of entries.entries()) {
        const index = from + n;
        const entry = unsealEntry({ bytes, index, openings: openings.get(index) ?? [], ledger, keys });
        if (entry.state === 'damaged') throw new Error(`the exercise cannot be resumed: ${entry.why}`);
        if (entry.state !== 'open') continue;
        const open = { index, recorded: entry.recorded, fields: entry.fields };
        this.note(open);
        also?.(open);
      }
    }
  }

  /** Takes in one committed entry. */
  note({ index, recorded, fields }: JournalEntry): void {
    const { act, kind, matter } = fields;
    const answer = answerOfEntry(index, recorded, fields);
    // An id that was used again stays with the act that came first.
    if (act !== undefined && answer !== undefined && !this.#acts.has(act.id)) this.#acts.set(act.id, answer);
    if (matter !== undefined) this.#ended.add(`${kind} ${matter}`);
  }

  async entered(actId: string): Promise<Entered | undefined> {
    return enteredAct(this.#state, actId)?.answer ?? this.#acts.get(actId);
  }

  async ended(kind: string, matters: readonly string[]): Promise<boolean> {
    return matters.some((matter) => this.#ended.has(`${kind} ${matter}`));
  }
}

import { answerOfEntry } from '../desk/answer-of-entry.ts';
import { enteredAct } from '../desk/bookkeeping.ts';
import type { State } from '../desk/state.ts';
import type { SubjectKeys } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { unsealEntry } from '../ledger/unseal.ts';
import type { Act } from '../terms/act.ts';
import type { EntryFields } from '../terms/entry.ts';
import type { Verdict } from '../terms/outcome.ts';
import { isActOf, type OwnStep } from './act-ids.ts';
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
  /** By id: whose acts bear it, and by the index of their entries, which a counted refusal has of the first one. */
  readonly #acts = new Map<string, { readonly act: Act; readonly answer: Entered }[]>();
  readonly #byIndex = new Map<number, Act>();
  /** The decisions of the latest entries, by kind and matter. */
  readonly #ended = new Map<string, Verdict>();
  /** Entries from here on are not taken in yet. */
  #next = 0;

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
    const { act, kind, outcome, clauses, matter } = fields;
    this.#next = Math.max(this.#next, index + 1);
    const answer = answerOfEntry(index, recorded, fields);
    if (act !== undefined && answer !== undefined) {
      this.#byIndex.set(index, act);
      if (!isReplay(fields)) this.#acts.set(act.id, [...(this.#acts.get(act.id) ?? []), { act, answer }]);
    }
    if (matter !== undefined) this.#ended.set(`${kind} ${matter}`, { outcome, clauses });
  }

  async entered(actId: string, step: OwnStep): Promise<Entered | 'taken' | undefined> {
    const acts = this.#acts.get(actId);
    const own = acts?.find(({ act }) => isActOf(act, step));
    if (own !== undefined) return own.answer;
    if (acts !== undefined) return 'taken';
    const row = enteredAct(this.#state, actId);
    return row === undefined || this.#isOwn(row.answer.index, step) ? row?.answer : 'taken';
  }

  /** Is the act that is known by this entry only (it was counted with it) the step's? */
  #isOwn(index: number, step: OwnStep): boolean {
    const act = this.#byIndex.get(index);
    // Whose an entry was that is closed by now nobody can know, and it was sent in order. One that is not committed yet is not the script's.
    return act === undefined ? index < this.#next : isActOf(act, step);
  }

  async ended(kind: string, matters: readonly string[]): Promise<Verdict | undefined> {
    return matters.map((matter) => this.#ended.get(`${kind} ${matter}`)).find((verdict) => verdict !== undefined);
  }
}

/** Did the act come under an id that another had, and do nothing? The id stays with the other; what nothing holds up counts. */
function isReplay({ facts, changes }: EntryFields): boolean {
  return facts.broken.includes('R-18') && changes.length === 0;
}

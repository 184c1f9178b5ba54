import { sha256Hex } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import { answerOfEntry } from '../../desk/answer-of-entry.ts';
import { ACT_KEPT_MS, actRow } from '../../desk/bookkeeping.ts';
import { State } from '../../desk/state.ts';
import type { ActRow } from '../../matters/ledger/rows.ts';
import { BOOKKEEPING_SLICES } from '../../matters/slices.ts';
import type { EntryFields, RowChange } from '../../terms/entry.ts';

/**
 * The state of decisions, folded from entries. What is kept beside the entries is made again from them: each actor's chain, and the
 * ids of the acts that can still be sent again. The counts of refusals that were open are not in the entries, and begin anew.
 */
export class RebuiltState {
  readonly #state = new State();
  readonly #acts = new Map<string, ActRow>();

  /** Takes the entries in order. */
  add(index: number, recorded: number, fields: EntryFields): void {
    this.#state.apply(fields.changes.filter(({ slice }) => !isBookkeeping(slice)));
    const { act, previousByActor, at } = fields;
    const answer = answerOfEntry(index, recorded, fields);
    if (act === undefined || answer === undefined) return;
    const count = previousByActor?.count ?? 1;
    this.#state.apply([{ slice: 'chains', id: act.actor, row: { index, count } }]);
    if (!this.#acts.has(act.id)) {
      this.#acts.set(act.id, actRow(act, sha256Hex(canonicalJson(act)), answer));
    }
    for (const [id, row] of this.#acts) {
      if (row.answer.at >= at - ACT_KEPT_MS) break;
      if (!row.forGood) this.#acts.delete(id);
    }
  }

  /** All rows, to be written. */
  rows(): RowChange[] {
    const acts = [...this.#acts].map(([id, row]): RowChange => ({ slice: 'acts', id, row }));
    return [...this.#state.dump(), ...acts];
  }
}

function isBookkeeping(slice: string): boolean {
  return (BOOKKEEPING_SLICES as readonly string[]).includes(slice);
}

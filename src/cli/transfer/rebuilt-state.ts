import { sha256Hex } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import { answerOfEntry } from '../../desk/answer-of-entry.ts';
import { ACT_KEPT_MS, actRow, isForgotten, rememberedAct } from '../../desk/bookkeeping.ts';
import { State } from '../../desk/state.ts';
import { BOOKKEEPING_SLICES } from '../../matters/slices.ts';
import type { EntryFields, RowChange } from '../../terms/entry.ts';

/**
 * The state of decisions, folded from entries. What is kept beside the entries is made again from them: each actor's chain, and the
 * ids of the acts that can still be sent again. The counts of refusals that were open are not in the entries, and begin anew.
 */
export class RebuiltState {
  readonly #state = new State();

  /** Takes the entries in order. What was erased says nothing of the state any more; the entry that erased it says what is left. */
  add(index: number, recorded: number, fields: Partial<EntryFields>): void {
    const { kind, changes = [], act, previousByActor, at } = fields;
    this.#state.apply(changes.filter(({ slice }) => kind === 'record.erase' || !isBookkeeping(slice)));
    if (at === undefined || !isOpen(fields)) return;
    const answer = answerOfEntry(index, recorded, fields);
    if (act === undefined || answer === undefined) return;
    const count = previousByActor?.count ?? 1;
    this.#state.apply([{ slice: 'chains', id: act.actor, row: { index, count } }]);
    if (rememberedAct(this.#state, act.id, at) === undefined) {
      this.#state.apply([actRow(act, sha256Hex(canonicalJson(act)), answer)]);
    }
    for (const [id, row] of this.#state.entries('acts')) {
      if (row.answer.at >= at - ACT_KEPT_MS) break;
      if (isForgotten(row, at)) this.#state.apply([{ slice: 'acts', id, row: null }]);
    }
  }

  /** All rows, to be written. */
  rows(): RowChange[] {
    return this.#state.dump();
  }
}

/** Can all of it be read? */
function isOpen(fields: Partial<EntryFields>): fields is EntryFields {
  return fields.kind !== undefined && fields.changes !== undefined;
}

function isBookkeeping(slice: string): boolean {
  return (BOOKKEEPING_SLICES as readonly string[]).includes(slice);
}

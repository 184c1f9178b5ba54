import type { ShiftRow } from '../matters/shifts/rows.ts';
import type { Act } from '../terms/act.ts';
import type { RowChange } from '../terms/entry.ts';
import type { State } from './state.ts';

/**
 * The changes of an entry, where each shift that ends by it says how many entries its person has as actor up to then: by it one finds out later that the
 * last of one's own record is not missing (docs/decisions/0020-receipts.md). It is counted from the person's chain; no act carries it.
 * @param state before the act
 * @param act the one that is entered; it counts where it is the person's own
 */
export function withClosingCounts(
  state: State,
  act: Pick<Act, 'actor'>,
  changes: readonly RowChange[],
): readonly RowChange[] {
  return changes.map((change) => {
    const { slice, id, row } = change;
    // A shift that ended before keeps its count, or none, however often its row is stated again.
    if (slice !== 'shifts' || row === null || state.get('shifts', id)?.until !== null) return change;
    const shift = row as ShiftRow;
    if (shift.until === null) return change;
    const before = state.get('chains', shift.person)?.count ?? 0;
    return { slice, id, row: { ...shift, closingCount: before + (shift.person === act.actor ? 1 : 0) } };
  });
}

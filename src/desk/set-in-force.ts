import type { SetRow } from '../matters/mandates/rows.ts';

/** Id of the set that was in force at a moment (room time, ms): of all that were ever, the first where none was yet. */
export function setInForce(rows: Iterable<SetRow>, time: number): string | undefined {
  let first: SetRow | undefined;
  let last: SetRow | undefined;
  for (const row of rows) {
    if (first === undefined || isLater(first, row)) first = row;
    if (row.from <= time && (last === undefined || isLater(row, last))) last = row;
  }
  return (last ?? first)?.set;
}

/** Two sets of one millisecond are told apart by their entries. */
function isLater(row: SetRow, other: SetRow): boolean {
  return row.from > other.from || (row.from === other.from && row.index > other.index);
}

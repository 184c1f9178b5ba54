/** The row that was entered first. Records are found in no order: it depends on what was changed or undone since, and on restarts. */
export function oldest<Row extends { readonly index: number }>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (first, row) => (first === undefined || row.index < first.index ? row : first),
    undefined,
  );
}

/** Rows in the order in which they were entered, so that what ends together ends in the same order in every room. */
export function oldestFirst<Row extends { readonly index: number }>(rows: Iterable<Row>): Row[] {
  return [...rows].sort((one, other) => one.index - other.index);
}

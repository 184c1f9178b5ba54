/** The row that was entered first. Records are found in no order: it depends on what was changed or undone since, and on restarts. */
export function oldest<Row extends { readonly index: number }>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (first, row) => (first === undefined || row.index < first.index ? row : first),
    undefined,
  );
}

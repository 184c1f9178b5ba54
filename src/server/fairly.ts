/**
 * Rows in turns: the first of each who is named by the first key, then the second of each, and so on; within each of them by the keys that follow. Who has
 * many takes no place from who has one.
 * @param rows in the order in which those of one come, and in which they take turns
 */
export function fairly<Row>(
  rows: readonly Row[],
  [key, ...further]: readonly ((row: Row) => string | null)[],
): readonly Row[] {
  if (key === undefined) return rows;
  const groups = [...Map.groupBy(rows, key).values()].map((group) => fairly(group, further));
  const turns = Array.from({ length: groups.reduce((most, { length }) => Math.max(most, length), 0) });
  return turns.flatMap((_, turn) => groups.flatMap((group) => group.slice(turn, turn + 1)));
}

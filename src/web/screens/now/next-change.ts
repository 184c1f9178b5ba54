/** When the first of these changes by itself, ms of room time; null where none does. */
export function nextChange(rows: readonly { readonly until: number | null }[]): number | null {
  return rows.reduce<number | null>((first, { until }) => {
    return until === null || (first !== null && first <= until) ? first : until;
  }, null);
}

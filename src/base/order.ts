/** Compares texts by their code units: the order that is the same everywhere, and that lists are hashed in. */
export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Compares things by their ids, as {@link byCodeUnits} does. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return byCodeUnits(a.id, b.id);
}

import type { Effects } from '../definition.ts';
import type { Records } from '../slices.ts';

/** Plans the mandate set as it is from `at` on: all mandates in force now. The set before ends at the same moment. Gives the set's id. */
export function recompose(
  records: Pick<Records, 'mandates' | 'sets'>,
  effects: Effects,
  at: number,
  index: number,
): string {
  const documents = [...records.mandates.values()]
    .filter((mandate) => mandate.status === 'in-force')
    .map((mandate) => mandate.digest)
    .sort();
  const set = effects.composeSet(documents);
  for (const row of [...records.sets.values()].filter((row) => row.until === null)) {
    records.sets.set(row.id, { ...row, until: at });
  }
  records.sets.set(String(index), { id: String(index), set, documents, from: at, until: null, index });
  return set;
}

/** The ends of shifts in an entry (formats.md §2): each states how many entries its person had as actor up to then. */
import { isObject, type JsonObject } from './canonical.ts';

/** What the end of a shift says. */
export interface Closing {
  readonly index: number;
  readonly person: string;
  /** `undefined` where what stands there is no count. */
  readonly count: number | undefined;
}

/**
 * The closing counts in the person group of an entry, opened (hostile). Only where an entry ends shifts, by a sign-off or as an end that follows from
 * another act: what states rows again, such as an erasure, states older counts.
 */
export function closingsOf(index: number, { act, changes }: JsonObject): Closing[] {
  const ends = act === undefined || (isObject(act) && act['kind'] === 'desk.sign-off');
  if (!ends || !Array.isArray(changes)) return [];
  const closings: Closing[] = [];
  for (const change of changes) {
    const row = isObject(change) && change['slice'] === 'shifts' ? change['row'] : undefined;
    if (!isObject(row) || typeof row['until'] !== 'number' || !('closingCount' in row)) continue;
    const { person, closingCount: count } = row;
    if (typeof person !== 'string') continue;
    closings.push({ index, person, count: typeof count === 'number' && count >= 0 ? count : undefined });
  }
  return closings;
}

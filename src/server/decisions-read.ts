import type { LedgerStore } from '../ledger/store/port.ts';
import { disclosuresOf, unsealEntry } from '../ledger/unseal.ts';
import type { EntryFields } from '../terms/entry.ts';
import type { OpenRoom } from './room.ts';

/** An entry with what its group `decision` holds and discloses; nothing where that is closed for ever. */
export type ReadDecision = {
  readonly index: number;
  readonly fields: Partial<EntryFields>;
  readonly disclosures: ReadonlyMap<keyof EntryFields, string>;
};

/** The decisions of entries `from` to before `to`, from the store; nothing personal is opened for it. @throws Error where the store is damaged */
export async function readDecisions(
  room: Pick<OpenRoom, 'origin' | 'keys'>,
  store: Pick<LedgerStore, 'entries' | 'openings'>,
  from: number,
  to: number,
): Promise<ReadDecision[]> {
  const [bytes, boxes] = [await store.entries(from, to), await store.openings(from, to)];
  const decisions = Map.groupBy(
    boxes.filter(({ group }) => group === 'decision'),
    ({ index }) => index,
  );
  const { origin: ledger, keys } = room;
  return bytes.map((entry, n) => {
    const index = from + n;
    const openings = decisions.get(index) ?? [];
    const read = unsealEntry({ bytes: entry, index, openings, ledger, keys });
    if (read.state === 'damaged') throw new Error(`the store is damaged: ${read.why}`);
    return { index, fields: read.fields, disclosures: disclosuresOf(openings, ledger, keys) };
  });
}

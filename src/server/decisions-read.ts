import type { LedgerStore, Opening } from '../ledger/store/port.ts';
import { disclosuresOf, unsealEntry } from '../ledger/unseal.ts';
import type { EntryFields } from '../terms/entry.ts';
import type { OpenRoom } from './room.ts';

/** An entry with what its boxes hold and disclose, of those that were looked into; nothing where they are closed for ever. */
export type ReadFields = {
  readonly index: number;
  readonly fields: Partial<EntryFields>;
  readonly disclosures: ReadonlyMap<keyof EntryFields, string>;
};

type Room = Pick<OpenRoom, 'origin' | 'keys'>;
type Store = Pick<LedgerStore, 'entries' | 'openings'>;

/** The decisions of entries `from` to before `to`, from the store; nothing personal is opened for it. @throws Error where the store is damaged */
export function readDecisions(room: Room, store: Store, from: number, to: number): Promise<ReadFields[]> {
  return readFields(room, store, { from, to, isWanted: ({ group }) => group === 'decision' });
}

/** The same with what is personal. @throws Error where the store is damaged */
export function readWhole(room: Room, store: Store, from: number, to: number): Promise<ReadFields[]> {
  return readFields(room, store, { from, to, isWanted: () => true });
}

async function readFields(
  { origin: ledger, keys }: Room,
  store: Store,
  { from, to, isWanted }: { readonly from: number; readonly to: number; readonly isWanted: (box: Opening) => boolean },
): Promise<ReadFields[]> {
  const [bytes, boxes] = [await store.entries(from, to), await store.openings(from, to)];
  const wanted = Map.groupBy(boxes.filter(isWanted), ({ index }) => index);
  return bytes.map((entry, n) => {
    const index = from + n;
    const openings = wanted.get(index) ?? [];
    const read = unsealEntry({ bytes: entry, index, openings, ledger, keys });
    if (read.state === 'damaged') throw new Error(`the store is damaged: ${read.why}`);
    return { index, fields: read.fields, disclosures: disclosuresOf(openings, ledger, keys) };
  });
}

import { openBox } from '../../src/ledger/unseal.ts';
import { type Journal, must } from '../journal.ts';
import type { SimRoom } from '../room.ts';
import { checkEntries } from './durability.ts';

/**
 * Of what is ordered to be erased no box of a person is in the store; of what is finished none opens, in whichever copy of the database, with the keys
 * that the room has, nor with those of its folder as the next power cut would leave it. Whatever else was put under another key opens as before.
 */
export class ErasedBoxes {
  readonly #origin: string;
  readonly #ordered = new Set<string>();
  readonly #done = new Set<string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async check(room: SimRoom, journal: Journal): Promise<void> {
    const rewrapped = [...room.store.rewrapped];
    room.store.rewrapped.clear();
    await checkEntries(room, journal, this.#origin, rewrapped);
    for (const { id, entries, status } of journal.rows.all('erasures')) {
      if (!this.#ordered.has(id)) await this.#boxesAreGone(room, id, entries);
      this.#ordered.add(id);
      if (status === 'done' && !this.#done.has(id)) await this.#copiesAreClosed(room, journal, id, entries);
      if (status === 'done') this.#done.add(id);
    }
  }

  async #boxesAreGone(room: SimRoom, id: string, entries: readonly number[]): Promise<void> {
    for (const index of entries) {
      const boxes = await room.store.openings(index, index + 1);
      const isGone = boxes.every(({ group }) => group !== 'person');
      must(isGone, 'boxes', () => `\`${id}\` is ordered, and the store has a box of entry ${index}`);
    }
  }

  async #copiesAreClosed(room: SimRoom, journal: Journal, id: string, entries: readonly number[]): Promise<void> {
    const folder = await room.keysAfterPowerCut(journal.entries.length);
    for (const index of entries) {
      const copies = room.store.copies.get(index) ?? [];
      must(copies.length > 0, 'boxes', () => `entry ${index} never had a box`);
      for (const copy of copies) {
        const opens = [room.keys, folder].some((keys) => openBox(copy, this.#origin, keys).state === 'open');
        must(!opens, 'boxes', () => `\`${id}\` is finished, and \`${copy.key}\` opens an old copy of entry ${index}`);
      }
    }
  }
}

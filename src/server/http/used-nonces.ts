import { MINUTE } from '../../base/clock.ts';

/** Nonces that are forgotten together: those whose readings expire within one of these. */
const SLOT_MS = MINUTE;

/** How many nonces are remembered at a time. */
export type NoncesMax = { readonly ofPerson: number; readonly ofAll: number };

/** `waitsMs` is the time after which there is room again, where there is none. */
export type NonceTaken = { readonly is: 'fresh' | 'used' } | { readonly is: 'full'; readonly waitsMs: number };

/** Which single-use numbers were used, by whom, for as long as their readings would be taken: a ring by time, of which whole slots are forgotten. */
export class UsedNonces {
  readonly #max: NoncesMax;
  /** By the slot in which its reading expires; at most as many slots as fit between the oldest and the newest reading that is taken. */
  readonly #slots = new Map<number, Map<string, Set<string>>>();
  #size = 0;

  constructor(max: NoncesMax) {
    this.#max = max;
  }

  /**
   * Takes a nonce, unless it was used or too many are remembered of the person or of all.
   * @param until room time (ms) up to which the reading would be taken, `now` included
   */
  take(person: string, nonce: string, until: number, now: number): NonceTaken {
    this.#forget(now);
    const slot = Math.floor(until / SLOT_MS);
    const people = this.#slots.get(slot) ?? new Map<string, Set<string>>();
    const own = people.get(person) ?? new Set<string>();
    if (own.has(nonce)) return { is: 'used' };
    const ofPerson = [...this.#slots].filter(([, others]) => others.has(person));
    const count = ofPerson.reduce((sum, [, others]) => sum + (others.get(person)?.size ?? 0), 0);
    if (count >= this.#max.ofPerson) return { is: 'full', waitsMs: waits(ofPerson, now) };
    if (this.#size >= this.#max.ofAll) return { is: 'full', waitsMs: waits([...this.#slots], now) };
    this.#slots.set(slot, people.set(person, own.add(nonce)));
    this.#size += 1;
    return { is: 'fresh' };
  }

  #forget(now: number): void {
    for (const [slot, people] of this.#slots) {
      if (endOf(slot) > now) continue;
      this.#slots.delete(slot);
      for (const nonces of people.values()) this.#size -= nonces.size;
    }
  }
}

function waits(slots: readonly (readonly [number, unknown])[], now: number): number {
  return Math.min(...slots.map(([slot]) => endOf(slot))) - now;
}

function endOf(slot: number): number {
  return (slot + 1) * SLOT_MS;
}

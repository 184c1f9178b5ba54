import { Bug } from '../base/assert.ts';
import type { KeyRing } from '../ledger/keys.ts';
import { rewrapped } from '../ledger/rewrap.ts';
import type { RandomSource } from '../ledger/seal.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import type { ErasureRow } from '../matters/erasures/rows.ts';
import type { ErasingNow } from '../terms/api/erasing.ts';
import type { State } from './state.ts';

/** Boxes put under another key in one transaction: acts wait for no more than these. */
const AT_ONCE = 500;
const NONCE_BYTES = 12;

export type EraserPorts = {
  readonly state: Pick<State, 'values'>;
  readonly store: Pick<LedgerStore, 'boxesUnder' | 'rewrap' | 'scrub'>;
  readonly keys: Pick<KeyRing, 'key' | 'renew' | 'current' | 'generations' | 'destroy'>;
  /** The writer's epoch. */
  readonly epoch: number;
  /** The ledger's origin. */
  readonly ledger: string;
  readonly random: RandomSource;
  /** Resolves when what is under way at the door is committed or not. */
  readonly settled: () => Promise<void>;
  /** Resolves when whoever follows the ledger is past this entry, and so has forgotten what it erased. */
  readonly followed: (index: number) => Promise<void>;
  /** Enters that an erasure is finished (`erasure.finish`), and what was not to be cleaned. */
  readonly finish: (erasure: string, left: readonly string[]) => Promise<void>;
  /** Told after each transaction: of how many boxes by now, under which key. */
  readonly progress?: (boxes: number, key: string) => void;
};

/**
 * Finishes what an act of erasing began. With its commit the boxes are gone from the database; what an old copy of the database still holds opens with the keys of then.
 * So every subject of the erased entries gets a new key, all that is left is closed under it, the keys before are destroyed, and the database forgets what it
 * had in clear. Each step may be done again after a crash: an erasure is ordered until its finish is an entry.
 */
export class Eraser {
  readonly #ports: EraserPorts;
  #running: Promise<void> | undefined;
  #again = false;
  #now: ErasingNow | undefined;

  constructor(ports: EraserPorts) {
    this.#ports = ports;
  }

  /** How far it is; undefined where it is at nothing, or failed and waits to be called again. */
  get now(): ErasingNow | undefined {
    return this.#now;
  }

  /** Finishes everything that is ordered. Called while it runs, it looks again when it is done. */
  async run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#whileAsked().finally(() => {
      this.#running = undefined;
      this.#now = undefined;
    });
    await this.#running;
  }

  async #whileAsked(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const ordered = await this.#ordered();
      if (ordered.length > 0) await this.#finishAll(ordered);
    }
  }

  /**
   * What is ordered, and committed. The state may hold an order whose transaction is under way: where that is undone there is no such order, and its number
   * is the next one's. By its row it is known again, for another order of the number has a row of its own.
   */
  async #ordered(): Promise<ErasureRow[]> {
    const { state, settled } = this.#ports;
    const seen = new Set([...state.values('erasures')].filter(({ status }) => status === 'ordered'));
    if (seen.size > 0) await settled();
    return [...state.values('erasures')].filter((row) => seen.has(row));
  }

  async #finishAll(ordered: readonly ErasureRow[]): Promise<void> {
    const { keys, store, followed, finish } = this.#ports;
    // By their subjects: which generation of each closed the boxes matters no more, for all of them go.
    const subjects = new Set(ordered.flatMap((erasure) => erasure.keys).map((key) => keys.generations(key)[0] ?? key));
    const erasures = ordered.map(({ id }) => id);
    this.#now = { erasures, step: 'closing', person: 0, persons: subjects.size, boxes: 0 };
    for (const subject of subjects) {
      this.#now = { ...this.#now, person: this.#now.person + 1 };
      await this.#renew(subject);
    }
    this.#now = { ...this.#now, step: 'following' };
    for (const { index } of ordered) await followed(index);
    this.#now = { ...this.#now, step: 'forgetting' };
    const left = await store.scrub();
    this.#now = { ...this.#now, step: 'entering' };
    for (const { id } of ordered) await finish(id, left);
  }

  async #renew(subject: string): Promise<void> {
    const { keys, settled } = this.#ports;
    const next = await keys.renew(keys.current(subject));
    // A batch that was sealed before is committed by then, or never: from here on no box comes in under a key before.
    await settled();
    for (const old of keys.generations(subject).filter((id) => id !== next)) {
      await this.#moveAll(old, next);
      await keys.destroy(old);
    }
  }

  async #moveAll(old: string, next: string): Promise<void> {
    const { store, epoch, ledger, keys, random, progress } = this.#ports;
    const [from, to] = [keys.key(old), keys.key(next)];
    if (from === undefined || to === undefined) throw new Bug(`\`${old}\` or \`${next}\` is no key of the ring`);
    for (let [at, moved] = [0, 0]; ; ) {
      const boxes = await store.boxesUnder(old, at, AT_ONCE);
      const last = boxes.at(-1);
      if (last === undefined) return;
      const fresh = boxes.map((box) => rewrapped(box, ledger, from, { id: next, key: to, nonce: random(NONCE_BYTES) }));
      await store.rewrap(epoch, old, fresh);
      at = last.index;
      moved += boxes.length;
      if (this.#now !== undefined) this.#now = { ...this.#now, boxes: this.#now.boxes + boxes.length };
      progress?.(moved, old);
    }
  }
}

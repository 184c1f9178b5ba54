import { Eraser, type EraserPorts } from '../src/desk/eraser.ts';

/** Something of the machine failed while an erasure was being finished: before what was asked for was done, or after it. */
export class CutShort extends Error {
  override readonly name = 'CutShort';
}

/** Cuts the work of an eraser short, when so many of its operations on the store and on the keys have been begun or done. */
export class Scissors {
  #left = Number.POSITIVE_INFINITY;

  /** @param moments two for each operation: one before it, and one after */
  cutAfter(moments: number): void {
    this.#left = moments;
  }

  mend(): void {
    this.#left = Number.POSITIVE_INFINITY;
  }

  async around<T>(work: () => Promise<T>): Promise<T> {
    this.#spend();
    const result = await work();
    this.#spend();
    return result;
  }

  #spend(): void {
    if (this.#left <= 0) throw new CutShort('the work on an erasure is cut short');
    this.#left -= 1;
  }
}

/** The real eraser, on ports that can be cut. */
export function cutEraser(ports: EraserPorts, scissors: Scissors): Eraser {
  const { store, keys } = ports;
  return new Eraser({
    ...ports,
    store: {
      boxesUnder: (key, from, limit) => scissors.around(() => store.boxesUnder(key, from, limit)),
      rewrap: (epoch, old, boxes) => scissors.around(() => store.rewrap(epoch, old, boxes)),
      scrub: () => scissors.around(() => store.scrub()),
    },
    keys: {
      key: (id) => keys.key(id),
      current: (subject) => keys.current(subject),
      generations: (id) => keys.generations(id),
      renew: (old) => scissors.around(() => keys.renew(old)),
      destroy: (id) => scissors.around(() => keys.destroy(id)),
    },
  });
}

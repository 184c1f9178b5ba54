/** A check of the tree that goes on where an earlier one stopped. */
import { hex } from './bytes.ts';
import type { Primitives } from './hash.ts';
import { Keeping } from './keeping.ts';
import { type Fault, isFault } from './report.ts';
import {
  type Place,
  type ResumeOf,
  type ResumeStore,
  readResume,
  resumeBytesMax,
  resumeEveryTiles,
  writeResume,
} from './resume.ts';
import type { Signed } from './signed.ts';
import { tileWidth } from './tiles.ts';
import { checkerVersion } from './version.ts';
import type { WitnessOptions } from './witnessed.ts';

export interface ResumingOptions {
  readonly store: ResumeStore;
  readonly signed: Signed;
  readonly witnesses: WitnessOptions | undefined;
  /** Tiles after which the place is kept, the usual number unless given. */
  readonly everyTiles: number | undefined;
  readonly primitives: Primitives;
}

/** What a check is of, by what the reader gave and what the checkpoint says. */
export function resumeOf({ signed, witnesses }: ResumingOptions): ResumeOf {
  const policy = witnesses === undefined ? null : hex(witnesses.policy.digest);
  return { checker: checkerVersion, origin: signed.checkpoint.origin, vkey: signed.vkey.text, policy };
}

export class Resuming {
  readonly #keeping: Keeping;
  readonly #options: ResumingOptions;
  readonly #of: ResumeOf;

  constructor(options: ResumingOptions) {
    this.#keeping = new Keeping(options.store);
    this.#options = options;
    this.#of = resumeOf(options);
  }

  get warnings(): readonly string[] {
    return this.#keeping.warnings;
  }

  /** The place to go on from; `undefined` for the beginning. A fault for a file that is not of this check. */
  async start(sizes: readonly number[]): Promise<Place | undefined | Fault> {
    const { signed, primitives } = this.#options;
    const { size } = signed.checkpoint;
    const keeping = this.#keeping;
    const bytes = await keeping.read(resumeBytesMax);
    if (bytes === undefined || isFault(bytes)) return bytes;
    const place = readResume(bytes, this.#of, primitives);
    if (isFault(place)) return await keeping.ofOtherKey(place, place.otherKey, signed);
    const passed = place.tiles * tileWidth;
    if (passed > size) return { fault: `${keeping.name} is behind ${passed} entries, but the checkpoint has ${size}` };
    // A root in front of the place cannot be had again.
    if (sizes.some((wanted) => wanted < passed && !(place.roots.has(wanted) && place.recorded.has(wanted)))) {
      return keeping.beganAnew('does not know the tree that is to be compared');
    }
    keeping.warnings.push(`${passed} entries were checked before, by ${keeping.name}`);
    return place;
  }

  isDue(tiles: number): boolean {
    return tiles % (this.#options.everyTiles ?? resumeEveryTiles) === 0;
  }

  /** Keeps the place. */
  async keep(place: Place): Promise<void> {
    await this.#keeping.write(() => writeResume(this.#of, place, this.#options.primitives));
  }

  /** What was said with the help of the file is not said before it was found without it. */
  again(): void {
    this.#keeping.beganAnew('did not lead to the root');
  }

  /** The check is done, and was good. */
  async done(): Promise<void> {
    await this.#keeping.remove();
  }
}

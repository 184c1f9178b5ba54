/** A check that goes on where an earlier one stopped. */
import { hex } from './bytes.ts';
import type { Primitives } from './hash.ts';
import { type Fault, isFault } from './report.ts';
import { type Place, type ResumeOf, type ResumeStore, readResume, resumeBytesMax, writeResume } from './resume.ts';
import type { Signed } from './signed.ts';
import { tileWidth } from './tiles.ts';
import { checkerVersion } from './version.ts';
import type { WitnessOptions } from './witnessed.ts';

export class Resuming {
  /** What the reader should know of it. */
  readonly warnings: string[] = [];
  readonly #store: ResumeStore;
  readonly #signed: Signed;
  readonly #of: ResumeOf;
  readonly #primitives: Primitives;
  #broken = false;

  constructor(store: ResumeStore, signed: Signed, witnesses: WitnessOptions | undefined, primitives: Primitives) {
    this.#store = store;
    this.#signed = signed;
    this.#primitives = primitives;
    const policy = witnesses === undefined ? null : hex(witnesses.policy.digest);
    this.#of = { checker: checkerVersion, origin: signed.checkpoint.origin, vkey: signed.vkey.text, policy };
  }

  /** The place to go on from; `undefined` for the beginning. A fault for a file that is not of this check. */
  async start(size: number, sizes: readonly number[]): Promise<Place | undefined | Fault> {
    const read = await this.#store.read(resumeBytesMax);
    const name = `the resume file \`${this.#store.name}\``;
    if (read.kind === 'missing') return undefined;
    if (read.kind !== 'bytes') {
      return { fault: `${name} ${read.kind === 'unreadable' ? `cannot be read: ${read.reason}` : 'is too long'}` };
    }
    const place = readResume(read.bytes, this.#of, this.#primitives);
    if (isFault(place)) {
      if (place.otherKey !== undefined && (await this.#isBefore(place.otherKey))) {
        this.warnings.push(`${name} is of the key before the change of the ledger's key: the check began anew`);
        return undefined;
      }
      return { fault: `${name} ${place.fault}; without the file the check begins anew` };
    }
    const passed = place.tiles * tileWidth;
    if (passed > size) return { fault: `${name} is behind ${passed} entries, but the checkpoint has ${size}` };
    // A root in front of the place cannot be had again.
    if (sizes.some((wanted) => wanted < passed && !(place.roots.has(wanted) && place.recorded.has(wanted)))) {
      this.warnings.push(`${name} does not know the tree that is to be compared: the check began anew`);
      return undefined;
    }
    this.warnings.push(`${passed} entries were checked before, by ${name}`);
    return place;
  }

  /** Whether links lead from the key in `text` to the one that is used. */
  async #isBefore(text: string): Promise<boolean> {
    const { links, vkey } = this.#signed;
    const before = await links.before(vkey);
    return !isFault(before) && before.some((key) => key.text === text);
  }

  /** Keeps the place. One that cannot be kept is said once. */
  async keep(place: Place): Promise<void> {
    if (this.#broken) return;
    const reason = await this.#store.write(writeResume(this.#of, place, this.#primitives));
    if (reason === undefined) return;
    this.#broken = true;
    this.warnings.push(`cannot write the resume file \`${this.#store.name}\`: ${reason}`);
  }

  /** What was said with the help of the file is not said before it was found without it. */
  again(): void {
    this.warnings.push(`the resume file \`${this.#store.name}\` did not lead to the root: the check began anew`);
  }

  /** The check is done, and was good. */
  async done(): Promise<void> {
    await this.#store.remove();
  }
}

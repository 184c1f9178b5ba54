/** The reader's file of a place, as a check uses it. */
import type { Fault } from './report.ts';
import { isFault } from './report.ts';
import type { ResumeStore } from './resume.ts';
import type { Signed } from './signed.ts';

export class Keeping {
  /** What the reader should know of it. */
  readonly warnings: string[] = [];
  /** What messages call it. */
  readonly name: string;
  readonly #store: ResumeStore;
  #broken = false;

  constructor(store: ResumeStore) {
    this.#store = store;
    this.name = `the resume file \`${store.name}\``;
  }

  /** Its bytes; `undefined` where there is none. */
  async read(bytesMax: number): Promise<Uint8Array | undefined | Fault> {
    const read = await this.#store.read(bytesMax);
    if (read.kind === 'missing') return undefined;
    if (read.kind === 'bytes') return read.bytes;
    return { fault: `${this.name} ${read.kind === 'unreadable' ? `cannot be read: ${read.reason}` : 'is too long'}` };
  }

  /** Replaces it. That it cannot be is said once, and not tried again. */
  async write(bytes: () => Uint8Array | Fault): Promise<void> {
    if (this.#broken) return;
    const made = bytes();
    const reason = isFault(made) ? made.fault : await this.#store.write(made);
    if (reason === undefined) return;
    this.#broken = true;
    this.warnings.push(`cannot write ${this.name}: ${reason}`);
  }

  async remove(): Promise<void> {
    await this.#store.remove();
  }

  /** A fault for a file that is not of this check. */
  refused(fault: string): Fault {
    return { fault: `${this.name} ${fault}; without the file the check begins anew` };
  }

  /** Says why what the file holds is not gone on from. */
  beganAnew(why: string): undefined {
    this.warnings.push(`${this.name} ${why}: the check began anew`);
    return undefined;
  }

  /** `undefined` where the key that a place is of is one from which links lead to the one that is used: then the check begins anew. */
  async ofOtherKey(fault: Fault, text: string | undefined, { links, vkey }: Signed): Promise<Fault | undefined> {
    const before = text === undefined ? [] : await links.before(vkey);
    if (isFault(before) || !before.some((key) => key.text === text)) return this.refused(fault.fault);
    return this.beganAnew("is of the key before the change of the ledger's key");
  }
}

import type { Part } from './in-play.ts';
import type { OutcomeBits } from './outcomes.ts';

/** A part of which what can change nothing was taken out. Two with the same key have the same cells, but for the words that lead there. */
export type Looked = {
  readonly part: Part;
  /** True where the claim holds, the outcomes that break it, or undefined where the part has to be divided. */
  readonly answer: true | readonly OutcomeBits[] | undefined;
  readonly key: string;
};

/** Parts of a part with the words, windows or approvals that lead to each. Where those of several come to the same, they lead to one. */
export class Alike<Of> {
  readonly #byKey = new Map<string, { readonly looked: Looked; readonly of: Of[] }>();

  add(looked: Looked, of: readonly Of[]): void {
    const known = this.#byKey.get(looked.key);
    if (known === undefined) this.#byKey.set(looked.key, { looked, of: [...of] });
    else known.of.push(...of);
  }

  all(): readonly { readonly looked: Looked; readonly of: readonly Of[] }[] {
    return [...this.#byKey.values()];
  }
}

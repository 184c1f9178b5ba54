import { parseMandateSet } from '../../mandates/compile.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import { TransferRefused } from './refused.ts';

type Stated = { readonly set: string; readonly facts: FactsVector };
/** Of each axis the tokens that are stated, each with the first entry that does. */
type Tokens = Map<string, Map<string, number>>;

/** What the entries of a ledger say of the facts they were decided on, as far as their sets must know it (docs/formats.md §8): axes and tokens. */
export class StatedFacts {
  readonly #bySet = new Map<string, Tokens>();

  /** Takes what an entry was decided on, and what it was decided on as of its own time where that is another. */
  add(index: number, { set, facts }: Stated): void {
    const tokens = getOrMake(this.#bySet, set, (): Tokens => new Map());
    for (const [axis, token] of Object.entries(facts.axes)) {
      const seen = getOrMake(tokens, axis, () => new Map<string, number>());
      if (!seen.has(token)) seen.set(token, index);
    }
  }

  /**
   * Everybody who verifies the ledger finds such an entry, and no later one makes it good: a room must not go on with it unawares.
   * @param sets the mandate sets of the export
   * @throws TransferRefused naming the entry
   */
  check(sets: readonly { readonly id: string; readonly text: string }[]): void {
    const texts = new Map(sets.map(({ id, text }) => [id, text]));
    for (const [id, tokens] of this.#bySet) {
      const text = texts.get(id);
      if (text === undefined)
        throw new TransferRefused(`entries were decided by the mandate set \`${id}\`, which no entry put in force`);
      const { axes } = parseMandateSet(text).vocabulary;
      for (const [axis, seen] of tokens) checkAxis(axis, seen, axes[axis]);
    }
  }
}

function checkAxis(axis: string, seen: ReadonlyMap<string, number>, known: readonly string[] | undefined): void {
  for (const [token, index] of seen) {
    if (known !== undefined && (token === UNKNOWN || known.includes(token))) continue;
    throw new TransferRefused(
      `entry ${index} was decided on \`${axis}: ${token}\`, which its mandate set does not know: nobody can replay it`,
    );
  }
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

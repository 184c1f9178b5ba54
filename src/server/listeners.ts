import type { Committed } from '../desk/door.ts';
import type { ActsRow } from '../views/acts-row.ts';

type Listening = {
  readonly committed: (entries: readonly Committed[]) => void;
  readonly viewed: (rows: readonly ActsRow[]) => void;
  readonly included: (size: number) => void;
};

/** Who is told of what; the calls below can be handed over before anybody listens. */
export class Listeners {
  readonly #sets: { readonly [K in keyof Listening]: Set<Listening[K]> } = {
    committed: new Set(),
    viewed: new Set(),
    included: new Set(),
  };

  add<K extends keyof Listening>(kind: K, listener: Listening[K]): () => void {
    const listening: Set<Listening[K]> = this.#sets[kind];
    listening.add(listener);
    return () => listening.delete(listener);
  }

  readonly committed: Listening['committed'] = (entries) => {
    for (const listener of this.#sets.committed) listener(entries);
  };
  readonly viewed: Listening['viewed'] = (rows) => {
    for (const listener of this.#sets.viewed) listener(rows);
  };
  readonly included: Listening['included'] = (size) => {
    for (const listener of this.#sets.included) listener(size);
  };
}

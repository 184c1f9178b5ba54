import { createStore, del, entries, get, set } from 'idb-keyval';
import type { BrowserKey, KeyPlace } from '../signing/browser-key.ts';
import type { KeptAct, OutboxPlace } from '../signing/outbox.ts';

/** What this browser keeps for people: drafts, signed acts on their way, live keys. Each has a store of its own. */
const drafts = createStore('remit-drafts', 'drafts');
const acts = createStore('remit-acts', 'acts');
const keys = createStore('remit-keys', 'keys');

/** Live keys, which cannot be read out. */
export const keyPlace: KeyPlace = {
  get: (name) => get<BrowserKey>(name, keys),
  set: (name, key) => set(name, key, keys),
};

/** Signed acts that the room has not answered. */
export const outboxPlace: OutboxPlace = {
  async all(person) {
    const kept = await entries<string, KeptAct>(acts);
    return kept.flatMap(([, act]) => (act.signed.act.actor === person ? [act] : []));
  },
  put: (act) => set(act.signed.act.id, act, acts),
  drop: (act) => del(act.signed.act.id, acts),
};

/** Drafts of one person, at hand at once; each change is written through. */
export class Drafts {
  readonly #person: string;
  readonly #values: Map<string, unknown>;

  private constructor(person: string, values: Map<string, unknown>) {
    this.#person = person;
    this.#values = values;
  }

  static async open(person: string): Promise<Drafts> {
    const beginning = `${person} `;
    const kept = await entries<string, unknown>(drafts);
    const own = kept.filter(([name]) => name.startsWith(beginning));
    return new Drafts(person, new Map(own.map(([name, value]) => [name.slice(beginning.length), value])));
  }

  /** How many forms hold something that was typed and not signed. */
  get count(): number {
    return this.#values.size;
  }

  /** Names of the forms that hold something. */
  get names(): readonly string[] {
    return [...this.#values.keys()];
  }

  get(name: string): unknown {
    return this.#values.get(name);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
    void set(`${this.#person} ${name}`, value, drafts);
  }

  drop(name: string): void {
    this.#values.delete(name);
    void del(`${this.#person} ${name}`, drafts);
  }
}

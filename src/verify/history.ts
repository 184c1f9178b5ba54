/**
 * What an opened entry says of the entries before it: no act takes effect twice, each actor's entries are a chain,
 * an end follows from an act. Entries whose person box is closed could be anybody's; they are allowed for.
 */
import { quote } from './bytes.ts';
import { isCount, itemsOf, type Json, type JsonObject } from './canonical.ts';
import type { Closing } from './closings.ts';
import { DigestSet } from './digest-set.ts';
import type { Finding } from './report.ts';

/** An act as it was entered. `hash` is the SHA-256 over its signed bytes. */
export type Entered = {
  readonly id: string;
  readonly actor: string;
  readonly hash: Uint8Array;
  readonly refused: boolean;
};
type Said = { code: Finding['code']; fault: string };

export class History {
  /** Hashes of acts: the one thing here that grows with the log, by 24 to 48 bytes an opened act. */
  #entered = new DigestSet();
  readonly #actors = new Map<string, { count: number; index: number; closedBefore: number }>();
  #acts = new Bits();
  #closed = new Bits();
  /** Entries so far whose person box is closed. */
  closed = 0;

  /** What is known after the first `entries`. */
  kept(entries: number): KeptHistory {
    const actors = [...this.#actors].map(([actor, { count, index, closedBefore }]) => [
      actor,
      count,
      index,
      closedBefore,
    ]);
    const [acts, closed] = [this.#acts.bytes(entries), this.#closed.bytes(entries)];
    return { actors, digests: this.#entered.bytes(), acts, closed };
  }

  /** The history of which this was kept; `undefined` where it is of no form. */
  static from({ actors, digests, acts, closed }: KeptHistory): History | undefined {
    const history = new History();
    const entered = DigestSet.from(digests);
    if (entered === undefined) return undefined;
    for (const item of itemsOf(actors)) {
      const [actor, count = null, index = null, closedBefore = null] = itemsOf(item);
      if (typeof actor !== 'string' || !isCount(count) || !isCount(index) || !isCount(closedBefore)) return undefined;
      history.#actors.set(actor, { count, index, closedBefore });
    }
    history.#entered = entered;
    history.#acts = new Bits(acts);
    history.#closed = new Bits(closed);
    history.closed = history.#closed.count;
    return history;
  }

  /** Takes entry `index` in as closed. */
  addClosed(index: number): void {
    this.#closed.set(index);
    this.closed++;
  }

  /** Takes in entry `index` of an act with this hash; `refused`: as a repetition. Gives what is wrong. */
  addAct(index: number, { id, actor, hash, refused }: Entered, previous: JsonObject): Said[] {
    const said: Said[] = [];
    if (!this.#entered.add(hash) && !refused)
      said.push({ code: 'act-twice', fault: `the act ${quote(id)} stands twice` });
    this.#acts.set(index);
    const fault = this.#chainFault(actor, previous);
    if (fault !== undefined) said.push({ code: 'previous-by-actor', fault });
    this.#actors.set(actor, { count: Number(previous['count']), index, closedBefore: this.closed });
    return said;
  }

  /** What is wrong with the `cause` of an end. INVARIANT: only the entries before it have been taken in. */
  causeFault(cause: number): Said | undefined {
    if (this.#acts.has(cause) || this.#closed.has(cause)) return undefined;
    return { code: 'cause', fault: `the cause ${cause} is not an act before it` };
  }

  /** What is wrong with the count that the end of a shift states. INVARIANT: the act of its entry, where it has one, was taken in. */
  closingFault({ person, count }: Closing): Said | undefined {
    if (count === undefined) {
      return { code: 'closing-count', fault: `the \`closingCount\` of ${quote(person)} is no count` };
    }
    const known = this.#actors.get(person) ?? { count: 0, closedBefore: 0 };
    const hidden = count - known.count;
    const room = this.closed - known.closedBefore;
    if (hidden === 0 || (hidden > 0 && hidden <= room)) return undefined;
    const fault = `a shift of ${quote(person)} ends with ${count} entries, but ${known.count} are known and ${room} are closed`;
    return { code: 'closing-count', fault };
  }

  /** `{count: n, index: i}`: the n-th entry of the actor, the one before at i. */
  #chainFault(actor: string, previous: JsonObject): string | undefined {
    const known = this.#actors.get(actor) ?? { count: 0, index: -1, closedBefore: 0 };
    const count = Number(previous['count']);
    const before = previous['index'] === null ? -1 : Number(previous['index']);
    const hidden = count - known.count - 1;
    const wrong = `\`previousByActor\` says entry ${count} of ${quote(actor)}, after ${before < 0 ? 'none' : before}`;
    if (hidden === 0) {
      return before === known.index ? undefined : `${wrong}, but the last one known is at ${known.index}`;
    }
    if (hidden < 0) return `${wrong}, but ${known.count} are known`;
    // Entries of the actor are missing in between: each must be a closed one, the last of them at `before`.
    const room = this.closed - known.closedBefore;
    if (hidden <= room && before > known.index && this.#closed.has(before)) return undefined;
    return `${wrong}, but only ${known.count} are known and ${room} are closed`;
  }
}

/** What a history knows after so many entries, to be kept. */
export interface KeptHistory {
  /** `[[actor, count, index, closedBefore], …]` of each actor's last entry. */
  readonly actors: Json;
  /** 16 bytes of each act. */
  readonly digests: Uint8Array;
  /** A bit for each entry, and those that are closed. */
  readonly acts: Uint8Array;
  readonly closed: Uint8Array;
}

/** A growing set of indices, a bit each. */
class Bits {
  #bytes: Uint8Array;

  /** Goes on from the bytes of one before. */
  constructor(kept: Uint8Array = new Uint8Array(0)) {
    this.#bytes = new Uint8Array(Math.max(1024, kept.length));
    this.#bytes.set(kept);
  }

  /** Of the first `entries` indices. */
  bytes(entries: number): Uint8Array {
    const out = new Uint8Array(Math.ceil(entries / 8));
    out.set(this.#bytes.subarray(0, out.length));
    return out;
  }

  get count(): number {
    let count = 0;
    for (const byte of this.#bytes) for (let rest = byte; rest > 0; rest &= rest - 1) count++;
    return count;
  }

  set(index: number): void {
    const at = Math.floor(index / 8);
    if (at >= this.#bytes.length) {
      const larger = new Uint8Array(2 * at);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[at] = (this.#bytes[at] ?? 0) | (1 << (index % 8));
  }

  has(index: number): boolean {
    return ((this.#bytes[Math.floor(index / 8)] ?? 0) & (1 << (index % 8))) !== 0;
  }
}

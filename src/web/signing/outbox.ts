import * as z from 'zod';
import type { SignedAct } from '../../terms/act.ts';
import { NearMissShown } from '../../terms/api/parts.ts';
import { OUTCOMES } from '../../terms/outcome.ts';
import { type Api, RoomProblem } from '../session/api.ts';

const Verdict = z.object({ outcome: z.enum(OUTCOMES), clauses: z.array(z.string()) });

/** What the door answers (terms/answer.ts). */
export const DoorAnswer = Verdict.extend({
  act: z.string(),
  index: z.int(),
  near: z.array(NearMissShown),
  matter: z.string().optional(),
  deed: z.string().optional(),
  digest: z.string().optional(),
  atEntry: Verdict.optional(),
  at: z.int(),
  repeated: z.int().optional(),
  again: z.literal(true).optional(),
});
export type DoorAnswer = z.infer<typeof DoorAnswer>;

/** How far an act is. Nothing is shown as done before the room said so; `included` follows from the live events. */
export type ActState =
  | { readonly is: 'sending' }
  /** The room did not answer: the act is kept, and the same bytes are sent again. */
  | { readonly is: 'waiting' }
  | { readonly is: 'recorded'; readonly answer: DoorAnswer }
  | { readonly is: 'turned-away'; readonly code: string; readonly detail: string };

export type KeptAct = { readonly signed: SignedAct; readonly assertion: string | null };

/**
 * Where signed acts wait, in this browser, each by itself: two pages of one person then cannot overwrite what the other keeps. If both send
 * one, it is recorded once.
 */
export type OutboxPlace = {
  all(person: string): Promise<readonly KeptAct[]>;
  put(act: KeptAct): Promise<void>;
  drop(act: KeptAct): Promise<void>;
};

/** More would be a sign that nothing gets through; what was typed then stays in the form. */
export const OUTBOX_MAX = 500;
/** What may pass if it is sent again, later. */
const PASSING = [429, 502, 503, 504];

/**
 * Signed acts on their way. Each is kept before it is first sent and until the room has answered, so that neither a broken network nor a
 * crash of the browser loses one; its id makes it count once. They are sent in the order in which they were signed.
 */
export class Outbox {
  readonly #api: Pick<Api, 'send' | 'wrote'>;
  readonly #place: OutboxPlace;
  readonly #person: string;
  readonly #listeners = new Set<() => void>();
  readonly #states = new Map<string, ActState>();
  #kept: readonly KeptAct[] = [];
  #sending: Promise<void> | undefined;

  constructor(api: Pick<Api, 'send' | 'wrote'>, place: OutboxPlace, person: string) {
    this.#api = api;
    this.#place = place;
    this.#person = person;
  }

  /** Takes up what an earlier page left, and sends it. */
  async open(): Promise<void> {
    const left = [...(await this.#place.all(this.#person))].sort(
      (a, b) => a.signed.act.signedAt - b.signed.act.signedAt,
    );
    this.#kept = [...left, ...this.#kept];
    for (const { signed } of left) this.#states.set(signed.act.id, { is: 'waiting' });
    this.#tell();
    await this.retry();
  }

  /**
   * Keeps and sends an act.
   * @throws RangeError where too many wait already: then it was not taken
   */
  async send(signed: SignedAct, assertion: string | null = null): Promise<ActState> {
    if (this.#kept.length >= OUTBOX_MAX) throw new RangeError(`${OUTBOX_MAX} signed acts wait already`);
    this.#states.set(signed.act.id, { is: 'sending' });
    const kept = { signed, assertion };
    this.#kept = [...this.#kept, kept];
    this.#tell();
    await this.#place.put(kept);
    await this.retry();
    return this.state(signed.act.id) ?? { is: 'waiting' };
  }

  /** Sends everything that waits, oldest first, until one does not get through. */
  async retry(): Promise<void> {
    // Who comes while a round is under way waits for it, then for a round of their own: their act may have been too late for the first.
    while (this.#sending !== undefined) await this.#sending;
    this.#sending = this.#round().finally(() => {
      this.#sending = undefined;
    });
    await this.#sending;
  }

  state(id: string): ActState | undefined {
    return this.#states.get(id);
  }

  /** How many wait because the room did not answer. */
  get waiting(): number {
    return this.#kept.filter(({ signed }) => this.#states.get(signed.act.id)?.is === 'waiting').length;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #round(): Promise<void> {
    for (;;) {
      const [next] = this.#kept;
      if (next === undefined) return;
      const { id } = next.signed.act;
      this.#set(id, { is: 'sending' });
      const state = await this.#post(next);
      if (state.is === 'waiting') {
        for (const { signed } of this.#kept) this.#states.set(signed.act.id, state);
        return this.#tell();
      }
      this.#kept = this.#kept.filter((kept) => kept !== next);
      this.#set(id, state);
      await this.#place.drop(next);
    }
  }

  async #post({ signed, assertion }: KeptAct): Promise<ActState> {
    try {
      const headers = assertion === null ? {} : { 'remit-assertion': assertion };
      const answer = await this.#api.send(DoorAnswer, 'POST', '/acts', signed, { headers });
      this.#api.wrote(answer.index);
      return { is: 'recorded', answer };
    } catch (error) {
      if (error instanceof RoomProblem && !PASSING.includes(error.status))
        return { is: 'turned-away', code: error.code, detail: error.detail };
      return { is: 'waiting' };
    }
  }

  #set(id: string, state: ActState): void {
    this.#states.set(id, state);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

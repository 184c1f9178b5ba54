import type { Clock } from '../base/clock.ts';
import { SECOND } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import type { Cosignature } from './cosignature.ts';
import { CosignedPool } from './cosigned-pool.ts';
import type { Policy, PolicyWitness } from './policy.ts';
import { type Published, signedTextOf } from './published-files.ts';
import type { Publisher } from './publisher.ts';
import { verifyConsistency } from './tree.ts';
import { type AskOutcome, type AskWitness, askWitness, backOffMs } from './witness-asking.ts';

/** How a ledger stands with its witnesses. */
export type WitnessedState = {
  /** Entries of the last checkpoint that met the policy; null before the first. */
  readonly size: number | null;
  /** Wall clock of the last time that it was met, ms; before the first, when the room began to ask. */
  readonly since: number;
  readonly witnesses: readonly {
    readonly name: string;
    /** Entries of the last checkpoint that it cosigned as far as is known. */
    readonly size: number;
    /** Why it gives no cosignature at the moment. */
    readonly failing: string | null;
    /** What it said of another history of this ledger; stands until it cosigns again. Its word alone, which nobody signed. */
    readonly contradicts: string | null;
  }[];
};

export type WitnessingPorts = {
  readonly policy: Policy;
  readonly log: Pick<Publisher, 'published' | 'witnessed' | 'consistency' | 'cosigned' | 'ownCheckpoint'>;
  readonly ask: AskWitness;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  /** The disk does not take what is to be published. */
  readonly fatal: (error: unknown) => void;
  /** Unless those of the limits. */
  readonly paces?: { readonly retryMs?: number; readonly freshMs?: number; readonly answerMs?: number };
};

/** All witnesses are asked for the same checkpoint until it is witnessed or nobody is left who might cosign it: so slow ones meet fast ones. */
type Round = { readonly target: Published; readonly text: string; readonly at: number };

type Asked = {
  readonly witness: PolicyWitness & { readonly url: string };
  busy: Round | undefined;
  done: Round | undefined;
  size: number;
  failures: number;
  notBefore: number;
  failing: string | null;
  contradicts: string | null;
};

/**
 * Asks the witnesses of a policy to cosign what is published, each in its own time and with one request at a time; nobody waits for them. What
 * they say is checked against the policy's keys, and published through the one publisher.
 */
export class Witnessing {
  readonly #ports: WitnessingPorts;
  readonly #pool: CosignedPool;
  readonly #asked: readonly Asked[];
  readonly #ending = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #round: Round | undefined;
  #timer: NodeJS.Timeout | undefined;
  #witnessedSize: number | null = null;
  #since: number;

  constructor(ports: WitnessingPorts) {
    const { policy, log, clock } = ports;
    this.#ports = ports;
    this.#pool = new CosignedPool(policy);
    this.#since = clock.wallNow();
    const sizes = new Map<string, number>();
    for (const standing of [log.witnessed, log.published]) {
      if (standing === null) continue;
      for (const name of this.#pool.take(standing.note, this.#wallOf)) sizes.set(name, standing.size);
      this.#met(standing, signedTextOf(standing));
    }
    this.#asked = policy.witnesses.flatMap((witness) => {
      const { name, url } = witness;
      if (url === undefined) return [];
      const fresh = { busy: undefined, done: undefined, failures: 0, notBefore: 0, failing: null, contradicts: null };
      return [{ ...fresh, witness: { ...witness, url }, size: sizes.get(name) ?? 0 }];
    });
  }

  get state(): WitnessedState {
    const witnesses = this.#ports.policy.witnesses.map(({ name }) => {
      const asked = this.#asked.find(({ witness }) => witness.name === name);
      const { size = 0, failing = null, contradicts = null } = asked ?? {};
      return { name, size, failing, contradicts };
    });
    return { size: this.#witnessedSize, since: this.#since, witnesses };
  }

  /** A checkpoint stands: whoever is free is asked. Never throws, never waits. */
  note(): void {
    if (this.#ending.signal.aborted) return;
    clearTimeout(this.#timer);
    const now = this.#ports.clock.monotonicNow();
    this.#nextRound(now);
    const round = this.#round;
    if (round === undefined) return;
    for (const asked of this.#asked) {
      if (asked.busy === undefined && asked.done !== round && asked.notBefore <= now) this.#begin(asked, round);
    }
    const { freshMs = LIMITS.witnessFreshMs } = this.#ports.paces ?? {};
    const waiting = this.#asked.filter(({ busy, done }) => busy === undefined && done !== round);
    const due = Math.min(round.at + freshMs, ...waiting.map(({ notBefore }) => notBefore));
    this.#timer = setTimeout(() => this.note(), Math.max(1, due - now)).unref();
  }

  /**
   * Takes a cosigned checkpoint that was brought by hand. Resolves when what it gives is published.
   * @returns the entries of the checkpoint, or why nothing of it counts
   */
  async take(note: string): Promise<number | string> {
    const own = this.#ports.log.ownCheckpoint(note);
    if (own === undefined) return 'it is no checkpoint signed by this ledger’s key';
    const { log } = this.#ports;
    const { published } = log;
    // Signed with our key it may be, and yet of another history, by whoever stole the key.
    if (published === null || own.size > published.size) return 'it is of more entries than are published';
    const proof = await log.consistency(own.size, published.size);
    const [first, second] = [own.size, published.size];
    if (!verifyConsistency({ first, firstRoot: own.root, second, secondRoot: published.root, proof }))
      return 'it is of ANOTHER HISTORY than what is published, under this ledger’s key: keep it, and find out who has the key';
    const text = signedTextOf(own);
    if (this.#pool.take(note, this.#wallOf).length === 0)
      return 'no witness of the policy cosigned it by a clock that is right';
    await this.#publish(own, text);
    return own.size;
  }

  /** Asks nobody any more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#ending.abort(new Error('the room closes'));
    await Promise.all(this.#running);
  }

  #nextRound(now: number): void {
    const { published } = this.#ports.log;
    if (published === null) return;
    const { freshMs = LIMITS.witnessFreshMs } = this.#ports.paces ?? {};
    const round = this.#round;
    const isOver = round === undefined || this.#isMet(round) || this.#asked.every(({ busy }) => busy !== round);
    const isNew = published.size > (round?.target.size ?? -1) || now - (round?.at ?? now) >= freshMs;
    if (!isOver || !isNew) return;
    this.#round = { target: published, text: signedTextOf(published), at: now };
  }

  #isMet({ text, target }: Round): boolean {
    return this.#pool.metAt(text) !== undefined && (this.#witnessedSize ?? 0) >= target.size;
  }

  #begin(asked: Asked, round: Round): void {
    asked.busy = round;
    const { log, ask, paces } = this.#ports;
    const timeout = AbortSignal.timeout(paces?.answerMs ?? LIMITS.witnessAnswerMs);
    const signal = AbortSignal.any([timeout, this.#ending.signal]);
    const { witness, size: old } = asked;
    const running = askWitness({ witness, old, target: round.target, text: round.text, log, ask, signal })
      .then((outcome) => this.#ended(asked, round, outcome))
      .catch((error: unknown) => this.#ports.fatal(error))
      .finally(() => {
        asked.busy = undefined;
        this.#running.delete(running);
        this.note();
      });
    this.#running.add(running);
  }

  async #ended(asked: Asked, round: Round, outcome: AskOutcome): Promise<void> {
    if (this.#ending.signal.aborted) return;
    const { clock, log } = this.#ports;
    const { name } = asked.witness;
    if (outcome.is === 'failed') return this.#failed(asked, outcome.why);
    const contradiction = contradictionOf(outcome, log.published?.size ?? 0);
    if (contradiction !== undefined) {
      asked.contradicts = contradiction;
      return this.#failed(asked, contradiction);
    }
    if (outcome.is === 'cosigned') {
      Object.assign(asked, { contradicts: null, size: round.target.size });
      const ahead = this.#aheadOf(outcome.cosignature);
      if (ahead > LIMITS.witnessAheadMs) return this.#failed(asked, aheadText(ahead));
    }
    if (asked.failing !== null) this.#ports.warn(`the witness \`${name}\` answers again`);
    Object.assign(asked, { failing: null, failures: 0, done: round });
    if (outcome.is !== 'cosigned') {
      asked.size = outcome.size;
      return;
    }
    this.#pool.add(round.text, name, { line: outcome.cosignature.line, at: clock.wallNow() });
    await this.#publish(round.target, round.text);
  }

  #failed(asked: Asked, why: string): void {
    if (asked.failing !== why) this.#ports.warn(`the witness \`${asked.witness.name}\` gives no cosignature: ${why}`);
    asked.failing = why;
    asked.failures += 1;
    asked.notBefore = this.#ports.clock.monotonicNow() + backOffMs(asked.failures, this.#ports.paces?.retryMs);
  }

  async #publish(target: Published, text: string): Promise<void> {
    const isMet = this.#pool.metAt(text) !== undefined;
    await this.#ports.log.cosigned(target.note, this.#pool.lines(text), isMet);
    this.#met(target, text);
  }

  /** Of two checkpoints the larger counts; of the same one, the later time. */
  #met({ size }: Published, text: string): void {
    const at = this.#pool.metAt(text);
    if (at === undefined || size < (this.#witnessedSize ?? 0)) return;
    this.#since = this.#witnessedSize === null ? at : Math.max(this.#since, at);
    this.#witnessedSize = size;
  }

  /** The room's clock counts where a witness's is ahead of it; where it is far ahead, what it cosigned counts for nothing. */
  readonly #wallOf = (seconds: number): number | undefined =>
    this.#aheadOf({ seconds }) > LIMITS.witnessAheadMs
      ? undefined
      : Math.min(seconds * SECOND, this.#ports.clock.wallNow());

  /** By how much the clock of a witness is ahead of the room's, ms. */
  #aheadOf({ seconds }: Pick<Cosignature, 'seconds'>): number {
    return seconds * SECOND - this.#ports.clock.wallNow();
  }
}

/** Published, it would not count for readers, and their clocks may be behind the room's. */
function aheadText(ahead: number): string {
  return `its clock is ${Math.round(ahead / SECOND)} s ahead of this room’s, or this room’s is behind: its cosignature is not published`;
}

/** What a witness says of another history than the published one; undefined where it says nothing of the kind. */
function contradictionOf(
  outcome: Exclude<AskOutcome, { readonly is: 'failed' }>,
  published: number,
): string | undefined {
  if (outcome.is === 'other-tree') return outcome.why;
  if (outcome.is !== 'ahead' || outcome.size <= published) return undefined;
  return `it cosigned ${outcome.size} entries of this ledger, more than are published: a backup of this room was restored, or somebody else has its key`;
}

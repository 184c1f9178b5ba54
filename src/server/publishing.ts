import type { Clock } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import type { Publisher } from '../ledger/publisher.ts';
import { SignerAway } from '../ledger/signing/port.ts';
import type { Batch, Frontier } from '../ledger/store/port.ts';

export type PublishingPorts = {
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** After each checkpoint that stands published. Must not throw. */
  readonly published?: (size: number) => void;
  readonly warn: (message: string) => void;
  /** What is published differs, or the disk does not take it: nothing more is published. */
  readonly fatal: (error: unknown) => void;
};

/**
 * Publishes what was committed, at most every {@link LIMITS.checkpointEveryMs}: what comes in between goes into the next checkpoint. The
 * mandate sets go first, so that whoever reads a checkpoint finds the sets that its entries cite. While the signer is away, checkpoints wait, and
 * nothing else does.
 */
export class Publishing {
  readonly #ports: PublishingPorts;
  #wanted: Frontier | undefined;
  #documents: Batch['documents'][number][] = [];
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #publishedAt: number | null = null;
  #failed = false;
  #away: { readonly since: number; readonly why: string; readonly times: number } | undefined;

  constructor(ports: PublishingPorts) {
    this.#ports = ports;
  }

  /** Entries in the checkpoint that stands. */
  get includedSize(): number {
    return this.#ports.publisher.published?.size ?? 0;
  }

  /** Wall clock of the last checkpoint of this run, ms; null before the first. */
  get publishedAt(): number | null {
    return this.#publishedAt;
  }

  /** Wall clock, ms, since which nothing is signed because the signer is away; null where it is not. */
  get unsignedSince(): number | null {
    return this.#away?.since ?? null;
  }

  /** Takes note of a commit; it is published soon. */
  note(frontier: Frontier, documents: Batch['documents']): void {
    this.#wanted = frontier;
    for (const document of documents) this.#documents.push(document);
    this.#schedule();
  }

  /** Publishes what is left, and nothing after. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    if (!this.#failed && this.#wanted !== undefined) await this.#publish();
    this.#failed = true;
    const waiting = (this.#wanted?.size ?? 0) - this.includedSize;
    if (this.#away === undefined || waiting <= 0) return;
    const last = waiting === 1 ? 'the last entry is' : `the last ${waiting} entries are`;
    this.#ports.warn(`${last} recorded and in no checkpoint yet: the next start publishes what is missing`);
  }

  #schedule(): void {
    if (this.#running !== undefined || this.#timer !== undefined || this.#failed) return;
    const due = this.#last + this.#pause() - this.#ports.clock.monotonicNow();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#running = this.#publish().finally(() => {
          this.#running = undefined;
          if (this.#wanted !== undefined) this.#schedule();
        });
      },
      Math.max(0, due),
    );
  }

  async #publish(): Promise<void> {
    const { publisher, clock } = this.#ports;
    const frontier = this.#wanted;
    const documents = this.#documents;
    if (frontier === undefined) return;
    this.#wanted = undefined;
    this.#documents = [];
    this.#last = clock.monotonicNow();
    try {
      for (const { id, text } of documents) if (isMandateSet(text)) await publisher.publishDocument(id, text);
      const before = this.includedSize;
      await publisher.publishTo(frontier);
      if (this.#away !== undefined) this.#ports.warn('the signer answers again: checkpoints go on');
      this.#away = undefined;
      if (this.includedSize === before) return;
      this.#publishedAt = clock.wallNow();
      this.#ports.published?.(this.includedSize);
    } catch (error) {
      if (error instanceof SignerAway) return this.#waits(error.message, frontier, documents);
      this.#failed = true;
      this.#ports.fatal(error);
    }
  }

  /** What was to be published is so with the next that is. */
  #waits(why: string, frontier: Frontier, documents: Batch['documents']): void {
    const before = this.#away;
    if (before?.why !== why) this.#ports.warn(`no checkpoint is signed, and acts are recorded all the same: ${why}`);
    this.#away = { since: before?.since ?? this.#ports.clock.wallNow(), why, times: (before?.times ?? 0) + 1 };
    this.#wanted ??= frontier;
    this.#documents = [...documents, ...this.#documents];
  }

  #pause(): number {
    if (this.#away === undefined) return LIMITS.checkpointEveryMs;
    return Math.min(LIMITS.signerRetryMs * 2 ** Math.min(this.#away.times, 16), LIMITS.signerRetryMaxMs);
  }
}

/** Among the documents of a ledger are mandate sets and mandate documents; a verifier needs the sets (docs/formats.md §6). Of what is neither it is false. */
export function isMandateSet(text: string): boolean {
  try {
    const document = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    return Array.isArray(document?.['rules']) && Array.isArray(document['houseRules']);
  } catch {
    return false;
  }
}

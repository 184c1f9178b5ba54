import type { Clock } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import type { Publisher } from '../ledger/publisher.ts';
import type { Batch, Frontier } from '../ledger/store/port.ts';

export type PublishingPorts = {
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** After each checkpoint that stands published. Must not throw. */
  readonly published?: (size: number) => void;
  /** What is published differs, or the disk does not take it: nothing more is published. */
  readonly fatal: (error: unknown) => void;
};

/**
 * Publishes what was committed, at most every {@link LIMITS.checkpointEveryMs}: what comes in between goes into the next checkpoint. The
 * mandate sets go first, so that whoever reads a checkpoint finds the sets that its entries cite.
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
  }

  #schedule(): void {
    if (this.#running !== undefined || this.#timer !== undefined || this.#failed) return;
    const due = this.#last + LIMITS.checkpointEveryMs - this.#ports.clock.monotonicNow();
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
      if (this.includedSize === before) return;
      this.#publishedAt = clock.wallNow();
      this.#ports.published?.(this.includedSize);
    } catch (error) {
      this.#failed = true;
      this.#ports.fatal(error);
    }
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

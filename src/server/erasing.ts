import { MINUTE } from '../base/clock.ts';
import type { Committed, Door } from '../desk/door.ts';
import { Eraser, type EraserPorts } from '../desk/eraser.ts';
import { FencedOut, UnknownCommit } from '../ledger/store/port.ts';
import { OPERATOR } from '../terms/act-kinds.ts';
import type { ErasingNow } from '../terms/api/erasing.ts';
import type { EnterOwn } from './room-acts.ts';

/** After an error of the database or the disk the next attempt waits this long. */
const RETRY_MS = MINUTE;

export type ErasingPorts = Omit<EraserPorts, 'settled' | 'finish' | 'progress'> & {
  readonly door: Pick<Door, 'settled'>;
  /** The operator states that an erasure is finished. */
  readonly enterOwn: EnterOwn;
  readonly log: { info(message: string): void; warn(message: string): void };
  readonly fatal: (error: unknown) => void;
};

/** Finishes erasures in the background, from where a process before left off. */
export class Erasing {
  readonly #ports: ErasingPorts;
  readonly #eraser: Eraser;
  #running: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(ports: ErasingPorts) {
    this.#ports = ports;
    const { door, log } = ports;
    this.#eraser = new Eraser({
      ...ports,
      settled: () => door.settled(),
      finish: (erasure, left) => this.#finish(erasure, left),
      progress: (boxes, key) => log.info(`erasing: ${boxes} boxes of \`${key}\` are under its next key`),
    });
  }

  /** How far it is; null where it is at nothing, or waits to try again. */
  get now(): ErasingNow | null {
    return this.#eraser.now ?? null;
  }

  /** Takes note of committed entries. */
  note(entries: readonly Committed[]): void {
    if (entries.some(({ draft }) => draft.fields.kind === 'record.erase')) this.wake();
  }

  /** Finishes what is ordered. */
  wake(): void {
    if (this.#stopped) return;
    this.#running = this.#eraser.run().catch((error: unknown) => this.#failed(error));
  }

  /** Resolves when what is under way is done; what is left goes on at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#running;
  }

  #failed(error: unknown): void {
    const { fatal, log } = this.#ports;
    // Nobody knows what is in the store, or it is another's by now.
    if (error instanceof UnknownCommit || error instanceof FencedOut) {
      fatal(error);
      return;
    }
    if (this.#stopped) return;
    log.warn(
      `AN ERASURE IS NOT FINISHED and is tried again: ${error instanceof Error ? error.message : String(error)}`,
    );
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.wake(), RETRY_MS).unref();
  }

  async #finish(erasure: string, left: readonly string[]): Promise<void> {
    const { enterOwn, log } = this.#ports;
    const answer = await enterOwn(OPERATOR, { kind: 'erasure.finish', detail: { erasure, left: [...left] } });
    if ('refused' in answer) throw new Error(`\`erasure.finish\` was turned away: ${answer.message}`);
    if (answer.outcome !== 'permitted') throw new Error(`\`erasure.finish\` was refused: ${answer.clauses.join(', ')}`);
    for (const what of left) log.warn(`${erasure}: the room may not clean ${what}`);
    log.info(`${erasure} is finished: its keys are destroyed`);
  }
}

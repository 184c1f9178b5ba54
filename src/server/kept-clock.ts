import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECOND } from '../base/clock.ts';

/** So much of an exercise's time, at its speed, is gone over again after a crash. */
const KEPT_EVERY_MS = 5 * SECOND;
const FILE = 'exercise-clock';
/** Room times have at most so many digits. */
const TIME = /^[0-9]{1,13}\n$/;

/**
 * The room time of an exercise between two starts. The ledger knows only when the last entry was made, and a quiet hour after it is gone over
 * again without this. It is no record: who changes the file moves an exercise's clock ahead, and never back before the last entry.
 */
export class KeptClock {
  readonly #file: string;

  constructor(dataFolder: string) {
    this.#file = join(dataFolder, FILE);
  }

  /** The room time that was kept, ms; 0 where there is none. */
  read(): number {
    try {
      const text = readFileSync(this.#file, 'latin1');
      return TIME.test(text) ? Number(text) : 0;
    } catch {
      return 0;
    }
  }

  /** Keeps the clock from now on. Gives back how to stop, which keeps it a last time. A disk that does not take it costs the quiet time only. */
  keep(roomNow: () => number): () => void {
    const write = () => {
      try {
        // Made anew, for a file that is there keeps the rights that it has.
        rmSync(`${this.#file}.tmp`, { force: true });
        writeFileSync(`${this.#file}.tmp`, `${Math.floor(roomNow())}\n`, { mode: 0o600 });
        renameSync(`${this.#file}.tmp`, this.#file);
      } catch {
        // The ledger is what must not be lost, and its store says so aloud.
      }
    };
    const timer = setInterval(write, KEPT_EVERY_MS).unref();
    return () => {
      clearInterval(timer);
      write();
    };
  }
}

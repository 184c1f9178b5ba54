import { SECOND } from '../base/clock.ts';
import type { RandomSource } from '../ledger/seal.ts';
import { FILLER_KIND, TIMER } from '../terms/act-kinds.ts';
import type { EnterOwn } from './room-acts.ts';

/** Seconds of a filler at least: each is a durable transaction and a checkpoint. */
export const FILLER_SECONDS_MIN = 1;
export const FILLER_SECONDS_MAX = 86_400;

/** Bits of a draw: as many as a number holds exactly. */
const DRAW_BYTES = 6;
const DRAWS = 2 ** (8 * DRAW_BYTES);

export type FillersCadence = {
  /** Wall-clock seconds between two fillers, on average. */
  readonly seconds: number;
  /** Calls back once after so many ms; gives what calls it off. Unless it is the usual timer. */
  readonly later?: ((call: () => void, ms: number) => () => void) | undefined;
};

export type FillersPorts = FillersCadence & {
  readonly enter: EnterOwn;
  readonly random: RandomSource;
  readonly warn: (message: string) => void;
};

/**
 * Lets the room's clock enter fillers, at a fixed mean cadence of the wall clock and at moments that nobody can foretell
 * (docs/decisions/0022-opened-to-the-public.md). Nothing is caught up: what could not be entered is left out.
 */
export class Fillers {
  readonly #ports: FillersPorts;
  #callOff: () => void = () => undefined;
  #entering: Promise<void> = Promise.resolve();
  #stopped = false;
  #warned = false;

  constructor(ports: FillersPorts) {
    this.#ports = ports;
    this.#wait();
  }

  /** Enters nothing after; resolves when what is being entered is. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#entering;
  }

  #wait(): void {
    if (this.#stopped) return;
    const { random, seconds, later = usualLater } = this.#ports;
    const gap = fillerGapMs(seconds, random);
    this.#callOff = later(() => {
      this.#entering = this.#enter().finally(() => this.#wait());
    }, gap);
  }

  async #enter(): Promise<void> {
    const { enter, warn } = this.#ports;
    try {
      const answer = await enter(TIMER, { kind: FILLER_KIND, detail: {} });
      // Halted or busy: said once, for it is said elsewhere as well.
      if (!('refused' in answer)) this.#warned = false;
      else if (!this.#warned && !this.#stopped) {
        this.#warned = true;
        warn(`a filler was not entered: ${answer.message}`);
      }
    } catch (error) {
      warn(`a filler was not entered: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** A gap drawn from the exponential distribution of this mean: it has no memory, so neither a restart nor the last filler says when the next comes. */
export function fillerGapMs(seconds: number, random: RandomSource): number {
  const drawn = (random(DRAW_BYTES).readUIntBE(0, DRAW_BYTES) + 1) / DRAWS;
  return Math.max(1, Math.round(-Math.log(drawn) * seconds * SECOND));
}

function usualLater(call: () => void, ms: number): () => void {
  const timer = setTimeout(call, ms).unref();
  return () => clearTimeout(timer);
}

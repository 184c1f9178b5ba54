/** So long goes on what can be left off, before whatever else came has its turn (ms): an act waits for a few of these at most. */
const SLICE_MS = 4;

/**
 * Has long answers share the one thread with acts: each is a generator that may be left off at every `yield`. They go on in turn, one step each, and after
 * some milliseconds everything else that waits goes first.
 */
export class Slices {
  /** Each takes one step, and says whether there are more. */
  readonly #waiting: (() => boolean)[] = [];
  #isGoing = false;

  /** Resolves with what the generator returns, or rejects with what it throws. */
  take<Answer>(steps: Generator<void, Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          const step = steps.next();
          if (step.done === true) resolve(step.value);
          return step.done !== true;
        } catch (error) {
          reject(error);
          return false;
        }
      });
      if (this.#isGoing) return;
      this.#isGoing = true;
      setImmediate(() => this.#go());
    });
  }

  /** The same for what is one step. */
  once<Answer>(call: () => Answer): Promise<Answer> {
    return this.take(
      (function* () {
        yield;
        return call();
      })(),
    );
  }

  #go(): void {
    const end = performance.now() + SLICE_MS;
    do {
      const step = this.#waiting.shift();
      if (step === undefined) {
        this.#isGoing = false;
        return;
      }
      if (step()) this.#waiting.push(step);
    } while (performance.now() < end);
    setImmediate(() => this.#go());
  }
}

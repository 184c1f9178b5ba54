/** Why a room that runs ends. */
export type End = { readonly why: 'asked' } | { readonly why: 'failed'; readonly sentence: string };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The end of the process: asked for by a signal, or forced by an error. The first signal lets the room close what is open; a second one
 * ends at once, which loses nothing that was acknowledged.
 */
export class Ending {
  readonly #resolve: (end: End) => void;
  readonly #abort = new AbortController();
  readonly #onSignal: () => void;
  readonly ended: Promise<End>;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<End>();
    this.ended = promise;
    this.#resolve = resolve;
    this.#onSignal = () => {
      if (this.signal.aborted) process.exit(130);
      this.end({ why: 'asked' });
    };
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  /** Aborted as soon as the end has begun. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  end(end: End): void {
    this.#resolve(end);
    this.#abort.abort();
  }

  /** Stops listening to signals. */
  release(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }
}

/** What was opened, to be closed in the opposite order, each even if another fails to close. */
export class Closers {
  readonly #closers: { readonly what: string; readonly close: () => Promise<void> | void }[] = [];

  add(what: string, close: () => Promise<void> | void): void {
    this.#closers.push({ what, close });
  }

  async closeAll(failed: (what: string, error: unknown) => void): Promise<void> {
    for (const { what, close } of this.#closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failed(what, error);
      }
    }
  }
}

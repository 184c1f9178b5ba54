import type { SimClock } from '../clock.ts';
import { must, type Stepped, type Watcher } from '../journal.ts';

/** After a jump of the clock nothing is entered before the operator has accepted it, durably. */
export class Halts implements Watcher {
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  before({ entered, result }: Stepped): void {
    const { kind, actor, id } = entered.signed.act;
    const accepts = kind === 'clock.accept' && actor === 'operator';
    if (accepts && result.answer.outcome === 'permitted' && result.answer.again !== true)
      this.#clock.unaccepted = false;
    const nothing = result.entries.length === 0 && result.changes.length === 0;
    must(
      accepts || nothing || !this.#clock.unaccepted,
      'halt',
      () => `\`${id}\` was entered while the clock was not accepted`,
    );
  }
}

/** What a run has found wrong, and why. */
export class Findings {
  readonly #lost = new Set<string>();
  readonly account: string[] = [];
  forks = 0;
  /** Whatever is neither a loss nor a fork: an act that stands twice, a ledger that does not verify. */
  broken = 0;

  get lost(): number {
    return this.#lost.size;
  }

  /** An acknowledgement that is not kept; each act counts once. */
  loses(act: string, why: string): void {
    this.#lost.add(act);
    this.#tell(`LOST ${why}`);
  }

  forked(why: string): void {
    this.forks += 1;
    this.#tell(`FORK ${why}`);
  }

  breaks(why: string): void {
    this.broken += 1;
    this.#tell(`BROKEN ${why}`);
  }

  /** The first few say it; a ledger that is lost loses all of it. */
  #tell(line: string): void {
    if (this.account.length < 40) this.account.push(line);
  }
}

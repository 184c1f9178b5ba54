import type { Answer } from '../src/terms/answer.ts';
import type { Stepped } from './journal.ts';

/** What happened in a run, counted. */
export class Tally {
  submitted = 0;
  entries = 0;
  timers = 0;
  collapsed = 0;
  again = 0;
  crashes = 0;
  jumps = 0;
  /** How often finishing an erasure was cut short. */
  cutErasures = 0;
  readonly faults: Record<string, number> = {};
  readonly turnedAway: Record<string, number> = {};
  /** Kind to outcome to count. */
  readonly outcomes: Record<string, Record<string, number>> = {};
  readonly endings: Record<string, number> = {};

  stepped({ entered, result }: Stepped): void {
    this.entries += result.entries.length;
    if (entered.signed.act.actor === 'timer') this.timers += 1;
    for (const { fields } of result.entries) {
      if (fields.cause === undefined && fields.kind === entered.signed.act.kind) continue;
      this.endings[fields.kind] = (this.endings[fields.kind] ?? 0) + 1;
    }
  }

  answered(kind: string, answer: Answer): void {
    if (answer.again === true) this.again += 1;
    else if (answer.repeated !== undefined) this.collapsed += 1;
    const outcomes = this.outcomes[kind] ?? {};
    this.outcomes[kind] = outcomes;
    outcomes[answer.outcome] = (outcomes[answer.outcome] ?? 0) + 1;
  }

  refused(code: string): void {
    this.turnedAway[code] = (this.turnedAway[code] ?? 0) + 1;
  }

  summary(): string[] {
    const counts = (named: Readonly<Record<string, number>>) =>
      Object.entries(named)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, count]) => `${name} ${count}`)
        .join(', ') || 'none';
    return [
      `${this.submitted} acts submitted, ${this.entries} entries, ${this.timers} by the room's clock, ${this.crashes} restarts, ${this.jumps} jumps of the clock, ${this.cutErasures} times an erasure cut short`,
      `answered again ${this.again}, refusals collapsed ${this.collapsed}`,
      `faults of the store: ${counts(this.faults)}`,
      `turned away at the edge: ${counts(this.turnedAway)}`,
      `ends: ${counts(this.endings)}`,
      ...Object.keys(this.outcomes)
        .sort()
        .map((kind) => `  ${kind.padEnd(24)} ${counts(this.outcomes[kind] ?? {})}`),
    ];
  }
}

import type { Stepped } from './journal.ts';

const KEPT = 20;

/** The last acts, one line each, for whoever looks into a failure. */
export class Recent {
  #steps: Stepped[] = [];

  note(stepped: Stepped): void {
    this.#steps = [...this.#steps.slice(1 - KEPT), stepped];
  }

  lines(): string[] {
    return this.#steps.map(({ entered, moment, result }) => {
      const { act } = entered.signed;
      const { answer, entries } = result;
      const came =
        answer.again === true
          ? 'again'
          : entries.map(({ fields }) => `${fields.kind} ${fields.matter ?? ''}`.trim()).join(', ');
      const time = new Date(moment.at).toISOString().slice(5, 23);
      const what = `${act.form === 'report' ? 'report ' : ''}${act.kind}${act.activity === act.kind ? '' : ` ${act.activity}`}`;
      return `${moment.index} ${time} ${act.actor} ${what} ${JSON.stringify(act.detail).slice(0, 300)} → ${answer.outcome} [${answer.clauses}] ${came}`;
    });
  }
}

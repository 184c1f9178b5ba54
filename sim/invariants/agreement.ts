import type { Answer } from '../../src/terms/answer.ts';
import { type Journal, must, type Stepped, type Watcher } from '../journal.ts';
import type { Past } from '../model/erasures.ts';
import { Model, type Prediction } from '../model/model.ts';
import type { World } from '../world/world.ts';

/** Compares what came of every act with what the model says, and what the clock left undone. */
export class Agreement implements Watcher {
  readonly model: Model;

  /** It is only told what happens: for showing that the invariants see a break without it. */
  readonly silent: boolean;

  constructor(world: World, silent = false) {
    this.model = new Model(world);
    this.silent = silent;
  }

  before({ entered, moment, result }: Stepped, { entries: logged }: Journal): void {
    const past = entered.past && { entries: logged, upTo: entered.past.upTo };
    if (this.silent) {
      this.#listen(entered, moment, past);
      return;
    }
    const prediction = this.model.enter(entered.signed, moment.at, moment.index, past);
    const { answer, entries } = result;
    const [main, ...endings] = entries;
    must(prediction.overdue.length === 0, 'clock', () => `not ended in time: ${prediction.overdue.join(', ')}`);
    compare('entered', prediction, answer, enteredAs(result), prediction.entered);
    compare('index', prediction, answer, answer.index, prediction.index);
    compare('outcome', prediction, answer, answer.outcome, prediction.verdict.outcome);
    compare('clauses', prediction, answer, answer.clauses, prediction.verdict.clauses);
    if (prediction.entered === 'collapsed')
      compare('repeated', prediction, answer, answer.repeated, prediction.repeated);
    if (main === undefined || prediction.entered !== 'new') return;
    compare('kind', prediction, answer, main.fields.kind, prediction.kind);
    const { atEntry } = main.fields;
    const now = atEntry && { outcome: atEntry.outcome, clauses: atEntry.clauses };
    compare('verdict at entry', prediction, answer, now ?? null, prediction.atEntry ?? null);
    if (prediction.kind !== 'refusal.repeated')
      compare('matter', prediction, answer, main.fields.matter ?? null, prediction.matter ?? null);
    const ends = endings.map(({ fields }) => `${fields.kind} ${fields.matter}`).sort();
    compare('endings', prediction, answer, ends, [...prediction.endings].sort());
    const again = endings.find(({ fields }) => fields.kind === 'deed.reclassified')?.fields;
    const taken = again && { outcome: again.outcome, clauses: again.clauses };
    compare('taken again', prediction, answer, taken ?? null, prediction.again ?? null);
  }

  /** Once the room has gone its own way, the model may not be able to follow. */
  #listen({ signed }: Stepped['entered'], { at, index }: Stepped['moment'], past?: Omit<Past, 'index'>): void {
    try {
      this.model.enter(signed, at, index, past);
    } catch {
      return;
    }
  }
}

function enteredAs({ answer, entries }: Stepped['result']): Prediction['entered'] {
  if (answer.again === true) return 'again';
  return entries.length > 0 ? 'new' : 'collapsed';
}

function compare(what: string, prediction: Prediction, answer: Answer, room: unknown, model: unknown): void {
  const [said, wanted] = [JSON.stringify(room), JSON.stringify(model)];
  must(
    said === wanted,
    'model',
    () => `${what} of \`${answer.act}\` (${prediction.kind}): the room says ${said}, the model ${wanted}`,
  );
}

/** A count of refusals is closed with what was really collapsed into it: a count that lies hides a pattern. */
export class Counts implements Watcher {
  readonly #agreement: Agreement;
  readonly #collapsed = new Map<string, number>();

  constructor(agreement: Agreement) {
    this.#agreement = agreement;
  }

  before({ result }: Stepped, journal: Journal): void {
    for (const { slice, id, row } of result.changes) {
      if (slice !== 'refusals') continue;
      const before = journal.everything.get('refusals', id);
      const count = (row as { count?: number } | null)?.count;
      if (count === 1) this.#collapsed.set(id, 1);
      else if (count !== undefined) this.#collapsed.set(id, (this.#collapsed.get(id) ?? 0) + 1);
      // A refusal that never came again is forgotten without a word when its window is over.
      else if (before?.count !== 1) {
        const model = this.#agreement.model.countClosed(before?.index ?? -1);
        must(
          before?.count === this.#collapsed.get(id),
          'counts',
          () => `\`${id}\` is closed with ${before?.count}, not ${this.#collapsed.get(id)}`,
        );
        must(
          this.#agreement.silent || before?.count === model,
          'counts',
          () => `\`${id}\` is closed with ${before?.count}, the model counted ${model}`,
        );
      }
    }
  }
}

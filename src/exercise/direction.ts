import type { Scenario } from '../mandates/scenario.ts';
import type { Act } from '../terms/act.ts';
import { OPERATOR, REGISTRAR_PREFIX, TIMER } from '../terms/act-kinds.ts';
import type { JournalEntry } from './journal.ts';
import { exerciseActId, injectActId } from './player.ts';

/**
 * How people have changed an exercise that is played, folded from the entries of its ledger: what its director directed, when each inject
 * began, and whether people act in it at all. What the script itself directs is entered and not obeyed, for it would wait for itself.
 */
export class Direction {
  readonly #scripted: ReadonlySet<string>;
  /** By act id, which act of an inject it is: when the inject began follows from any of its acts. */
  readonly #injected: ReadonlyMap<string, { readonly inject: string; readonly deedAfter: number }>;
  readonly #begun = new Map<string, number>();
  readonly #given = new Map<string, number>();
  readonly #pause = { index: -1, paused: false };
  readonly #speed: { index: number; speed: number | null } = { index: -1, speed: null };
  #people = false;

  constructor({ id, exercise, injects }: Scenario) {
    const steps = exercise.flatMap((day) => day.steps);
    this.#scripted = new Set(steps.map((step) => exerciseActId(id, step.id)));
    const acts = injects.flatMap((inject) =>
      inject.steps.map(({ deedAfter }, n) => {
        return [injectActId(id, inject.id, n + 1), { inject: inject.id, deedAfter }] as const;
      }),
    );
    this.#injected = new Map(acts);
  }

  get paused(): boolean {
    return this.#pause.paused;
  }

  /** Room milliseconds in a millisecond of the wall, as directed last; null while nobody directed it. */
  get speed(): number | null {
    return this.#speed.speed;
  }

  /** Injects that were given, in the order in which they were. */
  get given(): readonly string[] {
    return [...this.#given].sort(([, a], [, b]) => a - b).map(([inject]) => inject);
  }

  /** An act was entered that is neither of the script nor of an inject nor the room's own. */
  get people(): boolean {
    return this.#people;
  }

  /** Room time at which an inject was given, ms; undefined where none of its acts is entered yet. */
  begun(inject: string): number | undefined {
    return this.#begun.get(inject);
  }

  /** Takes in one committed entry, in whatever order they come. Says whether it changed anything. */
  note({ index, fields }: JournalEntry): boolean {
    const { act, outcome, cause } = fields;
    if (act === undefined || cause !== undefined || isOfTheRoom(act) || this.#scripted.has(act.id)) return false;
    const injected = this.#injected.get(act.id);
    if (injected !== undefined) {
      if (!this.#begun.has(injected.inject)) this.#begun.set(injected.inject, act.deedAt - injected.deedAfter);
      return false;
    }
    const first = !this.#people;
    this.#people = true;
    return (act.kind === 'exercise.direct' && outcome === 'permitted' && this.#direct(index, act.detail)) || first;
  }

  #direct(index: number, { do: what, speed, inject }: Act['detail']): boolean {
    if (what === 'inject' && typeof inject === 'string') {
      this.#given.set(inject, Math.min(index, this.#given.get(inject) ?? index));
    } else if (what === 'speed' && typeof speed === 'number' && index > this.#speed.index) {
      Object.assign(this.#speed, { index, speed });
    } else if ((what === 'pause' || what === 'resume') && index > this.#pause.index) {
      Object.assign(this.#pause, { index, paused: what === 'pause' });
    } else return false;
    return true;
  }
}

function isOfTheRoom({ actor }: Act): boolean {
  return actor === OPERATOR || actor === TIMER || actor.startsWith(REGISTRAR_PREFIX);
}

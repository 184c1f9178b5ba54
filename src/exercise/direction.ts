import type { InjectAct, Scenario } from '../mandates/scenario.ts';
import type { Act } from '../terms/act.ts';
import { OPERATOR, REGISTRAR_PREFIX, TIMER } from '../terms/act-kinds.ts';
import { allIds, exerciseActId, injectActId, isActOf, type OwnStep } from './act-ids.ts';
import type { JournalEntry } from './journal.ts';

/**
 * How people have changed an exercise that is played, folded from the entries of its ledger: what its director directed, when each inject
 * began, and whether people act in it at all. What the script itself directs is entered and not obeyed, for it would wait for itself.
 */
export class Direction {
  /** By act id. Ids are public, so that an act is the script's only where the rest of it is too. */
  readonly #scripted: ReadonlyMap<string, OwnStep>;
  /** By act id, which act of an inject it is: when the inject began follows from any of its acts. */
  readonly #injected: ReadonlyMap<string, InjectAct & { readonly inject: string }>;
  readonly #begun = new Map<string, number>();
  readonly #given = new Map<string, number>();
  readonly #pause = { index: -1, paused: false };
  readonly #speed: { index: number; speed: number | null } = { index: -1, speed: null };
  #people = false;

  constructor({ id, exercise, injects }: Scenario) {
    const steps = exercise.flatMap((day) => day.steps).filter((step) => step.step === 'act');
    this.#scripted = new Map(
      steps.flatMap((step) => allIds((nth) => exerciseActId(id, step.id, nth)).map((one) => [one, step] as const)),
    );
    const acts = injects.flatMap((inject) =>
      inject.steps.flatMap((step, n) => {
        const ids = allIds((nth) => injectActId(id, inject.id, n + 1, nth));
        return ids.map((one) => [one, { ...step, inject: inject.id }] as const);
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
    if (act === undefined || cause !== undefined || isOfTheRoom(act)) return false;
    const scripted = this.#scripted.get(act.id);
    if (scripted !== undefined && isActOf(act, scripted)) return false;
    const injected = this.#injected.get(act.id);
    if (injected !== undefined && isActOf(act, injected)) {
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

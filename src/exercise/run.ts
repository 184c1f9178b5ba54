import type { LedgerStore } from '../ledger/store/port.ts';
import { injectedActs } from '../mandates/injects.ts';
import type { Inject, Scenario } from '../mandates/scenario.ts';
import { injectActId } from './act-ids.ts';
import { Direction } from './direction.ts';
import { ExerciseJournal, type JournalEntry } from './journal.ts';
import { type ExerciseRoom, portsOf } from './on-room.ts';
import { type ExerciseResult, type Played, playExercise, scriptOf } from './player.ts';

/** The clock of a room as its director has it. `pace` is its speed while it is not paused; 0 goes from act to act. */
export type DirectedClock = {
  readonly paused: boolean;
  readonly pace: number;
  direct(to: { readonly paused: boolean; readonly pace: number }): void;
  holdAt(roomTime: number, holder: string): void;
};

export type ExerciseRunOptions = {
  readonly room: ExerciseRoom & { readonly exerciseTime: DirectedClock | undefined; readonly speed: number };
  readonly store: Pick<LedgerStore, 'entries' | 'openings'>;
  readonly scenario: Scenario;
  /** Stops everything that is played, between two acts. */
  readonly signal: AbortSignal;
  /** When people come in, the clock goes at the speed of the wall, until the director says otherwise. */
  readonly slowsForPeople: boolean;
  /** So many steps of the script open the room, and are played as fast as it goes; none where it is left out. */
  readonly opening?: number;
  /** An act that came out otherwise than its author wrote, while nobody acts beside the script. */
  readonly differs: (played: Played) => void;
  /** One sentence for whoever started the room. */
  readonly say: (sentence: string) => void;
};

/** How an exercise stands: `GET /api/exercise`. `done` of an inject: it was given, and can't be given again. */
export type ExerciseStanding = {
  readonly speed: number;
  readonly paused: boolean;
  readonly done: number;
  readonly of: number;
  readonly over: boolean;
  readonly injects: readonly (Pick<Inject, 'id' | 'title' | 'text'> & { readonly done: boolean })[];
};

/** Paces: of the clock on the wall, and from act to act. */
const AS_ON_THE_WALL = 1;
const AS_FAST_AS_IT_GOES = 0;

/**
 * An exercise that is played in a room where people act too: the script, and beside it what the director's desk directs. It obeys entries
 * of the ledger and nothing else, so whoever reads the ledger sees why the exercise went as it did, and a restart finds it as it was.
 */
export class ExerciseRun {
  readonly #options: ExerciseRunOptions;
  readonly #journal: ExerciseJournal;
  readonly #direction: Direction;
  /** The speed that was started with. */
  readonly #pace: number;
  readonly #playing = new Map<string, Promise<void>>();
  readonly #failure = Promise.withResolvers<never>();
  readonly #stopListening: () => void;
  #recalled = false;
  #here = false;
  #saidDifference = false;
  #saidSlow = false;
  #done = 0;
  #over = false;

  constructor(options: ExerciseRunOptions) {
    this.#options = options;
    const { room, scenario } = options;
    this.#journal = new ExerciseJournal(room.state);
    this.#direction = new Direction(scenario);
    this.#pace = room.exerciseTime?.pace ?? AS_ON_THE_WALL;
    this.#failure.promise.catch(() => {});
    this.#stopListening = room.onCommitted((entries) => {
      for (const { index, recorded, draft } of entries) this.#note({ index, recorded, fields: draft.fields });
    });
  }

  /** Plays the script, from where it stopped the last time, and obeys its director. Resolves when the script is over, or stopped. */
  async play(): Promise<ExerciseResult> {
    const { room, store, scenario, signal } = this.#options;
    try {
      await this.#recall(store);
      const script = playExercise({
        ...portsOf(room, scenario, this.#journal, signal),
        log: (played) => this.#compared(played),
        progress: (done) => {
          this.#done = done;
          if (done === this.#options.opening) this.#opened();
        },
      });
      const result = await Promise.race([script, this.#failure.promise]);
      this.#over = result.whole;
      return result;
    } finally {
      room.letClockRun();
    }
  }

  /** Resolves when no inject is played any more; give the signal first. */
  async closed(): Promise<void> {
    this.#stopListening();
    await Promise.allSettled(this.#playing.values());
  }

  /** Somebody has come in: to be called when a person takes a session at a desk. */
  peopleHere(): void {
    if (this.#here) return;
    this.#here = true;
    if (this.#recalled) this.#obey();
  }

  /** People act in it, so that the script may come out otherwise than its author wrote. */
  get people(): boolean {
    return this.#direction.people;
  }

  /** @param directs shows the injects too, which are a secret of the director's desk */
  standing(directs: boolean): ExerciseStanding {
    const { room, scenario } = this.#options;
    const given = new Set(this.#direction.given);
    const injects = scenario.injects.map(({ id, title, text }) => ({ id, title, text, done: given.has(id) }));
    return {
      speed: room.speed,
      paused: this.#direction.paused,
      done: this.#done,
      of: scriptOf(scenario).length,
      over: this.#over,
      injects: directs ? injects : [],
    };
  }

  async #recall(store: ExerciseRunOptions['store']): Promise<void> {
    const { room } = this.#options;
    const { size, origin: ledger, keys } = room;
    await this.#journal.recall({ store, size: size(), ledger, keys }, (entry) => this.#direction.note(entry));
    this.#recalled = true;
    this.#obey();
  }

  #note(entry: JournalEntry): void {
    this.#journal.note(entry);
    if (this.#direction.note(entry) && this.#recalled) this.#obey();
  }

  /** The room is open: from here the exercise takes its time. */
  #opened(): void {
    this.#obey();
    const { pace, paused } = this.#options.room.exerciseTime ?? {};
    if (pace === undefined || pace === AS_FAST_AS_IT_GOES) return;
    const runs = pace === AS_ON_THE_WALL ? 'at the speed of' : `${pace} times as fast as`;
    const going = paused === true ? 'it is paused by its director' : `it runs ${runs} the clock on the wall`;
    this.#options.say(`The mandates are in force and the desks are taken. The exercise goes on from here; ${going}.`);
  }

  /** Makes the clock and the injects as the entries so far say. */
  #obey(): void {
    const { room, scenario, say, opening = 0 } = this.#options;
    const { exerciseTime: clock } = room;
    const { paused, given } = this.#direction;
    const slow = this.#slows();
    const pace =
      this.#done < opening ? AS_FAST_AS_IT_GOES : (this.#direction.speed ?? (slow ? AS_ON_THE_WALL : this.#pace));
    if (clock !== undefined && (clock.paused !== paused || clock.pace !== pace)) clock.direct({ paused, pace });
    if (slow && !this.#saidSlow && pace === AS_ON_THE_WALL) {
      this.#saidSlow = true;
      say(
        'People have come in: the exercise goes at the speed of the clock on the wall. Its director can change that.',
      );
    }
    for (const id of given) {
      const inject = scenario.injects.find((other) => other.id === id);
      if (inject !== undefined && !this.#playing.has(id)) this.#playing.set(id, this.#playInject(inject));
    }
  }

  #slows(): boolean {
    const { slowsForPeople } = this.#options;
    return slowsForPeople && this.#direction.speed === null && (this.#here || this.#direction.people);
  }

  /** Plays an inject beside the script, or the rest of it. The clock is held from now until each of its acts is entered. */
  async #playInject(inject: Inject): Promise<void> {
    const { room, scenario, signal } = this.#options;
    const holder = `inject ${inject.id}`;
    const begun = this.#direction.begun(inject.id) ?? room.roomNow();
    room.exerciseTime?.holdAt(begun, holder);
    const steps = injectedActs(inject, begun);
    const places = new Map(steps.map(({ id }, n) => [id, n + 1]));
    try {
      await playExercise({
        ...portsOf(room, scenario, this.#journal, signal, holder),
        part: { steps, actId: (step, nth) => injectActId(scenario.id, inject.id, places.get(step) ?? 0, nth) },
      });
    } catch (error) {
      this.#failure.reject(error);
    } finally {
      room.letClockRun(holder);
    }
  }

  #compared(played: Played): void {
    const { differs, say } = this.#options;
    if (played.as === 'expected' || played.again) return;
    if (!this.#direction.people) differs(played);
    else if (!this.#saidDifference) {
      this.#saidDifference = true;
      say(
        'The script comes out otherwise than its author wrote, as it may where people act; that is counted at the end.',
      );
    }
  }
}

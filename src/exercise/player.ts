import { isoTime, SECOND } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import { exerciseKey, type SigningKey } from '../desk/keys.ts';
import type { InjectedAct } from '../mandates/injects.ts';
import type { ExerciseCheck, Scenario } from '../mandates/scenario.ts';
import type { Act, SignedAct } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import type { Verdict } from '../terms/outcome.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { exerciseActId, IDS_OF_AN_ACT, type OwnStep } from './act-ids.ts';
import { type Entered, NoReference, resolved } from './references.ts';

/** A step of a script or of an inject; an act whose `expect` is null may come out as it will. */
export type PlayedStep = InjectedAct | ExerciseCheck;

/** What an exercise is played on: a room, whichever way it is reached. */
export type ExercisePorts = {
  readonly scenario: Scenario;
  readonly origin: string;
  readonly mode: Act['mode'];
  readonly door: { submit(signed: SignedAct): Promise<Answer | EdgeRefusal> };
  /** The key of an actor where it is not the scenario's test key: a room has keys of its own for its registrars and operator. */
  keyOf?(actor: string): SigningKey | undefined;
  /** Room time, ms. */
  roomNow(): number;
  /** Resolves when the room's clock is there (at once where it is past), and what is due by then is entered. */
  waitUntil(roomTime: number): Promise<void>;
  /**
   * What was answered when the act of this step was entered under this id, so that an exercise that is started again goes on where it
   * stopped; `taken` where only somebody else's act bears the id, and undefined where none does.
   */
  entered(actId: string, step: OwnStep): Promise<Entered | 'taken' | undefined>;
  /** The decision of the ending entry of this kind about one of these matters that the ledger holds; undefined where it holds none. */
  ended(kind: string, matters: readonly string[]): Promise<Verdict | undefined>;
  /** What is played and under which ids it is entered ({@link exerciseActId}), where it is not the scenario's script. */
  readonly part?: { readonly steps: readonly PlayedStep[]; actId(step: string, nth: number): string };
  /** Told after each step how many are done. */
  readonly progress?: (done: number, of: number) => void;
  /** Stops the exercise between two acts. */
  readonly signal?: AbortSignal;
  /** Each act or check as it is done. */
  readonly log?: (played: Played) => void;
};

/** One step of the script and what came of it. */
export type Played = {
  readonly id: string;
  /** Room time of the script, ms. */
  readonly at: number;
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  readonly as: 'expected' | 'different';
  /** Was in the ledger already. */
  readonly again: boolean;
};

/** A step that did not come out as its author wrote. `source` says why the author expected it. */
export type Difference = {
  readonly id: string;
  readonly expected: string;
  readonly got: string;
  readonly source: string;
};

export type ExerciseResult = {
  readonly acts: number;
  /** Proposals that were refused or needed an approval. */
  readonly heldUp: number;
  readonly checks: number;
  readonly differing: readonly Difference[];
  /** False where it was stopped before its end. */
  readonly whole: boolean;
};

/** A busy or closing room is asked again this often. */
const TRIES = 5;

/**
 * Plays the script of a scenario: signs each act with its actor's worthless test key, sends it in, and compares what the room decided
 * with what the script's author expected. Nothing about the order or the outcome is known here; the room decides.
 */
export async function playExercise(ports: ExercisePorts): Promise<ExerciseResult> {
  return await new Playing(ports).play();
}

/** The steps of the script of a scenario, over all of its days. */
export function scriptOf({ exercise }: Scenario): readonly PlayedStep[] {
  return exercise.flatMap(({ steps }) => steps);
}

class Playing {
  readonly #ports: ExercisePorts;
  readonly #steps: readonly PlayedStep[];
  readonly #actId: (step: string, nth: number) => string;
  readonly #answers = new Map<string, Entered>();
  readonly #differing: Difference[] = [];
  #acts = 0;
  #heldUp = 0;
  #checks = 0;

  constructor(ports: ExercisePorts) {
    this.#ports = ports;
    this.#steps = ports.part?.steps ?? scriptOf(ports.scenario);
    this.#actId = ports.part?.actId ?? ((step, nth) => exerciseActId(ports.scenario.id, step, nth));
  }

  async play(): Promise<ExerciseResult> {
    const resumed = await this.#resume();
    let whole = true;
    for (const [n, step] of this.#steps.entries()) {
      whole = this.#ports.signal?.aborted !== true && (await this.#step(step, n < resumed));
      if (!whole) break;
      this.#ports.progress?.(n + 1, this.#steps.length);
    }
    return { acts: this.#acts, heldUp: this.#heldUp, checks: this.#checks, differing: this.#differing, whole };
  }

  /**
   * How many steps are done already. Acts are sent in order and one at a time, so everything before the last one that was entered was
   * sent in too: what cannot be found of it was counted with an earlier refusal, and is never sent again.
   */
  async #resume(): Promise<number> {
    let done = 0;
    for (const [n, step] of this.#steps.entries()) {
      if (step.step === 'check') continue;
      const before = await this.#enteredBefore(step);
      if (before === undefined) continue;
      this.#answers.set(step.id, before);
      done = n + 1;
    }
    return done;
  }

  /** What came of the step's own act, under whichever of its ids; past the first that nobody has used it was never sent. */
  async #enteredBefore(step: InjectedAct): Promise<Entered | undefined> {
    for (let nth = 1; nth <= IDS_OF_AN_ACT; nth++) {
      const before = await this.#ports.entered(this.#actId(step.id, nth), step);
      if (before !== 'taken') return before;
    }
    return undefined;
  }

  /** False where it was stopped before the step. */
  async #step(step: PlayedStep, done: boolean): Promise<boolean> {
    if (step.step === 'act' && done) {
      this.#compareAgain(step);
      return true;
    }
    await this.#ports.waitUntil(step.at);
    if (this.#ports.signal?.aborted === true) return false;
    if (step.step === 'check') await this.#check(step, done);
    else await this.#act(step);
    return true;
  }

  #compareAgain(step: InjectedAct): void {
    const before = this.#answers.get(step.id);
    this.#acts += 1;
    if (before === undefined) return;
    this.#compare(step, before, true);
  }

  async #act(step: InjectedAct): Promise<void> {
    this.#acts += 1;
    const answer = await this.#submit(step);
    if ('outcome' in answer) {
      this.#answers.set(step.id, answer);
      this.#compare(step, answer, false);
    } else this.#noteAct(step, answer.refused, false);
  }

  /** Sends the act under the first of its ids that nobody else has: under one that is taken it would be refused (R-18), and lost. */
  async #submit(step: InjectedAct): Promise<Entered | { readonly refused: string }> {
    for (let nth = 1; nth <= IDS_OF_AN_ACT; nth++) {
      const id = this.#actId(step.id, nth);
      if ((await this.#ports.entered(id, step)) === 'taken') continue;
      const answer = await this.#send(step, id);
      // Somebody may have used it since.
      if ('refused' in answer || (await this.#ports.entered(id, step)) !== 'taken') return answer;
    }
    return { refused: 'not sent: others have used each of its ids' };
  }

  async #send(step: InjectedAct, id: string): Promise<Entered | { readonly refused: string }> {
    let signed: SignedAct;
    try {
      signed = this.#sign(step, id);
    } catch (error) {
      if (error instanceof NoReference) return { refused: `not sent: ${error.message}` };
      throw error;
    }
    for (let tries = 1; ; tries++) {
      const answer = await this.#ports.door.submit(signed);
      if (!('refused' in answer)) return answer;
      const passing = answer.refused === 'busy' || answer.refused === 'halted';
      if (!passing || tries === TRIES || this.#ports.signal?.aborted === true) {
        return { refused: `turned away (${answer.refused}): ${answer.message}` };
      }
      await this.#ports.waitUntil(this.#ports.roomNow() + (answer.retryAfterSeconds ?? 1) * SECOND);
    }
  }

  #sign(step: InjectedAct, id: string): SignedAct {
    const { scenario, origin, mode } = this.#ports;
    const { by, desk, kind, form, activity, purpose, place, deedAt } = step;
    const act: Act = {
      v: 1,
      id,
      ledger: origin,
      mode,
      kind,
      form,
      actor: by,
      desk,
      activity,
      purpose,
      place,
      deedAt,
      signedAt: this.#ports.roomNow(),
      detail: resolved(step.detail as Json, this.#answers) as Act['detail'],
    };
    return (this.#ports.keyOf?.(by) ?? exerciseKey(scenario.id, by)).sign(act);
  }

  #compare(step: InjectedAct, answer: Entered, again: boolean): void {
    // A report is always accepted; its outcome is a verdict on the deed.
    if (step.form === 'proposal' && answer.outcome !== 'permitted') this.#heldUp += 1;
    this.#noteAct(step, decided(answer.outcome, answer.clauses), again);
  }

  #noteAct(step: InjectedAct, got: string, again: boolean): void {
    const { expect } = step;
    const expected = expect === null ? got : decided(expect.outcome, expect.clauses);
    this.#note(step, whatOf(step), expected, got, expect?.source ?? '', again);
  }

  async #check(step: ExerciseCheck, again: boolean): Promise<void> {
    const { kind, of } = step.check;
    this.#checks += 1;
    const answer = this.#answers.get(of);
    const matters = [answer?.matter, answer?.deed].filter((matter) => matter !== undefined);
    const ended = await this.#ports.ended(kind, matters);
    const about = matters.length === 0 ? `what \`${of}\` opened (nothing)` : matters.join(' or ');
    const { expect } = step;
    // An end stands by the decision of what brought it about; only what the script expects is looked at.
    const told = (verdict: Verdict | undefined) =>
      `${kind} of ${about}${expect === undefined || verdict === undefined ? '' : `, ${decided(verdict.outcome, verdict.clauses)}`}`;
    const expected = told(expect);
    const got = ended === undefined ? 'no such entry' : told(ended);
    const source = expect?.source ?? `by ${isoTime(step.at)} the ledger holds it`;
    this.#note(step, `check ${kind}`, expected, got, source, again);
  }

  #note(step: PlayedStep, what: string, expected: string, got: string, source: string, again: boolean): void {
    const as = expected === got ? 'expected' : 'different';
    if (as === 'different') this.#differing.push({ id: step.id, expected, got, source });
    this.#ports.log?.({ id: step.id, at: step.at, what, expected, got, as, again });
  }
}

function whatOf({ by, kind, activity }: InjectedAct): string {
  return activity === kind ? `${by} ${kind}` : `${by} ${kind} ${activity}`;
}

function decided(outcome: string, clauses: readonly string[]): string {
  return clauses.length === 0 ? outcome : `${outcome} ${[...clauses].sort().join(' ')}`;
}

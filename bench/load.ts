import { randomBytes } from 'node:crypto';
import { HOUR, MINUTE } from '../src/base/clock.ts';
import { exerciseKey, type SigningKey } from '../src/desk/keys.ts';
import type { ExerciseAct, Scenario } from '../src/mandates/scenario.ts';
import { type Act, type SignedAct, signedBytes } from '../src/terms/act.ts';
import type { Answer } from '../src/terms/answer.ts';
import type { EdgeRefusal } from '../src/terms/refusal.ts';

/** An act as it comes off the wire, and what its signature covers. */
export type LoadAct = { readonly wire: Buffer; readonly signed: SignedAct; readonly message: string };

/** What a load needs of the room that it is for: in this process, or behind its address. */
export type LoadRoom = {
  readonly scenario: Scenario;
  readonly origin: string;
  /** Room time, ms. */
  now(): number;
  readonly door: { submit(wire: Buffer): Promise<Answer | EdgeRefusal> };
};

/** Proposals of one person in one load: a benchmark sends several loads to one room. */
const PROPOSALS_OF_PERSON = 6;

/** Kinds of the script that need no matter of an earlier act. */
const KINDS = [
  'deed.propose',
  'deed.report',
  'incident.open',
  'item.enter',
  'log.line',
  'occurrence.report',
  'tasking.issue',
];

/**
 * The acts of a busy hour: half are lines in the log, by everybody at a desk in turn; half are the acts of the script's
 * first day (proposals, of which some need approval, reports, incidents, taskings, items), each with another wording. Signed
 * beforehand, so that the benchmark measures the room and not its users. What one person may have standing open is bounded, so after
 * some proposals of theirs the other acts of the script come in the place of more.
 */
export class Load {
  readonly #room: LoadRoom;
  readonly #templates: readonly ExerciseAct[];
  readonly #lines: readonly ExerciseAct[];
  readonly #keys = new Map<string, SigningKey>();
  #made = 0;
  readonly #proposed = new Map<string, number>();
  /** Two loads of one room send different acts. */
  readonly #run = randomBytes(4).toString('hex');

  private constructor(room: LoadRoom, templates: readonly ExerciseAct[], lines: readonly ExerciseAct[]) {
    this.#room = room;
    this.#templates = templates;
    this.#lines = lines;
  }

  /** Sends each act of the script once, and keeps those that a room takes again and again: what is refused is only counted. */
  static async prepare(room: LoadRoom): Promise<Load> {
    const steps = (room.scenario.exercise[0]?.steps ?? []).filter((step) => step.step === 'act');
    const wanted = steps.filter((step) => KINDS.includes(step.kind) && !JSON.stringify(step.detail).includes('matter'));
    const lines = steps
      .filter(({ kind, expect }) => kind === 'desk.sign-on' && expect.outcome === 'permitted')
      .map(lineOf);
    const trial = new Load(room, wanted, lines);
    const kept: [ExerciseAct[], ExerciseAct[]] = [[], []];
    for (const [n, list] of [wanted, lines].entries()) {
      for (const step of list) {
        const answer = await room.door.submit(trial.#sign(step).wire);
        const takes = 'outcome' in answer && ['permitted', 'needs-approval'].includes(answer.outcome);
        if (takes) kept[n]?.push(step);
      }
    }
    if (kept[0].length < 5 || kept[1].length < 5) throw new Error('the script gives no load any more');
    return new Load(room, ...kept);
  }

  /** How many different acts of the script it is made of, log lines apart. */
  get templates(): number {
    return this.#templates.length;
  }

  acts(count: number): LoadAct[] {
    return Array.from({ length: count }, (_, n) => {
      const list = n % 2 === 0 ? this.#lines : this.#templates;
      const step = list[(n >> 1) % list.length];
      if (step === undefined) throw new RangeError('a load has acts');
      return this.#sign(this.#standsOpen(step) ? this.#other(n >> 1) : step);
    });
  }

  /** Whether this act would leave more standing open for its person than a load does. */
  #standsOpen({ kind, by }: ExerciseAct): boolean {
    if (kind !== 'deed.propose') return false;
    const before = this.#proposed.get(by) ?? 0;
    this.#proposed.set(by, before + 1);
    return before >= PROPOSALS_OF_PERSON;
  }

  #other(n: number): ExerciseAct {
    const others = this.#templates.filter(({ kind }) => kind !== 'deed.propose');
    const step = others[n % others.length];
    if (step === undefined) throw new RangeError('a load has more than proposals');
    return step;
  }

  /** Log lines only. */
  lines(count: number): LoadAct[] {
    return Array.from({ length: count }, (_, n) => {
      const step = this.#lines[n % this.#lines.length];
      if (step === undefined) throw new RangeError('a load has lines');
      return this.#sign(step);
    });
  }

  /** The consultation by which somebody of oversight opens the whole record, as the script has it: until then they see what the host sees. */
  consultationBy(person: string): LoadAct {
    const steps = this.#room.scenario.exercise.flatMap((script) => script.steps);
    const found = steps.find(
      (step): step is ExerciseAct =>
        step.step === 'act' && step.by === person && step.kind === 'consultation.open' && step.detail.of === 'record',
    );
    if (found === undefined) throw new Error(`the script has no consultation of the record by ${person}`);
    return this.#sign(found);
  }

  #sign(step: ExerciseAct): LoadAct {
    const { scenario, origin } = this.#room;
    const { by, desk, kind, form, activity, purpose, place } = step;
    const now = this.#room.now();
    const n = this.#made++;
    // A proposal speaks of the next minutes, so that it is early enough however long the run takes.
    const deedAt = form === 'report' ? now - HOUR : now + 20 * MINUTE;
    const act: Act = {
      v: 1,
      id: `load-${this.#run}-${String(n).padStart(8, '0')}`,
      ledger: origin,
      mode: 'exercise',
      kind,
      form,
      actor: by,
      desk,
      activity,
      purpose,
      place,
      deedAt,
      signedAt: now,
      detail: reworded(step, n, deedAt),
    };
    const key = this.#keys.get(by) ?? exerciseKey(scenario.id, by);
    this.#keys.set(by, key);
    const signed = key.sign(act);
    return { wire: Buffer.from(JSON.stringify(signed)), signed, message: signedBytes(act) };
  }
}

function lineOf(step: ExerciseAct): ExerciseAct {
  const detail = {
    text: 'Relief by the north gate is complete; two barriers moved, the ambulance lane is clear again.',
  };
  return { ...step, kind: 'log.line', form: 'proposal', activity: 'log.line', detail };
}

/** The same act in other words and at its new time. */
function reworded(step: ExerciseAct, n: number, deedAt: number): Act['detail'] {
  const detail: Record<string, unknown> = { ...step.detail };
  for (const member of ['text', 'what', 'title']) {
    if (typeof detail[member] === 'string') detail[member] = `${detail[member]} (${n})`;
  }
  for (const member of ['until', 'due', 'expires']) {
    if (typeof detail[member] === 'number') detail[member] = deedAt + 2 * HOUR;
  }
  return detail as Act['detail'];
}

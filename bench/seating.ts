import { MINUTE } from '../src/base/clock.ts';
import { exerciseKey } from '../src/desk/keys.ts';
import type { ExerciseAct, RosterPerson, Scenario } from '../src/mandates/scenario.ts';
import type { Act, SignedAct } from '../src/terms/act.ts';

/** Where seats are taken. */
export type SeatedRoom = {
  readonly scenario: Scenario;
  readonly origin: string;
  /** Room time, ms. */
  now(): number;
  readonly door: { submit(act: SignedAct): Promise<object> };
};

/** The room opens as its first day's desks are taken. */
const SEATING = ['desk.sign-on', 'mandate.enforce'];

/** The acts of the script's first day up to the first that nobody's seat or mandate is about, where they come out permitted. */
export function seatingOf(scenario: Scenario): ExerciseAct[] {
  const steps = scenario.exercise[0]?.steps ?? [];
  const end = steps.findIndex((step) => step.step === 'act' && step.kind === 'declaration.make');
  return steps
    .slice(0, end)
    .filter((step) => step.step === 'act')
    .filter((step) => SEATING.includes(step.kind) && step.expect.outcome === 'permitted');
}

/** Room time at which everybody of the first day may sit, ms. */
export function opensAfter(seating: readonly ExerciseAct[]): number {
  return (seating.at(-1)?.at ?? 0) + MINUTE;
}

/** Lets them take their desks, one after another. @throws Error where one may not */
export async function takeSeats(room: SeatedRoom, seating: readonly ExerciseAct[]): Promise<void> {
  for (const step of seating) await take(room, step);
}

/** Lets people take desks of which none is another's before, all at once. @throws Error where one may not */
export async function takeFurtherSeats(room: SeatedRoom, further: readonly ExerciseAct[]): Promise<void> {
  await Promise.all(further.map((step) => take(room, step)));
}

/** A scenario with more desks, and who takes them. */
export type ManyDesks = {
  readonly scenario: Scenario;
  /** As the script has it. */
  readonly seating: readonly ExerciseAct[];
  /** The desks beside. */
  readonly further: readonly ExerciseAct[];
  /** Everybody who sits at a desk of this first day, the script's own people first. */
  readonly people: readonly string[];
};

/**
 * The same event with so many desks in all: beside each desk that the script fills stand others like it, for further people of the same agency, component
 * and roles, whom the registrar of their agency enrols with everybody else as the ledger is made.
 */
export function manyDesks(scenario: Scenario, count: number): ManyDesks {
  const seating = seatingOf(scenario);
  const seats = seating.filter(({ kind }) => kind === 'desk.sign-on');
  const more = Array.from({ length: Math.max(0, count - seats.length) }, (_, n) => {
    const seat = seats[n % seats.length];
    const person = scenario.roster.find(({ id }) => id === seat?.by);
    if (seat === undefined || person === undefined) throw new RangeError('the script seats people of the roster');
    const [suffix, old] = [`-x${Math.floor(n / seats.length) + 1}`, String(seat.detail['desk'])];
    return { old, desk: `${old}${suffix}`, seat, suffix, person: { ...person, id: `${person.id}${suffix}` } };
  });
  const rooms = scenario.vocabulary.rooms.map((room) => ({
    ...room,
    desks: room.desks.flatMap((desk) => [
      desk,
      ...more.filter(({ old }) => old === desk.id).map(({ desk: id }) => ({ ...desk, id })),
    ]),
  }));
  const further = more.map(({ seat, suffix, desk, person }) => ({
    ...seat,
    id: `${seat.id}${suffix}`,
    by: person.id,
    desk,
    detail: { ...seat.detail, desk },
  }));
  const roster: RosterPerson[] = [...scenario.roster, ...more.map(({ person }) => person)];
  return {
    scenario: { ...scenario, roster, vocabulary: { ...scenario.vocabulary, rooms } },
    seating,
    further,
    people: [...seats.map(({ by }) => by), ...more.map(({ person }) => person.id)],
  };
}

async function take(room: SeatedRoom, step: ExerciseAct): Promise<void> {
  const { scenario, origin } = room;
  const { by, desk, kind, form, activity, purpose, place, detail } = step;
  const now = room.now();
  const act: Act = {
    v: 1,
    id: `seat-${step.id}`,
    ledger: origin,
    mode: 'exercise',
    kind,
    form,
    actor: by,
    desk,
    activity,
    purpose,
    place,
    deedAt: now,
    signedAt: now,
    detail: detail as Act['detail'],
  };
  const answer = await room.door.submit(exerciseKey(scenario.id, by).sign(act));
  if (!('outcome' in answer) || answer.outcome !== 'permitted') {
    throw new Error(`\`${step.id}\` of the script came out as ${JSON.stringify(answer)}`);
  }
}

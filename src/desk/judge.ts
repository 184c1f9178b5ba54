import { canonicalJson } from '../base/json.ts';
import type { Region } from '../mandates/prove/claim.ts';
import { prove } from '../mandates/prove/prove.ts';
import { stands } from '../matters/approvals/rows.ts';
import { isHost } from '../matters/audience.ts';
import type { Done } from '../matters/challenges/done.ts';
import type { DeedRow } from '../matters/deeds/rows.ts';
import type { Actor, Judge, Losable, Use } from '../matters/definition.ts';
import type { PersonRow } from '../matters/roster/rows.ts';
import type { Records } from '../matters/slices.ts';
import { type ActKind, ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { NONE } from '../terms/axes.ts';
import type { Decision, FactsVector } from '../terms/outcome.ts';
import type { EventDirectory } from './directory.ts';
import { deriveActor } from './facts/actor.ts';
import { factsOf } from './facts/vector.ts';
import { rulesOfDoer } from './general-rules.ts';
import type { SetBook } from './set-book.ts';
import { setInForce } from './set-in-force.ts';
import { worstMoment } from './worst-moment.ts';

/** What the facts of a deed say of somebody who lost this (facts/vector.ts). */
const WITHOUT: Readonly<Record<Losable, Readonly<Record<string, string>>>> = {
  companion: { accompaniment: 'no', direction: 'own' },
  clearance: { clearance: 'not-held' },
};

/** What the facts of an act say that is about no item. */
const NO_ITEM = { consent: ['not-needed'], handling: [NONE], recipient: [NONE] };
/** Parts of all possible uses that are looked at before the question is left open. */
const PARTS_MAX = 20_000;

/** Answers what *would* be decided now, for the house rules that depend on it, and for what stands open when the mandates change. */
export function judgeOf(
  records: Records,
  directory: EventDirectory,
  sets: SetBook,
  set: string | undefined,
  at: number,
  remembered?: Map<string, unknown>,
): Judge {
  const once = onceFor(remembered);
  return {
    mayAnswer(id) {
      const person = records.people.get(id);
      if (set === undefined || person === undefined || !isStandingHost(person, directory)) return false;
      return mayFromADesk({ records, directory, sets, set }, person, 'approval.answer', { records: at, moment: at });
    },
    keepsMandating(digests, time) {
      const would = { records, directory, sets, set: sets.compose(digests) };
      const moment = time ?? afterAll([sets.edges(would.set), directory.zoneEdges], at);
      const hosts = [...records.people.values()].filter((person) => isStandingHost(person, directory));
      return KEEPING_MANDATES.every((kind) =>
        hosts.some((person) => mayFromADesk(would, person, kind, { records: at, moment })),
      );
    },
    rulesOut(id, power) {
      const person = records.people.get(id);
      return set === undefined || person === undefined || isRuledOut(directory, person, power);
    },
    goesOnWithout(deed, lost) {
      const instead = Object.assign({}, ...lost.map((what) => WITHOUT[what]));
      return set !== undefined && stillPermits({ records, directory, sets, set, at, once }, deed, instead);
    },
    stillPermits: (deed) => set !== undefined && stillPermits({ records, directory, sets, set, at, once }, deed),
    mayEverPermit: (use) => set !== undefined && mayEverPermit({ records, directory, sets, set, at, once }, use),
    promises: (digests) => sets.promises(digests),
    decideAgain: (done, found) => decideAgain({ records, directory, sets }, done, found),
    under: (other) => judgeOf(records, directory, sets, other, at),
    remembering: () => judgeOf(records, directory, sets, set, at, new Map()),
  };
}

type Asked = {
  readonly records: Records;
  readonly directory: EventDirectory;
  readonly sets: SetBook;
  readonly set: string;
};

/** Without these nobody of the host could change what decides, or halt it. */
const KEEPING_MANDATES = ['mandate.enforce', 'mandate.suspend'] as const;

function isStandingHost(person: PersonRow, directory: EventDirectory): boolean {
  return person.removed === null && isHost(person.agency, directory);
}

/** Does this set permit somebody an act of the room's own, at any desk that their roles entitle to? */
function mayFromADesk(
  { records, directory, sets, set }: Asked,
  person: PersonRow,
  activity: ActKind,
  time: { readonly records: number; readonly moment: number },
): boolean {
  const actor = deriveActor(records, directory, person.id, time.records);
  return directory.scenario.vocabulary.rooms.some((room) =>
    room.desks.some((desk) => {
      const role = desk.roles.find((wanted) => person.roles.includes(wanted));
      if (role === undefined) return false;
      const subject = { activity, purpose: ROOM_PURPOSE, place: room.place };
      const seated = { ...actor, role, room: room.id, desk: desk.id };
      const facts = factsOf(records, directory, seated, subject, [], time.records, time.moment);
      return sets.decide(set, facts).outcome === 'permitted';
    }),
  );
}

/** A time after which no window of a clause and no zone begins or ends any more. */
function afterAll(edges: readonly (readonly number[])[], at: number): number {
  return edges.reduce((last, times) => Math.max(last, times.at(-1) ?? last), at);
}

type Asking = Asked & {
  readonly at: number;
  readonly once: Once;
};

/** One answer for all that is alike, where answers are remembered. */
type Once = <T>(like: () => readonly unknown[], answer: () => T) => T;

function onceFor(remembered: Map<string, unknown> | undefined): Once {
  return <T>(like: () => readonly unknown[], answer: () => T): T => {
    if (remembered === undefined) return answer();
    const key = canonicalJson(like() as never);
    if (!remembered.has(key)) remembered.set(key, answer());
    return remembered.get(key) as T;
  };
}

/** @param instead what its facts say otherwise than the records */
function stillPermits(
  { records, directory, sets, set, at, once }: Asking,
  deed: DeedRow,
  instead: Readonly<Record<string, string>> = {},
): boolean {
  const { person, activity, purpose, place, from, until } = deed;
  const approval = records.approvals.get(deed.approval);
  const granted = approval !== undefined && stands(approval, at) ? 'granted' : 'none';
  const factsAt = (moment: number): FactsVector => {
    const known = once(
      () => [person, activity, purpose, place, moment],
      () => {
        const actor = seated(records, deriveActor(records, directory, person, at));
        const broken = rulesOfDoer(actor, activity);
        return factsOf(records, directory, actor, { activity, purpose, place }, broken, at, moment);
      },
    );
    return { ...known, approval: granted, axes: { ...known.axes, ...instead } };
  };
  const decideFor = (moment: number): Decision => {
    return sets.decide(set, factsAt(moment));
  };
  const edges = [sets.edges(set), directory.zoneEdges];
  return once(
    // Deeds of the same facts that end between the same two edges are one question.
    () => ['still', factsAt(Math.max(at, from)), ...edges.map((times) => timesBefore(times, until))],
    () => worstMoment({ from, until }, at, edges, decideFor).outcome === 'permitted',
  );
}

function mayEverPermit({ records, sets, set, at, once }: Asking, use: Use): boolean {
  const { person: id, activities, axes, from = at, until } = use;
  const person = records.people.get(id);
  const first = Math.max(at, from);
  if (person === undefined || (until !== null && until <= first)) return false;
  const { agency, component, roles } = person;
  const region: Region = {
    agency: [agency],
    activity: activities,
    axes: { ...NO_ITEM, ...axes, component: [component], role: roles },
    windows: [[first, until]],
    approval: ['granted'],
  };
  const edges = sets.edges(set);
  const within = [timesBefore(edges, first + 1), until === null ? null : timesBefore(edges, until)];
  return once(
    () => ['ever', { ...region, windows: [] }, within],
    // What is not proved ruled out may stand: it is decided again when it is used.
    () => prove(sets.set(set), { says: 'never', region }, { budget: PARTS_MAX }).result !== 'proved',
  );
}

/** Does a commitment forbid every activity that uses the power to this component, wherever and whenever? */
function isRuledOut(directory: EventDirectory, { agency, component }: PersonRow, power: string): boolean {
  return directory
    .uses(power)
    .every((activity) =>
      directory.scenario.commitments.some(
        (commitment) =>
          commitment.form === 'rule' &&
          commitment.effect === 'forbid' &&
          (commitment.scope.agency === null || commitment.scope.agency.includes(agency)) &&
          (commitment.scope.activity === null || commitment.scope.activity.includes(activity)) &&
          commitment.scope.windows === null &&
          Object.entries(commitment.scope.axes).every(
            ([axis, tokens]) => axis === 'component' && tokens.includes(component),
          ),
      ),
    );
}

/** {@link Judge.decideAgain} */
function decideAgain(
  { records, directory, sets }: Omit<Asked, 'set'>,
  { person, agency, place, at, lasts, set: kept, seat }: Done,
  { activity, purpose }: { readonly activity: string; readonly purpose: string },
): Decision {
  const set = kept ?? setInForce(records.sets.values(), at);
  if (set === undefined) throw new RangeError('a deed was done before any mandate set');
  const actor = { ...deriveActor(records, directory, person, at), ...seat, agency };
  const subject = { activity, purpose, place };
  const broken = rulesOfDoer(actor, activity);
  const decideFor = (moment: number): Decision =>
    sets.decide(set, factsOf(records, directory, actor, subject, broken, at, moment));
  if (lasts === null) return decideFor(at);
  return worstMoment(lasts, at, [sets.edges(set), directory.zoneEdges], decideFor);
}

/** Who left their desk while a deed of theirs goes on is judged as of the last one that they held. */
function seated(records: Pick<Records, 'shifts'>, actor: Actor): Actor {
  if (actor.desk !== null) return actor;
  const [last] = records.shifts.where('person', actor.id).toSorted((a, b) => b.index - a.index);
  return last === undefined ? actor : { ...actor, role: last.role, room: last.room, desk: last.desk };
}

/** How many of some ascending times come before a time. */
function timesBefore(times: readonly number[], end: number): number {
  const found = times.findIndex((time) => time >= end);
  return found < 0 ? times.length : found;
}

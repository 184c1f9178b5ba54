import { DAY } from '../base/clock.ts';
import { clearanceSpan } from '../matters/clearances/rows.ts';
import { conferralSpan } from '../matters/conferrals/rows.ts';
import type { Actor } from '../matters/definition.ts';
import { definitionOf } from '../matters/registry.ts';
import type { Records } from '../matters/slices.ts';
import { ACT_KINDS, type ActKind, ROOM_KINDS, ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { ZONE_AXIS_PREFIX } from '../terms/axes.ts';
import type { HouseRule } from '../terms/house-rules.ts';
import type { Rule } from '../terms/mandate-set.ts';
import type { FactsVector, NearMiss, Outcome } from '../terms/outcome.ts';
import { setAt } from './decide.ts';
import { deriveActor } from './facts/actor.ts';
import { factsOf } from './facts/vector.ts';
import { draftOn, type State } from './state.ts';
import type { Room } from './step.ts';
import { SEVERITY } from './worst-moment.ts';

/** What somebody may do: one activity, at one place, now. */
export type MayRow = {
  /** A deed of the event, or a kind of the room's own acts. */
  readonly activity: string;
  /** The best over the purposes that were asked about. */
  readonly outcome: Outcome;
  /** The purposes with that outcome. */
  readonly purposes: readonly string[];
  /** All clauses that determine it for one of these purposes, sorted. */
  readonly clauses: readonly string[];
  readonly near: readonly NearMiss[];
  /** Room time (ms) at which the outcome changes by itself; null: nothing in sight. */
  readonly until: number | null;
};

/** So far ahead is looked for a change, and past so many edges. */
const LOOK_AHEAD_MS = 60 * DAY;
const EDGES_MAX = 64;

/** Kinds that need no permit, or whose deed is decided under its own activity. */
const NOT_BY_KIND: readonly ActKind[] = [...ROOM_KINDS, 'occurrence.report', 'deed.propose', 'deed.report'];

/**
 * What a person may do at a place (a leaf) now, by the mandate set in force and the facts of their present desk: every deed of the vocabulary and
 * every kind of the room's own acts. A deed is judged as one that begins and ends now; house rules that depend on what an act carries
 * (which request, which item) are not asked, so the act itself may still be refused; {@link previewOf} says whether it is. A release
 * is judged for the recipient and handling that fare best.
 * @param at room time, ms
 * @throws RangeError where nobody of this id was ever enrolled
 */
export function mayOf(
  room: Room,
  state: State,
  personId: string,
  { place, purpose }: { readonly place: string; readonly purpose?: string | undefined },
  at: number,
): MayRow[] {
  const { records } = draftOn(state);
  if (records.people.get(personId) === undefined) throw new RangeError(`nobody \`${personId}\` is enrolled`);
  const { vocabulary } = room.directory.scenario;
  const purposes = purpose === undefined ? [ROOM_PURPOSE, ...vocabulary.purposes.map(({ id }) => id)] : [purpose];
  const asking = new Asking(room, records, setAt(state, at, room), personId, { place, purposes, at });
  const kinds = ACT_KINDS.filter((kind) => !NOT_BY_KIND.includes(kind));
  return [...vocabulary.activities.map(({ id }) => id), ...kinds].map((activity) => asking.row(activity));
}

type Asked = { readonly place: string; readonly purposes: readonly string[]; readonly at: number };
type Best = Omit<MayRow, 'activity' | 'until'>;
type Variant = { readonly handling: string; readonly recipient: string };

class Asking {
  readonly #room: Room;
  readonly #records: Records;
  readonly #set: string;
  /** Sets that follow by themselves, as versions come into force that are ordered to, the first first. */
  readonly #ahead: readonly { readonly from: number; readonly set: string }[];
  readonly #actor: Actor;
  readonly #removed: boolean;
  readonly #asked: Asked;
  /** Rules that can speak of the actor's agency at all. */
  readonly #rules: readonly Rule[];
  readonly #zoneEdges: readonly number[];
  readonly #conferralEdges: readonly number[];
  readonly #clearanceEdges: readonly number[];

  constructor(room: Room, records: Records, set: string, person: string, asked: Asked) {
    const { directory, sets } = room;
    this.#room = room;
    this.#records = records;
    this.#set = set;
    this.#ahead = setsAhead(records, sets, asked.at);
    this.#asked = asked;
    this.#actor = deriveActor(records, directory, person, asked.at);
    this.#removed = records.people.get(person)?.removed !== null;
    const rules = [set, ...this.#ahead.map((next) => next.set)].flatMap((id) => sets.set(id).rules);
    this.#rules = rules.filter(({ agency }) => agency === null || agency.includes(this.#actor.agency));
    const zonesAt = (time: number) => JSON.stringify(directory.zones(asked.place, time));
    this.#zoneEdges = directory.zoneEdges.filter((edge) => zonesAt(edge) !== zonesAt(edge - 1));
    this.#conferralEdges = [...records.conferrals.lasting('to', person, asked.at)].flatMap(conferralSpan);
    this.#clearanceEdges = [...records.clearances.lasting('to', person, asked.at)].flatMap(clearanceSpan);
  }

  row(activity: string): MayRow {
    const rules = this.#rules.filter((rule) => rule.activity === null || rule.activity.includes(activity));
    const variants = activity === 'item.release' ? this.#variants(rules) : [];
    const now = this.#best(activity, variants, this.#asked.at);
    const edges = this.#edges(activity, rules);
    const until = edges.find((edge) => this.#best(activity, variants, edge).outcome !== now.outcome) ?? null;
    return { activity, ...now, until };
  }

  #best(activity: string, variants: readonly Variant[], time: number): Best {
    const base = this.#facts(activity, time);
    const set = this.#ahead.findLast(({ from }) => from <= time)?.set ?? this.#set;
    let best: { outcome: Outcome; purposes: string[]; clauses: string[]; near: readonly NearMiss[] } | undefined;
    for (const purpose of this.#asked.purposes) {
      for (const variant of variants.length === 0 ? [{}] : variants) {
        const { outcome, clauses, near } = this.#room.sets.decide(set, {
          ...base,
          axes: { ...base.axes, purpose, ...variant },
        });
        const rank = best === undefined ? -1 : SEVERITY[outcome] - SEVERITY[best.outcome];
        if (rank < 0) best = { outcome, purposes: [purpose], clauses: [...clauses], near };
        else if (rank === 0 && best !== undefined) {
          if (best.purposes.at(-1) !== purpose) best.purposes.push(purpose);
          best.clauses.push(...clauses);
        }
      }
    }
    if (best === undefined) throw new RangeError('asked about no purpose');
    return { ...best, clauses: [...new Set(best.clauses)].sort() };
  }

  #facts(activity: string, time: number): FactsVector {
    const subject = { activity, purpose: ROOM_PURPOSE, place: this.#asked.place };
    return factsOf(this.#records, this.#room.directory, this.#actor, subject, this.#broken(activity), time);
  }

  /** The house rules that refuse whatever an act carries. */
  #broken(activity: string): HouseRule[] {
    const isKind = (ACT_KINDS as readonly string[]).includes(activity);
    const deskless = isKind && definitionOf(activity as ActKind).deskless === true;
    return [
      ...(this.#actor.desk === null && !deskless ? (['R-02'] as const) : []),
      ...(this.#removed ? (['R-20'] as const) : []),
    ];
  }

  /** One recipient and handling for each set of them that all rules about releases treat alike. */
  #variants(rules: readonly Rule[]): Variant[] {
    const { axes } = this.#room.sets.set(this.#set).vocabulary;
    const [handlings, recipients] = ['handling', 'recipient'].map((axis) => {
      const alike = Map.groupBy(axes[axis] ?? [], (word) =>
        rules.map((rule) => rule.axes[axis]?.includes(word)).join(),
      );
      return [...alike.values()].flatMap(([first]) => first ?? []);
    });
    return (handlings ?? []).flatMap((handling) => (recipients ?? []).map((recipient) => ({ handling, recipient })));
  }

  /** Times ahead at which something that these rules read begins or ends, ascending. */
  #edges(activity: string, rules: readonly Rule[]): number[] {
    const { at } = this.#asked;
    const readsZones = rules.some(({ axes }) => Object.keys(axes).some((axis) => axis.startsWith(ZONE_AXIS_PREFIX)));
    const windows = rules.flatMap((rule) => rule.windows ?? []).flat();
    const times = [
      ...windows.filter((time) => time !== null),
      ...this.#ahead.map(({ from }) => from),
      ...(readsZones ? this.#zoneEdges : []),
      ...(this.#room.directory.power(activity) === null ? [] : this.#conferralEdges),
      ...(this.#room.directory.clearance(activity) === null ? [] : this.#clearanceEdges),
    ];
    const ahead = times.filter((time) => at < time && time <= at + LOOK_AHEAD_MS);
    return [...new Set(ahead)].sort((a, b) => a - b).slice(0, EDGES_MAX);
  }
}

/** The set at each moment ahead at which a version comes into force that is ordered to; as recompose.ts puts them together. */
function setsAhead({ mandates, drafts }: Records, sets: Room['sets'], at: number) {
  const inForce = new Map(
    [...mandates.values()].flatMap(({ id, digest, status }) => (status === 'in-force' ? [[id, digest] as const] : [])),
  );
  const due = [...drafts.values()].flatMap(({ mandate, digest, status, begins }) =>
    status === 'due' && begins !== null && begins > at ? [{ mandate, digest, begins }] : [],
  );
  return due
    .sort((a, b) => a.begins - b.begins)
    .map(({ mandate, digest, begins }) => {
      inForce.set(mandate, digest);
      return { from: begins, set: sets.compose([...inForce.values()].sort()) };
    });
}

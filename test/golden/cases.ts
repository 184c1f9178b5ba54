import { directoryOf, type EventDirectory } from '../../src/desk/directory.ts';
import { assembleSet } from '../../src/mandates/compile.ts';
import { type Decider, prepare } from '../../src/mandates/decider.ts';
import type { Scenario } from '../../src/mandates/scenario.ts';
import { leavesByPlace } from '../../src/mandates/vocabulary-words.ts';
import { ACT_KINDS, REGISTRAR_PREFIX, REGISTRAR_ROLE, ROOM_KINDS, ROOM_PURPOSE } from '../../src/terms/act-kinds.ts';
import { NONE, UNKNOWN, ZONE_AXIS_PREFIX } from '../../src/terms/axes.ts';
import type { MandateSet, Rule } from '../../src/terms/mandate-set.ts';
import type { ApprovalFact, FactsVector } from '../../src/terms/outcome.ts';

/** Somebody as the table knows them: what the roster attests, and the rooms whose desks their role entitles to. */
export type Somebody = {
  readonly agency: string;
  readonly component: string;
  readonly role: string;
  readonly rooms: readonly string[];
};

/** All that a decision of the table rests on. */
export type Deed = {
  readonly who: Pick<Somebody, 'agency' | 'component' | 'role'>;
  readonly activity: string;
  readonly room: string;
  readonly purpose: string;
  readonly place: string;
  /** Room time, ms. */
  readonly time: number;
  readonly conferral?: string;
  readonly accompaniment?: string;
  /** Does a clearance stand of what the activity needs one for? */
  readonly cleared?: boolean;
  readonly approval?: ApprovalFact;
  readonly recipient?: string;
  readonly handling?: string;
};

/** A scenario with a set of its mandates in force, ready to be asked. */
export type Asking = {
  readonly scenario: Scenario;
  readonly directory: EventDirectory;
  readonly set: MandateSet;
  readonly decider: Decider;
};

export function asking(scenario: Scenario, inForce = scenario.mandates.map(({ mandate }) => mandate)): Asking {
  const mandates = scenario.mandates.filter(({ mandate }) => inForce.includes(mandate));
  const { vocabulary, commitments } = scenario;
  const set = assembleSet({ vocabulary, mandates, commitments });
  return { scenario, directory: directoryOf(scenario, 'exercise'), set, decider: prepare(set) };
}

export function factsOfDeed({ directory }: Pick<Asking, 'directory'>, deed: Deed): FactsVector {
  const { who, activity, room, purpose, place, time } = deed;
  const { conferral = 'no', accompaniment = 'no', approval = 'none', recipient = NONE, handling = NONE } = deed;
  const direction = accompaniment === UNKNOWN ? UNKNOWN : accompaniment === 'yes' ? 'host' : 'own';
  const { agency, component, role } = who;
  const claimed = { component, role, room, purpose, place, recipient, handling };
  const clearance = directory.clearance(activity) === null ? 'not-needed' : deed.cleared === true ? 'held' : 'not-held';
  const derived = { accompaniment, conferral, direction, clearance, consent: 'not-needed' };
  return {
    agency,
    activity,
    approval,
    axes: { ...claimed, ...derived, ...directory.zones(place, time) },
    broken: [],
    time,
  };
}

/** Everybody of the roster once for each component and role, and each agency's registrar. */
export function everybody({ vocabulary, roster }: Scenario): Somebody[] {
  const found = new Map<string, Somebody>();
  for (const { agency, component, roles } of roster) {
    for (const role of roles) {
      const rooms = vocabulary.rooms.filter(({ desks }) => desks.some((desk) => desk.roles.includes(role)));
      found.set(`${component} ${role}`, { agency, component, role, rooms: [...rooms.map(({ id }) => id), NONE] });
    }
  }
  for (const { id } of vocabulary.agencies) {
    const registrar = { agency: id, component: UNKNOWN, role: REGISTRAR_ROLE, rooms: [NONE] };
    found.set(`${REGISTRAR_PREFIX}${id}`, registrar);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, somebody]) => somebody);
}

/** Kinds that need no permit, or whose deed is decided under its own activity. */
const NOT_DECIDED_BY_KIND = [...ROOM_KINDS, 'occurrence.report', 'deed.propose', 'deed.report'] as readonly string[];

/** The activities of the event, then the room's own acts. */
export function activitiesOf({ vocabulary }: Scenario): string[] {
  const kinds = ACT_KINDS.filter((kind) => !NOT_DECIDED_BY_KIND.includes(kind));
  return [...vocabulary.activities.map(({ id }) => id).sort(), ...[...kinds].sort()];
}

export function coerciveActivities({ vocabulary }: Scenario): string[] {
  return vocabulary.activities
    .filter(({ coerciveness }) => coerciveness === 'coercive')
    .map(({ id }) => id)
    .sort();
}

export function placesOf({ vocabulary }: Scenario): string[] {
  const leaves = new Set([...leavesByPlace(vocabulary.places).values()].flat());
  return [...leaves].sort();
}

export function purposesOf({ vocabulary }: Scenario): string[] {
  return [ROOM_PURPOSE, ...vocabulary.purposes.map(({ id }) => id)].sort();
}

/** The rules that can speak of this agency and activity at all. */
export function rulesAbout({ set }: Pick<Asking, 'set'>, agency: string, activity: string): Rule[] {
  return set.rules.filter(
    (rule) => (rule.agency?.includes(agency) ?? true) && (rule.activity?.includes(activity) ?? true),
  );
}

/** The first moment of each stretch of time in which time changes nothing, by these rules and the zones that they read. */
export function momentsOf({ directory }: Pick<Asking, 'directory'>, rules: readonly Rule[]): number[] {
  const readsZones = rules.some(({ axes }) => Object.keys(axes).some((axis) => axis.startsWith(ZONE_AXIS_PREFIX)));
  const edges = rules.flatMap(({ windows }) => (windows ?? []).flat()).filter((edge) => edge !== null);
  const sorted = [...new Set([...edges, ...(readsZones ? directory.zoneEdges : [])])].sort((a, b) => a - b);
  return [(sorted[0] ?? 1) - 1, ...sorted];
}

/** One word for each set of words that all these rules treat alike; a place also by the zones that it is in over time. */
export function representatives(
  asked: Pick<Asking, 'directory'>,
  rules: readonly Rule[],
  axis: string,
  words: readonly string[],
): string[][] {
  const moments = axis === 'place' ? momentsOf(asked, rules) : [];
  const alike = Map.groupBy(words, (word) => {
    const listed = rules.map(({ axes }) => axes[axis]?.includes(word) ?? true);
    const zones = moments.map((moment) => JSON.stringify(asked.directory.zones(word, moment)));
    return JSON.stringify([listed, zones]);
  });
  return [...alike.values()];
}

/** A registrar belongs to an agency and to none of its components. */
export function nameOf({ agency, component, role }: Pick<Somebody, 'agency' | 'component' | 'role'>): string {
  return `${component === 'unknown' ? agency : component} ${role}`;
}

import {
  ACT_KINDS,
  BUILT_IN_GROUPS,
  OPERATOR_ROLE,
  REGISTRAR_ROLE,
  ROOM_AGENCY,
  ROOM_PURPOSE,
} from '../terms/act-kinds.ts';
import { FIXED_AXES, NONE, ZONE_AXIS_PREFIX, ZONE_TOKENS } from '../terms/axes.ts';
import type { MandateSet, Standing } from '../terms/mandate-set.ts';
import type { Agency, Desk, Place, Room, Vocabulary } from './scenario.ts';

/** The words of a vocabulary, ready to be looked up. Build it once a vocabulary. */
export type VocabularyWords = {
  readonly vocabulary: Vocabulary;
  readonly agencies: ReadonlyMap<string, Agency>;
  /** Component to its agency's id. */
  readonly agencyOfComponent: ReadonlyMap<string, string>;
  /** The event's activities and all kinds of acts. */
  readonly activities: ReadonlySet<string>;
  /** Group to members; the built-in groups among them. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Place, or leaf `<id>.elsewhere`, to the leaves it means, sorted. */
  readonly leaves: ReadonlyMap<string, readonly string[]>;
  readonly rooms: ReadonlyMap<string, Room>;
  readonly desks: ReadonlyMap<string, { readonly desk: Desk; readonly room: Room }>;
  /** The executive powers that a conferral can name. */
  readonly powers: ReadonlySet<string>;
  /** Axis to its known words, sorted: as they stand in a mandate set. */
  readonly axes: ReadonlyMap<string, readonly string[]>;
};

/** All words of a vocabulary by what they are: those it writes and those that every vocabulary has. */
export function wordsOf(vocabulary: Vocabulary): VocabularyWords {
  const agencies = new Map(vocabulary.agencies.map((agency) => [agency.id, agency]));
  const agencyOfComponent = new Map<string, string>();
  for (const agency of vocabulary.agencies) {
    for (const component of agency.components) agencyOfComponent.set(component.id, agency.id);
  }
  const leaves = leavesByPlace(vocabulary.places);
  const desks = new Map<string, { desk: Desk; room: Room }>();
  for (const room of vocabulary.rooms) for (const desk of room.desks) desks.set(desk.id, { desk, room });
  const powers = vocabulary.activities.flatMap(({ power }) => (power === null ? [] : [power]));
  return {
    vocabulary,
    agencies,
    agencyOfComponent,
    activities: new Set([...vocabulary.activities.map(({ id }) => id), ...ACT_KINDS]),
    groups: new Map([
      ...Object.entries(BUILT_IN_GROUPS),
      ...vocabulary.activityGroups.map(({ id, members }) => [id, members] as const),
    ]),
    leaves,
    rooms: new Map(vocabulary.rooms.map((room) => [room.id, room])),
    desks,
    powers: new Set(powers),
    axes: axesOf(vocabulary, [...agencyOfComponent.keys()], leaves),
  };
}

/** The vocabulary as it stands in a mandate set (docs/formats.md §8). */
export function vocabularyOfSet(words: VocabularyWords): MandateSet['vocabulary'] {
  const agencies: Record<string, { standing: Standing }> = { [ROOM_AGENCY]: { standing: 'room' } };
  for (const agency of words.agencies.values()) agencies[agency.id] = { standing: agency.standing };
  const activities: Record<string, MandateSet['vocabulary']['activities'][string]> = {};
  for (const kind of ACT_KINDS) {
    const safety = kind === 'alert.raise' ? 'everyone' : kind === 'declaration.make' ? 'host' : 'none';
    activities[kind] = { coercive: false, power: null, safety };
  }
  for (const { id, coerciveness, power, safety } of words.vocabulary.activities) {
    activities[id] = { coercive: coerciveness === 'coercive', power, safety };
  }
  const { id, version } = words.vocabulary;
  return { id, version, agencies, activities, axes: Object.fromEntries(words.axes) };
}

/** A place with children has a leaf of its own: what lies in it and in none of them. */
export function elsewhereIn(place: string): string {
  return `${place}.elsewhere`;
}

/** Sorted by code unit, each once: the order that sets and rules are hashed in. */
export function sortedWords(words: Iterable<string>): string[] {
  return [...new Set(words)].sort();
}

/**
 * Each place, and each leaf `<id>.elsewhere`, to the leaves it means, sorted.
 * INVARIANT: the tree has no cycle; `checkVocabulary` refuses one before anything calls this.
 */
export function leavesByPlace(places: readonly Place[]): ReadonlyMap<string, readonly string[]> {
  const within = new Map(places.map((place) => [place.id, place.within]));
  const parents = new Set(within.values());
  const meant = places.flatMap(({ id }) => {
    const leaf = parents.has(id) ? elsewhereIn(id) : id;
    return [...new Set([leaf, ...upFrom(id, within)])].map((place) => ({ place, leaf }));
  });
  const byPlace = Map.groupBy(meant, ({ place }) => place);
  return new Map([...byPlace].map(([place, those]) => [place, those.map(({ leaf }) => leaf).sort()]));
}

/** A place, the one that it lies within, and so on to the whole. */
function upFrom(id: string, within: ReadonlyMap<string, string | null>): string[] {
  const above = within.get(id) ?? null;
  return above === null ? [id] : [id, ...upFrom(above, within)];
}

function axesOf(vocabulary: Vocabulary, components: readonly string[], leaves: ReadonlyMap<string, readonly string[]>) {
  const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
  const axes: [string, readonly string[]][] = [
    ...Object.entries(FIXED_AXES),
    ['component', components],
    ['place', [...leaves.values()].flat()],
    ['purpose', [...ids(vocabulary.purposes), ROOM_PURPOSE]],
    ['recipient', [...components, NONE]],
    ['role', [...ids(vocabulary.roles), REGISTRAR_ROLE, OPERATOR_ROLE]],
    ['room', [...ids(vocabulary.rooms), NONE]],
    ...vocabulary.zoneKinds.map((kind): [string, readonly string[]] => [`${ZONE_AXIS_PREFIX}${kind}`, ZONE_TOKENS]),
  ];
  return new Map(axes.map(([axis, words]) => [axis, sortedWords(words)]));
}

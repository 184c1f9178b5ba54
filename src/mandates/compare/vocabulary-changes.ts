import type { Named, Place, Vocabulary } from '../scenario.ts';
import { type ChangeOf, changesIn, type Fields } from './in-words.ts';

/** What a vocabulary has, in the order in which differences are told. `vocabulary` is the document itself. */
export const VOCABULARY_KINDS = [
  'vocabulary',
  'agency',
  'component',
  'office',
  'role',
  'activity',
  'activity-group',
  'purpose',
  'place',
  'room',
  'desk',
  'incident-category',
  'zone-kind',
  'zone',
  'phase',
] as const;
export type VocabularyKind = (typeof VOCABULARY_KINDS)[number];

/** A word that only one of two vocabularies has, or that means something else in them; a desk is of its room by its id. */
export type VocabularyChange = ChangeOf<VocabularyKind>;

/**
 * Every difference of two vocabularies. Decisions on the same words may change through each: words are expanded into clauses as they are read, and places
 * and times into zones as they are decided on. The order of words is none.
 */
export function changesOfVocabulary(before: Vocabulary, after: Vocabulary): VocabularyChange[] {
  const of = <Kind extends VocabularyKind, Thing extends { readonly id: string }>(
    kind: Kind,
    listed: (vocabulary: Vocabulary) => readonly Thing[],
    fieldsOf: (thing: Thing) => Fields,
  ) => changesIn(kind, listed(before), listed(after), { idOf: ({ id }) => id, textOf: nameOf, fieldsOf });
  return [
    // Whatever each is called, there is one of them.
    ...changesIn('vocabulary', [before], [after], {
      idOf: () => after.id,
      textOf: nameOf,
      fieldsOf: ({ id, version }) => ({ id, version }),
    }),
    ...of(
      'agency',
      ({ agencies }) => agencies,
      ({ id: _, components, ...rest }) => rest,
    ),
    ...of('component', ({ agencies }) => agencies.flatMap(({ components }) => components), named),
    ...of(
      'office',
      ({ offices }) => offices,
      ({ id: _, ...rest }) => rest,
    ),
    ...of('role', ({ roles }) => roles, named),
    ...of(
      'activity',
      ({ activities }) => activities,
      ({ id: _, ...rest }) => rest,
    ),
    ...of(
      'activity-group',
      ({ activityGroups }) => activityGroups,
      ({ members }) => ({ members }),
    ),
    ...of('purpose', ({ purposes }) => purposes, named),
    ...of('place', ({ places }) => places, fieldsOfPlace),
    ...of(
      'room',
      ({ rooms }) => rooms,
      ({ id: _, desks, ...rest }) => rest,
    ),
    ...of(
      'desk',
      ({ rooms }) => rooms.flatMap(({ desks }) => desks),
      ({ id: _, ...rest }) => rest,
    ),
    ...of(
      'incident-category',
      ({ incidentCategories }) => incidentCategories.map(bare),
      () => ({}),
    ),
    ...of(
      'zone-kind',
      ({ zoneKinds }) => zoneKinds.map(bare),
      () => ({}),
    ),
    ...of(
      'zone',
      ({ zones }) => zones,
      ({ id: _, leaves, ...rest }) => rest,
    ),
    ...of(
      'phase',
      ({ phases }) => phases,
      ({ id: _, ...rest }) => rest,
    ),
  ];
}

const named = ({ name }: Named): Fields => ({ name });

/** Degrees are fractions, which canonical JSON has none of: they are compared as they are written. */
function fieldsOfPlace({ id: _, position, ...rest }: Place): Fields {
  return { ...rest, position: position === null ? null : position.join(', ') };
}

/** A word that is nothing but its id. */
const bare = (id: string) => ({ id });

function nameOf({ id, name = id }: { readonly id: string; readonly name?: string }): string {
  return name;
}

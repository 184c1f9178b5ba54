import * as z from 'zod';
import { Line } from '../terms/act.ts';
import { COERCIVENESS, SAFETY, STANDINGS } from '../terms/mandate-set.ts';
import { DottedId, Id, IsoTime, known, LetteredId, readPart } from './document-schema.ts';
import type { Vocabulary, Zone } from './scenario.ts';
import { checkVocabulary } from './vocabulary-check.ts';
import { leavesByPlace, sortedWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

const NamedSchema = known({ id: Id, name: Line });
const Degrees = (max: number) => z.number().min(-max).max(max);
/** A place in a zone: a node, or the leaf `<id>.elsewhere` of one. */
const PlaceWord = z.union([Id, DottedId], { error: 'the id of a place' });
/** Length limits keep the checks below, some of which compare each with each other, in bounds. */
const list = <T extends z.ZodType>(item: T, max = 500) => z.array(item).max(max);

const AgencySchema = known({
  id: Id,
  name: Line,
  state: Id.nullable(),
  standing: z.enum(STANDINGS).exclude(['room']),
  components: list(known({ id: DottedId, name: Line })).min(1),
});

const ActivitySchema = known({
  id: Id,
  name: Line,
  coerciveness: z.enum(COERCIVENESS),
  power: Id.nullable().default(null),
  safety: z.enum(SAFETY),
});

const PlaceSchema = known({
  id: Id,
  name: Line,
  within: Id.nullable(),
  position: z
    .tuple([Degrees(90), Degrees(180)])
    .nullable()
    .default(null),
  approximate: z.boolean().default(false),
  source: LetteredId.nullable().default(null),
});

const RoomSchema = known({
  id: Id,
  name: Line,
  owner: Id,
  place: PlaceWord,
  desks: list(
    known({ id: DottedId, name: Line, roles: list(Id).min(1), agencies: list(Id).min(1).nullable().default(null) }),
  ).min(1),
});

const ZoneSchema = known({
  id: Id,
  kind: Id,
  places: list(PlaceWord).min(1),
  from: IsoTime.nullable(),
  until: IsoTime.nullable(),
  source: LetteredId.nullable().default(null),
});

/** vocabulary.yaml (docs/scenario-documents.md). */
const VocabularySchema = known({
  vocabulary: Id,
  version: z.int().min(1),
  agencies: list(AgencySchema).min(1),
  offices: list(known({ id: Id, name: Line, agency: Id.nullable() })).default([]),
  roles: list(NamedSchema).min(1),
  activities: list(ActivitySchema).min(1),
  activityGroups: list(known({ id: Id, members: list(z.string().min(1)).min(1) })).default([]),
  purposes: list(NamedSchema),
  places: list(PlaceSchema, 2_000).min(1),
  rooms: list(RoomSchema).min(1),
  incidentCategories: list(Id),
  zoneKinds: list(Id, 50).default([]),
  zones: list(ZoneSchema, 5_000).default([]),
  phases: list(known({ id: Id, from: IsoTime, until: IsoTime })).default([]),
});

export type VocabularyText = z.infer<typeof VocabularySchema>;

/** The vocabulary of an event, or undefined where its document has problems (they are noted in it). */
export function readVocabulary(
  document: YamlDocument,
  sources: ReadonlySet<string> | undefined,
): Vocabulary | undefined {
  const text = readPart(document, [], VocabularySchema);
  if (text === undefined) return undefined;
  checkVocabulary(document, text, sources);
  if (document.problems.length > 0) return undefined;
  const { vocabulary: id, zones, ...rest } = text;
  const leaves = leavesByPlace(rest.places);
  const expanded = zones.map(
    (zone): Zone => ({ ...zone, leaves: sortedWords(zone.places.flatMap((place) => leaves.get(place) ?? [])) }),
  );
  return { id, ...rest, zones: expanded };
}

import * as z from 'zod';
import { Line } from '../terms/act.ts';
import { CLEARED } from '../terms/axes.ts';
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
  state: Id.nullable().describe('The state it belongs to; null for an international body.'),
  standing: z
    .enum(STANDINGS)
    .exclude(['room'])
    .describe('`host-authority` (exactly one), `host`, `organiser` or `guest`.'),
  components: list(known({ id: DottedId.describe('Always `<agency>.<component>`.'), name: Line })).min(1),
});

const ActivitySchema = known({
  id: Id,
  name: Line.describe('A verb, as in “may vet a risk”.'),
  coerciveness: z.enum(COERCIVENESS),
  power: Id.nullable().default(null).describe('The executive power that it uses; never null where it is coercive.'),
  clearance: z
    .enum(CLEARED)
    .nullable()
    .default(null)
    .describe(
      'Of what the host’s clearance is needed for it: of the person, a weapon or a vehicle. Left out: of nothing.',
    ),
  safety: z.enum(SAFETY).describe('Who may do it whatever the mandates say, because lives depend on it (R-22).'),
});

const PlaceSchema = known({
  id: Id,
  name: Line,
  within: Id.nullable().describe('The place that it is a part of; null for the whole.'),
  position: z
    .tuple([Degrees(90), Degrees(180)])
    .nullable()
    .default(null)
    .describe('Latitude and longitude in degrees (WGS 84).'),
  approximate: z.boolean().default(false),
  source: LetteredId.nullable().default(null),
});

const DeskSchema = known({
  id: DottedId.describe('Always `<room>.<desk>`; one holder at a time.'),
  name: Line,
  roles: list(Id).min(1).describe('As what somebody sits here.'),
  agencies: list(Id).min(1).nullable().default(null).describe('Whose people may hold it; left out: the owner’s side.'),
});

const RoomSchema = known({
  id: Id,
  name: Line,
  owner: Id.describe('An agency.'),
  place: PlaceWord.describe('A place without parts.'),
  desks: list(DeskSchema).min(1),
});

const ZoneSchema = known({
  id: Id,
  kind: Id.describe('One of `zoneKinds`.'),
  places: list(PlaceWord).min(1),
  from: IsoTime.nullable(),
  until: IsoTime.nullable(),
  source: LetteredId.nullable().default(null),
});

/** vocabulary.yaml (docs/scenario-documents.md). */
export const VocabularySchema = known({
  vocabulary: Id.describe('The id of the vocabulary.'),
  version: z.int().min(1).describe('Raised with every change: a mandate is expanded to the words of one version.'),
  agencies: list(AgencySchema).min(1),
  offices: list(known({ id: Id, name: Line, agency: Id.nullable() }))
    .default([])
    .describe('Offices whose public statements may be registered.'),
  roles: list(NamedSchema).min(1),
  activities: list(ActivitySchema).min(1).describe('Deeds; the room’s own acts are words already.'),
  activityGroups: list(known({ id: Id, members: list(z.string().min(1)).min(1) }))
    .default([])
    .describe('Names for lists: a clause writes `group:<id>`.'),
  purposes: list(NamedSchema).describe('Purposes of immigration control cannot be written.'),
  places: list(PlaceSchema, 2_000).min(1).describe('A tree; a place with parts has one more, `<id>.elsewhere`.'),
  rooms: list(RoomSchema).min(1),
  incidentCategories: list(Id),
  zoneKinds: list(Id, 50).default([]).describe('Each is an axis of its own.'),
  zones: list(ZoneSchema, 5_000).default([]),
  phases: list(known({ id: Id, from: IsoTime, until: IsoTime }))
    .default([])
    .describe('Windows that clauses can name.'),
}).meta({
  title: 'The vocabulary of an event',
  description:
    'All words that its mandates, commitments and acts are written with. It is closed: no other word is known.',
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

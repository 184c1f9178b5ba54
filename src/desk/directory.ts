import { sha256Hex } from '../base/digest.ts';
import { LIMITS } from '../base/limits.ts';
import { assumptionsIn, documentDigest } from '../mandates/compile.ts';
import { permittedAgencies } from '../mandates/holder-side.ts';
import { isInLocalHours } from '../mandates/local-hours.ts';
import { mandateReader } from '../mandates/mandate-text.ts';
import { openAxesOf } from '../mandates/open-axes.ts';
import type { Problem } from '../mandates/problem.ts';
import { retentionFacts } from '../mandates/retention.ts';
import type { MandateDocument, Scenario } from '../mandates/scenario.ts';
import type { Directory, MandateFacts } from '../matters/definition.ts';
import type { Mode } from '../terms/act.ts';
import { ACT_KINDS, ROOM_AGENCY } from '../terms/act-kinds.ts';
import { UNKNOWN, ZONE_AXIS_PREFIX } from '../terms/axes.ts';
import type { Coerciveness, Safety, Standing } from '../terms/mandate-set.ts';

/** The event's vocabulary as lookups, with what the facts need beyond what matters see. Constant while the room runs. */
export type EventDirectory = Directory & {
  readonly scenario: Scenario;
  readonly places: ReadonlySet<string>;
  /** `room` for the room's own acts, else the coerciveness. */
  activityClass(activity: string): 'room' | Coerciveness;
  /** `inside` or `outside` for each kind of zone at a place and time; `unknown` where the place is. */
  zones(place: string, time: number): Readonly<Record<string, string>>;
  /** Times at which a zone begins or ends, ascending. */
  readonly zoneEdges: readonly number[];
  document(digest: string): MandateDocument | undefined;
  /** The document that {@link Directory.readMandate} tells of. */
  readDrafted(text: string): MandateDocument | string;
};

/** The lookups of a checked scenario, for a room of this mode. */
export function directoryOf(scenario: Scenario, mode: Mode): EventDirectory {
  const { vocabulary } = scenario;
  const agencies = new Map(vocabulary.agencies.map((agency) => [agency.id, agency]));
  const rooms = new Map(vocabulary.rooms.map((room) => [room.id, room]));
  const desks = new Map(
    vocabulary.rooms.flatMap((room) =>
      room.desks.map((desk) => [desk.id, { room: room.id, roles: desk.roles }] as const),
    ),
  );
  const activities = new Map(vocabulary.activities.map((activity) => [activity.id, activity]));
  const offices = new Map(vocabulary.offices.map((office) => [office.id, office]));
  const documents = new Map(scenario.mandates.map((document) => [documentDigest(document), document]));
  const mandates = new Map<string, MandateFacts>();
  for (const [digest, document] of documents) {
    mandates.set(`${document.mandate}@${document.version}`, mandateFacts(digest, document, scenario));
  }
  const readText = mandateReader(scenario);
  const drafted = remembered(LIMITS.draftsRemembered, (text) => {
    const read = readText(text);
    if (!read.ok) return firstProblem(read.problems);
    const { document } = read;
    return { document, facts: mandateFacts(documentDigest(document), document, scenario) };
  });
  return {
    scenario,
    mode,
    rootMandate: scenario.rootMandate,
    places: leavesOf(scenario),
    standing: (agency): Standing | undefined => (agency === ROOM_AGENCY ? 'room' : agencies.get(agency)?.standing),
    desk: (id) => desks.get(id),
    mayHold: (desk, agency) => holdersOf(scenario, desk).has(agency),
    room: (id) => rooms.get(id),
    office: (id) => offices.get(id),
    sources: scenario.sources.map(({ id }) => id),
    incidentCategories: vocabulary.incidentCategories,
    powers: [...new Set(vocabulary.activities.flatMap(({ power }) => power ?? []))],
    injects: scenario.injects.map(({ id }) => id),
    retention: scenario.retention === null ? undefined : retentionFacts(scenario.retention),
    isComponentOf: (component, agency) => agencies.get(agency)?.components.some(({ id }) => id === component) === true,
    safety: (activity): Safety => activities.get(activity)?.safety ?? 'none',
    power: (activity) => activities.get(activity)?.power ?? null,
    uses: (power) => vocabulary.activities.filter((activity) => activity.power === power).map(({ id }) => id),
    activityClass: (activity) =>
      (ACT_KINDS as readonly string[]).includes(activity) ? 'room' : (activities.get(activity)?.coerciveness ?? 'none'),
    clearance: (activity) => activities.get(activity)?.clearance ?? null,
    needing: (cleared) => vocabulary.activities.flatMap(({ id, clearance }) => (clearance === cleared ? [id] : [])),
    commitments: scenario.commitments.flatMap(({ id, form }) => (form === 'rule' ? [id] : [])),
    ofSameState: (id) => sameState(vocabulary.agencies, id),
    holder: (id) => scenario.mandates.find(({ mandate }) => mandate === id)?.holder,
    mandate: (id, version) => mandates.get(`${id}@${version}`),
    readMandate(text) {
      const read = drafted(text);
      return typeof read === 'string' ? read : read.facts;
    },
    readDrafted(text) {
      const read = drafted(text);
      return typeof read === 'string' ? read : read.document;
    },
    document: (digest) => documents.get(digest),
    zones: zonesOf(scenario),
    zoneEdges: vocabulary.zones.flatMap(({ from, until }) => [from ?? [], until ?? []].flat()).sort((a, b) => a - b),
  };
}

/**
 * The agencies whose people may hold a desk: those it names; else of a host's room all of the host's, and of another's room those of its
 * owner's state. A role alone does not do it, for each agency's registrar gives roles to its own people.
 */
function holdersOf({ vocabulary }: Scenario, id: string): ReadonlySet<string> {
  const room = vocabulary.rooms.find(({ desks }) => desks.some((desk) => desk.id === id));
  const named = room?.desks.find((desk) => desk.id === id)?.agencies;
  if (named != null) return new Set(named);
  const owner = vocabulary.agencies.find((agency) => agency.id === room?.owner);
  const isHosts = owner?.standing === 'host-authority' || owner?.standing === 'host';
  const holders = vocabulary.agencies.filter(({ id: agency, state, standing }) => {
    if (isHosts) return standing === 'host-authority' || standing === 'host';
    return agency === owner?.id || (state !== null && state === owner?.state && standing === owner.standing);
  });
  return new Set(holders.map((agency) => agency.id));
}

/**
 * A pure reading of texts that does each once, and forgets those that were longest not asked for. The edge, the decision and the plan of one act ask for the
 * same text, and it takes long.
 */
function remembered<Read>(max: number, read: (text: string) => Read): (text: string) => Read {
  const known = new Map<string, Read>();
  return (text) => {
    const digest = sha256Hex(text);
    const found = known.get(digest) ?? read(text);
    known.delete(digest);
    known.set(digest, found);
    const [oldest] = known.keys();
    if (known.size > max && oldest !== undefined) known.delete(oldest);
    return found;
  };
}

/** Of this very process, which read the documents: one property of the runtime, the same until it ends. */
const TIME_ZONES = process.versions.tz ?? 'not stated';

function mandateFacts(digest: string, document: MandateDocument, { questions }: Scenario): MandateFacts {
  return {
    id: document.mandate,
    version: document.version,
    digest,
    holder: document.holder,
    permits: permittedAgencies(document),
    until: document.until,
    restsOnAssumption: assumptionsIn(document).length > 0,
    openAxes: openAxesOf(document, questions).map(({ axis }) => axis),
    ...(document.clauses.some(isInLocalHours) ? { timeZones: TIME_ZONES } : {}),
  };
}

function sameState(agencies: Scenario['vocabulary']['agencies'], id: string): readonly string[] {
  const own = agencies.find((agency) => agency.id === id);
  const isSame = ({ state, standing }: Scenario['vocabulary']['agencies'][number]) =>
    state !== null && state === own?.state && standing === own.standing;
  return [...new Set([id, ...agencies.filter(isSame).map((agency) => agency.id)])];
}

/** The first problem of a text with its line and rule, and how many more there are. */
function firstProblem(problems: readonly Problem[]): string {
  const [first, ...more] = problems;
  if (first === undefined) return 'it is no mandate';
  return `line ${first.line}: ${first.message} (${first.rule}${more.length === 0 ? '' : `, and ${more.length} more`})`;
}

/** Places without children, and for each place with children the leaf "elsewhere in it". */
function leavesOf({ vocabulary }: Scenario): ReadonlySet<string> {
  const parents = new Set(vocabulary.places.flatMap(({ within }) => within ?? []));
  return new Set(vocabulary.places.map(({ id }) => (parents.has(id) ? `${id}.elsewhere` : id)));
}

function zonesOf({ vocabulary }: Scenario): EventDirectory['zones'] {
  const places = vocabulary.zones.map((zone) => ({ ...zone, leaves: new Set(zone.leaves) }));
  return (place, time) => {
    const axes: Record<string, string> = {};
    for (const kind of vocabulary.zoneKinds) {
      const inside = places.some(
        (zone) =>
          zone.kind === kind &&
          zone.leaves.has(place) &&
          (zone.from === null || zone.from <= time) &&
          (zone.until === null || time < zone.until),
      );
      axes[`${ZONE_AXIS_PREFIX}${kind}`] = place === UNKNOWN ? UNKNOWN : inside ? 'inside' : 'outside';
    }
    return axes;
  };
}

import { decideAskedDeed } from '../desk/asked-deed.ts';
import type { AccessPort, Decided, Question } from '../gateways/authzen/port.ts';
import { isOfHost, type Viewer } from '../views/audience.ts';
import type { ClauseBook } from './api/clause-book.ts';
import type { OpenRoom } from './room.ts';

/** A wider zone is asked about place by place: every place is a decision of its own. */
const ZONE_PLACES_MAX = 16;
/** What no approval was ever given to, where the caller says no words of the deed. */
const NO_WORDS = 'not said';

const NOBODY = 'the subject is nobody whom this reader may ask about';
const NOWHERE = `the resource is no place, room or zone of this event, or a zone of more than ${ZONE_PLACES_MAX} places`;
const NO_WORD =
  'the action is no deed of the vocabulary, or the purpose, time or words are not ones that an act can claim';
const NO_PURPOSE = 'no purpose is claimed';

/** What of a room answers questions. */
export type AskedRoom = Pick<OpenRoom, 'directory' | 'sets' | 'origin' | 'roomNow'> & {
  readonly readable: Pick<OpenRoom['readable'], 'state' | 'setInForce'>;
};

/** The desk as the gateways to it see it (gateways/authzen/), for one reader, on committed records as they are now. */
export function accessOf(room: AskedRoom, viewer: Viewer, book: ClauseBook): AccessPort {
  const { directory, readable } = room;
  const { vocabulary } = directory.scenario;
  const mayAskAbout = (id: string) => isAskable(viewer, id, readable.state.get('people', id)?.agency);
  const outside = (reason: string): Decided => {
    // Nothing that is unknown is in any clause: what is not stated is outside.
    return { outcome: 'outside', clauses: [], set: readable.setInForce() ?? '', reason };
  };
  return {
    // An answer that takes its time is of the records as they are at each of its decisions.
    get now() {
      return room.roomNow();
    },
    decide({ person, where, purpose, what = NO_WORDS, ...claimed }: Question): Decided {
      const places = placesOf(room, where);
      if (places === undefined) return outside(NOWHERE);
      if (purpose === undefined) return outside(NO_PURPOSE);
      if (!mayAskAbout(person)) return outside(NOBODY);
      const deed = { ...claimed, person, purpose, places, what };
      const decided = decideAskedDeed(room, readable.state, room.origin, deed, room.roomNow());
      if ('refused' in decided) return outside(NO_WORD);
      const { outcome, clauses, set } = decided;
      return { outcome, clauses, set, reason: book.told(decided).en };
    },
    decisions: ({ where, from, until }) => (placesOf(room, where)?.length ?? 1) * momentsOf(room, from, until),
    people: () => [...readable.state.values('people')].flatMap(({ id }) => (mayAskAbout(id) ? [id] : [])).sort(),
    resources(type) {
      if (type === 'place') return [...directory.places].sort();
      const words = type === 'room' ? vocabulary.rooms : type === 'zone' ? vocabulary.zones : [];
      return words.map(({ id }) => id).sort();
    },
    activities: () => vocabulary.activities.map(({ id }) => id).sort(),
  };
}

/**
 * Whom a reader may ask about: themselves; who takes part, their own agency's people; who is of the host, everybody. A decision tells of desk, company,
 * conferrals and approvals of the person, which are shown to these and to nobody else (views/audience.ts).
 * @param agency of the person; undefined where nobody of this id was ever enrolled
 */
function isAskable(viewer: Viewer, person: string, agency: string | undefined): boolean {
  if (agency === undefined) return false;
  return person === viewer.person || (viewer.admitted && (isOfHost(viewer) || agency === viewer.agency));
}

/** Leaves at which a deed is asked about; undefined where the words mean none. */
function placesOf({ directory }: AskedRoom, { type, id }: Question['where']): readonly string[] | undefined {
  const { zones } = directory.scenario.vocabulary;
  if (type === 'place') return directory.places.has(id) ? [id] : undefined;
  const found = type === 'room' ? [directory.room(id)?.place ?? []].flat() : type === 'zone' ? leavesOf(zones, id) : [];
  return found.length === 0 || found.length > ZONE_PLACES_MAX ? undefined : found;
}

/** Moments at which a deed of this time is decided, as the desk counts them (src/desk/worst-moment.ts). */
function momentsOf({ readable, sets, directory, roomNow }: AskedRoom, from: number, until: number): number {
  const set = readable.setInForce();
  const first = Math.max(from, roomNow());
  const edges = [...(set === undefined ? [] : sets.edges(set)), ...directory.zoneEdges];
  return 1 + new Set(edges.filter((time) => first < time && time < until)).size;
}

function leavesOf(zones: readonly { readonly id: string; readonly leaves: readonly string[] }[], id: string) {
  return zones.find((zone) => zone.id === id)?.leaves ?? [];
}

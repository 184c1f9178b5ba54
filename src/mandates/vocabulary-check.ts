import {
  ACT_KINDS,
  BUILT_IN_GROUPS,
  OPERATOR_ROLE,
  REGISTRAR_ROLE,
  ROOM_AGENCY,
  ROOM_PURPOSE,
} from '../terms/act-kinds.ts';
import { type Path, quoted } from './problem.ts';
import { assemblyStem, immigrationStem } from './refused-words.ts';
import type { VocabularyText } from './vocabulary.ts';
import type { YamlDocument } from './yaml-document.ts';

/**
 * What a schema cannot say about a vocabulary: ids once each, a tree of places, exactly one host authority, every word that is
 * used is defined, and the words that are refused.
 * @param sources ids of scenario.yaml, or undefined where that could not be read
 */
export function checkVocabulary(
  document: YamlDocument,
  text: VocabularyText,
  sources: ReadonlySet<string> | undefined,
): void {
  const check = new VocabularyCheck(document, text, sources);
  check.ids();
  check.agencies();
  check.activities();
  check.refused();
  check.places();
  check.rooms();
  check.zonesAndPhases();
}

/** Words that have a meaning of their own wherever a list of words stands. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(['any', 'none', 'not', 'unknown', 'everyone', 'guests']);
const RESERVED_ROLES: ReadonlySet<string> = new Set([REGISTRAR_ROLE, OPERATOR_ROLE]);
const RESERVED_PURPOSES: ReadonlySet<string> = new Set([ROOM_PURPOSE]);
/** `operator` and `timer` act for the agency `room`; no agency of an event is called so. */
const RESERVED_AGENCIES: ReadonlySet<string> = new Set([ROOM_AGENCY]);

const ACT_KIND_WORDS: ReadonlySet<string> = new Set(ACT_KINDS);

class VocabularyCheck {
  readonly #document: YamlDocument;
  readonly #text: VocabularyText;
  readonly #sources: ReadonlySet<string> | undefined;
  readonly #agencies: ReadonlySet<string>;
  readonly #parents: ReadonlySet<string>;
  readonly #places: ReadonlySet<string>;

  constructor(document: YamlDocument, text: VocabularyText, sources: ReadonlySet<string> | undefined) {
    this.#document = document;
    this.#text = text;
    this.#sources = sources;
    this.#agencies = idsOf(text.agencies);
    this.#parents = new Set(text.places.flatMap(({ within }) => (within === null ? [] : [within])));
    this.#places = new Set([...idsOf(text.places), ...[...this.#parents].map((place) => `${place}.elsewhere`)]);
  }

  ids(): void {
    const text = this.#text;
    this.#unique(['agencies'], text.agencies, RESERVED_AGENCIES);
    this.#unique(['offices'], text.offices);
    this.#unique(['roles'], text.roles, RESERVED_ROLES);
    this.#unique(['activities'], text.activities);
    this.#unique(['activityGroups'], text.activityGroups, new Set(Object.keys(BUILT_IN_GROUPS)));
    this.#unique(['purposes'], text.purposes, RESERVED_PURPOSES);
    this.#unique(['places'], text.places);
    this.#unique(['rooms'], text.rooms);
    this.#unique(
      ['incidentCategories'],
      text.incidentCategories.map((id) => ({ id })),
    );
    this.#unique(
      ['zoneKinds'],
      text.zoneKinds.map((id) => ({ id })),
    );
    this.#unique(['zones'], text.zones);
    this.#unique(['phases'], text.phases);
  }

  agencies(): void {
    const { agencies, offices } = this.#text;
    const authorities = agencies.flatMap(({ standing }, n) => (standing === 'host-authority' ? [n] : []));
    if (authorities.length === 0) {
      this.#document.report(
        ['agencies'],
        'one-host-authority',
        'no agency has the standing `host-authority`; exactly one must',
      );
    }
    for (const n of authorities.slice(1)) {
      const message = `a second \`host-authority\`, ${quoted(agencies[n]?.id)}; exactly one agency has this standing`;
      this.#document.report(['agencies', n, 'standing'], 'one-host-authority', message);
    }
    for (const [n, agency] of agencies.entries())
      this.#partsOf(['agencies', n, 'components'], agency.id, agency.components);
    for (const [n, { agency }] of offices.entries()) {
      if (agency !== null) this.#known(['offices', n, 'agency'], 'agency', agency, this.#agencies);
    }
  }

  activities(): void {
    const { activities, activityGroups } = this.#text;
    for (const [n, activity] of activities.entries()) {
      const path = ['activities', n];
      const coercive = activity.coerciveness === 'coercive';
      if (coercive && activity.power === null) {
        const message = `the coercive activity ${quoted(activity.id)} must name the \`power\` it uses`;
        this.#document.report(path, 'coercive-power', message);
      }
      if (coercive && activity.safety !== 'none') {
        const message = `the coercive activity ${quoted(activity.id)} cannot be a safety act: R-22 would let it pass every rule`;
        this.#document.report([...path, 'safety'], 'coercive-safety', message);
      }
    }
    for (const [n, { id, clearance, safety }] of activities.entries()) {
      if (clearance === null || safety !== 'everyone') continue;
      const message = `the safety act ${quoted(id)} cannot need a clearance: R-22 lets everyone do it without`;
      this.#document.report(['activities', n, 'clearance'], 'clearance-safety', message);
    }
    const words = new Set([...idsOf(activities), ...ACT_KINDS]);
    for (const [n, group] of activityGroups.entries()) {
      for (const [m, member] of group.members.entries()) {
        this.#known(['activityGroups', n, 'members', m], 'activity', member, words);
      }
    }
  }

  refused(): void {
    for (const [n, { id, name }] of this.#text.purposes.entries()) {
      const stem = immigrationStem(id, name);
      if (stem === undefined) continue;
      const message = `the purpose ${quoted(id)} holds \`${stem}\`: purposes of immigration control cannot be written`;
      this.#document.report(['purposes', n], 'refused-purpose', message);
    }
    for (const [n, id] of this.#text.incidentCategories.entries()) {
      const stem = assemblyStem(id);
      if (stem === undefined) continue;
      const message = `the category ${quoted(id)} holds \`${stem}\`: an assembly is a planning fact, never an incident`;
      this.#document.report(['incidentCategories', n], 'refused-category', message);
    }
  }

  places(): void {
    const { places } = this.#text;
    const within = new Map(places.map((place) => [place.id, place.within]));
    const ids = new Set(within.keys());
    for (const [n, place] of places.entries()) {
      if (place.within !== null) this.#known(['places', n, 'within'], 'place', place.within, ids);
      if (place.source !== null) this.#source(['places', n, 'source'], place.source);
    }
    // The empty word stands above what lies within nothing, or within a place that is not there.
    const rooted = new Set(['']);
    for (const { id } of places) {
      const walked = new Set<string>();
      let place = id;
      while (!rooted.has(place) && !walked.has(place)) {
        walked.add(place);
        place = within.get(place) ?? '';
      }
      if (walked.has(place)) {
        const at = places.findIndex((candidate) => candidate.id === place);
        this.#document.report(['places', at, 'within'], 'place-cycle', `the place ${quoted(place)} lies within itself`);
      }
      for (const step of walked) rooted.add(step);
    }
  }

  rooms(): void {
    const roles = idsOf(this.#text.roles);
    for (const [n, room] of this.#text.rooms.entries()) {
      this.#known(['rooms', n, 'owner'], 'agency', room.owner, this.#agencies);
      const isKnown = this.#known(['rooms', n, 'place'], 'place', room.place, this.#places);
      if (isKnown && this.#parents.has(room.place)) {
        const message = `the room stands in ${quoted(room.place)}, which has parts: name one, or \`${room.place}.elsewhere\``;
        this.#document.report(['rooms', n, 'place'], 'room-in-leaf', message);
      }
      this.#partsOf(['rooms', n, 'desks'], room.id, room.desks);
      for (const [m, desk] of room.desks.entries()) {
        for (const [k, role] of desk.roles.entries())
          this.#known(['rooms', n, 'desks', m, 'roles', k], 'role', role, roles);
        for (const [k, agency] of (desk.agencies ?? []).entries())
          this.#known(['rooms', n, 'desks', m, 'agencies', k], 'agency', agency, this.#agencies);
      }
    }
  }

  zonesAndPhases(): void {
    const kinds = new Set(this.#text.zoneKinds);
    for (const [n, zone] of this.#text.zones.entries()) {
      this.#known(['zones', n, 'kind'], 'zone kind', zone.kind, kinds);
      for (const [m, place] of zone.places.entries())
        this.#known(['zones', n, 'places', m], 'place', place, this.#places);
      if (zone.source !== null) this.#source(['zones', n, 'source'], zone.source);
      this.#window(['zones', n], zone);
    }
    for (const [n, phase] of this.#text.phases.entries()) this.#window(['phases', n], phase);
  }

  #window(path: Path, { from, until }: { from: number | null; until: number | null }): void {
    if (from === null || until === null || from < until) return;
    this.#document.report([...path, 'until'], 'empty-window', 'the window ends before it begins, or as it begins');
  }

  #unique(path: Path, things: readonly { readonly id: string }[], reserved: ReadonlySet<string> = new Set()): void {
    const seen = new Set<string>();
    for (const [n, { id }] of things.entries()) {
      const at = [...path, n, 'id'];
      if (seen.has(id)) this.#document.report(at, 'duplicate-id', `the id ${quoted(id)} is given twice`);
      if (reserved.has(id) || RESERVED_WORDS.has(id)) {
        this.#document.report(at, 'reserved-word', `the word ${quoted(id)} exists already and cannot be an id here`);
      }
      if (ACT_KIND_WORDS.has(id)) {
        this.#document.report(at, 'reserved-word', `${quoted(id)} is a kind of act and cannot be an id`);
      }
      seen.add(id);
    }
  }

  /** Components and desks: `<whole>.<part>`, once each. */
  #partsOf(path: Path, whole: string, parts: readonly { readonly id: string }[]): void {
    this.#unique(path, parts);
    for (const [n, { id }] of parts.entries()) {
      if (id.startsWith(`${whole}.`)) continue;
      this.#document.report([...path, n, 'id'], 'part-name', `the id ${quoted(id)} must begin with \`${whole}.\``);
    }
  }

  #source(path: Path, id: string): void {
    if (this.#sources !== undefined) this.#known(path, 'source', id, this.#sources);
  }

  #known(path: Path, sort: string, word: string, words: ReadonlySet<string>): boolean {
    if (words.has(word)) return true;
    this.#document.report(
      path,
      `unknown-${sort.replace(' ', '-')}`,
      `unknown ${sort} ${quoted(word)}${this.#document.offer(word, words)}`,
    );
    return false;
  }
}

function idsOf(things: readonly { readonly id: string }[]): Set<string> {
  return new Set(things.map(({ id }) => id));
}

import { sha256Hex } from '../../src/base/digest.ts';
import { canonicalJson } from '../../src/base/json.ts';
import type { Act } from '../../src/terms/act.ts';
import type { Rule } from '../../src/terms/mandate-set.ts';
import type { FactsVector } from '../../src/terms/outcome.ts';
import type { World } from '../world/world.ts';
import { decide } from './decide.ts';
import { type ModelRecords, standsAt, type Terms } from './records.ts';

export type Who = {
  readonly id: string;
  readonly kind: 'person' | 'registrar' | 'operator' | 'timer';
  readonly agency: string;
  readonly component: string;
  readonly role: string;
  readonly room: string;
  readonly desk: string | null;
};

/** On what an act is decided (docs/acts.md, docs/scenario-documents.md "How facts of the axes come about"). */
export type Asked = {
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  readonly digest?: string | undefined;
  /** From when until when the deed lasts; a proposal of it is decided for all of that. */
  readonly lasts?: { readonly from: number; readonly until: number };
  readonly stated?: { readonly agency: string; readonly component: string; readonly role: string };
  readonly item?: { readonly handling: string; readonly consent: string; readonly recipient: string };
};

export function who(records: ModelRecords, id: string, time: number): Who {
  const none = { component: 'unknown', room: 'none', desk: null };
  if (id === 'operator' || id === 'timer') return { id, kind: id, agency: 'room', role: 'operator', ...none };
  if (id.startsWith('registrar:')) return { id, kind: 'registrar', agency: id.slice(10), role: 'registrar', ...none };
  const person = records.person(id);
  const shift = records.shiftAt(id, time);
  return {
    id,
    kind: 'person',
    agency: person?.agency ?? 'unknown',
    component: person?.component ?? 'unknown',
    role: shift?.role ?? person?.roles[0] ?? 'unknown',
    room: shift?.room ?? 'none',
    desk: shift?.desk ?? null,
  };
}

/** the room's own do no deeds, whatever these are found to be. */
export function brokenBy({ kind }: Who): string[] {
  return kind === 'timer' ? ['R-27'] : kind === 'operator' ? ['R-28'] : [];
}

export function isHost(world: World, agency: string): boolean {
  const standing = world.vocabulary.agencies[agency]?.standing;
  return standing === 'host-authority' || standing === 'host';
}

/** The rules in force at a moment; before the first set, those of the first. */
export function rulesAt(world: World, records: ModelRecords, time: number): readonly Rule[] {
  const before = records.inForce.filter(({ from }) => from <= time);
  const inForce = before.at(-1) ?? records.inForce[0] ?? { mandates: ['host-root@1'] };
  const rules = world.mandates.filter(({ id, version }) => inForce.mandates.includes(`${id}@${version}`));
  return [...rules.flatMap((mandate) => mandate.rules), ...world.commitments];
}

/** Of what the host's clearance is needed for an activity; null: of nothing. */
export function clearanceNeeded(world: World, activity: string): string | null {
  return world.scenario.vocabulary.activities.find(({ id }) => id === activity)?.clearance ?? null;
}

/**
 * @param time as of when the records count
 * @param moment for which clauses and zones count: within a deed that lasts
 */
export function factsAt(
  world: World,
  records: ModelRecords,
  actor: Who,
  asked: Asked,
  broken: readonly string[],
  time: number,
  moment = time,
): FactsVector {
  const { stated, item } = asked;
  const power = world.vocabulary.activities[asked.activity]?.power ?? null;
  const beside = records.accompaniments.some((row) => row.guest === actor.id && standsAt(row, time));
  const conferred = records.conferrals.some(
    (row) =>
      row.to === actor.id && row.power === power && standsAt({ ...row, from: Math.max(row.from, row.entered) }, time),
  );
  const needed = clearanceNeeded(world, asked.activity);
  const cleared = records.clearances.some(
    (row) =>
      row.to === actor.id && row.clears === needed && standsAt({ ...row, from: Math.max(row.from, row.entered) }, time),
  );
  const granted = records.approvals.some((row) => row.digest === asked.digest && !row.used && standsAt(row, time));
  const secure = world.scenario.vocabulary.zones.some(
    (zone) => zone.leaves.includes(asked.place) && (zone.from ?? moment) <= moment && moment < (zone.until ?? Infinity),
  );
  const own = stated === undefined;
  return {
    agency: stated?.agency ?? actor.agency,
    activity: asked.activity,
    approval: granted ? 'granted' : 'none',
    axes: {
      accompaniment: own ? (beside ? 'yes' : 'no') : 'unknown',
      clearance: needed === null ? 'not-needed' : own ? (cleared ? 'held' : 'not-held') : 'unknown',
      component: stated?.component ?? actor.component,
      conferral: power === null ? 'no' : own ? (conferred ? 'yes' : 'no') : 'unknown',
      consent: item?.consent ?? 'not-needed',
      direction: own ? (beside ? 'host' : 'own') : 'unknown',
      handling: item?.handling ?? 'none',
      place: asked.place,
      purpose: asked.purpose,
      recipient: item?.recipient ?? 'none',
      role: stated?.role ?? actor.role,
      room: own ? actor.room : 'unknown',
      'zone.secure': asked.place === 'unknown' ? 'unknown' : secure ? 'inside' : 'outside',
    },
    broken: [...new Set(broken)].sort(),
    time: moment,
  };
}

/** What an approval binds. */
export function digestOf(terms: object): string {
  return sha256Hex(canonicalJson(terms));
}

/** A release as it is asked for: by whom, what, to whom as they are now, where, for what and with which words. */
export function releaseOf(records: ModelRecords, act: Act, actor: Who) {
  const { item = '', to = '', note } = act.detail as Record<string, string>;
  const recipient = recipientOf(records, act, actor);
  return {
    person: act.actor,
    item,
    to,
    purpose: act.purpose,
    place: act.place,
    note: note === undefined ? null : sha256Hex(canonicalJson(note)),
    toAgency: recipient?.agency ?? 'unknown',
    toComponent: recipient?.component ?? 'unknown',
  };
}

export function termsOf(act: Act): Terms {
  const { until, what } = act.detail as { until: number; what: string };
  const { actor: person, activity, purpose, place, deedAt: from } = act;
  return { person, activity, purpose, place, from, until, what };
}

export function askedBy(world: World, records: ModelRecords, act: Act, actor: Who): Asked {
  const { activity, purpose, place } = act;
  const detail = act.detail as Record<string, string>;
  if (act.kind === 'deed.propose') {
    const terms = termsOf(act);
    return { activity, purpose, place, digest: digestOf(terms), lasts: terms };
  }
  if (act.kind === 'deed.begin') {
    const deed = records.deeds.find(({ id }) => id === detail['deed']);
    const begins = deed?.status === 'waiting' && deed.terms.person === act.actor;
    const safety = world.vocabulary.activities[deed?.terms.activity ?? '']?.safety ?? 'none';
    // What gets people out is never held up, but what is over is over, and somebody else's is theirs.
    return deed?.terms.person !== act.actor || (!begins && safety !== 'none')
      ? { activity, purpose, place }
      : { ...deed.terms, digest: deed.digest, lasts: deed.terms };
  }
  if (act.kind === 'occurrence.report') {
    const { deed } = act.detail as {
      deed: Record<'agency' | 'component' | 'role' | 'activity' | 'purpose' | 'place', string>;
    };
    return { activity: deed.activity, purpose: deed.purpose, place: deed.place, stated: deed };
  }
  if (act.kind !== 'item.release') return { activity, purpose, place };
  const item = heldItem(records, detail['item'] ?? '', actor);
  const recipient = recipientOf(records, act, actor);
  return {
    activity,
    purpose,
    place,
    digest: digestOf(releaseOf(records, act, actor)),
    item: {
      handling: item?.handling ?? 'unknown',
      consent: consentOf(records, act, actor),
      recipient: recipient?.component ?? 'unknown',
    },
  };
}

/** An item that the actor's agency owns or was given; any other is none to it, and to whoever holds no desk. */
export function heldItem(records: ModelRecords, id: string, actor: Who): ModelRecords['items'][number] | undefined {
  if (actor.desk === null) return undefined;
  const item = records.items.find((known) => known.id === id);
  const given = records.releases.some((row) => row.item === id && row.to === actor.agency && !row.recalled);
  return item?.owner === actor.agency || given ? item : undefined;
}

/** Whom an item goes to; a proposal from no desk, or of what one does not hold, is told of nobody. */
export function recipientOf(records: ModelRecords, act: Act, actor: Who): ModelRecords['people'][number] | undefined {
  const { item, to } = act.detail as Record<string, string>;
  const held = heldItem(records, item ?? '', actor) !== undefined;
  return act.form === 'report' || held ? records.person(to ?? '') : undefined;
}

export function consentOf(records: ModelRecords, act: Act, actor: Who): 'given' | 'missing' | 'not-needed' {
  const detail = act.detail as Record<string, string>;
  const item = heldItem(records, detail['item'] ?? '', actor);
  if (item === undefined || item.owner === actor.agency || !item.control) return 'not-needed';
  const to = recipientOf(records, act, actor)?.agency;
  return to === item.owner || records.consents.some((row) => row.item === item.id && row.to === to)
    ? 'given'
    : 'missing';
}

/** Could this person answer requests, at any desk their roles entitle to? */
export function mayAnswer(world: World, records: ModelRecords, id: string, time: number): boolean {
  return mayFromADesk(world, records, rulesAt(world, records, time), id, 'approval.answer', time, time);
}

/** Could the host put mandates in force, and suspend them, were these in force from a moment on: then, and by those without an end for good? */
export function keepsMandating(
  world: World,
  records: ModelRecords,
  mandates: readonly { readonly id: string; readonly version: number; readonly until: number | null }[],
  at: number,
  from: number,
): boolean {
  const after = (rules: readonly Rule[]): number => {
    const zones = world.scenario.vocabulary.zones.map((zone) => [zone.from, zone.until]);
    return Math.max(at, ...[...rules.flatMap((rule) => rule.windows ?? []), ...zones].flat().map((edge) => edge ?? 0));
  };
  const could = (some: typeof mandates, moment: number | null): boolean => {
    const named = world.mandates.filter(({ id, version }) =>
      some.some((row) => row.id === id && row.version === version),
    );
    const rules = [...named.flatMap((mandate) => mandate.rules), ...world.commitments];
    return ['mandate.enforce', 'mandate.suspend'].every((kind) =>
      records.people.some(({ id }) => mayFromADesk(world, records, rules, id, kind, at, moment ?? after(rules))),
    );
  };
  return (
    could(mandates, from) &&
    could(
      mandates.filter(({ until }) => until === null),
      null,
    )
  );
}

function mayFromADesk(
  world: World,
  records: ModelRecords,
  rules: readonly Rule[],
  id: string,
  activity: string,
  time: number,
  moment: number,
): boolean {
  const person = records.person(id);
  if (person === undefined || person.removed || !isHost(world, person.agency)) return false;
  return world.scenario.vocabulary.rooms.some((room) =>
    room.desks.some((desk) => {
      const role = desk.roles.find((wanted) => person.roles.includes(wanted));
      if (role === undefined) return false;
      const seated = { ...who(records, id, time), role, room: room.id, desk: desk.id };
      const facts = factsAt(
        world,
        records,
        seated,
        { activity, purpose: 'room-duty', place: room.place },
        [],
        time,
        moment,
      );
      return decide(world.vocabulary, rules, facts).outcome === 'permitted';
    }),
  );
}

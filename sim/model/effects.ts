import { fromBase64url } from '../../src/base/base64url.ts';
import { keyId, sha256Hex } from '../../src/base/digest.ts';
import type { Act } from '../../src/terms/act.ts';
import type { Verdict } from '../../src/terms/outcome.ts';
import type { World } from '../world/world.ts';
import { isFull, isInTime, LONGEST_WAY_OUT } from './bounds.ts';
import { challengeAnswered, openedBy, raised } from './challenges.ts';
import {
  coerciveDeeds,
  deedsUnder,
  type EndNote,
  endApproval,
  endCompany,
  endDeed,
  endEverythingOf,
  endReading,
  endRequest,
  endWordOf,
  leftBehind,
  refuseDeed,
  unclearedDeeds,
} from './endings.ts';
import { ERASURE_EFFECTS } from './erasures.ts';
import { digestOf, isHost, releaseOf, rulesAt, termsOf, type Who } from './facts.ts';
import { MANDATE_EFFECTS, putInForce } from './mandate-effects.ts';
import { type Deed, type Mandate, type ModelRecords, type Request, standsAt, type Terms } from './records.ts';
import { RETENTION_EFFECTS } from './retention.ts';
import { isSafety } from './still-permitted.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What came of an act that took effect. */
export type Effect = {
  readonly matter?: string | undefined;
  readonly endings?: readonly EndNote[];
  /** The decision that is taken again, and stands in an entry of its own. */
  readonly again?: Verdict;
};

export type EffectCase = {
  readonly world: World;
  readonly records: ModelRecords;
  readonly act: Act;
  readonly actor: Who;
  readonly at: number;
  readonly index: number;
  readonly clauses: readonly string[];
  readonly detail: Readonly<Record<string, never>>;
};

function the<T extends { id: string }>(list: readonly T[], id: string | undefined): T {
  const found = list.find((row) => row.id === id);
  if (found === undefined) throw new Error(`the model has no \`${id}\``);
  return found;
}

/** Needs approval: a deed or a release opens a request; for every other kind nothing happens. */
export function ask({ records, act, actor, at, index, clauses }: EffectCase): Effect {
  const opens = act.kind === 'deed.propose' || act.kind === 'item.release';
  if (!opens) return {};
  const terms = act.kind === 'deed.propose' ? termsOf(act) : undefined;
  const release = releaseOf(records, act, actor);
  const digest = digestOf(terms ?? release);
  const again = waitingAlready(records, digest);
  const deed = terms === undefined ? null : (again?.id ?? records.number(`DEED-${actor.agency}`));
  const id = records.number(`REQ-${actor.agency}`);
  const asked = terms && laterDeed(terms);
  const sooner = Math.min(at + HOUR, terms?.from ?? Infinity);
  if (again !== undefined) again.clauses = clauses;
  else if (terms !== undefined && deed !== null) {
    const asking = { approval: '', clauses, opened: null, challenge: null, found: null };
    records.deeds.push({ id: deed, terms, agency: actor.agency, digest, status: 'waiting', ...asking });
  }
  records.requests.push({
    id,
    requester: act.actor,
    agency: actor.agency,
    digest,
    deed,
    until: terms?.until ?? null,
    deadline: Math.max(at + 10 * MINUTE, sooner),
    status: 'waiting',
    offer: null,
    offered: null,
    purpose: act.purpose,
    releasedTo: terms === undefined ? release.to : null,
    asks: asked ?? {
      person: act.actor,
      activities: ['item.release'],
      fixed: {
        purpose: [act.purpose],
        place: [act.place],
        handling: [records.items.find(({ id: item }) => item === release.item)?.handling ?? 'unknown'],
        recipient: [records.person(release.to)?.component ?? 'unknown'],
        consent: ['given', 'not-needed'],
      },
      from: at,
      until: null,
    },
    clauses,
  });
  void index;
  return { matter: id };
}

export function takeEffect(of: EffectCase): Effect {
  const effect = EFFECTS[of.act.kind];
  if (effect === undefined) throw new Error(`the model knows no effect of \`${of.act.kind}\``);
  return effect(of);
}

/** What is proposed word for word as it waits already, unanswered or approved, is that deed and no other. */
function waitingAlready(records: ModelRecords, digest: string): Deed | undefined {
  const asking = records.requests.filter(({ status }) => status === 'waiting').map(({ deed }) => deed);
  return records.deeds.find((deed) => deed.digest === digest && deed.status === 'waiting' && !asking.includes(deed.id));
}

function keepDeed(records: ModelRecords, deed: Deed): void {
  const before = records.deeds.find(({ id }) => id === deed.id);
  if (before === undefined) records.deeds.push(deed);
  else Object.assign(before, deed);
}

function laterDeed({ person, activity, purpose, place, from, until }: Terms): Request['asks'] {
  return { person, activities: [activity], fixed: { purpose: [purpose], place: [place] }, from, until };
}

/** Uses the oldest approval of exactly this that stands; gives its request. */
function spendApproval(records: ModelRecords, digest: string, at: number): string {
  const usable = records.approvals.filter((row) => row.digest === digest && !row.used && standsAt(row, at));
  const approval = usable.sort((a, b) => a.index - b.index)[0];
  if (approval !== undefined) approval.used = true;
  return approval?.request ?? '';
}

type Given = {
  readonly request: Request;
  readonly giver: string;
  readonly digest: string;
  readonly ends: number | null;
  readonly oral: boolean;
};

function approve(
  { records, actor, at, index, detail }: EffectCase,
  { request, giver, digest, ends, oral }: Given,
): void {
  const latest = ends ?? at + 24 * HOUR;
  records.approvals.push({
    request: request.id,
    digest,
    person: request.requester,
    agency: request.agency,
    giver,
    by: [giver, actor.id],
    index,
    from: at,
    until: Math.min((detail as { validUntil?: number }).validUntil ?? latest, latest),
    ended: null,
    used: false,
    countersigned: !oral,
    countersignBy: oral ? at + 2 * HOUR : null,
  });
}

function answered(of: EffectCase, giver: string, oral: boolean): Effect {
  const { records, detail } = of;
  const request = the(records.requests, detail['request']);
  request.status = 'over';
  const answer: string | undefined = detail['answer'];
  if (answer === 'approve') {
    approve(of, { request, giver, digest: request.digest, ends: request.until, oral });
  } else if (answer === 'counter-offer') {
    const offer: Terms = { person: request.requester, ...(detail['counter'] as unknown as Omit<Terms, 'person'>) };
    request.offer = digestOf(offer);
    request.offered = laterDeed(offer);
    approve(of, { request, giver, digest: request.offer, ends: offer.until, oral });
  }
  if (answer !== 'approve') refuseDeed(records, request);
  return { matter: request.id };
}

const EFFECTS: Readonly<Partial<Record<string, (of: EffectCase) => Effect>>> = {
  'ledger.create': ({ world, records, at, detail }) => {
    records.keys = detail['keys'] ?? {};
    const root = world.mandates.find(({ id }) => id === (detail['root'] as unknown as { id: string }).id) as
      | Mandate
      | undefined;
    if (root !== undefined) records.mandates.push({ ...root, status: 'in-force' });
    putInForce(records, at);
    return {};
  },
  'clock.accept': () => ({}),
  'witness.pass': () => ({}),
  'roster.enrol': ({ world, records, at, detail }) => {
    const person = detail['person'] as unknown as {
      id: string;
      agency: string;
      component: string;
      roles: string[];
      publicKey: string;
    };
    const row = {
      ...person,
      key: keyId(fromBase64url(person.publicKey) ?? Buffer.alloc(0)),
      removed: false,
      enrolled: at,
    };
    const before = records.person(person.id);
    if (before === undefined) {
      records.people.push(row);
      return {};
    }
    const same = before.component === row.component && before.roles.join() === row.roles.join();
    const onWord = () => (before.key === row.key ? [] : endWordOf(world, records, row.id, at));
    const endings = same ? onWord() : endEverythingOf(world, records, row.id, at);
    Object.assign(before, row);
    return { endings };
  },
  'roster.remove': ({ world, records, at, detail }) => {
    const person = records.person(detail['person'] ?? '');
    if (person === undefined) throw new Error('the model has no such person');
    person.removed = true;
    const waits = records.deeds.filter(
      (deed) => deed.terms.person === person.id && deed.status === 'waiting' && isInTime(deed, at),
    );
    const asked = (id: string) => records.requests.some(({ status, deed }) => status === 'waiting' && deed === id);
    // What is asked about ends with its request.
    const idle = waits.filter(({ id }) => !asked(id));
    for (const deed of idle) deed.status = 'refused';
    const endings = idle.map(({ id }) => `deed.ended ${id}`);
    return { endings: [...endings, ...endEverythingOf(world, records, person.id, at)] };
  },
  'desk.sign-on': ({ world, records, actor, at, detail }) => {
    const room = the(world.scenario.vocabulary.rooms, detail['room']);
    const desk = the(room.desks, detail['desk']);
    const role = desk.roles.find((wanted) => records.person(actor.id)?.roles.includes(wanted)) ?? '';
    records.shifts.push({ person: actor.id, desk: desk.id, room: room.id, role, from: at, until: null });
    return { matter: desk.id };
  },
  'desk.sign-off': ({ world, records, actor, at }) => {
    for (const shift of records.shifts) if (shift.person === actor.id && shift.until === null) shift.until = at;
    return {
      matter: actor.desk ?? undefined,
      endings: endCompany(world, records, ({ officer }) => officer === actor.id, at),
    };
  },
  'log.line': ({ records, actor, at, index }) => {
    records.lines.push({ index, person: actor.id, room: actor.room, agency: actor.agency, at });
    return {};
  },
  'log.correct': () => ({}),
  'occurrence.report': ({ records, actor, at }) => {
    const id = records.number(`OCC-${actor.agency}`);
    records.occurrences.push({ id, at });
    return { matter: id };
  },
  'deed.report': ({ world, records, act, actor, at: entered }) => {
    const id = records.number(`OCC-${actor.agency}`);
    const { activity, purpose, place, deedAt } = act;
    const rules = rulesAt(world, records, deedAt);
    const { id: person, agency, component } = actor;
    const told = {
      id,
      person,
      agency,
      activity,
      purpose,
      place,
      at: deedAt,
      entered,
      rules,
      component,
      challenge: null,
    };
    records.told.push(told);
    return { matter: id };
  },
  'deed.propose': ({ world, records, act, actor, at, clauses }) => {
    const terms = termsOf(act);
    const digest = digestOf(terms);
    const again = waitingAlready(records, digest);
    const id = again?.id ?? records.number(`DEED-${actor.agency}`);
    const none = { opened: null, challenge: null, found: null };
    const asked = { id, terms, agency: actor.agency, digest, approval: '', clauses, ...none };
    if (at < terms.from - 2 * MINUTE && !isSafety(world, asked)) {
      keepDeed(records, { ...asked, status: 'waiting' });
      return { matter: id };
    }
    const approval = spendApproval(records, digest, at);
    const opened = openedBy(world, records, actor, at);
    if (!isSafety(world, asked)) keepDeed(records, { ...asked, status: 'open', approval, opened });
    else {
      const closes = Math.min(terms.until, at + LONGEST_WAY_OUT);
      const status = isFull(records, actor.id, actor.agency) ? 'ended' : 'open';
      keepDeed(records, { ...asked, status, approval, opened, closes });
    }
    return { matter: id };
  },
  'deed.begin': ({ world, records, actor, at, clauses, detail }) => {
    const deed = the(records.deeds, detail['deed']);
    const approval = spendApproval(records, deed.digest, at);
    Object.assign(deed, { status: 'open', approval, clauses, opened: openedBy(world, records, actor, at) });
    return { matter: deed.id };
  },
  'deed.end': ({ records, detail }) => {
    const deed = the(records.deeds, detail['deed']);
    // What was never begun did not end.
    if (deed.status === 'waiting') deed.status = 'refused';
    else endDeed(deed);
    return { matter: deed.id };
  },
  'request.withdraw': ({ records, detail }) => {
    const request = the(records.requests, detail['request']);
    endRequest(records, request, null);
    return { matter: request.id };
  },
  'approval.answer': (of) => answered(of, of.actor.id, false),
  'approval.oral': (of) => answered(of, of.detail['giver'] ?? '', true),
  'approval.countersign': ({ records, detail }) => {
    for (const approval of records.approvals) if (approval.request === detail['request']) approval.countersigned = true;
    return { matter: detail['request'] };
  },
  'approval.withdraw': ({ records, at, detail }) => {
    const approval = records.approvals.find(({ request }) => request === detail['request']);
    if (approval === undefined) throw new Error('the model has no such approval');
    endApproval(approval, 'approval.ended', at);
    return { matter: approval.request, endings: deedsUnder(records, approval) };
  },
  'challenge.raise': raised,
  'challenge.answer': challengeAnswered,
  'conferral.grant': ({ records, actor, at, detail }) => {
    const { to, power, from, until } = detail as unknown as { to: string; power: string; from: number; until: number };
    const agency = records.person(to)?.agency ?? '';
    const id = records.number(`CONF-${agency}`);
    records.conferrals.push({ id, to, agency, power, giver: actor.id, from, until, entered: at, ended: null });
    return { matter: id };
  },
  'conferral.withdraw': ({ world, records, at, detail }) => {
    const conferral = the(records.conferrals, detail['conferral']);
    conferral.ended = at;
    return { matter: conferral.id, endings: coerciveDeeds(world, records, conferral.to, conferral.power, at) };
  },
  'clearance.grant': ({ records, actor, at, detail }) => {
    const terms = detail as unknown as { to: string; clears: string; thing?: string; from: number; until: number };
    const { to, clears, thing = '', from, until } = terms;
    const agency = records.person(to)?.agency ?? '';
    const id = records.number(`CLR-${agency}`);
    records.clearances.push({ id, to, agency, clears, thing, giver: actor.id, from, until, entered: at, ended: null });
    return { matter: id };
  },
  'clearance.withdraw': ({ world, records, at, detail }) => {
    const clearance = the(records.clearances, detail['clearance']);
    clearance.ended = at;
    return { matter: clearance.id, endings: unclearedDeeds(world, records, clearance, at) };
  },
  'accompaniment.begin': ({ records, actor, at, detail }) => {
    const { guest = '', officer = '' } = detail as { guest?: string; officer?: string };
    const id = records.number(`ACC-${records.person(guest)?.agency}`);
    records.accompaniments.push({ id, guest, officer, by: actor.id, from: at, ended: null });
    return { matter: id };
  },
  'accompaniment.end': ({ world, records, at, detail }) => {
    const row = the(records.accompaniments, detail['accompaniment']);
    row.ended = at;
    return { matter: row.id, endings: leftBehind(world, records, row.guest, at) };
  },
  'item.enter': ({ records, act, actor, detail }) => {
    const drawn = BigInt(`0x${sha256Hex(act.id).slice(0, 12)}`) % 90_000n;
    let id = '';
    // The first that is free of those from the drawn one on.
    for (let n = 10_000n + drawn; id === '' || records.items.some((item) => item.id === id); n++) {
      id = `ITEM-${actor.agency}-${n}`;
    }
    const {
      handling,
      originatorControl: control,
      expires,
    } = detail as unknown as { handling: string; originatorControl: boolean; expires: number };
    records.items.push({ id, owner: actor.agency, handling, control, expires, expired: false });
    return { matter: id };
  },
  'item.consent': ({ records, detail }) => {
    records.consents.push({ item: detail['item'] ?? '', to: detail['to'] ?? '' });
    return { matter: detail['item'] };
  },
  'item.release': ({ records, act, actor, at, detail }) => {
    const to = records.person(detail['to'] ?? '')?.agency ?? '';
    const id = records.number(`REL-${actor.agency}-${to}`);
    spendApproval(records, digestOf(releaseOf(records, act, actor)), at);
    records.releases.push({
      id,
      item: detail['item'] ?? '',
      by: actor.agency,
      to,
      person: detail['to'] ?? '',
      purpose: act.purpose,
      at,
      recalled: null,
    });
    return { matter: id };
  },
  'item.recall': ({ records, at, detail }) => {
    the(records.releases, detail['release']).recalled = at;
    return { matter: detail['release'], endings: endReading(records, (row) => row.release === detail['release'], at) };
  },
  'consultation.open': ({ records, act, actor, at, clauses, detail }) => {
    const id = records.number(`CONS-${actor.agency}`);
    const of = String(detail['of']);
    const own = of === 'record' || the(records.items, of).owner === actor.agency;
    const release = records.releases.find((row) => row.item === of && row.person === actor.id && !row.recalled);
    const until = at + Number(detail['minutes']) * MINUTE;
    const rests = own ? null : (release?.id ?? null);
    records.consultations.push({
      id,
      person: actor.id,
      agency: actor.agency,
      of,
      release: rests,
      purpose: act.purpose,
      until,
      ended: false,
      clauses,
    });
    return { matter: id };
  },
  'incident.open': ({ world, records, actor }) => {
    const id = records.number(isHost(world, actor.agency) ? 'INC' : `INC-${actor.agency}`);
    records.incidents.push({ id, closed: null, agency: actor.agency });
    return { matter: id };
  },
  'incident.close': ({ records, at, detail }) => {
    the(records.incidents, detail['incident']).closed = at;
    return { matter: detail['incident'] };
  },
  'tasking.issue': ({ records, actor, detail }) => {
    const id = records.number(`TASK-${actor.agency}`);
    records.taskings.push({ id, to: detail['to'] ?? '', agency: actor.agency, status: 'issued', done: null });
    return { matter: id };
  },
  'tasking.acknowledge': ({ records, detail }) => {
    the(records.taskings, detail['tasking']).status = 'acknowledged';
    return { matter: detail['tasking'] };
  },
  'tasking.done': ({ records, at, detail }) => {
    Object.assign(the(records.taskings, detail['tasking']), { status: 'done', done: at });
    return { matter: detail['tasking'] };
  },
  'declaration.make': ({ records, at }) => {
    const id = records.number('DECL');
    records.declarations.push({ id, made: at, acknowledged: [] });
    return { matter: id };
  },
  'declaration.acknowledge': ({ records, actor, detail }) => {
    the(records.declarations, detail['declaration']).acknowledged.push(actor.desk ?? '');
    return { matter: detail['declaration'] };
  },
  'statement.register': ({ records }) => {
    const id = records.number('STAT');
    records.statements.push(id);
    return { matter: id };
  },
  ...MANDATE_EFFECTS,
  ...ERASURE_EFFECTS,
  ...RETENTION_EFFECTS,
  'alert.raise': ({ records, actor }) => {
    const id = records.number('ALERT');
    records.alerts.push({ id, by: actor.id, cancelled: null });
    return { matter: id };
  },
  'alert.cancel': ({ records, at, detail }) => {
    the(records.alerts, detail['alert']).cancelled = at;
    return { matter: detail['alert'] };
  },
};

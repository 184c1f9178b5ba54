import type { Rule } from '../../src/terms/mandate-set.ts';
import type { World } from '../world/world.ts';
import { clearanceNeeded, rulesAt } from './facts.ts';
import {
  type Accompaniment,
  type Approval,
  type Clearance,
  type Conferral,
  type Consultation,
  type Deed,
  type ModelRecords,
  type Request,
  standsAt,
} from './records.ts';
import { couldEver, goesOn, isSafety, type Later, laterOf, readings } from './still-permitted.ts';

/** An end that follows from something else: `<kind> <matter>`. */
export type EndNote = string;

export function endDeed(deed: Deed): EndNote {
  deed.status = 'ended';
  return `deed.ended ${deed.id}`;
}

export function endApproval(approval: Approval, kind: string, at: number): EndNote {
  approval.ended = at;
  return `${kind} ${approval.request}`;
}

export function endConferral(conferral: Conferral, at: number): EndNote {
  conferral.ended = at;
  return `conferral.ended ${conferral.id}`;
}

export function endClearance(clearance: Clearance, at: number): EndNote {
  clearance.ended = at;
  return `clearance.ended ${clearance.id}`;
}

/** A request that is over takes its waiting deed with it, unless it only lapsed. */
export function endRequest(
  records: ModelRecords,
  request: Request,
  kind: 'request.lapsed' | 'request.ended' | null,
): EndNote[] {
  request.status = 'over';
  if (kind !== 'request.lapsed') refuseDeed(records, request);
  return kind === null ? [] : [`${kind} ${request.id}`];
}

export function refuseDeed(records: ModelRecords, request: Request): void {
  for (const deed of records.deeds) if (deed.id === request.deed && deed.status === 'waiting') deed.status = 'refused';
}

export function deedsUnder(records: ModelRecords, approval: Approval): EndNote[] {
  return records.deeds.filter((deed) => deed.status === 'open' && deed.approval === approval.request).map(endDeed);
}

const ALONE = { accompaniment: 'no', direction: 'own' };

/** Not permitted, by the rules in force, of somebody with nobody beside. */
function wantsCompany(world: World, records: ModelRecords, deed: Deed, at: number): boolean {
  return !goesOn(world, records, rulesAt(world, records, at), deed, at, ALONE);
}

/** Open deeds of a guest that use this power, or (null) that want an officer beside: coercive, or permitted only so. */
export function coerciveDeeds(
  world: World,
  records: ModelRecords,
  guest: string,
  power: string | null,
  at: number,
): EndNote[] {
  const uses = (deed: Deed): boolean => {
    const used = world.vocabulary.activities[deed.terms.activity]?.power ?? null;
    if (power !== null) return power === used;
    return used !== null || readings(deed).some((reading) => wantsCompany(world, records, reading, at));
  };
  return records.deeds
    .filter((deed) => deed.status === 'open' && deed.terms.person === guest && uses(deed))
    .map(endDeed);
}

/** Open deeds that a clearance let begin, when it is over: without it, or another of that kind, they are not permitted. */
export function unclearedDeeds(world: World, records: ModelRecords, clearance: Clearance, at: number): EndNote[] {
  return records.deeds
    .filter((deed) => deed.status === 'open' && losesClearance(world, records, deed, [clearance], at))
    .map(endDeed);
}

/** Is a deed, as declared or as found, permitted by the rules in force only with what these cleared, and is nothing else of that kind cleared? */
function losesClearance(
  world: World,
  records: ModelRecords,
  deed: Deed,
  going: readonly Clearance[],
  at: number,
  leaver = '',
): boolean {
  const { person } = deed.terms;
  const isBeside = ({ guest, officer }: Accompaniment) => guest === person && officer !== leaver;
  const isAlone = !records.accompaniments.some((row) => isBeside(row) && standsAt(row, at));
  return readings(deed).some((reading) => {
    const needed = clearanceNeeded(world, reading.terms.activity);
    const alike = ({ to, clears }: Clearance) => to === person && clears === needed;
    const begun = ({ from, entered }: Clearance) => Math.max(from, entered) <= at;
    if (!going.some((row) => alike(row) && begun(row))) return false;
    const others = records.clearances.filter((row) => alike(row) && !going.includes(row) && begun(row));
    if (others.some(({ until, ended }) => ended === null && at < until)) return false;
    const without = { clearance: 'not-held', ...(isAlone ? ALONE : {}) };
    return !goesOn(world, records, rulesAt(world, records, at), reading, at, without);
  });
}

export type Holder = { readonly person: string; readonly agency: string; readonly clauses: readonly string[] };

function clausesOf(records: ModelRecords, approval: Approval): readonly string[] {
  return records.requests.find(({ id }) => id === approval.request)?.clauses ?? [];
}

/** Everything open of the holders that `picks` says. */
export function endPowers(
  records: ModelRecords,
  at: number,
  picks: (holder: Holder, row: object) => boolean,
): EndNote[] {
  const notes: EndNote[] = [];
  for (const deed of records.deeds) {
    const holder = { person: deed.terms.person, agency: deed.agency, clauses: deed.clauses };
    if (deed.status === 'open' && picks(holder, deed)) notes.push(endDeed(deed));
  }
  for (const approval of records.approvals) {
    const clauses = clausesOf(records, approval);
    const standing = approval.ended === null && at < approval.until;
    if (standing && picks({ ...approval, clauses }, approval)) notes.push(endApproval(approval, 'approval.ended', at));
  }
  for (const request of records.requests) {
    const holder = { person: request.requester, agency: request.agency, clauses: request.clauses };
    if (request.status === 'waiting' && picks(holder, request))
      notes.push(...endRequest(records, request, 'request.ended'));
  }
  for (const conferral of records.conferrals) {
    const standing = conferral.ended === null && at < conferral.until;
    if (standing && picks({ person: conferral.to, agency: conferral.agency, clauses: [] }, conferral)) {
      notes.push(endConferral(conferral, at));
    }
  }
  for (const clearance of records.clearances) {
    const standing = clearance.ended === null && at < clearance.until;
    if (standing && picks({ person: clearance.to, agency: clearance.agency, clauses: [] }, clearance)) {
      notes.push(endClearance(clearance, at));
    }
  }
  return [...notes, ...endReading(records, (row) => picks(row, row), at)];
}

/** The consultations that stand among those picked. */
export function endReading(records: ModelRecords, which: (row: Consultation) => boolean, at: number): EndNote[] {
  const ends = records.consultations.filter((row) => !row.ended && at < row.until && which(row));
  return ends.map((row) => {
    row.ended = true;
    return `consultation.ended ${row.id}`;
  });
}

/** Accompaniments end, and with the last one beside a guest that guest's coercive deeds. */
export function endCompany(
  world: World,
  records: ModelRecords,
  which: (row: Accompaniment) => boolean,
  at: number,
): EndNote[] {
  const notes: EndNote[] = [];
  const left = new Set<string>();
  for (const row of records.accompaniments) {
    if (row.ended !== null || !which(row)) continue;
    row.ended = at;
    notes.push(`accompaniment.ended ${row.id}`);
    left.add(row.guest);
  }
  for (const guest of left) notes.push(...leftBehind(world, records, guest, at));
  return notes;
}

/** What ends of a guest whom an officer left: with nobody beside all that wants one, with none but who approved it what is coercive. */
export function leftBehind(world: World, records: ModelRecords, guest: string, at: number): EndNote[] {
  const beside = records.accompaniments.filter((row) => row.guest === guest && standsAt(row, at));
  if (beside.length === 0) return coerciveDeeds(world, records, guest, null, at);
  const unguarded = records.deeds.filter((deed) => {
    const by = records.approvals.find(({ request }) => request === deed.approval)?.by ?? [];
    const coercive = world.vocabulary.activities[deed.terms.activity]?.power != null;
    return (
      deed.status === 'open' && deed.terms.person === guest && coercive && beside.every((row) => !isApart(row, by))
    );
  });
  return unguarded.map(endDeed);
}

/** Is the officer another than those who approved, and beside by the word of another than they? */
export function isApart({ officer, by }: Accompaniment, approved: readonly string[]): boolean {
  return !approved.includes(officer) && !approved.includes(by);
}

/** What rests on somebody's word alone: given and not used, or by word of mouth and not confirmed; conferred; cleared; and the deeds that rest on these. */
function onWordOf(
  world: World,
  records: ModelRecords,
  person: string,
  at: number,
  leaver = '',
): (row: object) => boolean {
  const approvals = records.approvals.filter((row) => {
    const unused = row.giver === person && !row.used;
    return row.ended === null && (unused || (!row.countersigned && row.by.includes(person)));
  });
  const conferrals = records.conferrals.filter((row) => row.giver === person && row.ended === null && at < row.until);
  const clearances = records.clearances.filter((row) => row.giver === person && row.ended === null && at < row.until);
  const deeds = records.deeds.filter((deed) => {
    if (losesClearance(world, records, deed, clearances, at, leaver)) return true;
    const power = world.vocabulary.activities[deed.terms.activity]?.power ?? null;
    const conferred = conferrals.some((row) => row.to === deed.terms.person && row.power === power);
    return conferred || approvals.some(({ request }) => request === deed.approval);
  });
  const all = new Set<object>([...approvals, ...conferrals, ...clearances, ...deeds]);
  return (row) => all.has(row);
}

/** Somebody's key is replaced: it may have been in other hands. */
export function endWordOf(world: World, records: ModelRecords, person: string, at: number): EndNote[] {
  const rests = onWordOf(world, records, person, at);
  return endPowers(records, at, (_holder, row) => rests(row));
}

/** Somebody leaves, or comes back as somebody else: powers, companions and desk end. */
export function endEverythingOf(world: World, records: ModelRecords, person: string, at: number): EndNote[] {
  const goesTo = (row: object): boolean => {
    const { request = '', used = false } = row as Partial<Approval>;
    const asked = (row as Partial<Request>).releasedTo ?? records.requests.find(({ id }) => id === request)?.releasedTo;
    return asked === person && !used;
  };
  const rests = onWordOf(world, records, person, at, person);
  const notes = endPowers(records, at, (holder, row) => holder.person === person || goesTo(row) || rests(row));
  notes.push(...endCompany(world, records, ({ guest, officer }) => guest === person || officer === person, at));
  for (const shift of records.shifts) {
    if (shift.person !== person || shift.until !== null) continue;
    shift.until = at;
    notes.push(`duty.ended ${shift.desk}`);
  }
  return notes;
}

/**
 * What ends as the mandates change: with a mandate that is gone what rests on it, and all of its holder's where no other mandate of the holder
 * remains; and whatever the rules that are in force now do not permit any more.
 * @param before the rules until now
 */
export function endAfterChange(
  world: World,
  records: ModelRecords,
  before: readonly Rule[],
  gone: { id: string; holder: string } | null,
  at: number,
): EndNote[] {
  const after = rulesAt(world, records, at);
  const remains = records.mandates.some(
    (other) => other.status === 'in-force' && other.id !== gone?.id && other.holder === gone?.holder,
  );
  const goes = ({ agency, clauses }: Holder): boolean =>
    gone !== null &&
    (clauses.some((clause) => clause.startsWith(`${gone.id}/`)) || (agency === gone.holder && !remains));
  const never = (later: Later): boolean =>
    couldEver(world, records, before, later, at) && !couldEver(world, records, after, later, at);
  const isSafe = (deed: Deed): boolean => readings(deed).every((one) => isSafety(world, one));
  const goesAsBoth = (deed: Deed): boolean => readings(deed).every((one) => goesOn(world, records, after, one, at));
  // Everything is looked at as it stood before anything ended.
  const fate = new Map<object, boolean>();
  for (const deed of records.deeds.filter(({ status }) => status === 'open')) {
    const approval = records.approvals.find((row) => row.request === deed.approval && row.ended === null);
    const lost = approval !== undefined && goes({ ...approval, clauses: clausesOf(records, approval) });
    const holder = { person: deed.terms.person, agency: deed.agency, clauses: deed.clauses };
    // what gets people out goes on, of whomever it is the safety deed.
    const ends = goes(holder) || lost || !goesAsBoth(deed);
    fate.set(deed, !isSafe(deed) && ends);
  }
  for (const approval of records.approvals) {
    const deed = records.deeds.find((row) => row.status === 'open' && row.approval === approval.request);
    const unused = !approval.used && laterOf(records, approval).some(never);
    const used = deed !== undefined && !isSafe(deed) && !goesAsBoth(deed);
    fate.set(approval, goes({ ...approval, clauses: clausesOf(records, approval) }) || unused || used);
  }
  for (const request of records.requests) {
    const holder = { person: request.requester, agency: request.agency, clauses: request.clauses };
    fate.set(request, goes(holder) || (request.status === 'waiting' && never(request.asks)));
  }
  for (const conferral of records.conferrals) {
    const { to, agency, power, from, until } = conferral;
    const uses = Object.entries(world.vocabulary.activities).filter(([, activity]) => activity.power === power);
    const activities = uses.map(([id]) => id);
    const fixed = { accompaniment: ['yes'], conferral: ['yes'] };
    const standing = conferral.ended === null && at < until;
    const ends = goes({ person: to, agency, clauses: [] }) || never({ person: to, activities, fixed, from, until });
    fate.set(conferral, standing && ends);
  }
  for (const clearance of records.clearances) {
    const { to, agency, clears, from, until } = clearance;
    const activities = Object.keys(world.vocabulary.activities).filter((id) => clearanceNeeded(world, id) === clears);
    const standing = clearance.ended === null && at < until;
    const later = { person: to, activities, fixed: { clearance: ['held'] }, from, until };
    fate.set(clearance, standing && (goes({ person: to, agency, clauses: [] }) || never(later)));
  }
  for (const row of records.consultations) {
    const { person, until, purpose } = row;
    const reading = { person, activities: ['consultation.open'], fixed: { purpose: [purpose] }, from: at, until };
    fate.set(row, goes(row) || (!row.ended && at < until && never(reading)));
  }
  return endPowers(records, at, (_holder, row) => fate.get(row) === true);
}

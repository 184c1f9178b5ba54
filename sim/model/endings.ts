import type { World } from '../world/world.ts';
import { matches } from './decide.ts';
import { factsAt, isHost, rulesAt, who } from './facts.ts';
import {
  type Accompaniment,
  type Approval,
  type Conferral,
  type Consultation,
  type Deed,
  type ModelRecords,
  type Request,
  standsAt,
} from './records.ts';

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

/** Permitted only beside an officer, or spoken against only where nobody is beside. */
function wantsCompany(world: World, records: ModelRecords, deed: Deed, at: number): boolean {
  const rules = rulesAt(world, records, at);
  const facts = factsAt(world, records, who(records, deed.terms.person, at), deed.terms, [], at);
  const [alone, beside] = [
    ['no', 'own'],
    ['yes', 'host'],
  ].map(([accompaniment = '', direction = '']) => ({ ...facts, axes: { ...facts.axes, accompaniment, direction } }));
  if (alone === undefined || beside === undefined) throw new Error('two were made');
  const permits = rules.filter((rule) => deed.clauses.includes(rule.id) && rule.effect.startsWith('permit'));
  const bears = ({ axes }: (typeof rules)[number]) =>
    (axes['accompaniment']?.includes('no') ?? true) && (axes['direction']?.includes('own') ?? true);
  if (permits.length > 0 && !permits.some(bears)) return true;
  return rules.some(
    (rule) =>
      (rule.effect === 'forbid' || (rule.effect === 'require-approval' && deed.approval === '')) &&
      matches(world.vocabulary, rule, alone) &&
      !matches(world.vocabulary, rule, beside),
  );
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
    return used !== null || wantsCompany(world, records, deed, at);
  };
  return records.deeds
    .filter((deed) => deed.status === 'open' && deed.terms.person === guest && uses(deed))
    .map(endDeed);
}

type Holder = { readonly person: string; readonly agency: string; readonly clauses: readonly string[] };

/** Everything open of the holders that `picks` says. */
export function endPowers(
  records: ModelRecords,
  at: number,
  picks: (holder: Holder, activity: string | null) => boolean,
): EndNote[] {
  const notes: EndNote[] = [];
  for (const deed of records.deeds) {
    const holder = { person: deed.terms.person, agency: deed.agency, clauses: deed.clauses };
    if (deed.status === 'open' && picks(holder, deed.terms.activity)) notes.push(endDeed(deed));
  }
  for (const approval of records.approvals) {
    const clauses = records.requests.find(({ id }) => id === approval.request)?.clauses ?? [];
    const standing = approval.ended === null && at < approval.until;
    if (standing && picks({ ...approval, clauses }, null)) notes.push(endApproval(approval, 'approval.ended', at));
  }
  for (const request of records.requests) {
    const holder = { person: request.requester, agency: request.agency, clauses: request.clauses };
    if (request.status === 'waiting' && picks(holder, null))
      notes.push(...endRequest(records, request, 'request.ended'));
  }
  for (const conferral of records.conferrals) {
    const standing = conferral.ended === null && at < conferral.until;
    if (standing && picks({ person: conferral.to, agency: conferral.agency, clauses: [] }, null)) {
      notes.push(endConferral(conferral, at));
    }
  }
  return [...notes, ...endReading(records, (row) => picks(row, null), at)];
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
  for (const row of records.accompaniments) {
    if (row.ended !== null || !which(row)) continue;
    row.ended = at;
    notes.push(`accompaniment.ended ${row.id}`);
    const beside = records.accompaniments.some((other) => other.guest === row.guest && standsAt(other, at));
    if (!beside) notes.push(...coerciveDeeds(world, records, row.guest, null, at));
  }
  return notes;
}

/** Somebody leaves, or comes back as somebody else: powers, companions and desk end. */
export function endEverythingOf(world: World, records: ModelRecords, person: string, at: number): EndNote[] {
  const notes = endPowers(records, at, (holder) => holder.person === person);
  notes.push(...endCompany(world, records, ({ guest, officer }) => guest === person || officer === person, at));
  for (const shift of records.shifts) {
    if (shift.person !== person || shift.until !== null) continue;
    shift.until = at;
    notes.push(`duty.ended ${shift.desk}`);
  }
  return notes;
}

/** What ends with a mandate: what rests on it, and all of its holder's where no other mandate of the holder remains. */
export function endUnderMandate(
  world: World,
  records: ModelRecords,
  mandate: { id: string; holder: string },
  at: number,
): EndNote[] {
  const remains = records.mandates.some(
    (other) => other.status === 'in-force' && other.id !== mandate.id && other.holder === mandate.holder,
  );
  return endPowers(records, at, ({ agency, clauses }, activity) => {
    // what gets people out goes on, of whomever it is the safety deed.
    const safety = world.vocabulary.activities[activity ?? '']?.safety ?? 'none';
    if (safety === 'everyone' || (safety === 'host' && isHost(world, agency))) return false;
    return clauses.some((clause) => clause.startsWith(`${mandate.id}/`)) || (agency === mandate.holder && !remains);
  });
}

import type { Act } from '../../src/terms/act.ts';
import type { World } from '../world/world.ts';
import { asksEnough, enrolledEnough, isFull, isToBegin, plansEnough } from './bounds.ts';
import { type Case, when } from './case.ts';
import { challengeable, declaredOf } from './challenges.ts';
import { isApart } from './endings.ts';
import {
  consentOf,
  digestOf,
  heldItem,
  isHost,
  keepsMandating,
  mayAnswer,
  recipientOf,
  termsOf,
  type Who,
} from './facts.ts';
import { MANDATE_RULES } from './mandate-rules.ts';
import { type ModelRecords, type Request, standsAt } from './records.ts';

const MINUTE = 60_000;

/** Kinds that need no desk: the room's own, a registrar's, taking a desk, an alert (docs/acts.md). Reports never need one. */
const DESKLESS = [
  'ledger.create',
  'clock.accept',
  'timer.due',
  'roster.enrol',
  'roster.remove',
  'desk.sign-on',
  'alert.raise',
  'mandate.sign',
  'erasure.finish',
  'ledger.disclose',
  'ledger.key',
  'witness.pass',
  'ledger.fill',
];

const OPERATORS = ['ledger.create', 'clock.accept', 'erasure.finish', 'ledger.disclose', 'ledger.key', 'witness.pass'];

/** and what the room's own actors may not do. */
export function generalRules(
  records: ModelRecords,
  act: Act,
  key: string,
  actor: Who,
  text: string,
  at: number,
): string[] {
  const used = records.remembered(act.id, at);
  const replay = used !== undefined && used.text !== text ? ['R-18'] : [];
  if (actor.kind === 'operator') {
    const own = OPERATORS.includes(act.kind);
    return own ? replay : [...replay, 'R-28'];
  }
  if (actor.kind === 'timer') return ['timer.due', 'ledger.fill'].includes(act.kind) ? replay : [...replay, 'R-27'];
  const broken = [...replay];
  const report = act.form === 'report';
  const takes = act.kind === 'desk.sign-on' && act.detail['desk'] === act.desk;
  const isFrom = act.desk === null ? DESKLESS.includes(act.kind) : act.desk === actor.desk || takes;
  if (!report && !isFrom) broken.push('R-02');
  if (report ? act.deedAt > at : act.deedAt < at - 2 * MINUTE) broken.push('R-12');
  if (Math.abs(act.signedAt - at) > 10 * MINUTE) broken.push('R-19');
  if (actor.kind === 'person') {
    const person = records.person(actor.id);
    if (person === undefined || person.removed || person.key !== key) broken.push('R-20');
  }
  return broken;
}

/** The house rules of its kind that an act breaks, as the records are now; for a report as of a time. */
export function kindRules(world: World, records: ModelRecords, act: Act, actor: Who, at: number): readonly string[] {
  const rule = RULES[act.kind];
  return rule?.({ world, records, act, actor, at, detail: act.detail as Readonly<Record<string, never>> }) ?? [];
}

function find<T extends { id: string }>(list: readonly T[], id: string): T | undefined {
  return list.find((row) => row.id === id);
}

/** A report is of a time at which the request may have waited yet. */
function answering(request: Request | undefined, digest: string, people: readonly string[], late: boolean): string[] {
  if (request === undefined) return ['R-06'];
  return [
    ...when(people.includes(request.requester), 'R-01'),
    ...when(request.digest !== digest, 'R-04'),
    ...when(!late && request.status !== 'waiting', 'R-06'),
  ];
}

const onlyTasked =
  (...states: readonly string[]) =>
  ({ records, actor, detail }: Case): string[] => {
    const tasking = find(records.taskings, detail['tasking'] ?? '');
    if (tasking?.to !== actor.id) return ['R-14'];
    return when(!states.includes(tasking.status), 'R-06');
  };

const RULES: Readonly<Partial<Record<string, (of: Case) => readonly string[]>>> = {
  'ledger.create': ({ world, records, actor, detail }) => {
    const { id, version, digest } = detail['root'] as unknown as { id: string; version: number; digest: string };
    const known = world.mandates.find((row) => row.id === id && row.version === version)?.digest;
    return [
      ...when(actor.kind !== 'operator' || records.mandates.length > 0, 'R-28'),
      ...when(known !== digest, 'R-17'),
    ];
  },
  'clock.accept': ({ actor }) => when(actor.kind !== 'operator', 'R-28'),
  // Nobody is at a data protection desk, so that there is nothing to finish either.
  'record.erase': () => ['R-37'],
  'retention.enforce': () => ['R-39'],
  'retention.extend': () => ['R-41'],
  'erasure.finish': ({ actor }) => [actor.kind === 'operator' ? 'R-06' : 'R-28'],
  'hold.place': ({ world, actor, at, detail }) => [
    ...when(!isHost(world, actor.agency) || actor.desk === null, 'R-38'),
    ...when(Number(detail['until']) <= at || Number(detail['until']) > at + 400 * 24 * 60 * MINUTE, 'R-12'),
  ],
  'hold.lift': ({ world, actor }) => [isHost(world, actor.agency) && actor.desk !== null ? 'R-06' : 'R-38'],
  'timer.due': ({ actor }) => when(actor.kind !== 'timer', 'R-27'),
  'ledger.fill': ({ actor }) => when(actor.kind !== 'timer', 'R-27'),
  // No change of key is under way that could end.
  'ledger.key': ({ actor }) => [actor.kind === 'operator' ? 'R-06' : 'R-28'],
  'witness.pass': ({ actor }) => when(actor.kind !== 'operator', 'R-28'),
  // What the simulation states never adds up.
  'ledger.disclose': ({ actor }) => [actor.kind === 'operator' ? 'R-06' : 'R-28'],
  'roster.enrol': ({ world, records, actor, at, detail }) => {
    const { id, agency, component } = detail['person'] as unknown as Record<string, string>;
    const before = records.person(id ?? '');
    const roomOwn = id === 'operator' || id === 'timer';
    const known = world.scenario.vocabulary.agencies
      .find((row) => row.id === agency)
      ?.components.some((row) => row.id === component);
    const attested =
      actor.kind === 'registrar' &&
      actor.agency === agency &&
      (before === undefined || before.agency === agency) &&
      known === true &&
      !roomOwn;
    return attested ? when(enrolledEnough(records, agency, at), 'R-36') : ['R-26'];
  },
  'roster.remove': ({ records, actor, detail }) => {
    const person = records.person(detail['person'] ?? '');
    const own = actor.kind === 'registrar' && person?.agency === actor.agency;
    return own ? when(person?.removed === true, 'R-06') : ['R-26'];
  },
  'desk.sign-on': ({ world, records, actor, detail }) => {
    const room = find(world.scenario.vocabulary.rooms, detail['room'] ?? '');
    const desk = find(room?.desks ?? [], detail['desk'] ?? '');
    const roles = records.person(actor.id)?.roles ?? [];
    const entitled = desk?.roles.some((role) => roles.includes(role)) === true;
    const taken = records.shifts.some((shift) => shift.desk === detail['desk'] && shift.until === null);
    const theirs = desk?.agencies?.includes(actor.agency) ?? isOwners(world, room?.owner ?? '', actor.agency);
    return when(!entitled || !theirs || taken || actor.desk !== null, 'R-03');
  },
  'log.correct': ({ world, records, actor, detail }) => {
    const line = records.lines.find(({ index }) => index === Number(detail['entry']));
    const owner = find(world.scenario.vocabulary.rooms, line?.room ?? '')?.owner;
    const owns = owner === actor.agency && !isHost(world, actor.agency);
    const read = sameSide(world, line?.agency, actor.agency) || owns;
    const duty = line?.room === actor.room && actor.desk !== null && actor.role === 'duty-officer';
    return when(line?.person !== actor.id && !(duty && read), 'R-09');
  },
  'deed.propose': ({ world, records, act, actor, at, detail }) => {
    const { counters, until } = detail as { counters?: string; until?: number };
    const offer = find(records.requests, counters ?? '');
    const takesUp = counters === undefined || (offer?.requester === actor.id && offer.offer === digestOf(termsOf(act)));
    const unguarded = wantsAnother(world, records, actor, act.activity, digestOf(termsOf(act)), at);
    return [
      ...when(unguarded, 'R-32'),
      ...when(!takesUp, 'R-04'),
      ...when((until ?? 0) <= act.deedAt, 'R-12'),
      ...when(plansEnough(records, actor.id, actor.agency, at) || asksEnough(records, actor.id, actor.agency), 'R-36'),
    ];
  },
  'deed.begin': ({ world, records, act, actor, at, detail }) => {
    const deed = find(records.deeds, detail['deed'] ?? '');
    if (deed?.terms.person !== actor.id) return ['R-21'];
    if (deed.status !== 'waiting') return ['R-06'];
    const { place, purpose, from, until } = deed.terms;
    return [
      ...when(wantsAnother(world, records, actor, deed.terms.activity, deed.digest, at), 'R-32'),
      ...when(place !== act.place || purpose !== act.purpose, 'R-04'),
      ...when(at < from - 2 * MINUTE || at >= until, 'R-21'),
      ...when(isFull(records, actor.id, actor.agency), 'R-36'),
    ];
  },
  'deed.end': ({ records, actor, detail }) => {
    const deed = find(records.deeds, detail['deed'] ?? '');
    if (deed?.terms.person !== actor.id) return ['R-21'];
    return when(deed.status !== 'open' && !isToBegin(records, deed), 'R-06');
  },
  'request.withdraw': ({ records, actor, detail }) => {
    const request = find(records.requests, detail['request'] ?? '');
    return request?.requester !== actor.id ? ['R-21'] : when(request.status !== 'waiting', 'R-06');
  },
  'approval.answer': ({ world, records, act, actor, detail }) => {
    if (!isHost(world, actor.agency)) return ['R-01'];
    const request = find(records.requests, detail['request'] ?? '');
    return answering(request, detail['digest'] ?? '', [actor.id], act.form === 'report');
  },
  'approval.oral': ({ world, records, act, actor, at, detail }) => {
    if (!isHost(world, actor.agency)) return ['R-01'];
    const giver = detail['giver'] ?? '';
    const entitled = giver !== actor.id && mayAnswer(world, records, giver, at);
    const request = find(records.requests, detail['request'] ?? '');
    const late = act.form === 'report';
    return [...answering(request, detail['digest'] ?? '', [actor.id, giver], late), ...when(!entitled, 'R-07')];
  },
  'approval.countersign': ({ world, records, actor, detail }) => {
    if (!isHost(world, actor.agency)) return ['R-08'];
    const approval = records.approvals.find(({ request }) => request === detail['request']);
    if (approval === undefined || approval.ended !== null || approval.countersigned) return ['R-06'];
    return when(approval.giver !== actor.id, 'R-08');
  },
  'approval.withdraw': ({ world, records, actor, at, detail }) => {
    if (!isHost(world, actor.agency)) return ['R-06'];
    const approval = records.approvals.find(({ request }) => request === detail['request']);
    return when(approval === undefined || approval.ended !== null || at >= approval.until, 'R-06');
  },
  'challenge.raise': ({ world, records, actor, detail }) => {
    const done = isHost(world, actor.agency) ? challengeable(records, detail['deed'] ?? '') : undefined;
    if (done === undefined || done.challenge !== null) return ['R-33'];
    const { activity, purpose } = declaredOf(done);
    const same = (detail['activity'] ?? activity) === activity && (detail['purpose'] ?? purpose) === purpose;
    return when(same, 'R-33');
  },
  'challenge.answer': ({ world, records, actor, detail }) => {
    if (!isHost(world, actor.agency)) return ['R-33'];
    const challenge = find(records.challenges, detail['challenge'] ?? '');
    if (challenge === undefined) return ['R-06'];
    const { person, raisedBy, declared, over } = challenge;
    const same = detail['activity'] === declared.activity && detail['purpose'] === declared.purpose;
    return [...when([person, raisedBy].includes(actor.id) || same, 'R-33'), ...when(over, 'R-06')];
  },
  'conferral.grant': ({ world, records, actor, at, detail }) => {
    const { from = 0, until = 0, power = '' } = detail as { from?: number; until?: number; power?: string };
    const guest = records.person(detail['to'] ?? '');
    const bounded = from < until && at < until && until - from <= 30 * 24 * 60 * MINUTE;
    const standing = world.vocabulary.agencies[guest?.agency ?? '']?.standing;
    const uses = Object.entries(world.vocabulary.activities).filter(([, activity]) => activity.power === power);
    const ruledOut = uses.every(([activity]) => world.commitments.some((rule) => rulesOut(rule, activity, guest)));
    const allowed =
      isHost(world, actor.agency) && guest?.removed === false && standing === 'guest' && uses.length > 0 && bounded;
    return when(!allowed || ruledOut, 'R-15');
  },
  'conferral.withdraw': ({ world, records, actor, at, detail }) => {
    const conferral = find(records.conferrals, detail['conferral'] ?? '');
    const between = isHost(world, actor.agency) || conferral?.agency === actor.agency;
    const theirs = actor.desk !== null && conferral !== undefined && between;
    return when(!theirs || conferral.ended !== null || at >= conferral.until, 'R-06');
  },
  'clearance.grant': ({ world, records, actor, at, detail }) => {
    const { from = 0, until = 0 } = detail as { from?: number; until?: number };
    const guest = records.person(detail['to'] ?? '');
    const bounded = from < until && at < until && until - from <= 30 * 24 * 60 * MINUTE;
    const guestly = world.vocabulary.agencies[guest?.agency ?? '']?.standing === 'guest' && guest?.removed === false;
    const { clears, thing = '' } = detail as { clears?: string; thing?: string };
    const already = records.clearances.some((row) => {
      const isSame = row.to === detail['to'] && row.clears === clears && row.thing === thing;
      return isSame && row.ended === null && Math.max(from, at) < row.until && row.from < until;
    });
    return when(!isHost(world, actor.agency) || !guestly || !bounded || already, 'R-43');
  },
  'clearance.withdraw': ({ world, records, actor, at, detail }) => {
    const clearance = find(records.clearances, detail['clearance'] ?? '');
    const between = isHost(world, actor.agency) || clearance?.agency === actor.agency;
    const theirs = actor.desk !== null && clearance !== undefined && between;
    return when(!theirs || clearance.ended !== null || at >= clearance.until, 'R-06');
  },
  'accompaniment.begin': ({ world, records, actor, at, detail }) => {
    const [guest, officer] = [records.person(detail['guest'] ?? ''), records.person(detail['officer'] ?? '')];
    const onDuty = records.shifts.some(
      ({ person, from, until }) => person === officer?.id && from <= at && (until === null || at < until),
    );
    const guestly = world.vocabulary.agencies[guest?.agency ?? '']?.standing === 'guest' && guest?.removed === false;
    const hostly = officer?.removed === false && isHost(world, officer.agency) && isHost(world, actor.agency);
    return when(!guestly || !hostly || !onDuty, 'R-16');
  },
  'accompaniment.end': ({ world, records, actor, detail }) => {
    const row = find(records.accompaniments, detail['accompaniment'] ?? '');
    const between = isHost(world, actor.agency) || records.person(row?.guest ?? '')?.agency === actor.agency;
    const theirs = actor.desk !== null && between;
    return when(!theirs || row?.ended !== null, 'R-06');
  },
  'item.enter': ({ at, detail }) => when(Number(detail['expires']) <= at, 'R-11'),
  'item.consent': ({ world, records, actor, detail }) => {
    const item = find(records.items, detail['item'] ?? '');
    const known = world.vocabulary.agencies[detail['to'] ?? ''] !== undefined;
    const theirs = actor.desk !== null && item?.owner === actor.agency;
    return [...when(!theirs || !known, 'R-10'), ...when(theirs && item?.expired === true, 'R-06')];
  },
  'item.release': ({ records, act, actor, at, detail }) => {
    const item = find(records.items, detail['item'] ?? '');
    const held = heldItem(records, detail['item'] ?? '', actor) !== undefined;
    const possible =
      item !== undefined && item.expires > at && held && recipientOf(records, act, actor)?.removed === false;
    return [
      ...when(consentOf(records, act, actor) === 'missing', 'R-10'),
      ...when(!possible, 'R-11'),
      ...when(act.form === 'proposal' && asksEnough(records, actor.id, actor.agency), 'R-36'),
    ];
  },
  'item.recall': ({ records, actor, detail }) => {
    const release = find(records.releases, detail['release'] ?? '');
    const owner = find(records.items, release?.item ?? '')?.owner;
    if (actor.desk === null || release === undefined) return ['R-10'];
    if (owner !== actor.agency && release.by !== actor.agency) return ['R-10'];
    return when(release.recalled, 'R-06');
  },
  'consultation.open': ({ records, actor, at, detail }) => {
    const item = find(records.items, detail['of'] ?? '');
    const released = records.releases.some(
      (release) => release.item === detail['of'] && release.person === actor.id && !release.recalled,
    );
    // Nobody oversees in this event, so nobody opens the record.
    if (actor.desk === null || item === undefined || (item.owner !== actor.agency && !released)) return ['R-29'];
    return when(item.expired || item.expires <= at, 'R-06');
  },
  'exercise.direct': () => ['R-30'],
  'incident.close': ({ world, records, actor, detail }) => {
    const incident = find(records.incidents, detail['incident'] ?? '');
    const theirs = actor.desk !== null && knowsIncident(world, incident, actor.agency);
    return when(!theirs || incident?.closed !== false, 'R-06');
  },
  'tasking.issue': ({ world, records, actor, detail }) => {
    const to = records.person(detail['to'] ?? '');
    const incident = detail['incident'] as string | undefined;
    const about = find(records.incidents, incident ?? '');
    const theirs = actor.desk !== null && knowsIncident(world, about, actor.agency);
    const open = incident === undefined || (theirs && about?.closed === false);
    return [...when(actor.desk === null || to?.agency !== actor.agency || to.removed, 'R-14'), ...when(!open, 'R-06')];
  },
  'tasking.acknowledge': onlyTasked('issued'),
  'tasking.done': onlyTasked('issued', 'acknowledged'),
  'declaration.acknowledge': ({ records, actor, detail }) => {
    const declaration = find(records.declarations, detail['declaration'] ?? '');
    return when(declaration === undefined || declaration.acknowledged.includes(actor.desk ?? ''), 'R-06');
  },
  'statement.register': ({ world, records, detail }) => {
    const contradicts = (detail['contradicts'] ?? []) as readonly string[];
    return [
      ...when(find(world.scenario.vocabulary.offices, detail['office'] ?? '') === undefined, 'R-25'),
      ...when(!contradicts.every((id) => records.statements.includes(id)), 'R-06'),
    ];
  },
  ...MANDATE_RULES,
  'mandate.suspend': ({ world, records, actor, at, detail }) => {
    const mandate = find(records.mandates, detail['mandate'] ?? '');
    if (!isHost(world, actor.agency) || mandate?.status !== 'in-force' || mandate.id === 'host-root') return ['R-17'];
    const others = records.mandates.filter(({ id, status }) => status === 'in-force' && id !== mandate.id);
    return when(!keepsMandating(world, records, others, at, at), 'R-17');
  },
  'alert.cancel': ({ world, records, actor, detail }) => {
    const alert = find(records.alerts, detail['alert'] ?? '');
    if (alert === undefined || alert.cancelled) return ['R-06'];
    return when(alert.by !== actor.id && !(isHost(world, actor.agency) && actor.role === 'duty-officer'), 'R-24');
  },
};

/** Are all officers beside somebody who is to coerce those who approved just that? */
function wantsAnother(
  world: World,
  records: ModelRecords,
  actor: Who,
  activity: string,
  digest: string,
  at: number,
): boolean {
  if (world.vocabulary.activities[activity]?.coercive !== true || isHost(world, actor.agency)) return false;
  const [approval] = records.approvals
    .filter((row) => row.digest === digest && !row.used && standsAt(row, at))
    .sort((a, b) => a.index - b.index);
  const beside = records.accompaniments.filter((row) => row.guest === actor.id && standsAt(row, at));
  return approval !== undefined && beside.length > 0 && beside.every((row) => !isApart(row, approval.by));
}

/** What an agency keeps to itself is its own, and of the host's agencies all of theirs. */
function sameSide(world: World, owner: string | undefined, agency: string): boolean {
  return owner === agency || (owner !== undefined && isHost(world, owner) && isHost(world, agency));
}

/** An incident is known on its own side, and the organiser's to the host as well. */
function knowsIncident(world: World, incident: { agency: string } | undefined, agency: string): boolean {
  const organisers = world.vocabulary.agencies[incident?.agency ?? '']?.standing === 'organiser';
  return sameSide(world, incident?.agency, agency) || (organisers && isHost(world, agency));
}

/** A commitment rules a power out where it forbids the activity to this component wherever and whenever. */
function rulesOut(
  rule: World['commitments'][number],
  activity: string,
  guest: { readonly agency: string; readonly component: string } | undefined,
): boolean {
  if (guest === undefined) return true;
  return (
    rule.effect === 'forbid' &&
    (rule.agency?.includes(guest.agency) ?? true) &&
    (rule.activity?.includes(activity) ?? true) &&
    rule.windows === null &&
    Object.entries(rule.axes).every(([axis, words]) => axis === 'component' && words.includes(guest.component))
  );
}

/** A desk that names no agencies is its room's owner's: in a host's room all of the host's, else those of that state and standing. */
function isOwners(world: World, owner: string, agency: string): boolean {
  const [mine, theirs] = [owner, agency].map((id) => find(world.scenario.vocabulary.agencies, id));
  if (isHost(world, owner)) return isHost(world, agency);
  return owner === agency || (mine?.state === theirs?.state && mine?.standing === theirs?.standing);
}

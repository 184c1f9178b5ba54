import type { Logged } from '../journal.ts';
import type { World } from '../world/world.ts';
import { type Case, when } from './case.ts';
import type { Effect, EffectCase } from './effects.ts';
import { isHost, type Who } from './facts.ts';
import type { Hold, ModelRecords, Request } from './records.ts';
import { endReviews, isTimeOver, recordNamed } from './retention.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What the room has looked at of its own ledger, to find what belongs to a record: all before `upTo`, where its next entry is `index`. */
export type Past = { readonly entries: readonly Logged[]; readonly upTo: number; readonly index: number };

/** What can be erased (docs/acts.md, R-37): all that is asked for, done, conferred, noted, told of and shared. */
const ERASABLE = [
  'accompaniments',
  'alerts',
  'approvals',
  'challenges',
  'clearances',
  'conferrals',
  'consents',
  'declarations',
  'deeds',
  'incidents',
  'items',
  'log',
  'occurrences',
  'releases',
  'requests',
  'taskings',
];
/** What of nobody anything stands in. */
const OF_NOBODY = ['counters', 'timers', 'refusals', 'repeats'];
/** Who was enrolled, sat where, consulted what, what was in force, and that something was held or erased, shows for good; a refused attempt at it too. */
const KEPT = /^(?:roster|desk|duty|consultation|mandate|retention|hold|record|erasure|ledger|clock)\./;
/** As matters are called that are numbered: `REQ-guest-a-3`. A desk, a mandate and a review have other names. */
const NUMBER = /^[A-Z]+-(?:[a-z0-9][a-z0-9-]*-)?[1-9][0-9]*$/;
const ENTRIES_MAX = 2_000;

/** A record, found in the entries. */
type Found = {
  readonly entries: readonly Logged[];
  readonly names: ReadonlySet<string>;
  /** `<slice>/<id>` */
  readonly rows: ReadonlySet<string>;
};

/** All that was ever entered of a record: begun from its name, until no entry is left that names what was found, or set a row of it. */
export function findRecord({ past, erasures }: ModelRecords, of: string): Found {
  const gone = new Set(erasures.flatMap(({ entries }) => entries));
  const open = past.entries.slice(0, past.upTo).filter(({ index }) => !gone.has(index));
  const named = open.map((entry) => ({ entry, own: namesOf(entry).filter((name) => !isOfGone(name, gone)) }));
  const names = new Set([of].filter((name) => !isOfGone(name, gone)));
  const entries = new Set<Logged>();
  for (let before = -1; before < entries.size; ) {
    before = entries.size;
    for (const { entry, own } of named) {
      if (entries.has(entry) || !own.some((name) => names.has(name))) continue;
      entries.add(entry);
      for (const name of own) names.add(name);
    }
  }
  const rows = [...entries].flatMap(({ fields }) => fields.changes.map(({ slice, id }) => `${slice}/${id}`));
  return { entries: [...entries].sort((a, b) => a.index - b.index), names, rows: new Set(rows) };
}

function namesOf({ index, fields }: Logged): string[] {
  const { matter, changes } = fields;
  const rows = changes.filter(({ slice }) => ERASABLE.includes(slice)).map(({ slice, id }) => recordNamed(slice, id));
  return [`entry-${index}`, ...(matter !== undefined && NUMBER.test(matter) ? [matter] : []), ...rows];
}

/** An entry that was erased is not found again, by its index neither. */
function isOfGone(name: string, gone: ReadonlySet<number>): boolean {
  return name.startsWith('entry-') && gone.has(Number(name.slice('entry-'.length)));
}

export function namedIn(detail: Readonly<Record<string, unknown>>): string {
  return String(detail['record'] ?? `entry-${detail['entry']}`);
}

/** does this person sit at the host's data protection desk? */
export function protectsData(world: World, { agency, desk, role }: Who): boolean {
  return isHost(world, agency) && desk !== null && role === 'data-protection-officer';
}

export const ERASURE_RULES: Readonly<Record<string, (of: Case) => readonly string[]>> = {
  'record.erase': ({ world, records, actor, at, detail }) => {
    if (!protectsData(world, actor)) return ['R-37'];
    const found = findRecord(records, namedIn(detail));
    const against = againstErasing(records, found, actor, String(detail['basis']), at);
    const shown = found.entries.some(({ fields: { audience } }) => {
      return audience.everyone || audience.agencies.includes('host') || audience.agencies.includes(actor.agency);
    });
    // Of what it is not shown the host learns nothing but that it goes, or does not.
    return against.length > 0 && !shown ? ['R-37'] : against;
  },
  'hold.place': ({ world, actor, at, detail }) => [
    ...when(!isHost(world, actor.agency) || actor.desk === null, 'R-38'),
    ...when(Number(detail['until']) <= at || Number(detail['until']) > at + 400 * DAY, 'R-12'),
  ],
  'hold.lift': ({ world, records, actor, at, detail }) => {
    if (!isHost(world, actor.agency) || actor.desk === null) return ['R-38'];
    const hold = records.holds.find(({ id }) => id === detail['hold']);
    return when(hold === undefined || !standsHold(hold, at), 'R-06');
  },
  'erasure.finish': ({ records, actor, detail }) => {
    if (actor.kind !== 'operator') return ['R-28'];
    return when(records.erasures.find(({ id }) => id === detail['erasure'])?.done !== false, 'R-06');
  },
};

function againstErasing(records: ModelRecords, found: Found, { id }: Who, basis: string, at: number): string[] {
  const held = records.holds.filter(({ of }) => found.names.has(of));
  return [
    ...when(!isOver(records, found, at), 'R-37'),
    ...when(
      held.some((hold) => standsHold(hold, at)),
      'R-38',
    ),
    ...when(basis === 'retention' && !isTimeOver(records, found.rows), 'R-40'),
    ...when(
      held.some(({ by, liftedBy }) => liftedBy === id && by !== id),
      'R-42',
    ),
  ];
}

function standsHold({ lifted, until }: Hold, at: number): boolean {
  return !lifted && at < until;
}

/** Is it there, nothing but a record, of which nothing goes on; and was all of the ledger looked at? */
function isOver(records: ModelRecords, { entries, rows }: Found, at: number): boolean {
  const { upTo, index } = records.past;
  if (entries.length === 0 || entries.length > ENTRIES_MAX || upTo !== index) return false;
  if (entries.some(({ fields }) => KEPT.test(fields.kind))) return false;
  return [...rows].every((row) => {
    const slice = row.slice(0, row.indexOf('/'));
    if (!ERASABLE.includes(slice)) return OF_NOBODY.includes(slice);
    return !goesOn(records, slice, row.slice(slice.length + 1), at);
  });
}

/** Is it open, waiting, or to be used yet? */
function goesOn(records: ModelRecords, slice: string, id: string, at: number): boolean {
  const named = <T extends { id: string }>(list: readonly T[]): T | undefined => list.find((row) => row.id === id);
  switch (slice) {
    case 'accompaniments':
      return named(records.accompaniments)?.ended === null;
    case 'alerts':
      return named(records.alerts)?.cancelled === null;
    case 'approvals':
      return records.approvals.some((row) => row.request === id && row.ended === null && !row.used);
    case 'challenges':
      return named(records.challenges)?.over === false;
    case 'clearances':
      return named(records.clearances)?.ended === null;
    case 'conferrals':
      return named(records.conferrals)?.ended === null;
    case 'deeds': {
      const deed = named(records.deeds);
      if (deed?.status === 'waiting') return at < deed.terms.until + 2 * MINUTE;
      return deed?.status === 'open';
    }
    case 'incidents':
      return named(records.incidents)?.closed === null;
    case 'items':
      return named(records.items)?.expired === false;
    case 'releases': {
      const release = named(records.releases);
      const item = records.items.find((row) => row.id === release?.item);
      return release?.recalled === null && item?.expired === false;
    }
    case 'requests': {
      const request = named(records.requests);
      return request !== undefined && isAsked(records, request, at);
    }
    case 'taskings':
      return (named(records.taskings)?.status ?? 'done') !== 'done';
    // What was noted, told of, declared or consented to does not go on.
    default:
      return false;
  }
}

/** Does a request wait, or what the host answered to it stand? A counter-offer stands until it is too late for it. */
function isAsked(records: ModelRecords, request: Request, at: number): boolean {
  if (request.status === 'waiting') return true;
  const approval = records.approvals.find((row) => row.request === request.id);
  if (approval === undefined || approval.ended !== null) return false;
  if (request.offered === null) return true;
  return at < Math.max(request.until ?? 0, request.offered.until ?? 0) + 2 * MINUTE;
}

export const ERASURE_EFFECTS: Readonly<Record<string, (of: EffectCase) => Effect>> = {
  'record.erase': ({ records, detail }) => {
    const found = findRecord(records, namedIn(detail));
    const id = records.number('ERA');
    const endings = endReviews(records, found.rows);
    for (const row of found.rows) forget(records, row);
    records.erasures.push({ id, entries: found.entries.map(({ index }) => index), done: false });
    return { matter: id, endings };
  },
  'erasure.finish': ({ records, detail }) => {
    for (const row of records.erasures) if (row.id === detail['erasure']) row.done = true;
    return { matter: detail['erasure'] };
  },
  'hold.place': ({ records, actor, detail }) => {
    const id = records.number('HOLD');
    const until = Number(detail['until']);
    records.holds.push({ id, of: namedIn(detail), by: actor.id, until, lifted: false, liftedBy: null, over: false });
    return { matter: id };
  },
  'hold.lift': ({ records, actor, detail }) => {
    for (const hold of records.holds) {
      if (hold.id === detail['hold']) Object.assign(hold, { lifted: true, liftedBy: actor.id });
    }
    return { matter: detail['hold'] };
  },
};

/** Nothing is known of it from now on. */
function forget(records: ModelRecords, row: string): void {
  const slice = row.slice(0, row.indexOf('/'));
  const id = row.slice(slice.length + 1);
  if (!ERASABLE.includes(slice)) return;
  const lists: Readonly<Record<string, readonly object[][]>> = {
    log: [records.lines],
    occurrences: [records.told, records.occurrences],
  };
  for (const list of lists[slice] ?? [records[slice as 'deeds'] as object[]]) {
    const kept = list.filter((one) => nameIn(slice, one) !== id);
    list.splice(0, list.length, ...kept);
  }
}

function nameIn(slice: string, row: object): string {
  const { id, index, request, item, to } = row as Readonly<Record<string, unknown>>;
  if (slice === 'log') return String(index);
  if (slice === 'approvals') return String(request);
  return slice === 'consents' ? `${item}/${to}` : String(id);
}

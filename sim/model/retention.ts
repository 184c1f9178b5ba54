import type { World } from '../world/world.ts';
import { type Case, when } from './case.ts';
import type { Effect, EffectCase } from './effects.ts';
import type { EndNote } from './endings.ts';
import { namedIn, protectsData } from './erasures.ts';
import { isHost, type Who } from './facts.ts';
import type { ModelRecords, Review } from './records.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a record is called: a line of the log by its entry, everything else by its number. */
export function recordNamed(slice: string, id: string): string {
  return slice === 'log' ? `entry-${id}` : id;
}

/** A record that is over, and since when. */
type Over = { readonly kind: string; readonly id: string; readonly since: number; readonly purpose?: string };

/** All that is over, of the kinds that a rule can speak of (docs/decisions/0021-retention.md): what goes with another record is not among it. */
function whatIsOver(records: ModelRecords): Over[] {
  const ended = (kind: string, list: readonly { id: string; ended: number | null }[]): Over[] =>
    list.flatMap(({ id, ended: since }) => (since === null ? [] : [{ kind, id, since }]));
  return [
    ...ended('accompaniments', records.accompaniments),
    ...ended('clearances', records.clearances),
    ...ended('conferrals', records.conferrals),
    ...ended(
      'alerts',
      records.alerts.map(({ id, cancelled }) => ({ id, ended: cancelled })),
    ),
    ...ended(
      'incidents',
      records.incidents.map(({ id, closed }) => ({ id, ended: closed })),
    ),
    ...ended(
      'taskings',
      records.taskings.map(({ id, done }) => ({ id, ended: done })),
    ),
    ...ended(
      'items',
      records.items.map(({ id, expired, expires }) => ({ id, ended: expired ? expires : null })),
    ),
    ...records.declarations.map(({ id, made }) => ({ kind: 'declarations', id, since: made })),
    ...records.lines.map(({ index, at }) => ({ kind: 'log', id: String(index), since: at })),
    ...records.occurrences.map(({ id, at }) => ({ kind: 'occurrences', id, since: at })),
    ...records.told
      .filter(({ challenge }) => challenge === null)
      .map(({ id, entered }) => ({ kind: 'occurrences', id, since: entered })),
    ...records.deeds
      .filter(({ status, challenge }) => status !== 'open' && challenge === null)
      .map(({ id, status, terms, found }) => {
        // One that waits can be begun, and proposed again, until shortly after its end.
        const since = status === 'waiting' ? terms.until + 2 * MINUTE : terms.until;
        return { kind: 'deeds', id, since, purpose: found?.purpose ?? terms.purpose };
      }),
    ...overReleases(records),
    ...overRequests(records),
  ];
}

function overReleases({ releases, items }: ModelRecords): Over[] {
  return releases.flatMap(({ id, at, recalled, item: of, purpose }) => {
    const item = items.find((row) => row.id === of);
    const withItem = item === undefined ? at : item.expired ? Math.max(at, item.expires) : null;
    const since = recalled ?? withItem;
    return since === null ? [] : [{ kind: 'releases', id, since, purpose }];
  });
}

/** A request goes with the deed that it asks for, as long as that is there. */
function overRequests({ requests, deeds, approvals }: ModelRecords): Over[] {
  return requests.flatMap(({ id, status, deed, deadline, until, offer, purpose }) => {
    const approved = approvals.some((row) => row.request === id && row.ended === null) && offer === null;
    const goesWith = deed !== null && deeds.some((row) => row.id === deed);
    if (status === 'waiting' || approved || goesWith) return [];
    return [{ kind: 'requests', id, since: Math.max(deadline, until ?? 0), purpose }];
  });
}

/** What should come up by now, as the room's timers name it, the longest due first. */
export function reviewsDue(world: World, records: ModelRecords, at: number): string[] {
  if (!records.retention) return [];
  const came = new Set(records.reviews.map(({ of }) => of));
  const due = whatIsOver(records).flatMap(({ kind, id, since, purpose }) => {
    const rules = world.retention?.rules.filter((rule) => rule.kind === kind) ?? [];
    const named = rules.find(({ purposes }) => purpose !== undefined && purposes?.includes(purpose) === true);
    const rule = named ?? rules.find(({ purposes }) => purposes === null);
    if (rule === undefined || came.has(recordNamed(kind, id)) || since + rule.days * DAY > at) return [];
    return [{ timer: `review:${kind}:${id}`, due: since + rule.days * DAY }];
  });
  due.sort((a, b) => a.due - b.due || (a.timer < b.timer ? -1 : 1));
  return due.map(({ timer }) => timer);
}

/** The record comes up; gives the end that says so. */
export function bringUp(records: ModelRecords, timer: string): EndNote {
  const [, kind = '', ...rest] = timer.split(':');
  const id = rest.join(':');
  const of = recordNamed(kind, id);
  records.reviews.push({ id: `REV-${of}`, of, kind, row: id, status: 'due', until: null });
  return `retention.due REV-${of}`;
}

/** Did all of it come up that a rule could speak of, and is nothing of it kept longer? */
export function isTimeOver(records: ModelRecords, rows: ReadonlySet<string>): boolean {
  const parts = [...rows].flatMap((row) => {
    const kind = row.slice(0, row.indexOf('/'));
    const id = row.slice(kind.length + 1);
    if (!isThere(records, kind, id)) return [];
    const deed = kind === 'requests' ? records.requests.find((request) => request.id === id)?.deed : null;
    if (deed !== null && records.deeds.some((one) => one.id === deed)) return [];
    return [records.reviews.find((review) => review.of === recordNamed(kind, id))?.status];
  });
  return parts.length > 0 && parts.every((status) => status === 'due');
}

/** Kinds that a rule can speak of, and which of them are there. */
function isThere(records: ModelRecords, kind: string, id: string): boolean {
  if (kind === 'log') return records.lines.some(({ index }) => String(index) === id);
  if (kind === 'occurrences') return [...records.told, ...records.occurrences].some((row) => row.id === id);
  if (['approvals', 'challenges', 'consents'].includes(kind) || !(kind in records)) return false;
  const list: unknown = records[kind as 'deeds'];
  return Array.isArray(list) && list.some((row: { id: string }) => row.id === id);
}

/** The reviews of what is erased are over. */
export function endReviews(records: ModelRecords, rows: ReadonlySet<string>): EndNote[] {
  const ends = records.reviews.filter(({ kind, row }) => rows.has(`${kind}/${row}`) && isThere(records, kind, row));
  return ends.map((review) => {
    review.status = 'ended';
    return `retention.ended ${review.id}`;
  });
}

export const RETENTION_RULES: Readonly<Record<string, (of: Case) => readonly string[]>> = {
  'retention.enforce': ({ world, records, actor, detail }) => {
    const supplied = world.retention !== null && world.retention.digest === detail['digest'];
    const named = supplied && world.retention.version === Number(detail['version']);
    return when(!protectsData(world, actor) || !named || records.retention, 'R-39');
  },
  'retention.extend': ({ world, records, actor, at, detail }) => {
    if (!protectsData(world, actor)) return ['R-41'];
    const review = records.reviews.find(({ of }) => of === namedIn(detail));
    if (review?.status !== 'due' || !isShown(world, records, review, actor)) return ['R-06'];
    return when(Number(detail['until']) <= at || Number(detail['until']) > at + 400 * DAY, 'R-41');
  },
};

/** What a guest keeps to itself comes up for that guest alone, and a release of the host's for the agencies of the host that it is between. */
function isShown(world: World, records: ModelRecords, { kind, row: id }: Review, { agency }: Who): boolean {
  const named = <T extends { id: string }>(list: readonly T[]): T | undefined => list.find((row) => row.id === id);
  const isHosts = (owner: string | undefined) => owner !== undefined && isHost(world, owner);
  switch (kind) {
    case 'incidents': {
      const owner = named(records.incidents)?.agency;
      return isHosts(owner) || world.vocabulary.agencies[owner ?? '']?.standing === 'organiser';
    }
    case 'items':
      return isHosts(named(records.items)?.owner);
    case 'log':
      return isHosts(records.lines.find(({ index }) => String(index) === id)?.agency);
    case 'taskings':
      return isHosts(named(records.taskings)?.agency);
    case 'releases': {
      const release = named(records.releases);
      return release?.by === agency || release?.to === agency;
    }
    default:
      return true;
  }
}

export const RETENTION_EFFECTS: Readonly<Record<string, (of: EffectCase) => Effect>> = {
  'retention.enforce': ({ world, records }) => {
    records.retention = true;
    return { matter: `retention-${world.retention?.version}` };
  },
  'retention.extend': ({ records, detail }) => {
    const review = records.reviews.find(({ of }) => of === namedIn(detail));
    if (review === undefined) throw new Error('the model has no such review');
    Object.assign(review, { status: 'extended', until: Number(detail['until']) });
    return { matter: review.id };
  },
};

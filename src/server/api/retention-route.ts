import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod';
import { SECOND } from '../../base/clock.ts';
import { ReadingStopped } from '../../desk/past-index.ts';
import { openKinds, type WrittenRule } from '../../mandates/retention.ts';
import { againstErasing, ENTRIES_MAX, mayErase, namedBy } from '../../matters/erasures/erase.ts';
import type { PastRecord } from '../../matters/erasures/rows.ts';
import { rowId } from '../../matters/retention/reviews.ts';
import { IN_FORCE, type ReviewRow } from '../../matters/retention/rows.ts';
import { Problem } from '../../terms/api/problem.ts';
import {
  RecordAnswer,
  RecordQuery,
  type RecordShown,
  RetentionShown,
  type ReviewShown,
  type RulesShown,
} from '../../terms/api/retention.ts';
import type { RetainedKind, RetentionRule } from '../../terms/retention.ts';
import { type Viewer, visibleTo } from '../../views/audience.ts';
import { NOT_THERE, sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { beginReading } from './reading.ts';
import { heldName, retentionLists } from './retention-lists.ts';

/** How long an answer waits for the ledger to be read through; then it says how far that is. */
const READING_MS = 3 * SECOND;
const STOPPING = { status: 503, code: 'stopping', detail: 'the room is closing', retryAfterSeconds: 5 } as const;
/** Each reads through what was entered since the last, and the first of a run all of the ledger, as erasing does. */
const READ_THROUGH_PER_MINUTE = 20;

/** `GET /api/retention` and `GET /api/retention/record`: how long records are kept, what is up for review, and what would go with one. */
export function retentionRoutes(app: ApiApp, ports: ApiPorts): void {
  listsRoute(app, ports);
  recordRoute(app, ports);
}

function listsRoute(app: ApiApp, { room, slices }: ApiPorts): void {
  app.get(
    '/api/retention',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['matters'], response: { 200: RetentionShown, 401: Problem, 503: Problem } },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer } = reading;
      const { readable, directory } = room;
      const at = room.roomNow();
      const { due, extended, held, erased, holds } = await slices.take(retentionLists(readable, directory, viewer, at));
      const titles = await titlesOf(room, viewer, [...due.rows, ...extended.rows]);
      const reasons = await reasonsOf(room, viewer, [...held.rows, ...erased.rows]);
      const shown = (review: ReviewRow): ReviewShown => {
        const { id, of, kind, rule, due: when, times, extendedBy } = review;
        const hold = holds.get(heldName(review));
        const standing = hold === undefined ? null : { hold: hold.id, until: hold.until };
        return { id, of, kind, rule, title: titles.get(id) ?? '', due: when, times, extendedBy, held: standing };
      };
      return {
        at,
        ...rulesOf(room),
        due: due.rows.map(shown),
        moreDue: due.more,
        extended: extended.rows.map(shown),
        moreExtended: extended.more,
        held: held.rows.map(({ id, of, by, from, until }) => ({
          id,
          of,
          by,
          from,
          until,
          reason: reasons.get(id) ?? null,
        })),
        moreHeld: held.more,
        erased: erased.rows.map(({ id, of, basis, entries, by, at: when, status }) => ({
          ...{ id, of, basis, entries: entries.length, by, at: when },
          finished: status === 'done',
          reason: reasons.get(id) ?? null,
        })),
        moreErased: erased.more,
      };
    },
  );
}

/** The rules in force, and those that the event supplies where they are others. */
function rulesOf({ readable, directory }: OpenRoom): Pick<RetentionShown, 'inForce' | 'supplied'> {
  const { retention: supplied } = directory;
  const written = directory.scenario.retention?.rules ?? [];
  const row = readable.state.get('retentions', IN_FORCE);
  const isSupplied = row !== undefined && row.digest === supplied?.digest;
  const inForce =
    row === undefined ? null : { ...rulesShown(row, isSupplied ? written : []), by: row.by, since: row.at };
  return { inForce, supplied: supplied === undefined || isSupplied ? null : rulesShown(supplied, written) };
}

function rulesShown(
  { version, digest, rules }: { version: number; digest: string; rules: readonly RetentionRule[] },
  written: readonly WrittenRule[],
): RulesShown {
  const shown = rules.map((rule) => {
    const { text = null, source = [] } = written.find(({ id }) => id === rule.id) ?? {};
    const { id, kind, purposes, days, basis } = rule;
    return { id, kind, purposes: purposes === null ? null : [...purposes], days, basis, text, source: [...source] };
  });
  return { version, digest, rules: shown, open: openKinds(rules) };
}

/** What records are called, by the ids of their reviews: their title, or the words that opened them. */
async function titlesOf(
  { views }: Pick<OpenRoom, 'views'>,
  viewer: Viewer,
  reviews: readonly ReviewRow[],
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const [kind, those] of Map.groupBy(reviews, (review): RetainedKind => review.kind)) {
    const byRow = new Map(those.map((review) => [rowId(review), review.id]));
    const found = await views.acts.matters(viewer, { slice: kind, ids: [...byRow.keys()], limit: byRow.size });
    for (const { id, row, text } of found) {
      const title = 'title' in row && typeof row.title === 'string' ? row.title : text;
      titles.set(byRow.get(id) ?? '', title);
    }
  }
  return titles;
}

/** Why something was held or erased, by its number. */
async function reasonsOf(
  { views }: Pick<OpenRoom, 'views'>,
  viewer: Viewer,
  rows: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string | null>> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const entries = await views.acts.actsOf(viewer, ids, ['hold.place', 'record.erase'], ids.length);
  return new Map(entries.map(({ matter, reason }) => [matter ?? '', reason]));
}

function recordRoute(app: ApiApp, { room, wallNow }: ApiPorts): void {
  const allowance = new Allowance(READ_THROUGH_PER_MINUTE, { wallNow });
  app.get(
    '/api/retention/record',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['matters'],
        querystring: RecordQuery,
        response: { 200: RecordAnswer, 400: Problem, 401: Problem, 404: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, person } = reading;
      const { readable, directory } = room;
      // Of what is not theirs to erase they learn nothing here, and the ledger is not read through for them.
      if (!mayErase(readable.actor(person.id, directory, room.roomNow()), directory))
        return sendProblem(reply, NOT_THERE);
      const underWay = room.readThrough();
      // Who waits for a reading that is under way, and asks how far it is, asks for nothing more.
      const seconds = underWay === null ? allowance.waits(person.id) : 0;
      if (seconds > 0) return sendProblem(reply, tooMany(seconds));
      if (underWay === null) allowance.took(person.id);
      const came = await within(room.readPast(), READING_MS);
      if (came === 'stopped') return sendProblem(reply, STOPPING);
      if (came === 'later') return { reading: room.readThrough() ?? { read: room.size(), of: room.size() } };
      const reader = room.pastReader(namedBy(request.query));
      await reader.readTo(room.size());
      const shown = await recordShown(room, { viewer, by: person.id }, reader.record());
      return shown ?? sendProblem(reply, NOT_THERE);
    },
  );
}

/** What a reading came to within a time; where it goes on, whoever waits for it next has it sooner. */
async function within(reading: Promise<void>, ms: number): Promise<'read' | 'later' | 'stopped'> {
  const read = reading.then(
    () => 'read' as const,
    (error: unknown) => {
      if (error instanceof ReadingStopped) return 'stopped' as const;
      throw error;
    },
  );
  const waited = new AbortController();
  const later = pause(ms, 'later' as const, { signal: waited.signal, ref: false });
  later.catch(() => {});
  try {
    return await Promise.race([read, later]);
  } finally {
    waited.abort();
    // Told to nobody any more: whoever asks next reads on, and meets the same.
    read.catch(() => {});
  }
}

/** Is this a kind of entry by which something is erased, or that it is finished? */
function isOfErasing(kind: string): boolean {
  return kind.startsWith('record.') || kind.startsWith('erasure.');
}

/** A record as far as the viewer may see it; undefined where that is nothing. @param by who would erase it */
async function recordShown(
  room: OpenRoom,
  { viewer, by }: { readonly viewer: Viewer; readonly by: string },
  past: PastRecord,
): Promise<z.infer<typeof RecordShown> | undefined> {
  const isVisible = visibleTo(viewer);
  const kinds = new Map<string, number>();
  const records = new Set<string>();
  const times: number[] = [];
  for (const index of past.entries.slice(0, ENTRIES_MAX)) {
    const entry = await room.readEntry(index);
    const { kind, audience, act, at, matter, changes = [] } = entry?.fields ?? {};
    if (kind === undefined || at === undefined) continue;
    if (!isVisible({ kind, person: act?.actor ?? null, audience: audience ?? null })) continue;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    times.push(at);
    if (matter !== undefined) records.add(matter);
    for (const { slice } of changes) if (slice === 'log') records.add(`entry-${index}`);
  }
  if (times.length === 0) return undefined;
  // Of what was erased, only that remains: it is told by its own number, and in the list.
  if (!records.has(past.of) && [...kinds.keys()].every(isOfErasing)) return undefined;
  const at = room.roomNow();
  return {
    of: past.of,
    records: [...records].sort(),
    entries: times.length,
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
    from: Math.min(...times),
    until: Math.max(...times),
    against: againstErasing(room.readable.records, past, { by, basis: 'retention', at, index: past.upTo }),
  };
}

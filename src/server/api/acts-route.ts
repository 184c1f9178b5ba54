import * as z from 'zod';
import { draftId } from '../../matters/mandates/drafts.ts';
import type { EndingKind } from '../../terms/act-kinds.ts';
import { ActDetail, ActsPage, ActsQuery } from '../../terms/api/acts.ts';
import { digits } from '../../terms/api/digits.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import { type ActsRow, isByClock } from '../../views/acts-row.ts';
import type { Viewer } from '../../views/audience.ts';
import { protectedMembers } from '../../views/folded.ts';
import type { ActsRequest } from '../../views/port.ts';
import { shownRow } from '../../views/shown-rows.ts';
import { askedWords } from '../../views/words.ts';
import { NOT_THERE, sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { type ClauseBook, clauseBookOf } from './clause-book.ts';
import { actsCursor, BAD_CURSOR, readActsCursor } from './cursors.ts';
import { idsByName } from './named-ids.ts';
import { beginReading, type Reading } from './reading.ts';

/** Corrections and ends that are shown with one entry. */
const BESIDE_MAX = 100;

export const EntryParams = z.object({ index: digits() });

/** `GET /api/acts`: what the reader may see. Rows that are not theirs are absent, and a cursor is that of the last row shown. */
export function actsRoute(app: ApiApp, { room }: ApiPorts): void {
  const idsNamed = idsByName(room.directory.scenario);
  app.get(
    '/api/acts',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['acts'],
        querystring: ActsQuery,
        response: { 200: ActsPage, 400: Problem, 401: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const asked = actsRequest(request.query, idsNamed);
      if (asked === undefined) return sendProblem(reply, BAD_CURSOR);
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const rows = await room.views.acts.acts(reading.viewer, asked);
      const { shown, next } = pageOfRows(rows, request.query.limit);
      return { view: reading.view, rows: shown.map(shownRow(reading.viewer)), next };
    },
  );
}

/** What a query asks of the view, its words also by what ids are called; one row more than the page holds tells whether there is another. Undefined for a cursor that is none. */
export function actsRequest(
  query: z.infer<typeof ActsQuery>,
  idsNamed: (begin: string) => readonly string[],
): ActsRequest | undefined {
  const { cursor, limit, after: _after, q, ...filter } = query;
  const past = cursor === undefined ? undefined : readActsCursor(cursor);
  if (cursor !== undefined && past === undefined) return undefined;
  const words = q === undefined || q === '' ? undefined : askedWords(q, idsNamed);
  return { ...filter, words, past, limit: limit + 1 };
}

/** The rows of a page, and where the next one begins. */
export function pageOfRows(
  rows: readonly ActsRow[],
  limit: number,
): { readonly shown: readonly ActsRow[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, next: rows.length > limit && last !== undefined ? actsCursor(last.index) : null };
}

/** `GET /api/acts/:index`: one entry whole. What is protected is named and absent. */
export function actRoute(app: ApiApp, { room, evidenced = nothing }: ApiPorts): void {
  const book = clauseBookOf(room);
  app.get(
    '/api/acts/:index',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['acts'],
        params: EntryParams,
        querystring: z.strictObject({ after: ActsQuery.shape.after }),
        response: { 200: ActDetail, 400: Problem, 401: Problem, 404: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const row = await room.views.acts.act(reading.viewer, request.params.index);
      if (row === undefined) return sendProblem(reply, NOT_THERE);
      const detail = await detailOf(room, book, reading, row);
      return { ...detail, passkey: await evidenced(row.index) };
    },
  );
}

const nothing = async () => false;

async function detailOf(
  room: OpenRoom,
  book: ClauseBook,
  reading: Reading,
  row: ActsRow,
): Promise<Omit<ActDetail, 'passkey'>> {
  const { viewer, view, person } = reading;
  const { acts } = room.views;
  const show = shownRow(viewer);
  const [entry, corrections, follows, cause, ordered] = await Promise.all([
    room.readEntry(row.index),
    acts.corrections(viewer, row.index, BESIDE_MAX),
    acts.follows(viewer, row.index, BESIDE_MAX),
    row.cause === null ? undefined : acts.act(viewer, row.cause),
    orderOf(room, viewer, row),
  ]);
  const { act, signature, set, facts } = entry?.fields ?? {};
  const hidden = protectedMembers(act?.kind ?? '');
  const members = Object.entries(act?.detail ?? {});
  const shown = show(row);
  return {
    view,
    row: shown,
    state: row.index < room.includedSize() ? 'included' : 'recorded',
    detail: Object.fromEntries(members.filter(([name]) => !hidden.includes(name))),
    signedAt: act?.signedAt ?? null,
    // A key is a person's: whoever may not know the one does not learn the other.
    key: shown.person === null ? null : (signature?.key ?? null),
    clauses: book.shown(row.clauses, row),
    told: book.toldBeside(row),
    near: book.near(row.near, row),
    unknown: set === undefined || facts === undefined ? null : book.unknown(room.sets.set(set), facts, row),
    within: facts === undefined || act === undefined ? null : laterMoment(facts, Math.max(row.at, act.deedAt)),
    set: set ?? '',
    protected: hidden.length === 0 ? null : protectedPart(room, row, hidden, person.id),
    corrections: corrections.map(show),
    follows: follows.map(show),
    cause: cause === undefined ? null : show(cause),
    byClock: isByClock(row),
    ordered: ordered === undefined ? null : show(ordered),
  };
}

/**
 * The moment by which a deed was decided, where that is not its beginning (src/desk/worst-moment.ts).
 * @param from when it was to begin, or began: room time in ms
 */
export function laterMoment({ time }: Pick<FactsVector, 'time'>, from: number): number | null {
  return time > from ? time : null;
}

/** Kinds of what comes of an order to put a version in force at a later time. */
const ORDERED_KINDS: readonly string[] = ['mandate.begun', 'mandate.lapsed'] satisfies readonly EndingKind[];
/** Orders of one mandate among which the one of an entry is looked for. */
const ORDERS_MAX = 500;

/** The last order before it that put this version down for a later time. */
export async function orderOf(
  { views, readEntry }: Pick<OpenRoom, 'views' | 'readEntry'>,
  viewer: Viewer,
  { index, kind, matter, summary }: ActsRow,
): Promise<ActsRow | undefined> {
  if (matter === null || !ORDERED_KINDS.includes(kind)) return undefined;
  const orders = await views.acts.actsOf(viewer, [matter], ['mandate.enforce'], ORDERS_MAX);
  for (const row of orders.filter((one) => one.index < index && one.outcome === 'permitted').reverse()) {
    const { mandate, version } = (await readEntry(row.index))?.fields.act?.detail ?? {};
    if (typeof version === 'number' && summary === draftId(String(mandate), version)) return row;
  }
  return undefined;
}

/** What opens by consultation only: which members, of which item, and until when it is open to this person. */
function protectedPart({ readable, roomNow }: OpenRoom, row: ActsRow, members: readonly string[], person: string) {
  const item = row.matter ?? '';
  const open = openConsultation(readable, item, person, roomNow());
  return { item, members: [...members], openUntil: open?.until ?? null };
}

/** The person's own consultation of an item or of the record, if one stands at this room time. */
export function openConsultation({ records }: OpenRoom['readable'], of: string, person: string, at: number) {
  return records.consultations
    .standing('person', person, at)
    .filter((row) => row.of === of)
    .sort((a, b) => b.until - a.until)[0];
}

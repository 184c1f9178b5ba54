import { parseMandateDocument } from '../../mandates/compile.ts';
import { mandateAsWritten } from '../../mandates/mandate-text.ts';
import type { MandateDocument } from '../../mandates/scenario.ts';
import { draftId, draftOf, isAgreed, sidesOf } from '../../matters/mandates/drafts.ts';
import type { DraftRow, MandateRow } from '../../matters/mandates/rows.ts';
import { MandateDrafts } from '../../terms/api/mandate-drafts.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { Viewer } from '../../views/audience.ts';
import { shownRow } from '../../views/shown-rows.ts';
import { sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { beginReading } from './reading.ts';
import { isShown, needsOf } from './shown-drafts.ts';

/** Drafts that are shown to one person in a minute, in however many requests; one may have to be proved. */
const SHOWN_PER_MINUTE = 6_000;

/** Entries that put mandates in force or took drafts back of which is read who did it. */
const SETTLING_MAX = 500;

type Draft = MandateDrafts['drafts'][number];

/**
 * `GET /api/mandates/drafts`: what is on its way into force. For the host, for who is to hold it, and for who signs it for their state, who
 * need not be admitted yet; to anybody else there is nothing.
 */
export function draftsRoute(app: ApiApp, { room, slices, wallNow }: ApiPorts): void {
  const allowance = new Allowance(SHOWN_PER_MINUTE, { wallNow });
  app.get(
    '/api/mandates/drafts',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['event'],
        response: { 200: MandateDrafts, 400: Problem, 401: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const reading = await beginReading(room, request, reply, undefined);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, view, person } = reading;
      const rows = await slices.once(() => draftRows(room).filter((row) => isShown(room, viewer, row)));
      const seconds = allowance.waits(person.id, rows.length);
      if (seconds > 0) return sendProblem(reply, tooMany(seconds));
      allowance.took(person.id, rows.length);
      const settled = await settledBy(room, viewer, rows);
      const shown = await slices.take(allShown(room, rows, settled));
      return { view, drafts: shown.sort((a, b) => latest(b) - latest(a)) };
    },
  );
}

/** Every version on which a step was taken, and every document of the event that is not in force. */
function draftRows({ directory, readable }: OpenRoom): DraftRow[] {
  const { records, state } = readable;
  const supplied = directory.scenario.mandates.flatMap(({ mandate, version }) => {
    const known = state.get('drafts', draftId(mandate, version)) ?? state.get('mandates', mandate);
    return known === undefined ? (draftOf(records, directory, mandate, version) ?? []) : [];
  });
  return [...state.values('drafts'), ...supplied];
}

type Settled = Pick<Draft, 'settled' | 'since'>;

/** How those that are settled came to be so: by the entries that this viewer may see, for the record of a draft keeps none of it. */
async function settledBy(
  { views, readEntry, readable }: Pick<OpenRoom, 'views' | 'readEntry' | 'readable'>,
  viewer: Viewer,
  rows: readonly DraftRow[],
): Promise<ReadonlyMap<string, Settled>> {
  const settled = rows.filter(({ status }) => status !== 'open');
  const mandates = [...new Set(settled.map(({ mandate }) => mandate))];
  const acts = mandates.length === 0 ? [] : await views.acts.actsOf(viewer, mandates, SETTLING_KINDS, SETTLING_MAX);
  const show = shownRow(viewer);
  const by = new Map<string, Settled['settled']>();
  for (const row of acts) {
    const { mandate, version } = (await readEntry(row.index))?.fields.act?.detail ?? {};
    const { index, at, person, desk, reason, outcome } = show(row);
    if (outcome !== 'permitted' || typeof mandate !== 'string' || typeof version !== 'number') continue;
    by.set(draftId(mandate, version), { index, at, person, desk, reason: reason ?? '' });
  }
  const found = new Map<string, Settled>();
  for (const { id, mandate, digest } of settled) {
    const now = readable.state.get('mandates', mandate);
    const began = now?.status === 'in-force' && now.digest === digest ? await readEntry(now.index) : undefined;
    found.set(id, { settled: by.get(id) ?? null, since: began?.fields.at ?? null });
  }
  return found;
}
const SETTLING_KINDS = ['mandate.enforce', 'mandate.withdraw'] as const;
const NOT_SETTLED: Settled = { settled: null, since: null };

function* allShown(
  room: OpenRoom,
  rows: readonly DraftRow[],
  settled: ReadonlyMap<string, Settled>,
): Generator<void, Draft[]> {
  const shown: Draft[] = [];
  for (const row of rows) {
    yield;
    shown.push({ ...draftShown(room, row), ...(settled.get(row.id) ?? NOT_SETTLED) });
  }
  return shown;
}

function draftShown({ directory, sets, readable }: OpenRoom, row: DraftRow): Omit<Draft, keyof Settled> {
  const document = directory.document(row.digest) ?? parseMandateDocument(sets.text(row.digest));
  const { mandate, version, digest, supplied, begins, drafted, review, signatures, exceptions } = row;
  const others = [...readable.state.values('mandates')].filter(
    ({ id, status }) => status === 'in-force' && id !== mandate,
  );
  const { unkept, beaten } = sets.promises([...others.map((other) => other.digest), digest]);
  const isOwn = (other: { readonly mandate: string }) => other.mandate === mandate;
  return {
    mandate,
    version,
    digest,
    title: document.title,
    holder: holderOf(directory.scenario.vocabulary.agencies, document),
    document: mandateAsWritten(document),
    supplied,
    status: statusOf(row, isAgreed(row, directory), readable.state.get('mandates', mandate)),
    begins,
    drafted,
    review,
    signatures: [...signatures],
    exceptions: [...exceptions],
    needs: needsOf(row, sidesOf(row, directory), isAgreed(row, directory)),
    against: {
      unkept: unkept.filter(isOwn).map(({ commitment }) => commitment),
      beaten: beaten.filter(({ mandates }) => mandates.includes(mandate)).map(({ clause }) => clause),
    },
  };
}

function holderOf(agencies: readonly { readonly id: string; readonly name: string }[], { holder }: MandateDocument) {
  return { id: holder, name: agencies.find(({ id }) => id === holder)?.name ?? holder };
}

/** @param mandate how it stands now, which says what became of a version that came into force once */
function statusOf(
  { status, review, digest }: DraftRow,
  isAgreedOn: boolean,
  mandate: MandateRow | undefined,
): Draft['status'] {
  if (status === 'in-force') return mandate?.digest === digest ? mandate.status : 'replaced';
  if (status !== 'open') return status;
  if (isAgreedOn) return 'signed';
  return review === null ? 'draft' : review.opinion;
}

function latest({ drafted, review, signatures, exceptions }: Draft): number {
  return Math.max(-1, ...[drafted, review, ...signatures, ...exceptions].map((step) => step?.index ?? -1));
}

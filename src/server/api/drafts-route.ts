import { mayOf } from '../../desk/may.ts';
import { parseMandateDocument } from '../../mandates/compile.ts';
import { mandateAsWritten } from '../../mandates/mandate-text.ts';
import type { MandateDocument } from '../../mandates/scenario.ts';
import { isHost } from '../../matters/audience.ts';
import { draftId, draftOf, isAgreed, sidesOf } from '../../matters/mandates/drafts.ts';
import type { DraftRow } from '../../matters/mandates/rows.ts';
import { MandateDrafts } from '../../terms/api/mandate-drafts.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { Viewer } from '../../views/audience.ts';
import { sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { beginReading } from './reading.ts';

/** Drafts that are shown to one person in a minute, in however many requests; one may have to be proved. */
const SHOWN_PER_MINUTE = 6_000;

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
      const shown = await slices.take(allShown(room, rows));
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

function isShown(room: OpenRoom, viewer: Viewer, { holder, supplied, status }: DraftRow): boolean {
  const { directory } = room;
  if (isHost(viewer.agency, directory)) return true;
  if (supplied || status === 'in-force') return viewer.admitted;
  if (!directory.ofSameState(holder).includes(viewer.agency)) return false;
  return viewer.admitted || maySign(room, viewer);
}

function maySign(room: OpenRoom, { person }: Viewer): boolean {
  if (person === null) return false;
  const at = room.roomNow();
  const [place = ''] = room.directory.places;
  const rows = mayOf({ directory: room.directory, sets: room.sets }, room.readable.state, person, { place }, at);
  return rows.find(({ activity }) => activity === 'mandate.sign')?.outcome === 'permitted';
}

function* allShown(room: OpenRoom, rows: readonly DraftRow[]): Generator<void, Draft[]> {
  const shown: Draft[] = [];
  for (const row of rows) {
    yield;
    shown.push(draftShown(room, row));
  }
  return shown;
}

function draftShown({ directory, sets, readable }: OpenRoom, row: DraftRow): Draft {
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
    status: statusOf(row, isAgreed(row, directory)),
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

function statusOf({ status, review }: DraftRow, isAgreedOn: boolean): Draft['status'] {
  if (status !== 'open') return status;
  if (isAgreedOn) return 'signed';
  return review === null ? 'draft' : review.opinion;
}

function needsOf(
  { status, review, signatures }: DraftRow,
  sides: readonly ('host' | 'sending-state')[],
  isAgreedOn: boolean,
): Draft['needs'] {
  if (status !== 'open') return [];
  if (isAgreedOn) return ['enforcement'];
  const missing = sides.filter((side) => !signatures.some((signature) => signature.side === side));
  return [
    ...(review?.opinion === 'cleared' ? [] : (['review'] as const)),
    ...missing.map((side) => `${side}-signature` as const),
    'enforcement',
  ];
}

function latest({ drafted, review, signatures, exceptions }: Draft): number {
  return Math.max(-1, ...[drafted, review, ...signatures, ...exceptions].map((step) => step?.index ?? -1));
}

import type { SetBook } from '../../desk/set-book.ts';
import { documentDigest } from '../../mandates/compile.ts';
import type { Unkept } from '../../mandates/promises.ts';
import type { Commitment, MandateDocument, Scenario, Statement } from '../../mandates/scenario.ts';
import { audienceOfDraft } from '../../matters/mandates/drafts.ts';
import type { MandateRow } from '../../matters/mandates/rows.ts';
import type { ActKind } from '../../terms/act-kinds.ts';
import { MandatesShown } from '../../terms/api/event.ts';
import { Problem } from '../../terms/api/problem.ts';
import { HOUSE_RULE_LIST } from '../../terms/house-rules.ts';
import { termsInOrder } from '../../terms/mandate-terms.ts';
import { isByClock } from '../../views/acts-row.ts';
import { type Viewer, visibleTo } from '../../views/audience.ts';
import { eventNow } from '../event-now.ts';
import type { OpenRoom } from '../room.ts';
import { orderOf } from './acts-route.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { isExcepted, unkeptNow } from './unkept-texts.ts';

/** `GET /api/mandates`: the arrangement as readable text, with its sources, what offices promised, and what is open. Everybody's to read. */
export function mandatesRoute(app: ApiApp, { room }: ApiPorts): void {
  app.get(
    '/api/mandates',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['event'], response: { 200: MandatesShown, 401: Problem } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { readable, directory, sets } = room;
      const rows = [...readable.state.values('mandates')];
      const { viewer } = request.signedIn ?? refuseNobody();
      const [halts, begins] = await Promise.all([haltsOf(room, viewer, rows), beginsOf(room, viewer, rows)]);
      const unkept = unkeptNow(room).map((one) => ({ ...one, excepted: isExcepted(room, one) }));
      return {
        view: room.size(),
        set: readable.setInForce() ?? '',
        ...arrangementShown(directory.scenario, rows, { sets, unkept, halts, begins, due: dueOf(room, viewer) }),
      };
    },
  );
}

/**
 * The mandates of an event with how each stands: of each the version that came into force last, else the one supplied ({@link eventNow}).
 */
export function arrangementShown(
  scenario: Scenario,
  rows: readonly MandateRow[],
  beside: {
    readonly sets: Pick<SetBook, 'text'>;
    readonly unkept: readonly ShownUnkept[];
    readonly halts: ReadonlyMap<string, Halted>;
    readonly begins: ReadonlyMap<string, Began>;
    readonly due: ReadonlyMap<string, Due>;
  },
): Omit<MandatesShown, 'view' | 'set'> {
  const { sets, unkept, halts, begins, due } = beside;
  const { mandates } = eventNow(scenario, rows, sets);
  const statuses = new Map(rows.map(({ digest, status }) => [digest, status]));
  return {
    mandates: mandates.map((document) => {
      const status = statuses.get(documentDigest(document)) ?? 'not-in-force';
      const own = status === 'in-force' ? unkept.filter(({ mandate }) => mandate === document.mandate) : [];
      const halted = status in HALTING ? (halts.get(document.mandate) ?? null) : null;
      const began = status === 'in-force' ? (begins.get(document.mandate) ?? null) : null;
      const next = due.get(document.mandate) ?? null;
      return mandateShown(scenario, document, { status, halted, began, due: next, unkept: own });
    }),
    commitments: scenario.commitments.map(commitmentShown),
    questions: scenario.questions.map(({ id, text, axis, source }) => ({ id, text, axis, source: [...source] })),
    sources: scenario.sources.map(({ id, kind, title, date, note }) => ({ id, kind, title, date, note })),
    houseRules: HOUSE_RULE_LIST.map(({ id, text }) => ({ id, text })),
    statements: scenario.statements.map((statement) => statementShown(scenario, statement)),
  };
}

function refuseNobody(): never {
  throw new RangeError('the guard let in somebody who is not signed in');
}

/** With which entry each mandate that is suspended or over came to that last, as far as this reader may see it: mandates are for everyone, and who gave the word is not told. */
async function haltsOf(
  { views }: Pick<OpenRoom, 'views'>,
  viewer: Viewer,
  rows: readonly MandateRow[],
): Promise<ReadonlyMap<string, Halted>> {
  const halts = new Map<string, Halted>();
  for (const { id, status } of rows) {
    if (status === 'in-force') continue;
    const took = { kind: HALTING[status], matter: id, outcome: 'permitted', order: 'desc', limit: 1 } as const;
    const [row] = await views.acts.acts(viewer, took);
    if (row !== undefined) halts.set(id, { index: row.index, at: row.at, desk: row.desk, reason: row.reason });
  }
  return halts;
}

/** With which entry each mandate that is in force came to be so last, as far as this reader may see it. What opened the room put its mandates in force before anybody was there to be told. */
async function beginsOf(
  room: Pick<OpenRoom, 'views' | 'readEntry'>,
  viewer: Viewer,
  rows: readonly MandateRow[],
): Promise<ReadonlyMap<string, Began>> {
  const entries = rows.filter(({ status }) => status === 'in-force').map(({ index }) => index);
  const seen = new Map((await room.views.acts.actsAt(viewer, entries)).map((row) => [row.index, row]));
  const begins = new Map<string, Began>();
  for (const { id, index } of rows) {
    const row = seen.get(index);
    if (row === undefined || row.kind === CREATED) continue;
    const byClock = isByClock(row);
    // The clock has neither desk nor reason: whoever set the time had.
    const { desk, reason } = (byClock ? await orderOf(room, viewer, row) : undefined) ?? row;
    begins.set(id, { index, at: row.at, desk, reason, byClock, stood: row.stood });
  }
  return begins;
}

const CREATED = 'ledger.create' satisfies ActKind;

/** The kind of the entry that brought it about. */
const HALTING = { suspended: 'mandate.suspend', expired: 'mandate.expired' } as const;

/** The version of each mandate that is ordered to come into force next, as far as this reader may see its draft. */
function dueOf({ readable, directory }: Pick<OpenRoom, 'readable' | 'directory'>, viewer: Viewer): Map<string, Due> {
  const sees = visibleTo(viewer);
  const due = new Map<string, Due>();
  for (const { mandate, version, holder, status, begins } of readable.state.values('drafts')) {
    if (status !== 'due' || begins === null) continue;
    if (!sees({ kind: 'mandate.enforce', person: null, audience: audienceOfDraft(holder, directory) })) continue;
    const before = due.get(mandate);
    if (before === undefined || begins < before.begins) due.set(mandate, { version, begins });
  }
  return due;
}

type Due = NonNullable<Mandate['due']>;
type Began = NonNullable<Mandate['began']>;
type Halted = NonNullable<Mandate['halted']>;
type ShownUnkept = Unkept & { readonly excepted: boolean };
type Mandate = MandatesShown['mandates'][number];

function mandateShown(
  { vocabulary, rootMandate }: Scenario,
  document: MandateDocument,
  {
    status,
    halted,
    began,
    due,
    unkept,
  }: { readonly unkept: readonly ShownUnkept[] } & Pick<Mandate, 'status' | 'halted' | 'began' | 'due'>,
): Mandate {
  const agency = (id: string) => ({ id, name: vocabulary.agencies.find((known) => known.id === id)?.name ?? id });
  const { mandate, version, title, holder, issuer, instrument, from, until, openQuestions, terms, clauses } = document;
  return {
    id: mandate,
    version,
    title,
    holder: agency(holder),
    issuer: agency(issuer),
    instrument,
    from,
    until,
    status,
    halted,
    began,
    due,
    root: mandate === rootMandate,
    unkept: unkept.map(({ commitment, excepted }) => ({ commitment, excepted })),
    openQuestions: [...openQuestions],
    terms: termsInOrder(terms).map((term) => ({ ...term, source: [...term.source] })),
    clauses: clauses.map(({ id, effect, text, basis, source, written }) => ({
      id,
      effect,
      text,
      basis,
      source: [...source],
      written: { ...written } as Mandate['clauses'][number]['written'],
    })),
  };
}

function commitmentShown(commitment: Commitment): MandatesShown['commitments'][number] {
  const { id, by, date, text, source, form } = commitment;
  return {
    id,
    by,
    date,
    text,
    source: [...source],
    form,
    why: commitment.form === 'statement' ? commitment.why : null,
  };
}

function statementShown(
  { vocabulary }: Scenario,
  { id, office, said, dateNote, where, text, source, contradicts, topic }: Statement,
): MandatesShown['statements'][number] {
  const name = vocabulary.offices.find((known) => known.id === office)?.name ?? office;
  return {
    id,
    office: { id: office, name },
    said,
    dateNote,
    where,
    text,
    source: [...source],
    contradicts: [...contradicts],
    topic,
  };
}

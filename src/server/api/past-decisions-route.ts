import { pastDecisionOf } from '../../mandates/compare/past.ts';
import { type DecisionShown, DecisionsPage, DecisionsQuery } from '../../terms/api/past-decisions.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import type { ActsRow } from '../../views/acts-row.ts';
import { isOfHost, type Viewer } from '../../views/audience.ts';
import { knowsPerson } from '../../views/shown-rows.ts';
import { sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { tooMany } from '../sessions/guard.ts';
import { pageOfRows } from './acts-route.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { BAD_CURSOR, readActsCursor } from './cursors.ts';
import { beginReading } from './reading.ts';

/** Entries that are looked at for one person in a minute, in however many requests; each is read from the store and opened. */
const LOOKED_AT_PER_MINUTE = 12_000;

/** Entries that are opened without a pause, so that acts are not held up. */
const RUN_MAX = 32;

/**
 * `GET /api/mandates/decisions`: what was decided, on which facts, of the acts that the reader may see; whoever drafts tries the draft on them, in their own browser.
 * What is not theirs is absent, and a cursor is that of a row that they may see.
 */
export function pastDecisionsRoute(app: ApiApp, { room, wallNow }: ApiPorts): void {
  const allowance = new Allowance(LOOKED_AT_PER_MINUTE, { wallNow });
  app.get(
    '/api/mandates/decisions',
    {
      config: { audience: 'signed-in' },
      schema: {
        tags: ['acts'],
        querystring: DecisionsQuery,
        response: { 200: DecisionsPage, 400: Problem, 401: Problem, 429: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const { cursor, limit, from, until, after } = request.query;
      const past = cursor === undefined ? undefined : readActsCursor(cursor);
      if (cursor !== undefined && past === undefined) return sendProblem(reply, BAD_CURSOR);
      const reading = await beginReading(room, request, reply, after);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, view, person } = reading;
      const seconds = allowance.waits(person.id, limit);
      if (seconds > 0) return sendProblem(reply, tooMany(seconds));
      // Before it is known how many there are, or pages that are asked for at once would all find as much left.
      allowance.took(person.id, limit);
      const rows = await room.views.acts.acts(viewer, { order: 'desc', past, limit: limit + 1, from, until });
      const { shown, next } = pageOfRows(rows, limit);
      allowance.gaveBack(person.id, limit - Math.max(1, shown.length));
      const facts = await factsOf(room, shown);
      return { view, rows: shown.flatMap((row) => decisionFor(viewer, row, facts.get(row.index))), next };
    },
  );
}

/** The decision of an entry; nothing where it holds none, or where its facts are not for this viewer. */
function decisionFor(viewer: Viewer, row: ActsRow, facts: FactsVector | undefined): DecisionShown[] {
  const { index, at, kind, form, outcome } = row;
  const decision = pastDecisionOf({ ...row, facts });
  if (decision === undefined || !mayKnowFacts(viewer, row, decision.facts)) return [];
  const { axes, broken, ...rest } = decision.facts;
  return [{ index, at, kind, form, outcome, facts: { ...rest, axes: { ...axes }, broken: [...broken] } }];
}

/**
 * Facts say more of whoever acted than a list does: who was beside them, with which power. What a guest sees because it is for everyone, or because they reported
 * it of somebody else, they see without that.
 */
function mayKnowFacts(viewer: Viewer, row: ActsRow, { agency }: FactsVector): boolean {
  if (viewer.oversight || isOfHost(viewer)) return true;
  return agency === viewer.agency && knowsPerson(viewer)(row);
}

/** The facts of these entries, latest first; of entries that lie between them nothing is read. */
async function factsOf(
  { readDecisions }: Pick<OpenRoom, 'readDecisions'>,
  rows: readonly ActsRow[],
): Promise<ReadonlyMap<number, FactsVector>> {
  const facts = new Map<number, FactsVector>();
  for (const { from, to } of runsOf(rows)) {
    for (const { index, fields } of await readDecisions(from, to)) {
      if (fields.facts !== undefined) facts.set(index, fields.facts);
    }
  }
  return facts;
}

/** Stretches of the ledger without a gap, half-open. @param rows latest first */
function runsOf(rows: readonly ActsRow[]): { readonly from: number; readonly to: number }[] {
  const runs: { from: number; readonly to: number }[] = [];
  for (const { index } of rows) {
    const run = runs.at(-1);
    if (run !== undefined && run.from === index + 1 && run.to - run.from < RUN_MAX) run.from = index;
    else runs.push({ from: index, to: index + 1 });
  }
  return runs;
}

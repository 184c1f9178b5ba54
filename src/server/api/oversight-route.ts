import type * as z from 'zod';
import { WHOLE_RECORD } from '../../matters/consultations/rows.ts';
import { OversightPage, OversightQuery, type OversightRow } from '../../terms/api/acts.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { ActsRow } from '../../views/acts-row.ts';
import type { Viewer } from '../../views/audience.ts';
import { shownRow } from '../../views/shown-rows.ts';
import { sendProblem } from '../http/problem.ts';
import type { OpenRoom } from '../room.ts';
import { actsRequest, openConsultation, pageOfRows } from './acts-route.ts';
import type { ApiApp, ApiPorts } from './api.ts';
import { clauseBookOf } from './clause-book.ts';
import { BAD_CURSOR } from './cursors.ts';
import { NOT_CONSULTED } from './items-route.ts';
import { idsByName } from './named-ids.ts';
import { beginReading } from './reading.ts';

/** Entries by which people answered or acknowledged the matters of one page. */
const ANSWERS_MAX = 2_000;

type Knew = z.infer<typeof OversightRow>['knew'][number];

/** By which kinds of entry somebody shows that they knew of the matter. */
const KNOWING_KINDS = {
  'declaration.acknowledge': 'acknowledged',
  'tasking.acknowledge': 'acknowledged',
  'tasking.done': 'acknowledged',
  'approval.answer': 'answered',
  'approval.oral': 'answered',
  'approval.countersign': 'answered',
  'challenge.answer': 'answered',
  'deed.begin': 'acted',
  'request.withdraw': 'acted',
} as const satisfies Readonly<Record<string, Knew['how']>>;

/**
 * `GET /api/oversight`: who knew what, who decided, under which authority, at what minute. Only while the overseer's consultation of the whole
 * record stands: it is in the ledger before the first row is shown.
 */
export function oversightRoute(app: ApiApp, { room }: ApiPorts): void {
  const book = clauseBookOf(room);
  const idsNamed = idsByName(room.directory.scenario);
  app.get(
    '/api/oversight',
    {
      config: { audience: 'overseer' },
      schema: {
        tags: ['acts'],
        querystring: OversightQuery,
        response: { 200: OversightPage, 400: Problem, 401: Problem, 403: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const asked = actsRequest(request.query, idsNamed);
      if (asked === undefined) return sendProblem(reply, BAD_CURSOR);
      const reading = await beginReading(room, request, reply, request.query.after);
      if ('status' in reading) return sendProblem(reply, reading);
      const { viewer, view, person } = reading;
      const consultation = openConsultation(room.readable, WHOLE_RECORD, person.id, room.roomNow());
      if (consultation === undefined) return sendProblem(reply, NOT_CONSULTED);
      const rows = await room.views.acts.acts(viewer, asked);
      const { shown, next } = pageOfRows(rows, request.query.limit);
      const known = await whoKnew(room, viewer, shown);
      const show = shownRow(viewer);
      return {
        view,
        rows: shown.map((row) => ({
          ...show(row),
          audience: audienceOf(row),
          cause: row.cause,
          set: row.set ?? '',
          authority: book.authorities(row.clauses, row),
          decided: decidedBy(row),
          conditions: conditionsOf(room, row),
          related: relatedTo(room, row.matter),
          knew: known(row),
        })),
        next,
      };
    },
  );
}

/** Who could see an entry from the moment it was recorded, in the words of its label; nobody can say it of one whose box is closed. */
function audienceOf({ audience, person }: ActsRow): string[] {
  if (audience === null) return [];
  return [
    ...(audience.everyone ? ['everyone'] : []),
    ...audience.agencies,
    ...audience.rooms.map((room) => `room ${room}`),
    ...new Set([...audience.persons, ...(person === null ? [] : [person])].map((id) => `person ${id}`)),
  ];
}

/** Whose decision an answer is. One without effect names no matter: nobody decided anything by it. */
function decidedBy({ answer, matter, person }: ActsRow): z.infer<typeof OversightRow>['decided'] {
  if (answer === null || matter === null || person === null) return null;
  return { by: answer.giver, enteredBy: person, channel: answer.channel };
}

/** Under which conditions an entry gave an approval; of an answer that gave none, nothing. */
function conditionsOf({ readable }: OpenRoom, { matter, index }: ActsRow): string | null {
  const approval = readable.records.approvals.get(matter ?? '');
  return approval?.index === index ? approval.conditions : null;
}

/** The records that a matter belongs with: a request with what was done under it, and that with its request; a release with its item. */
function relatedTo({ readable }: OpenRoom, matter: string | null): string[] {
  if (matter === null) return [];
  const { requests, challenges, deeds, approvals, releases } = readable.records;
  const deed = deeds.get(matter);
  const found = [
    challenges.get(matter)?.of,
    deed?.challenge,
    requests.get(matter)?.deed,
    approvals.get(matter)?.used,
    deed?.request,
    deed?.approval,
    releases.get(matter)?.item,
    ...releases.where('item', matter).map(({ id }) => id),
  ];
  return [...new Set(found)].filter((id): id is string => id !== null && id !== undefined && id !== '');
}

/** Who is known to have read, acknowledged, answered or acted on the matter of each row, from its releases, consultations and later acts. */
async function whoKnew(room: OpenRoom, viewer: Viewer, rows: readonly ActsRow[]): Promise<(row: ActsRow) => Knew[]> {
  const { readable, views } = room;
  // Who begins a deed that was asked for knows of the answer, which stands under the number of the request.
  const told = (matter: string) => [matter, ...relatedTo(room, matter)];
  const matters = [...new Set(rows.flatMap(({ matter }) => (matter === null ? [] : told(matter))))];
  const answers = await views.acts.actsOf(viewer, matters, Object.keys(KNOWING_KINDS), ANSWERS_MAX);
  const byMatter = Map.groupBy(answers, ({ matter }) => matter);
  return ({ matter, index }) => {
    if (matter === null) return [];
    const { releases, consultations } = readable.records;
    const release = releases.get(matter);
    const released = [...releases.where('item', matter), ...(release === undefined ? [] : [release])];
    const consulted = consultations.where('of', release?.item ?? matter);
    const later = told(matter).flatMap((id) => byMatter.get(id) ?? []);
    const answered = later.filter((row) => row.person !== null && row.index >= index);
    const knew: Knew[] = [
      ...released.map(({ to, at }) => ({ person: to, at, how: 'released' as const })),
      ...consulted.map(({ person, from }) => ({ person, at: from, how: 'consulted' as const })),
      ...answered.flatMap(knowing),
    ];
    return knew.sort((a, b) => a.at - b.at);
  };
}

/** Who shows by an entry that they knew: whose answer it is, and whoever entered it for them. */
function knowing({ person, at, kind, answer }: ActsRow): Knew[] {
  const how = KNOWING_KINDS[kind as keyof typeof KNOWING_KINDS];
  if (person === null) return [];
  if (answer === null || answer.giver === person) return [{ person, at, how }];
  return [
    { person: answer.giver, at, how },
    { person, at, how: 'entered' },
  ];
}

import type { SetBook } from '../../desk/set-book.ts';
import { documentDigest, mandateText, parseMandateDocument } from '../../mandates/compile.ts';
import type { MandateDocument, Scenario } from '../../mandates/scenario.ts';
import type { MandateRow } from '../../matters/mandates/rows.ts';
import { DraftingEvent, MandateDocumentsShown } from '../../terms/api/mandate-documents.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { ApiApp, ApiPorts } from './api.ts';

/** `GET /api/mandates/documents`: what a draft is read and proved with outside the room. Everybody's to read, as the arrangement itself is. */
export function mandateDocumentsRoute(app: ApiApp, { room }: ApiPorts): void {
  const event = draftingEvent(room.directory.scenario);
  app.get(
    '/api/mandates/documents',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['event'], response: { 200: MandateDocumentsShown, 401: Problem } },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      const { readable, directory, sets } = room;
      const kept = documentsKept(directory.scenario, [...readable.state.values('mandates')], sets);
      return {
        view: room.size(),
        set: readable.setInForce() ?? '',
        event,
        documents: kept.map(({ digest, document, status }) => ({
          mandate: document.mandate,
          version: document.version,
          digest,
          status,
          text: mandateText(document),
        })),
      };
    },
  );
}

/** The members of a scenario that a draft needs; what is not of the schema (rosters, scripts, positions) is left behind. */
export function draftingEvent(scenario: Scenario): DraftingEvent {
  return DraftingEvent.parse(scenario);
}

type Status = MandateDocumentsShown['documents'][number]['status'];

/** The documents of a scenario and those that came into force from texts that it has not, each with how it stands. */
function documentsKept(
  scenario: Scenario,
  rows: readonly MandateRow[],
  sets: Pick<SetBook, 'text'>,
): { readonly digest: string; readonly document: MandateDocument; readonly status: Status }[] {
  const documents = new Map(scenario.mandates.map((document) => [documentDigest(document), document]));
  for (const { digest } of rows) {
    if (!documents.has(digest)) documents.set(digest, parseMandateDocument(sets.text(digest)));
  }
  const statuses = new Map(rows.map(({ digest, status }) => [digest, status]));
  return [...documents].map(([digest, document]) => ({
    digest,
    document,
    status: statuses.get(digest) ?? 'not-in-force',
  }));
}

import assert from 'node:assert/strict';
import { documentDigest, mandateText } from '../../../../mandates/compile.ts';
import { readScenarioFolder, scenarioFolder } from '../../../../scenarios/read.ts';
import { draftingEvent } from '../../../../server/api/mandate-documents-route.ts';
import type { MandateDocumentsShown } from '../../../../terms/api/mandate-documents.ts';

/** What the room gives of an event whose mandates are all in force. */
export async function shownOf(name: string): Promise<MandateDocumentsShown> {
  const read = await readScenarioFolder(scenarioFolder(name));
  assert(read.ok);
  const documents = read.scenario.mandates.map((document) => ({
    mandate: document.mandate,
    version: document.version,
    digest: documentDigest(document),
    status: 'in-force' as const,
    text: mandateText(document),
  }));
  return { view: 1, set: '', event: draftingEvent(read.scenario), documents };
}

import { documentDigest, parseMandateDocument } from '../mandates/compile.ts';
import type { MandateDocument, Scenario } from '../mandates/scenario.ts';

/** Where the text of a document lies that the event's files do not have: with the ledger. */
export type KeptTexts = { text(id: string): string };
/** A version of a mandate that is in force, or was last. */
export type Version = { readonly id: string; readonly digest: string };

/**
 * The event with its mandates as they are now: of each the version that came into force last, which may have been drafted in the room or be
 * of files that were changed since; else the one supplied. The mandates of the files come first, in their order.
 */
export function eventNow(scenario: Scenario, versions: Iterable<Version>, kept: KeptTexts): Scenario {
  const supplied = new Map(scenario.mandates.map((document) => [documentDigest(document), document]));
  const latest = new Map<string, MandateDocument>();
  for (const { id, digest } of versions)
    latest.set(id, supplied.get(digest) ?? parseMandateDocument(kept.text(digest)));
  const ids = new Set([...scenario.mandates.map(({ mandate }) => mandate), ...[...latest.keys()].sort()]);
  const mandates = [...ids].flatMap((id) => {
    const versionsSupplied = scenario.mandates.filter(({ mandate }) => mandate === id);
    return latest.get(id) ?? versionsSupplied;
  });
  return { ...scenario, mandates };
}

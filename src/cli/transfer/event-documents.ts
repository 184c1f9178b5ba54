import { canonicalJson } from '../../base/json.ts';
import { documentDigest } from '../../mandates/compile.ts';
import { mandateReader } from '../../mandates/mandate-text.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import type { EntryFields } from '../../terms/entry.ts';

/**
 * The mandate documents of a ledger as they can be had without its database: those that the event supplies, and those that somebody drafted, whose text
 * stands in the entry. A document is known by the digest of its checked form, so nothing else can take its place.
 */
export class EventDocuments {
  readonly #texts = new Map<string, string>();
  readonly #read: ReturnType<typeof mandateReader> | undefined;

  constructor(scenario: Scenario | undefined) {
    this.#read = scenario && mandateReader(scenario);
    for (const document of scenario?.mandates ?? []) this.#texts.set(documentDigest(document), canonicalJson(document));
  }

  /** Takes each entry: what was drafted in it is a document too. */
  add({ act }: Partial<EntryFields>): void {
    if (act?.kind !== 'mandate.draft' || this.#read === undefined) return;
    const { document } = act.detail;
    const read = typeof document === 'string' ? this.#read(document) : undefined;
    if (read?.ok === true) this.#texts.set(documentDigest(read.document), canonicalJson(read.document));
  }

  /** The canonical text of the document with this digest; undefined where it is not known. */
  text(id: string): string | undefined {
    return this.#texts.get(id);
  }
}

import { type InForce, parseMandateDocument } from '../../../../mandates/compile.ts';
import type { MandateDocument, Scenario } from '../../../../mandates/scenario.ts';
import { type VocabularyWords, wordsOf } from '../../../../mandates/vocabulary-words.ts';
import type { MandateDocumentsShown } from '../../../../terms/api/mandate-documents.ts';
import { draftReader, type ReadDraft } from './read-draft.ts';

/** A mandate that the room has, with how it stands. */
export type KnownDocument = {
  readonly document: MandateDocument;
  readonly digest: string;
  readonly status: MandateDocumentsShown['documents'][number]['status'];
};

/** What drafts are read, proved and told with: the event and its mandates as the room gives them. */
export type Drafting = {
  /** The event with the mandates that are in force now; what nobody needs for a draft (rosters, scripts) is empty. */
  readonly scenario: Scenario;
  readonly words: VocabularyWords;
  readonly known: readonly KnownDocument[];
  readonly read: (text: string) => ReadDraft;
};

/**
 * The event of an answer of the room. Expands the vocabulary, so it is worth keeping.
 * @throws TypeError where a document is not what the room keeps
 */
export function draftingOf({ event, documents }: MandateDocumentsShown): Drafting {
  const known = documents.map(({ text, digest, status }) => ({ document: parseMandateDocument(text), digest, status }));
  const places = event.vocabulary.places.map((place) => {
    return { ...place, position: null, approximate: false, source: null };
  });
  const vocabulary = { ...event.vocabulary, places };
  const scenario: Scenario = {
    ...event,
    capitals: {},
    vocabulary,
    mandates: known.filter(({ status }) => status === 'in-force').map(({ document }) => document),
    statements: [],
    roster: [],
    exercise: [],
    drafts: [],
    injects: [],
    publication: null,
    retention: null,
  };
  return { scenario, words: wordsOf(vocabulary), known, read: draftReader(scenario) };
}

/** All that is in force now, with a document in the place of every version of the same mandate. */
export function inForceWith({ scenario }: Drafting, document: MandateDocument): Scenario {
  const others = scenario.mandates.filter(({ mandate }) => mandate !== document.mandate);
  return { ...scenario, mandates: [...others, document] };
}

/** All that is in force now but a mandate: what stood before where it never was in force. */
export function inForceWithout({ scenario }: Drafting, mandate: string): InForce {
  return { ...scenario, mandates: scenario.mandates.filter((one) => one.mandate !== mandate) };
}

/** The document of a version; undefined where the room has none. */
export function knownVersion({ known }: Drafting, mandate: string, version: number): KnownDocument | undefined {
  return known.find(({ document }) => document.mandate === mandate && document.version === version);
}

/** The version of a mandate before another; undefined where the room has none. */
export function versionBefore({ known }: Drafting, { mandate, version }: MandateDocument): MandateDocument | undefined {
  const older = known.flatMap(({ document }) =>
    document.mandate === mandate && document.version < version ? [document] : [],
  );
  return older.sort((a, b) => b.version - a.version)[0];
}

/** The version of a mandate that is suspended now; undefined where none is. */
export function suspendedVersion({ known }: Pick<Drafting, 'known'>, mandate: string): MandateDocument | undefined {
  return known.find(({ document, status }) => document.mandate === mandate && status === 'suspended')?.document;
}

/** The highest version of a mandate that the room has; undefined where it has none. */
export function latestVersion({ known }: Drafting, mandate: string): KnownDocument | undefined {
  const versions = known.filter(({ document }) => document.mandate === mandate);
  return versions.sort((a, b) => b.document.version - a.document.version)[0];
}

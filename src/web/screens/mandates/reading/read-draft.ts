import { documentDigest } from '../../../../mandates/compile.ts';
import { mandateReader, type ReadMandateText } from '../../../../mandates/mandate-text.ts';
import type { MandateDocument, Scenario } from '../../../../mandates/scenario.ts';

/** A draft as the room would read it: checked and with its digest, or everything that is wrong with it. */
export type ReadDraft =
  | { readonly ok: true; readonly document: MandateDocument; readonly digest: string }
  | Extract<ReadMandateText, { readonly ok: false }>;

/** Reads the texts of drafts with the reader of the room itself. Pure; never throws for any text. */
export function draftReader(scenario: Scenario): (text: string) => ReadDraft {
  const reader = mandateReader(scenario);
  return (text) => {
    const read = reader(text, 'draft');
    return read.ok ? { ...read, digest: documentDigest(read.document) } : read;
  };
}

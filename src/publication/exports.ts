import { sha256Hex } from '../base/digest.ts';
import { exportedFiles, FORMS, type Form } from '../mandates/export/exported.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { MandateSet } from '../terms/mandate-set.ts';

/** Below it one folder for each set that was in force, by the set's id: what somebody begins to read stays what it is. */
export const EXPORTS_FOLDER = 'exports';

/** One file to download, of the set in force. */
export type ExportedFile = {
  /** Below the public folder. */
  readonly path: string;
  readonly form: Form;
  readonly name: string;
  readonly text: string;
};

/** What the pages say of the files of the set in force. */
export type ShownExports = {
  readonly set: string;
  readonly files: readonly (Omit<ExportedFile, 'text'> & { readonly bytes: number; readonly digest: string })[];
};

/**
 * The set in force for tools of others, form by form: what `remit mandate export` writes of the same set. A few hundredths of a second of work for
 * each form, so that whoever shares the thread can let others in between.
 */
export function* exportsOf(id: string, set: MandateSet, scenario: Scenario): Generator<readonly ExportedFile[]> {
  for (const form of FORMS) {
    const files = [...exportedFiles(form, set, scenario)];
    yield files.map(([name, text]) => ({ path: `${EXPORTS_FOLDER}/${id}/${form}/${name}`, form, name, text }));
  }
}

/** What is shown of files: their size in bytes and their SHA-256, in hex. */
export function shownExports(set: string, files: readonly ExportedFile[]): ShownExports {
  return {
    set,
    files: files.map(({ text, ...file }) => ({ ...file, bytes: Buffer.byteLength(text), digest: sha256Hex(text) })),
  };
}
